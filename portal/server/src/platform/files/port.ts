/** The files port: bytes by content. A file is written once and never changes. Adapters keep `contract.ts`. */
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
  /**
   * The files whose bytes were put for the last time before this instant (machine's time, epoch ms), in no order.
   * Putting bytes that are kept already counts.
   */
  list(options: { putBefore: number }): AsyncIterable<StoredFile>;
  /**
   * Removes the bytes, unless they were put (again) at or after `putBefore`; the check and the removal are one, so
   * that whoever puts the same bytes meanwhile keeps them. Answers whether they were removed. The same bytes may serve
   * several records: only who knows all of them may call this (the upkeep area).
   */
  remove(hash: string, options: { putBefore: number }): Promise<boolean>;
}
