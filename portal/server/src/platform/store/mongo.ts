/** The store on MongoDB: transactions that arrive together share a commit; commits are numbered over all processes. */
import { DeclarationError } from "./declared.ts";
import { CollectedTransaction } from "./mongo/collect.ts";
import { mongoCollection } from "./mongo/collection.ts";
import { BehindError, CommitLog } from "./mongo/commit-log.ts";
import type { MongoAccess } from "./mongo/connect.ts";
import { openCollection, type Opened } from "./mongo/opened.ts";
import { NextCommit, View } from "./mongo/view.ts";
import type { Collection, CollectionDefinition, Store, Transaction } from "./port.ts";

export { connectMongo, type MongoAccess } from "./mongo/connect.ts";

interface Waiting {
  transaction: CollectedTransaction;
  resolve(): void;
  reject(error: unknown): void;
}

const MOST_AT_ONCE = 64;
const MOST_TRIES = 200;
const LONGEST_PAUSE_MS = 200;

/** Opens the store on a connection (`connectMongo`), which `close` ends. */
export function openMongoStore(access: MongoAccess): Store {
  return new MongoStore(access);
}

class MongoStore implements Store {
  readonly #access: MongoAccess;
  readonly #log: CommitLog;
  readonly #opened = new Map<string, { opened: Opened; collection: unknown; definition: unknown }>();
  #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;
  #closed = false;
  /** Cells that the last commit used: the next one will, too. */
  #usual: string[] = [];

  constructor(access: MongoAccess) {
    this.#access = access;
    this.#log = new CommitLog(access);
  }

  collection<T extends object>(definition: CollectionDefinition<T>): Collection<T> {
    this.#open(definition);
    return this.#opened.get(definition.name)?.collection as Collection<T>;
  }

  #open<T extends object>(definition: CollectionDefinition<T>): Opened {
    const known = this.#opened.get(definition.name);
    if (known) {
      if (known.definition !== definition)
        throw new DeclarationError(definition.name, "declared twice; declare it once and import it");
      return known.opened;
    }
    const opened = openCollection(this.#access.connection, definition);
    this.#opened.set(definition.name, { opened, collection: mongoCollection<T>(opened), definition });
    return opened;
  }

  async transaction(collect: (tx: Transaction) => void): Promise<void> {
    if (this.#closed) throw new Error("The store is closed.");
    const transaction = new CollectedTransaction((definition) => this.#open(definition));
    const answer: unknown = collect(transaction);
    if (answer instanceof Promise) throw new Error("A transaction collects its writes without awaiting.");
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ transaction, resolve, reject });
      this.#working ??= this.#workOff();
    });
  }

  async cell(name: string): Promise<string | null> {
    const row = await this.#log.cells.findOne({ _id: `cell:${name}` });
    return row ? String(row.value) : null;
  }

  async #workOff(): Promise<void> {
    // after the events that are ready now: requests that arrived together share the commit
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MOST_AT_ONCE));
    this.#working = null;
  }

  /** Commits these; each one hears its own fate. */
  async #commit(batch: Waiting[]): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { done, refused, put } = await this.#tryCommit(batch);
        for (const waiting of done) waiting.resolve();
        for (const { waiting, error } of refused) waiting.reject(error);
        this.#waiting.unshift(...put);
        return;
      } catch (error) {
        if (error instanceof BehindError && attempt < MOST_TRIES) {
          await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** attempt));
          continue;
        }
        if (batch.length > 1 && !(error instanceof BehindError)) {
          // one of them may be what MongoDB refuses (too large, say): the others shall not suffer
          for (const waiting of batch) await this.#commit([waiting]);
          return;
        }
        for (const waiting of batch) waiting.reject(error);
        return;
      }
    }
  }

  async #tryCommit(
    batch: Waiting[],
  ): Promise<{ done: Waiting[]; refused: { waiting: Waiting; error: unknown }[]; put: Waiting[] }> {
    const last = await this.#log.last();
    const view = new View(this.#log.cells);
    await view.prepare(
      batch.map((waiting) => waiting.transaction),
      this.#usual,
    );
    const done: Waiting[] = [];
    const refused: { waiting: Waiting; error: unknown }[] = [];
    let put: Waiting[] = [];
    for (const [at, waiting] of batch.entries()) {
      try {
        await view.take(waiting.transaction, done.length === 0);
        done.push(waiting);
      } catch (error) {
        if (error instanceof NextCommit) {
          put = batch.slice(at);
          break;
        }
        refused.push({ waiting, error });
      }
    }
    const changes = view.changes();
    if (changes.documents.length > 0 || changes.cells.length > 0) await this.#log.commit(last, changes);
    // with nothing to commit, nothing else proves that what was read is of one moment: another process may have
    // committed between two reads, and what looked like a conflict is none
    else if (refused.length > 0 && !(await this.#log.isLast(last))) throw new BehindError();
    this.#usual = [...view.usedCells()].filter((id) => id.startsWith("cell:"));
    return { done, refused, put };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#working;
    await Promise.allSettled([...this.#opened.values()].map(({ opened }) => opened.ready));
    await this.#access.close();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
