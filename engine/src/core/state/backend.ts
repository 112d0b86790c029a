/** What the state's families need of a store: rows of text by key, in key order. */

export type Key = number | string;

export type FamilyKind = "keyed" | "bucket" | "ordered";

/** How a family is kept: one row per key; rows in buckets by owner; or members of queues in order. */
export interface FamilySpec {
  readonly name: string;
  readonly kind: FamilyKind;
  readonly key: "integer" | "text";
  /** Buckets only: type of the key inside the bucket. */
  readonly sub?: "integer" | "text";
}

/** A place in a queue: by order first (a due date, a priority), then by key. */
export type OrderedKey = readonly [order: number, key: number];

export interface StateReader {
  get(family: string, key: Key): string | undefined;
  /** Rows of one bucket, in key order. */
  list(family: string, owner: Key): [Key, string][];
  /** Members of a queue behind `after`, in order. */
  range(family: string, queue: string, after: OrderedKey | null, limit: number): OrderedKey[];
  /** Rows of a keyed family behind `after`, in key order. */
  scan(family: string, after: Key | null, limit: number): [Key, string][];
  /** How many rows a keyed family has. */
  count(family: string): number;
}

export interface StateWriter {
  /** A keyed family has so many rows after this batch. */
  setCount(family: string, rows: number): void;
  put(family: string, key: Key, row: string): void;
  delete(family: string, key: Key): void;
  putIn(family: string, owner: Key, sub: Key, row: string): void;
  deleteIn(family: string, owner: Key, sub: Key): void;
  add(family: string, queue: string, order: number, key: number): void;
  remove(family: string, queue: string, order: number, key: number): void;
}

/** All rows of all families as text, sorted: two equal states give equal dumps. */
export type StateDump = Readonly<Record<string, readonly string[]>>;

export interface StateBackend extends StateReader {
  dump(): StateDump;
}
