/**
 * Log and state on node:sqlite: WAL, synchronous=FULL, one transaction per batch. The file stays locked for this
 * process as long as the store is open.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { FIRST_KEY } from "../core/state/state.ts";
import type {
  FamilySpec,
  Key,
  OrderedKey,
  StateBackend,
  StateDump,
  StateWriter,
} from "../core/state/backend.ts";
import { StorageError } from "./errors.ts";
import { lockFolder } from "./folder-lock.ts";
import type { FolderLock } from "./folder-lock.ts";
import { lastPositionOf } from "./log-batch.ts";
import { decodeSegment, encodeSegment } from "./log-codec.ts";
import type { LogBatch } from "./log-batch.ts";
import { createTables, SCHEMA_VERSION, tableOf } from "./schema.ts";

/** Where tests make the storage fail. Each hook may throw. */
export interface StorageFaults {
  /** Before each statement that writes. */
  onWrite?(): void;
  /** Before the transaction commits. */
  onCommit?(): void;
  /** After the transaction has committed: the answer is lost, the data is not. */
  afterCommit?(): void;
}

export interface StoreFigures {
  lastKey: number;
  lastPosition: number;
}

interface FamilyStatements {
  readonly get?: StatementSync;
  readonly list?: StatementSync;
  readonly range?: StatementSync;
  readonly scan?: StatementSync;
  readonly write: StatementSync;
  readonly remove: StatementSync;
}

export class SqliteStore implements StateBackend, StateWriter {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #specs: readonly FamilySpec[];
  readonly #faults: StorageFaults;
  readonly #families = new Map<string, FamilyStatements>();
  readonly #deleted = new Map<string, Key[]>();
  readonly #appendLog: StatementSync;
  readonly #readLog: StatementSync;
  readonly #setMeta: StatementSync;
  readonly #setReader: StatementSync;
  readonly #cutLog: StatementSync;

  readonly #lock: FolderLock | null;

  private constructor(
    path: string,
    db: DatabaseSync,
    lock: FolderLock | null,
    specs: readonly FamilySpec[],
    faults: StorageFaults,
  ) {
    this.#lock = lock;
    this.#path = path;
    this.#db = db;
    this.#specs = specs;
    this.#faults = faults;
    for (const spec of specs) this.#families.set(spec.name, prepare(db, spec));
    this.#appendLog = db.prepare("INSERT INTO log (first, segment) VALUES (?, ?)");
    this.#readLog = db.prepare(
      "SELECT first, segment FROM log WHERE first >= ifnull((SELECT max(first) FROM log WHERE first <= ?), 0) ORDER BY first",
    );
    this.#setMeta = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    this.#setReader = db.prepare("INSERT OR REPLACE INTO readers (name, position) VALUES (?, ?)");
    this.#cutLog = db.prepare(
      "DELETE FROM log WHERE first IN (SELECT first FROM log WHERE first < (SELECT max(first) FROM log WHERE first <= ?) ORDER BY first LIMIT ?)",
    );
  }

  /** Opens (and creates) `engine.db` in the folder, or a store in memory. Throws StorageError. */
  static open(dataDir: string | null, specs: readonly FamilySpec[], faults: StorageFaults = {}): SqliteStore {
    const path = dataDir === null ? ":memory:" : join(dataDir, "engine.db");
    try {
      if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
      const lock = dataDir === null ? null : lockFolder(dataDir);
      let db: DatabaseSync | null = null;
      try {
        db = new DatabaseSync(path, { timeout: 0 });
        prepareAndCheck(db, path);
        db.exec(createTables(specs));
        db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
        return new SqliteStore(path, db, lock, specs, faults);
      } catch (error) {
        db?.close();
        lock?.release();
        throw error;
      }
    } catch (error) {
      throw openError(path, error);
    }
  }

  /** The last key and position that are on disk. */
  figures(): StoreFigures {
    const rows = this.#db.prepare("SELECT name, value FROM meta").all() as { name: string; value: number }[];
    const value = (name: string, otherwise: number): number =>
      rows.find((row) => row.name === name)?.value ?? otherwise;
    return { lastKey: value("lastKey", FIRST_KEY), lastPosition: value("lastPosition", 0) };
  }

  /** Writes a whole batch or nothing. Throws StorageError; then the store must be read anew. */
  commit(figures: StoreFigures, batches: readonly LogBatch[], write: (writer: StateWriter) => void): void {
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#faults.onWrite?.();
      const [first] = batches;
      if (first !== undefined) this.#appendLog.run(first.position, encodeSegment(batches));
      write(this);
      this.#deleteRows();
      this.#setMeta.run("lastKey", figures.lastKey);
      this.#setMeta.run("lastPosition", figures.lastPosition);
      this.#faults.onCommit?.();
      this.#db.exec("COMMIT");
      this.#faults.afterCommit?.();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      this.#deleted.clear();
      const reason = error instanceof Error ? error.message : String(error);
      throw new StorageError(
        "STORAGE_FAILED",
        this.#path,
        `could not commit to ${this.#path}: ${reason}`,
        error,
      );
    }
  }

  /** Batches from the one that holds `position` on; as many whole commits as it takes to have `atLeast`. */
  readLog(position: number, atLeast: number): LogBatch[] {
    const batches: LogBatch[] = [];
    for (const row of this.#readLog.iterate(position) as Iterable<{ first: number; segment: string }>) {
      for (const batch of decodeSegment(row.first, row.segment)) {
        if (lastPositionOf(batch) >= position) batches.push(batch);
      }
      if (batches.length >= atLeast) break;
    }
    return batches;
  }

  readers(): Map<string, number> {
    const rows = this.#db.prepare("SELECT name, position FROM readers").all() as {
      name: string;
      position: number;
    }[];
    return new Map(rows.map((row) => [row.name, row.position]));
  }

  setReader(name: string, position: number): void {
    this.#faults.onWrite?.();
    this.#setReader.run(name, position);
  }

  /** Forgets at most `limit` commits that end at or before `position`; answers how many went. */
  cutLog(position: number, limit: number): number {
    return Number(this.#cutLog.run(position + 1, limit).changes);
  }

  get(family: string, key: Key): string | undefined {
    return (this.#of(family).get?.get(key) as { v: string } | undefined)?.v;
  }

  list(family: string, owner: Key): [Key, string][] {
    const rows = (this.#of(family).list?.all(owner) ?? []) as { k: Key; v: string }[];
    return rows.map((row) => [row.k, row.v]);
  }

  range(family: string, queue: string, after: OrderedKey | null, limit: number): OrderedKey[] {
    const [order, key] = after ?? [Number.MIN_SAFE_INTEGER, 0];
    const rows = (this.#of(family).range?.all(queue, order, key, limit) ?? []) as { o: number; k: number }[];
    return rows.map((row) => [row.o, row.k]);
  }

  scan(family: string, after: Key | null, limit: number): [Key, string][] {
    const rows = (this.#of(family).scan?.all(after ?? "", limit) ?? []) as { k: Key; v: string }[];
    return rows.map((row) => [row.k, row.v]);
  }

  put(family: string, key: Key, row: string): void {
    this.#of(family).write.run(key, row);
  }

  /** Deletions of one commit are carried out together: one statement per family. */
  delete(family: string, key: Key): void {
    const keys = this.#deleted.get(family);
    if (keys === undefined) this.#deleted.set(family, [key]);
    else keys.push(key);
  }

  #deleteRows(): void {
    for (const [family, keys] of this.#deleted) {
      if (keys.length > 0) this.#of(family).remove.run(JSON.stringify(keys));
      keys.length = 0;
    }
  }

  putIn(family: string, owner: Key, sub: Key, row: string): void {
    this.#of(family).write.run(owner, sub, row);
  }

  deleteIn(family: string, owner: Key, sub: Key): void {
    this.#of(family).remove.run(owner, sub);
  }

  add(family: string, queue: string, order: number, key: number): void {
    this.#of(family).write.run(queue, order, key);
  }

  remove(family: string, queue: string, order: number, key: number): void {
    this.#of(family).remove.run(queue, order, key);
  }

  dump(): StateDump {
    const dump: Record<string, string[]> = {};
    for (const { name } of this.#specs) {
      const rows = this.#db.prepare(`SELECT * FROM ${tableOf(name)}`).all();
      dump[name] = rows.map((row) => Object.values(row).map(String).join(" ")).sort();
    }
    return dump;
  }

  close(): void {
    this.#db.close();
    this.#lock?.release();
  }

  #of(family: string): FamilyStatements {
    const statements = this.#families.get(family);
    if (statements === undefined) throw new Error(`the store has no family ${family}`);
    return statements;
  }
}

function prepare(db: DatabaseSync, spec: FamilySpec): FamilyStatements {
  const table = tableOf(spec.name);
  if (spec.kind === "keyed") {
    const from = spec.key === "integer" ? "k > CAST(? AS INTEGER)" : "k > ?";
    return {
      get: db.prepare(`SELECT v FROM ${table} WHERE k = ?`),
      scan: db.prepare(`SELECT k, v FROM ${table} WHERE ${from} ORDER BY k LIMIT ?`),
      write: db.prepare(`INSERT OR REPLACE INTO ${table} (k, v) VALUES (?, ?)`),
      remove: db.prepare(`DELETE FROM ${table} WHERE k IN (SELECT value FROM json_each(?))`),
    };
  }
  if (spec.kind === "bucket") {
    return {
      list: db.prepare(`SELECT k, v FROM ${table} WHERE o = ? ORDER BY k`),
      write: db.prepare(`INSERT OR REPLACE INTO ${table} (o, k, v) VALUES (?, ?, ?)`),
      remove: db.prepare(`DELETE FROM ${table} WHERE o = ? AND k = ?`),
    };
  }
  return {
    range: db.prepare(`SELECT o, k FROM ${table} WHERE q = ? AND (o, k) > (?, ?) ORDER BY o, k LIMIT ?`),
    write: db.prepare(`INSERT OR REPLACE INTO ${table} (q, o, k) VALUES (?, ?, ?)`),
    remove: db.prepare(`DELETE FROM ${table} WHERE q = ? AND o = ? AND k = ?`),
  };
}

/** Takes the file for this process alone and refuses what a newer version has written. */
function prepareAndCheck(db: DatabaseSync, path: string): void {
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec("PRAGMA wal_autocheckpoint = 4000");
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version > SCHEMA_VERSION) {
    throw new StorageError(
      "VERSION_TOO_NEW",
      path,
      `${path} was written by a newer version (its format is ${row.user_version}, this one knows ${SCHEMA_VERSION}): start that version, or restore a backup`,
    );
  }
}

function openError(path: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(reason)) {
    return new StorageError(
      "FOLDER_LOCKED",
      path,
      `${path} is in use by another process: stop that one, or choose another data folder`,
      error,
    );
  }
  return new StorageError("STORAGE_UNUSABLE", path, `cannot open ${path}: ${reason}`, error);
}
