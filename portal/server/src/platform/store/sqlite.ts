/** The store on SQLite: acknowledged means on disk, many transactions share one sync. */
import { DatabaseSync } from "node:sqlite";
import { DeclarationError } from "./declared.ts";
import type { Collection, CollectionDefinition, Store, Transaction } from "./port.ts";
import { sqliteCollection } from "./sqlite/collection.ts";
import { planSizes, type PlanSizes } from "./sqlite/plan.ts";
import { Statements } from "./sqlite/statements.ts";
import { openTable, type Table } from "./sqlite/table.ts";
import { SqliteTransaction } from "./sqlite/write.ts";

export { DocumentError } from "./sqlite/write.ts";
export { DeclarationError } from "./declared.ts";

const LONGEST_REST_MS = 20;

interface Waiting {
  transaction: SqliteTransaction;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * `file`: path of the database, or `:memory:`. `readOnly`: for tools that look while a server runs. `planSizes`: for
 * tests that want every way of reading tried with few documents.
 */
export function openSqliteStore(options: { file: string; readOnly?: boolean; planSizes?: PlanSizes }): Store {
  return new SqliteStore(options.file, options.readOnly ?? false, options.planSizes ?? planSizes);
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #tables = new Map<string, { table: Table; collection: unknown; definition: unknown }>();
  #waiting: Waiting[] = [];
  #scheduled = false;
  /**
   * When the next commit may begin. The disk holds the thread while it writes: after a commit it rests as long as that
   * took, so that under load more transactions share the next one and half the time at most goes to the disk.
   */
  #nextCommit = 0;
  #closed = false;
  readonly #readOnly: boolean;
  /** Collections first named inside a commit: when that is taken back, so are they. */
  #openedInCommit: string[] = [];

  readonly #planSizes: PlanSizes;

  constructor(file: string, readOnly: boolean, sizes: PlanSizes) {
    this.#planSizes = sizes;
    this.#database = new DatabaseSync(file, { readOnly });
    this.#statements = new Statements(this.#database);
    this.#readOnly = readOnly;
    if (readOnly) return;
    this.#database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536",
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
    const opened = {
      table,
      collection: sqliteCollection(this.#statements, table, this.#planSizes),
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
    const transaction = new SqliteTransaction((definition) => this.#open(definition).table);
    const answer: unknown = collect(transaction);
    if (answer instanceof Promise) throw new Error("A transaction collects its writes without awaiting.");
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ transaction, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // after the events that are ready now: requests that arrived together share the commit
      const rest = this.#nextCommit - performance.now();
      if (rest < 1) setImmediate(() => this.#flush());
      else setTimeout(() => this.#flush(), rest);
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
          for (const name of this.#openedInCommit.splice(0)) this.#tables.delete(name);
          refused.push({ waiting, error });
        }
      }
      const began = performance.now();
      this.#database.exec("COMMIT");
      const ended = performance.now();
      this.#nextCommit = ended + Math.min(ended - began, LONGEST_REST_MS);
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const waiting of batch) waiting.reject(error);
      return;
    }
    for (const waiting of done) waiting.resolve();
    for (const { waiting, error } of refused) waiting.reject(error);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#flush();
    this.#database.close();
  }
}
