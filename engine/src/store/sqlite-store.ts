/**
 * Log and state on node:sqlite: WAL, synchronous=FULL, one transaction per batch. The file stays locked for this
 * process as long as the store is open.
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { FIRST_KEY } from "../core/state/state.ts";
import type {
  FamilySpec,
  Key,
  OrderedKey,
  StateBackend,
  StateDump,
  StateWriter,
} from "../core/state/backend.ts";
import { StorageError, storageError } from "./errors.ts";
import { lockFolder } from "./folder-lock.ts";
import type { FolderLock } from "./folder-lock.ts";
import { lastPositionOf } from "./log-batch.ts";
import { decodeSegment, encodeSegment } from "./log-codec.ts";
import type { LogBatch } from "./log-batch.ts";
import { countOf, createTables, SCHEMA_VERSION, tableOf } from "./schema.ts";
import { upgrade } from "./upgrades.ts";

/** Where tests make the storage fail. Each hook may throw. */
export interface StorageFaults {
  /** Before each statement that writes. */
  onWrite?(): void;
  /** Before the transaction commits. */
  onCommit?(): void;
  /** After the transaction has committed: the answer is lost, the data is not. */
  afterCommit?(figures: StoreFigures): void;
}

export interface StoreOptions {
  readonly faults?: StorageFaults | undefined;
  /** Pages of the write-ahead log at which it is carried over into the file. Default 4000 (16 MB). */
  readonly checkpointPages?: number | undefined;
  /** The file may grow to this, bytes: then commands are refused with STORAGE_FULL. Default: as the disk allows. */
  readonly maxFileBytes?: number | undefined;
}

export interface StoreFigures {
  lastKey: number;
  lastPosition: number;
}

/** The one file of a data folder, beside its write-ahead log while it is open. */
export const FILE_NAME = "engine.db";

interface LogRow {
  readonly first: number;
  readonly segment: string;
  readonly sum: number;
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
  readonly #getMeta: StatementSync;
  readonly #setReader: StatementSync;
  readonly #cutLog: StatementSync;

  readonly #lock: FolderLock | null;

  private constructor(
    path: string,
    db: DatabaseSync,
    lock: FolderLock | null,
    specs: readonly FamilySpec[],
    options: StoreOptions,
  ) {
    this.#lock = lock;
    this.#path = path;
    this.#db = db;
    this.#specs = specs;
    this.#faults = options.faults ?? {};
    for (const spec of specs) this.#families.set(spec.name, prepare(db, spec));
    this.#appendLog = db.prepare("INSERT INTO log (first, segment, sum, at) VALUES (?, ?, ?, ?)");
    this.#readLog = db.prepare(
      "SELECT first, segment, sum FROM log WHERE first >= ifnull((SELECT max(first) FROM log WHERE first <= ?), 0) ORDER BY first",
    );
    this.#setMeta = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    this.#getMeta = db.prepare("SELECT value FROM meta WHERE name = ?");
    this.#setReader = db.prepare("INSERT OR REPLACE INTO readers (name, position) VALUES (?, ?)");
    this.#cutLog = db.prepare(
      "DELETE FROM log WHERE first IN (SELECT first FROM (SELECT first, at FROM log WHERE first < (SELECT max(first) FROM log WHERE first <= ?) ORDER BY first LIMIT ?) WHERE at <= ?)",
    );
  }

  /** Opens (and creates) `engine.db` in the folder, or a store in memory. Throws StorageError. */
  static open(dataDir: string | null, specs: readonly FamilySpec[], options: StoreOptions = {}): SqliteStore {
    const path = dataDir === null ? ":memory:" : join(dataDir, FILE_NAME);
    try {
      if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
      const lock = dataDir === null ? null : lockFolder(dataDir);
      let db: DatabaseSync | null = null;
      try {
        db = new DatabaseSync(path, { timeout: 0 });
        const version = prepareAndCheck(db, path, options);
        checkSize(db, path);
        db.exec("BEGIN IMMEDIATE");
        upgrade(db, version, specs);
        db.exec(createTables(specs));
        db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
        db.exec("COMMIT");
        const store = new SqliteStore(path, db, lock, specs, options);
        store.#checkEnd();
        return store;
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
    return this.#reading(() => this.#figures());
  }

  #figures(): StoreFigures {
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
      if (first !== undefined) this.#appendSegment(batches, first);
      write(this);
      this.#deleteRows();
      this.#setMeta.run("lastKey", figures.lastKey);
      this.#setMeta.run("lastPosition", figures.lastPosition);
      this.#faults.onCommit?.();
      this.#db.exec("COMMIT");
      this.#faults.afterCommit?.(figures);
    } catch (error) {
      this.#deleted.clear();
      const failure = storageError(this.#path, "commit to", error);
      try {
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      } catch (again) {
        throw storageError(this.#path, "roll back", again);
      }
      throw failure;
    }
  }

  #appendSegment(batches: readonly LogBatch[], first: LogBatch): void {
    const segment = encodeSegment(batches);
    const at = Math.round((batches.at(-1) ?? first).timestamp);
    this.#appendLog.run(first.position, segment, crc32(segment), at);
  }

  /** The last commit of the log is as it was written and ends where the state says. Throws STORAGE_BROKEN. */
  #checkEnd(): void {
    const last = this.#db.prepare("SELECT max(first) AS first FROM log").get() as { first: number | null };
    if (last.first === null) return;
    const batch = this.readLog(last.first, 1).at(-1);
    const { lastPosition } = this.#figures();
    if (batch !== undefined && lastPositionOf(batch) === lastPosition) return;
    throw broken(this.#path, `its log does not end at position ${lastPosition}`);
  }

  /**
   * Reads everything: what SQLite finds wrong with the file, and segments of the log that are not as they were
   * written. Empty when all is well. Takes about a second per 100 MB.
   */
  verify(): string[] {
    const faults: string[] = [];
    try {
      const rows = this.#db.prepare("PRAGMA integrity_check(20)").all() as { integrity_check: string }[];
      faults.push(...rows.map((row) => row.integrity_check).filter((text) => text !== "ok"));
      let next: number | null = null;
      const log = this.#db.prepare("SELECT first, segment, sum FROM log ORDER BY first").iterate();
      for (const row of log as Iterable<LogRow>) {
        if (crc32(row.segment) !== row.sum) {
          faults.push(`the log at position ${row.first} is not as it was written`);
          next = null;
          continue;
        }
        if (next !== null && row.first !== next)
          faults.push(`the log has a gap before position ${row.first}`);
        const end = decodeSegment(row.first, row.segment).at(-1);
        next = end === undefined ? null : lastPositionOf(end) + 1;
      }
    } catch (error) {
      faults.push(storageError(this.#path, "read", error).message);
    }
    return faults;
  }

  /** The file; empty for a store in memory. */
  get file(): string {
    return this.#path === ":memory:" ? "" : this.#path;
  }

  /** Bytes of the file's pages in use and free, without the write-ahead log. */
  size(): { bytes: number; freeBytes: number } {
    const pragma = (name: string): number =>
      Number(Object.values(this.#db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    const page = pragma("page_size");
    return { bytes: page * pragma("page_count"), freeBytes: page * pragma("freelist_count") };
  }

  /** Another limit of the file's size, bytes; the file never shrinks below what it holds. */
  limitFile(bytes: number): void {
    const page = Number(Object.values(this.#db.prepare("PRAGMA page_size").get() ?? {})[0]);
    this.#db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / page))}`);
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw storageError(this.#path, "read", error);
    }
  }

  /** Batches from the one that holds `position` on; as many whole commits as it takes to have `atLeast`. */
  readLog(position: number, atLeast: number): LogBatch[] {
    return this.#reading(() => this.#readSegments(position, atLeast));
  }

  #readSegments(position: number, atLeast: number): LogBatch[] {
    const batches: LogBatch[] = [];
    for (const row of this.#readLog.iterate(position) as Iterable<LogRow>) {
      if (crc32(row.segment) !== row.sum) {
        throw broken(this.#path, `the log at position ${row.first} is not as it was written`);
      }
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

  dropReader(name: string): void {
    this.#faults.onWrite?.();
    this.#db.prepare("DELETE FROM readers WHERE name = ?").run(name);
  }

  /**
   * Forgets at most `limit` commits that end at or before `position` and are not younger than `until` (epoch ms);
   * answers how many went.
   */
  cutLog(position: number, limit: number, until: number = Number.MAX_SAFE_INTEGER): number {
    return Number(this.#cutLog.run(position + 1, limit, until).changes);
  }

  get(family: string, key: Key): string | undefined {
    try {
      return (this.#of(family).get?.get(key) as { v: string } | undefined)?.v;
    } catch (error) {
      throw storageError(this.#path, "read", error);
    }
  }

  list(family: string, owner: Key): [Key, string][] {
    const rows = this.#reading(() => this.#of(family).list?.all(owner) ?? []) as { k: Key; v: string }[];
    return rows.map((row) => [row.k, row.v]);
  }

  range(family: string, queue: string, after: OrderedKey | null, limit: number): OrderedKey[] {
    const [order, key] = after ?? [Number.MIN_SAFE_INTEGER, 0];
    const rows = this.#reading(
      () => this.#of(family).range?.all(queue, order, key, limit) ?? [],
    ) as unknown as { o: number; k: number }[];
    return rows.map((row) => [row.o, row.k]);
  }

  scan(family: string, after: Key | null, limit: number): [Key, string][] {
    const rows = this.#reading(() => this.#of(family).scan?.all(after ?? "", limit) ?? []) as unknown as {
      k: Key;
      v: string;
    }[];
    return rows.map((row) => [row.k, row.v]);
  }

  count(family: string): number {
    const row = this.#reading(() => this.#getMeta.get(countOf(family))) as { value: number } | undefined;
    return row?.value ?? 0;
  }

  setCount(family: string, rows: number): void {
    this.#setMeta.run(countOf(family), rows);
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

/** Sets the file up and refuses what a newer version has written; gives the version that has written it, 0 for none. */
function prepareAndCheck(db: DatabaseSync, path: string, options: StoreOptions): number {
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec(`PRAGMA wal_autocheckpoint = ${options.checkpointPages ?? 4000}`);
  if (options.maxFileBytes !== undefined) {
    const { page_size: page } = db.prepare("PRAGMA page_size").get() as { page_size: number };
    db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(options.maxFileBytes / page))}`);
  }
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version > SCHEMA_VERSION) {
    throw new StorageError(
      "VERSION_TOO_NEW",
      path,
      `${path} was written by a newer version (its format is ${row.user_version}, this one knows ${SCHEMA_VERSION}): start that version, or restore a backup`,
    );
  }
  return row.user_version;
}

/** A file that is shorter than its own header says has lost its end. */
function checkSize(db: DatabaseSync, path: string): void {
  if (path === ":memory:" || existsSync(`${path}-wal`)) return;
  const { page_size: page } = db.prepare("PRAGMA page_size").get() as { page_size: number };
  const { page_count: pages } = db.prepare("PRAGMA page_count").get() as { page_count: number };
  const bytes = statSync(path).size;
  if (bytes >= page * pages) return;
  throw broken(path, `it has ${bytes} bytes, its header says ${page * pages}`);
}

function broken(path: string, reason: string): StorageError {
  const text = `${path} is damaged (${reason}): stop the engine and restore a backup`;
  return new StorageError("STORAGE_BROKEN", path, text);
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
  const known = storageError(path, "open", error);
  if (known.code === "STORAGE_BROKEN" || known.code === "STORAGE_FULL") return known;
  return new StorageError("STORAGE_UNUSABLE", path, `cannot open ${path}: ${reason}`, error);
}
