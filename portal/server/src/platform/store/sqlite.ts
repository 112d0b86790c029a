/** The store on SQLite: acknowledged means on disk, many transactions share one sync. */
import { DatabaseSync } from "node:sqlite";
import { DeclarationError } from "./declared.ts";
import type { Collection, CollectionDefinition, Store, Transaction } from "./port.ts";
import { sqliteCollection } from "./sqlite/collection.ts";
import { CHECKPOINT_PAGES, Checkpoints, Durability, logOf, type SyncLog } from "./sqlite/durability.ts";
import { enterDeferred, PENDING_AT_MOST, PENDING_AT_ONCE } from "./sqlite/pending.ts";
import { planSizes, type PlanSizes } from "./sqlite/plan.ts";
import { Statements } from "./sqlite/statements.ts";
import { openTable, type SideTable, type Table } from "./sqlite/table.ts";
import { SqliteTransaction } from "./sqlite/write.ts";

export { DocumentError } from "./sqlite/write.ts";
export { DeclarationError } from "./declared.ts";

/** Between two goes at what waits to be entered. */
const PENDING_PAUSE_MS = 200;

interface Deferred {
  table: Table;
  side: SideTable;
}

interface Waiting {
  transaction: SqliteTransaction;
  resolve(): void;
  reject(error: unknown): void;
}

export interface SqliteOptions {
  /** Path of the database, or `:memory:`. */
  file: string;
  /** For tools that look while a server runs. */
  readOnly?: boolean;
  /** For tests that want every way of reading tried with few documents. */
  planSizes?: PlanSizes;
  /** For tests of a disk that is slow or fails. */
  syncLog?: SyncLog;
}

export function openSqliteStore(options: SqliteOptions): Store {
  return new SqliteStore(options);
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #tables = new Map<string, { table: Table; collection: unknown; definition: unknown }>();
  #waiting: Waiting[] = [];
  #scheduled = false;
  readonly #durability: Durability | null;
  readonly #log: { close(): Promise<void> } | null;
  #closed = false;
  readonly #readOnly: boolean;
  /** Collections first named inside a commit: when that is taken back, so are they. */
  #openedInCommit: string[] = [];

  readonly #planSizes: PlanSizes;
  #deferred: Deferred[] = [];
  /** Until the next members that wait are entered. */
  #pause: NodeJS.Timeout | null = null;

  constructor(options: SqliteOptions) {
    const { file, readOnly = false } = options;
    this.#planSizes = options.planSizes ?? planSizes;
    this.#database = new DatabaseSync(file, { readOnly });
    this.#statements = new Statements(this.#database);
    this.#readOnly = readOnly;
    if (readOnly || file === ":memory:") this.#log = this.#durability = null;
    else {
      const log = logOf(file);
      this.#log = log;
      this.#durability = new Durability(options.syncLog ?? log.sync, new Checkpoints(file));
    }
    if (readOnly) return;
    this.#database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536`,
    );
    this.#database.exec(
      "CREATE TABLE IF NOT EXISTS _counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL); CREATE TABLE IF NOT EXISTS _cells (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    );
  }

  collection<T extends object>(definition: CollectionDefinition<T>): Collection<T> {
    return this.#open(definition).collection;
  }

  #open<T extends object>(
    definition: CollectionDefinition<T>,
  ): { table: Table<T>; collection: Collection<T> } {
    const known = this.#tables.get(definition.name);
    if (known) {
      if (known.definition !== definition) {
        throw new DeclarationError(definition.name, "declared twice; declare it once and import it");
      }
      return known as { table: Table<T>; collection: Collection<T> } & typeof known;
    }
    const table = this.#ddl(() => openTable(this.#readOnly ? null : this.#database, definition));
    if (this.#database.isTransaction) this.#openedInCommit.push(definition.name);
    for (const side of table.sides) if (side.deferred) this.#deferred.push({ table, side });
    const opened = {
      table,
      collection: sqliteCollection(this.#statements, table, this.#planSizes, (side) =>
        this.#enter({ table, side }, Infinity),
      ),
      definition,
    };
    this.#tables.set(
      definition.name,
      opened as unknown as { table: Table; collection: unknown; definition: unknown },
    );
    return opened;
  }

  #ddl<R>(run: () => R): R {
    // inside a commit (a callback that names a new collection) the transaction is open already
    if (this.#database.isTransaction || this.#readOnly) return run();
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = run();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  async transaction(collect: (tx: Transaction) => void): Promise<void> {
    if (this.#closed) throw new Error("The store is closed.");
    if (this.#durability?.failed) throw this.#durability.failed;
    const transaction = new SqliteTransaction((definition) => this.#open(definition).table);
    const answer: unknown = collect(transaction);
    if (answer instanceof Promise) throw new Error("A transaction collects its writes without awaiting.");
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ transaction, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // after the events that are ready now: requests that arrived together share the commit
      setImmediate(() => this.#flush());
    });
  }

  async cell(name: string): Promise<string | null> {
    const row = this.#statements.get("SELECT value FROM _cells WHERE name = ?", [name]);
    return row ? String(row["value"]) : null;
  }

  #flush(): void {
    this.#scheduled = false;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    const done: Waiting[] = [];
    const refused: { waiting: Waiting; error: unknown }[] = [];
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      for (const waiting of batch) {
        this.#database.exec("SAVEPOINT one");
        try {
          waiting.transaction.commit(this.#statements);
          this.#database.exec("RELEASE one");
          this.#openedInCommit = [];
          done.push(waiting);
        } catch (error) {
          this.#database.exec("ROLLBACK TO one; RELEASE one");
          for (const name of this.#openedInCommit.splice(0)) {
            this.#tables.delete(name);
            this.#deferred = this.#deferred.filter(({ table }) => table.name !== name);
          }
          refused.push({ waiting, error });
        }
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const waiting of batch) waiting.reject(error);
      return;
    }
    this.#enterLater(0);
    const told = (): void => {
      for (const waiting of done) waiting.resolve();
      // what they lost against is on disk, too
      for (const { waiting, error } of refused) waiting.reject(error);
    };
    if (this.#durability === null) told();
    else
      this.#durability.onDisk(told, (error) => {
        for (const waiting of batch) waiting.reject(error);
      });
  }

  /** Enters members that wait. Nobody was promised anything: should it be lost, they wait again. */
  #enter({ table, side }: Deferred, most: number): void {
    if (this.#readOnly || this.#database.isTransaction) return;
    for (let left = most; left > 0 && side.waiting > 0; left -= PENDING_AT_MOST)
      this.#ddl(() => enterDeferred(this.#statements, table, side, Math.min(left, PENDING_AT_MOST)));
  }

  /** What waits is entered bit by bit, beside the requests. */
  #enterLater(most: number): void {
    try {
      for (const deferred of this.#deferred)
        this.#enter(deferred, Math.max(most, deferred.side.waiting - PENDING_AT_MOST));
    } catch {
      // a full disk, say: they go on waiting, and the next write or query meets the same and tells it
      return;
    }
    if (this.#pause !== null || this.#deferred.every(({ side }) => side.waiting === 0)) return;
    this.#pause = setTimeout(() => {
      this.#pause = null;
      this.#enterLater(PENDING_AT_ONCE);
    }, PENDING_PAUSE_MS).unref();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#pause ?? undefined);
    this.#flush();
    for (const deferred of this.#deferred) this.#enter(deferred, Infinity);
    await this.#durability?.close();
    await this.#log?.close();
    this.#database.close();
  }
}
