/**
 * Families of typed rows. A family reads through: this batch's changes → bounded cache → store. Changes are
 * journalled, so that the batch of one command can be undone, and written by `flush` when the batch commits.
 */
import type { FamilySpec, Key, StateReader, StateWriter } from "./backend.ts";

/** Something the journal can put back. */
export interface Restorable {
  restore(previous: unknown): void;
}

/** What families share: the reader below them, the journal, and the newest key that was ever committed. */
export interface FamilyHost {
  readonly reader: StateReader;
  /** Pairs of (what, its value before). */
  readonly journal: unknown[];
  /** Keys above this one are not in the store. */
  readonly persistedKey: number;
  readonly cacheRows: number;
  /** Preconditions are checked (tests); otherwise a violation is only counted. */
  readonly strict: boolean;
  violations: number;
}

export interface Family {
  readonly spec: FamilySpec;
  /** Writes the changes of the batch. */
  flush(writer: StateWriter): void;
  /** After a successful commit: changes count as stored, old rows may leave the cache. */
  committed(): void;
  /** After a failed commit: forgets everything that is not in the store. */
  reset(): void;
}

/** How rows become text and back. */
export interface RowCodec<V> {
  encode(row: V): string;
  decode(text: string): V;
}
export const jsonCodec = <V>(): RowCodec<V> => ({
  encode: (row) => JSON.stringify(row),
  decode: (text) => JSON.parse(text) as V,
});

export class Entry<V> implements Restorable {
  value: V | undefined;
  stored: boolean;
  dirty = false;
  constructor(value: V | undefined, stored: boolean) {
    this.value = value;
    this.stored = stored;
  }
  restore(previous: unknown): void {
    this.value = previous as V | undefined;
  }
}

function precondition(host: FamilyHost, holds: boolean, message: () => string): void {
  if (holds) return;
  host.violations += 1;
  if (host.strict) throw new Error(`state precondition violated: ${message()}`);
}

/** One row per key. */
export class KeyedFamily<K extends Key, V> implements Family {
  readonly spec: FamilySpec;
  readonly #host: FamilyHost;
  readonly #codec: RowCodec<V>;
  #young = new Map<K, Entry<V>>();
  #old = new Map<K, Entry<V>>();
  #dirty: [K, Entry<V>][] = [];
  /** Rows in the store, null until asked; and after the batch that was flushed. */
  #rows: number | null = null;
  #rowsAfter = 0;

  constructor(host: FamilyHost, name: string, key: FamilySpec["key"], codec: RowCodec<V> = jsonCodec<V>()) {
    this.#host = host;
    this.spec = { name, kind: "keyed", key };
    this.#codec = codec;
  }

  get(key: K): V | undefined {
    return this.#entry(key)?.value;
  }

  /** The row must not exist. */
  insert(key: K, row: V): void {
    const known = this.#host.strict ? this.#entry(key) : (this.#young.get(key) ?? this.#old.get(key));
    precondition(this.#host, known?.value === undefined, () => `${this.spec.name} ${key} exists`);
    const entry = known ?? new Entry<V>(undefined, false);
    this.#young.set(key, entry);
    this.#change(key, entry, row);
  }

  /** The row must exist. */
  update(key: K, row: V): void {
    const entry = this.#entry(key);
    precondition(this.#host, entry?.value !== undefined, () => `${this.spec.name} ${key} is missing`);
    if (entry !== undefined) this.#change(key, entry, row);
  }

  put(key: K, row: V): void {
    const entry = this.#entry(key);
    if (entry === undefined) this.insert(key, row);
    else this.#change(key, entry, row);
  }

  /** The row must exist. */
  delete(key: K): void {
    const entry = this.#entry(key);
    precondition(this.#host, entry?.value !== undefined, () => `${this.spec.name} ${key} is missing`);
    if (entry !== undefined) this.#change(key, entry, undefined);
  }

  /** Committed rows behind `after`, in key order. Only between batches. */
  scan(after: K | null, limit: number): [K, V][] {
    return this.#host.reader
      .scan(this.spec.name, after, limit)
      .map(([key, text]) => [key as K, this.#codec.decode(text)]);
  }

  /** How many rows there are, as of the last commit. */
  get size(): number {
    this.#rows ??= this.#host.reader.count(this.spec.name);
    return this.#rows;
  }

  #entry(key: K): Entry<V> | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#young.set(key, old);
      return old;
    }
    if (typeof key === "number" && key > this.#host.persistedKey) return undefined;
    const text = this.#host.reader.get(this.spec.name, key);
    const entry = new Entry<V>(text === undefined ? undefined : this.#codec.decode(text), text !== undefined);
    this.#young.set(key, entry);
    return entry;
  }

  #change(key: K, entry: Entry<V>, row: V | undefined): void {
    this.#host.journal.push(entry, entry.value);
    entry.value = row;
    if (!entry.dirty) {
      entry.dirty = true;
      this.#dirty.push([key, entry]);
    }
  }

  flush(writer: StateWriter): void {
    if (this.#dirty.length === 0) return;
    let rows = this.size;
    for (const [key, entry] of this.#dirty) {
      if (entry.value !== undefined) {
        writer.put(this.spec.name, key, this.#codec.encode(entry.value));
        if (!entry.stored) rows += 1;
      } else if (entry.stored) {
        writer.delete(this.spec.name, key);
        rows -= 1;
      }
    }
    this.#rowsAfter = rows;
    if (rows !== this.#rows) writer.setCount(this.spec.name, rows);
  }

  committed(): void {
    if (this.#dirty.length > 0) this.#rows = this.#rowsAfter;
    for (const [key, entry] of this.#dirty) {
      entry.dirty = false;
      entry.stored = entry.value !== undefined;
      if (entry.value === undefined) {
        this.#young.delete(key);
        this.#old.delete(key);
      }
    }
    this.#dirty.length = 0;
    if (this.#young.size > this.#host.cacheRows) {
      this.#old = this.#young;
      this.#young = new Map();
    }
  }

  reset(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#dirty = [];
    this.#rows = null;
  }
}
