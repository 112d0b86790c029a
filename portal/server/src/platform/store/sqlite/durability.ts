/**
 * What a commit means on disk, without holding the thread that answers. SQLite writes a commit to its write-ahead log
 * and does not wait (`synchronous = NORMAL`: it syncs only around a checkpoint, so the file is whole after any crash);
 * the log is then synced here, in the background, and whoever waits is told afterwards. One sync serves all commits
 * that stood before it. Checkpoints, which sync twice, have a thread of their own.
 * Source: https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous
 */
import { open, type FileHandle } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/** Between two checkpoints, at least. */
const CHECKPOINT_MS = 1_000;
/** Pages from which on a commit itself makes the checkpoint: 64 MB, should the thread not come to an end under load. */
export const CHECKPOINT_PAGES = 16_384;

/** Syncs the write-ahead log; rejects when the disk refuses. */
export type SyncLog = () => Promise<void>;

/** Tells each commit when it is on disk. */
export class Durability {
  readonly #sync: SyncLog;
  readonly #checkpoints: Checkpoints | null;
  #waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  #running: Promise<void> | null = null;
  #failed: Error | null = null;

  constructor(sync: SyncLog, checkpoints: Checkpoints | null) {
    this.#sync = sync;
    this.#checkpoints = checkpoints;
  }

  /** The fault that made the log's state on disk uncertain; nothing may be acknowledged from then on. */
  get failed(): Error | null {
    return this.#failed;
  }

  /** Call right after COMMIT. `resolve` when the commit is on disk, `reject` when that cannot be known. */
  onDisk(resolve: () => void, reject: (error: unknown) => void): void {
    this.#waiting.push({ resolve, reject });
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#failed === null) await this.#sync();
      } catch (error) {
        // after a failed sync the kernel may have dropped the pages: a second one that succeeds would prove nothing
        this.#failed = new Error("The disk did not take what was written. Restart the server.", {
          cause: error,
        });
      }
      for (const { resolve, reject } of batch) {
        if (this.#failed === null) resolve();
        else reject(this.#failed);
      }
    }
    this.#running = null;
    if (this.#failed === null) this.#checkpoints?.due();
  }

  /** When all that was committed is on disk and no checkpoint runs. */
  async close(): Promise<void> {
    await this.#running;
    await this.#checkpoints?.close();
  }
}

/** The log of a database file, opened when it is first synced. */
export function logOf(file: string): { sync: SyncLog; close(): Promise<void> } {
  let handle: Promise<FileHandle> | null = null;
  return {
    sync: async () => (await (handle ??= open(`${file}-wal`, "r+"))).datasync(),
    close: async () => {
      await (await handle)?.close();
    },
  };
}

/** Asks the thread for a checkpoint, at most one a second and one at a time; the thread starts with the first. */
export class Checkpoints {
  readonly #file: string;
  #worker: Worker | null = null;
  #busy = false;
  #last = performance.now();

  constructor(file: string) {
    this.#file = file;
  }

  due(): void {
    const now = performance.now();
    if (this.#busy || now - this.#last < CHECKPOINT_MS) return;
    this.#last = now;
    this.#busy = true;
    (this.#worker ??= this.#start()).postMessage("checkpoint");
  }

  #start(): Worker {
    const worker = new Worker(new URL("./checkpoint-worker.ts", import.meta.url), { workerData: this.#file });
    worker.unref();
    worker.on("message", () => (this.#busy = false));
    // a full disk, say: a commit will meet the same and tell it; the next checkpoint has a new thread
    worker.on("error", () => {
      this.#worker = null;
      this.#busy = false;
    });
    return worker;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.ref();
    worker.postMessage("close");
    await ended;
  }
}
