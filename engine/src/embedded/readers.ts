/** Durable readers of the record stream: each at its own pace, the same batch again until it is taken. */
import type { EngineRecord, RecordSubscription, SubscribeOptions } from "../port.ts";
import { lastPositionOf, toEngineRecords } from "../store/log-batch.ts";
import type { LogBatch } from "../store/log-batch.ts";
import type { TimerHost } from "./clock.ts";
import type { EngineLogger } from "./logger.ts";

const READ_BATCHES = 200;
const RECENT_BATCHES = 2000;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;

export interface ReaderHost {
  readonly logger: EngineLogger;
  readonly timers: TimerHost;
  readLog(position: number, limit: number): LogBatch[];
  lastPosition(): number;
  /** A reader has moved: acknowledged, caught up, or gone. */
  moved(): void;
}

/** Where acknowledgements are kept. */
export interface ReaderStore {
  setReader(name: string, position: number): void;
  dropReader(name: string): void;
}

export class Readers {
  readonly #host: ReaderHost;
  /** Acknowledged positions of all readers that ever were, by name. */
  readonly #acknowledged: Map<string, number>;
  readonly #unsaved = new Set<string>();
  readonly #forgotten = new Set<string>();
  readonly #open = new Map<string, Reader>();
  /** The newest batches, so that a reader who keeps up reads no file. */
  #recent: LogBatch[] = [];

  constructor(host: ReaderHost, acknowledged: Map<string, number>) {
    this.#host = host;
    this.#acknowledged = acknowledged;
  }

  open(options: SubscribeOptions): RecordSubscription {
    if (this.#open.has(options.name)) {
      throw new Error(`the record stream has a reader '${options.name}' already: close it first`);
    }
    const known = this.#acknowledged.get(options.name);
    const start = options.from ?? (known ?? 0) + 1;
    this.#forgotten.delete(options.name);
    if (known === undefined) this.acknowledge(options.name, start - 1);
    const reader = new Reader(this, this.#host, options, start);
    this.#open.set(options.name, reader);
    reader.wake();
    return reader;
  }

  forget(name: string): void {
    this.#open.delete(name);
    this.#host.moved();
  }

  acknowledge(name: string, position: number): void {
    const known = this.#acknowledged.get(name);
    if (known !== undefined && position <= known) return;
    this.#acknowledged.set(name, position);
    this.#unsaved.add(name);
    this.#host.moved();
  }

  /** Forgets a reader for good; false when there is none. Throws while it is open. */
  drop(name: string): boolean {
    if (this.#open.has(name)) throw new Error(`the reader '${name}' is open: close it first`);
    if (!this.#acknowledged.delete(name)) return false;
    this.#unsaved.delete(name);
    this.#forgotten.add(name);
    return true;
  }

  /** How many records each reader has yet to acknowledge. */
  lag(lastPosition: number): Record<string, number> {
    const entries = [...this.#acknowledged].map(
      ([name, position]) => [name, lastPosition - position] as const,
    );
    return Object.fromEntries(entries);
  }

  /** Something is not on disk yet. */
  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0 || this.#forgotten.size > 0;
  }

  save(store: ReaderStore): void {
    for (const name of this.#forgotten) store.dropReader(name);
    for (const name of this.#unsaved) store.setReader(name, this.#acknowledged.get(name) ?? 0);
  }

  saved(): void {
    this.#unsaved.clear();
    this.#forgotten.clear();
  }

  /** Everything up to here is kept by all readers. */
  slowest(): number {
    return Math.min(...this.#acknowledged.values(), Number.MAX_SAFE_INTEGER);
  }

  published(batches: readonly LogBatch[]): void {
    if (this.#open.size === 0) {
      this.#recent = [];
      return;
    }
    this.#recent.push(...batches);
    if (this.#recent.length > 2 * RECENT_BATCHES) this.#recent = this.#recent.slice(-RECENT_BATCHES);
    for (const reader of this.#open.values()) reader.wake();
  }

  read(position: number): LogBatch[] {
    const [first] = this.#recent;
    if (first === undefined || first.position > position) return this.#host.readLog(position, READ_BATCHES);
    const { position: last } = this.#recent.at(-1) ?? first;
    let at = this.#recent.length - 1;
    if (position <= last) at = this.#recent.findIndex((batch) => lastPositionOf(batch) >= position);
    return this.#recent.slice(at, at + READ_BATCHES);
  }

  /** All open readers have taken everything. */
  get caughtUp(): boolean {
    return [...this.#open.values()].every((reader) => reader.caughtUp);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((reader) => reader.close()));
  }
}

class Reader implements RecordSubscription {
  readonly #readers: Readers;
  readonly #host: ReaderHost;
  readonly #options: SubscribeOptions;
  #handed: number;
  #taken: number;
  #running: Promise<void> | null = null;
  #closed = false;
  #endPause: (() => void) | null = null;

  constructor(readers: Readers, host: ReaderHost, options: SubscribeOptions, start: number) {
    this.#readers = readers;
    this.#host = host;
    this.#options = options;
    this.#handed = start - 1;
    this.#taken = start - 1;
  }

  get position(): number {
    return this.#handed;
  }

  get caughtUp(): boolean {
    return this.#taken >= this.#host.lastPosition();
  }

  acknowledge(position: number): void {
    this.#readers.acknowledge(this.#options.name, position);
  }

  wake(): void {
    if (this.#running !== null || this.#closed || this.caughtUp) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (!this.caughtUp) this.wake();
      this.#host.moved();
    });
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (!this.#closed && !this.caughtUp) {
      const from = this.#taken + 1;
      let records: EngineRecord[] | null = null;
      for (let pause = FIRST_PAUSE; !this.#closed; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        try {
          // read once; a log that cannot be read now is tried again like a reader that fails
          records ??= this.#recordsFrom(from);
          const last = records.at(-1)?.position;
          if (last === undefined) {
            this.#taken = this.#host.lastPosition();
            return;
          }
          this.#handed = Math.max(this.#handed, last);
          await this.#options.onRecords(structuredClone(records));
          this.#taken = last;
          break;
        } catch (error) {
          const { name } = this.#options;
          this.#host.logger.error(
            { reader: name, position: from, err: error },
            "record reader failed, will retry",
          );
          await this.#pause(pause);
        }
      }
    }
  }

  #recordsFrom(from: number): EngineRecord[] {
    return this.#readers
      .read(from)
      .flatMap(toEngineRecords)
      .filter(({ position }) => position >= from);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#host.timers.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endPause?.();
    await this.#running;
    this.#readers.forget(this.#options.name);
  }
}
