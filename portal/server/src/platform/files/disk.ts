/** Files in a folder, by content: `ab/cdef…` holds the bytes, `ab/cdef….json` what they are. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LRUCache } from "lru-cache";
import { NotFoundError } from "../errors.ts";
import { FileEmptyError, FileTooLargeError, FileTypeError } from "./errors.ts";
import type { FilesPort, StoredFile } from "./port.ts";
import { sniffFile } from "./sniff.ts";
import { noFileText } from "./texts.ts";

/** Opens the folder, making it when it is missing; what a crash left half-written is removed. */
export async function openDiskFiles(root: string): Promise<FilesPort> {
  const incoming = path.join(root, "incoming");
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  return new DiskFiles(root, incoming);
}

class DiskFiles implements FilesPort {
  readonly #root: string;
  readonly #incoming: string;
  readonly #known = new LRUCache<string, StoredFile>({ max: 10_000 });

  constructor(root: string, incoming: string) {
    this.#root = root;
    this.#incoming = incoming;
  }

  async put(source: Readable, options: { maxBytes: number; accept: readonly string[] }): Promise<StoredFile> {
    const part = path.join(this.#incoming, randomUUID());
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
      return await this.#keep(part, { hash: hash.digest("hex"), size, mediaType });
    } finally {
      await rm(part, { force: true });
    }
  }

  async putBytes(bytes: Uint8Array, mediaType: string): Promise<StoredFile> {
    const part = path.join(this.#incoming, randomUUID());
    try {
      await writeFile(part, bytes, { mode: 0o600, flush: true });
      const hash = createHash("sha256").update(bytes).digest("hex");
      return await this.#keep(part, { hash, size: bytes.length, mediaType });
    } finally {
      await rm(part, { force: true });
    }
  }

  /** Moves the finished file to its place; the description comes first, so that bytes in place are always described. */
  async #keep(part: string, file: StoredFile): Promise<StoredFile> {
    const known = await this.stat(file.hash);
    if (known) return known;
    const target = this.#path(file.hash);
    const folder = path.dirname(target);
    if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(this.#root);
    const description = `${part}.json`;
    await writeFile(description, JSON.stringify({ size: file.size, mediaType: file.mediaType }), {
      mode: 0o600,
      flush: true,
    });
    await rename(description, `${target}.json`);
    await rename(part, target);
    await syncFolder(folder);
    this.#known.set(file.hash, file);
    return file;
  }

  async open(hash: string, range?: { start: number; end: number }): Promise<Readable> {
    if (!(await this.stat(hash))) throw new NotFoundError(noFileText, "file-not-found");
    return createReadStream(this.#path(hash), range ?? {});
  }

  async stat(hash: string): Promise<StoredFile | null> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const known = this.#known.get(hash);
    if (known) return known;
    try {
      const { size } = await stat(this.#path(hash));
      const text = await readFile(`${this.#path(hash)}.json`, "utf8");
      const { mediaType } = JSON.parse(text) as { mediaType: string };
      const file = { hash, size, mediaType };
      this.#known.set(hash, file);
      return file;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  #path(hash: string): string {
    return path.join(this.#root, hash.slice(0, 2), hash.slice(2));
  }
}

/** A rename is on disk when its folder is. Windows cannot open folders and needs no such sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
