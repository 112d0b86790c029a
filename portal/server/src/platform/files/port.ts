/** The files port: bytes by content. A file is written once and never changes. */
import type { Readable } from "node:stream";

export interface StoredFile {
  /** sha-256 of the bytes, hex. The same bytes are kept once. */
  hash: string;
  size: number;
  /** Media type found in the bytes themselves, never in the name. */
  mediaType: string;
}

export interface FilesPort {
  /**
   * Streams to disk, hashing. Throws FileTooLargeError past `maxBytes`, FileTypeError when the type that the bytes
   * show is not in `accept` (media types). Nothing stays behind after an error.
   */
  put(source: Readable, options: { maxBytes: number; accept: readonly string[] }): Promise<StoredFile>;
  putBytes(bytes: Uint8Array, mediaType: string): Promise<StoredFile>;
  open(hash: string, range?: { start: number; end: number }): Promise<Readable>;
  stat(hash: string): Promise<StoredFile | null>;
}
