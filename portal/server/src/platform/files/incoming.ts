/** A file on its way in: measured, hashed and looked at in a folder of its own, before any adapter keeps it. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileEmptyError, FileTooLargeError, FileTypeError } from "./errors.ts";
import type { StoredFile } from "./port.ts";
import { sniffFile } from "./sniff.ts";

/** Makes the folder; what a crash left half-written in it is removed. */
export async function openIncoming(folder: string): Promise<Incoming> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return new Incoming(folder);
}

export class Incoming {
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Streams to disk and gives the whole file to `keep`. Nothing stays here, whatever happens. */
  async receive<R>(
    source: Readable,
    options: { maxBytes: number; accept: readonly string[] },
    keep: (part: string, file: StoredFile) => Promise<R>,
  ): Promise<R> {
    const part = path.join(this.#folder, randomUUID());
    try {
      const hash = createHash("sha256");
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          if (size > options.maxBytes) return done(new FileTooLargeError(options.maxBytes));
          hash.update(chunk);
          return done(null, chunk);
        },
      });
      await pipeline(source, measure, createWriteStream(part, { mode: 0o600, flush: true }));
      if (size === 0) throw new FileEmptyError();
      const mediaType = await sniffFile(part);
      if (!options.accept.includes(mediaType)) throw new FileTypeError(mediaType, options.accept);
      return await keep(part, { hash: hash.digest("hex"), size, mediaType });
    } finally {
      await rm(part, { force: true });
    }
  }

  /** The same for bytes that the server made: their type is believed. */
  async receiveBytes<R>(
    bytes: Uint8Array,
    mediaType: string,
    keep: (part: string, file: StoredFile) => Promise<R>,
  ): Promise<R> {
    const part = path.join(this.#folder, randomUUID());
    try {
      await writeFile(part, bytes, { mode: 0o600, flush: true });
      const hash = createHash("sha256").update(bytes).digest("hex");
      return await keep(part, { hash, size: bytes.length, mediaType });
    } finally {
      await rm(part, { force: true });
    }
  }
}
