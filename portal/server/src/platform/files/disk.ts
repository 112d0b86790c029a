/**
 * Files in a folder, by content: `ab/cdef…` holds the bytes, `ab/cdef….json` what they are. The time of the bytes is
 * when they were put last. One server has the folder, so that order within the process is order.
 */
import { createReadStream } from "node:fs";
import {
  mkdir,
  open,
  opendir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import { NotFoundError } from "../errors.ts";
import { openIncoming, type Incoming } from "./incoming.ts";
import type { FilesPort, StoredFile } from "./port.ts";
import { noFileText } from "./texts.ts";

/** Opens the folder, making it when it is missing; what a crash left half-written is removed. */
export async function openDiskFiles(root: string): Promise<FilesPort> {
  return new DiskFiles(root, await openIncoming(path.join(root, "incoming")));
}

class DiskFiles implements FilesPort {
  readonly #root: string;
  readonly #incoming: Incoming;
  readonly #known = new LRUCache<string, StoredFile>({ max: 10_000 });
  /** The last keeping or removal of each hash that is still under way: the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(root: string, incoming: Incoming) {
    this.#root = root;
    this.#incoming = incoming;
  }

  put(source: Readable, options: { maxBytes: number; accept: readonly string[] }): Promise<StoredFile> {
    return this.#incoming.receive(source, options, (part, file) => this.#keep(part, file));
  }

  putBytes(bytes: Uint8Array, mediaType: string): Promise<StoredFile> {
    return this.#incoming.receiveBytes(bytes, mediaType, (part, file) => this.#keep(part, file));
  }

  #keep(part: string, file: StoredFile): Promise<StoredFile> {
    return this.#inTurn(file.hash, () => this.#place(part, file));
  }

  /** Moves the finished file to its place; the description comes first, so that bytes in place are always described. */
  async #place(part: string, file: StoredFile): Promise<StoredFile> {
    const known = await this.stat(file.hash);
    const target = this.#path(file.hash);
    if (known) {
      const now = new Date();
      await utimes(target, now, now);
      return known;
    }
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

  async *list({ putBefore }: { putBefore: number }): AsyncGenerator<StoredFile> {
    for (const folder of (await readdir(this.#root)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted())
      for await (const entry of await opendir(path.join(this.#root, folder))) {
        const [, rest, described] = /^([0-9a-f]{62})(\.json)?$/.exec(entry.name) ?? [];
        if (rest === undefined) continue;
        const hash = `${folder}${rest}`;
        if (described !== undefined)
          await this.#inTurn(hash, () => this.#dropLoneDescription(hash, putBefore));
        else if (await this.#putBefore(hash, putBefore)) {
          const file = await this.stat(hash);
          if (file) yield file;
        }
      }
  }

  remove(hash: string, { putBefore }: { putBefore: number }): Promise<boolean> {
    return this.#inTurn(hash, async () => {
      if (!(await this.stat(hash)) || !(await this.#putBefore(hash, putBefore))) return false;
      const target = this.#path(hash);
      this.#known.delete(hash);
      await rm(target, { force: true });
      await rm(`${target}.json`, { force: true });
      await syncFolder(path.dirname(target));
      return true;
    });
  }

  /** What is left when the power failed between the two steps of a removal. */
  async #dropLoneDescription(hash: string, putBefore: number): Promise<void> {
    const description = `${this.#path(hash)}.json`;
    if ((await timeOf(this.#path(hash))) !== null) return;
    const at = await timeOf(description);
    if (at !== null && at < putBefore) await rm(description, { force: true });
  }

  async #putBefore(hash: string, instant: number): Promise<boolean> {
    const at = await timeOf(this.#path(hash));
    return at !== null && at < instant;
  }

  /** One after the other for each hash; different hashes side by side. */
  async #inTurn<T>(hash: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(hash) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#turns.set(hash, mine);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(hash) === mine) this.#turns.delete(hash);
    }
  }

  #path(hash: string): string {
    return path.join(this.#root, hash.slice(0, 2), hash.slice(2));
  }
}

/** When it was written last, epoch ms; null when it is not there. */
async function timeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
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
