/**
 * The store port: documents behind a declared collection. Two adapters keep it: sqlite.ts, mongo.ts (later).
 * One contract suite runs on both.
 */
import type { z } from "zod";

/** Every stored document has these; `version` counts its writes, from 1. */
export interface Stored {
  id: string;
  version: number;
}

export interface IndexDeclaration {
  /**
   * Dotted paths. An array on the path makes an entry per member (array-contains). A page is as quick as its rows where
   * an index has, beside a member that the filter asks for, the fields that it fixes and then those of the sort.
   */
  fields: string[];
  /**
   * For an array of many members that is searched more seldom than documents come: the entries of new documents may be
   * made later, many documents at once, and at the latest before a query that asks for the array. What is found is the same.
   */
  deferred?: boolean;
}

export interface CollectionDefinition<T extends object> {
  /** kebab-case, plural. */
  name: string;
  /** Shape of a document without id and version. Checked at every write. */
  schema: z.ZodType<T>;
  indexes: IndexDeclaration[];
  /** Fields (or groups) whose value may stand once only; never null. */
  unique: string[][];
}

/** Declares a collection once; adapters build table or model from it. */
export function defineCollection<T extends object>(
  definition: CollectionDefinition<T>,
): CollectionDefinition<T> {
  return definition;
}

export type Scalar = string | number | boolean | null;

/**
 * Conditions over declared fields (those of `indexes` and `unique`, and `id`); null means missing, on both adapters.
 * A path through an array stands for the set of its members' values: `eq`, `in`, `contains` and the ranges ask for some
 * member, `ne` and `nin` are their negations, `exists` asks whether there is any. A range only meets values of its own type.
 */
export type Filter =
  | { eq: [field: string, value: Scalar] }
  | { ne: [field: string, value: Scalar] }
  | { in: [field: string, values: Scalar[]] }
  | { nin: [field: string, values: Scalar[]] }
  | { gt: [field: string, value: string | number] }
  | { gte: [field: string, value: string | number] }
  | { lt: [field: string, value: string | number] }
  | { lte: [field: string, value: string | number] }
  | { exists: [field: string, exists: boolean] }
  | { contains: [field: string, value: Scalar] }
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter };

export interface Query {
  filter?: Filter;
  /**
   * Over declared fields that are not inside arrays; ends in the id by itself. `-field` sorts down. Missing counts as
   * the smallest value: first going up, last going down. Texts compare by code point.
   */
  sort?: string[];
  /** 1 to 10,000, default 1,000. */
  limit?: number;
  /** Cursor of an earlier page. */
  after?: string;
}

export interface PageOf<T> {
  rows: T[];
  /** Cursor of the next page, or null at the end. */
  next: string | null;
}

export interface Collection<T extends object> {
  get(id: string): Promise<(T & Stored) | null>;
  getMany(ids: string[]): Promise<(T & Stored)[]>;
  find(query?: Query): Promise<PageOf<T & Stored>>;
  first(query: Query): Promise<(T & Stored) | null>;
  /** How many meet the filter. With `atMost` it stops there: that number means "so many or more". */
  count(filter?: Filter, options?: { atMost?: number }): Promise<number>;
  /** Aggregates by declared fields. */
  aggregate(options: {
    filter?: Filter;
    by?: string[];
    measure: "count" | "sum" | "avg" | "min" | "max";
    field?: string;
  }): Promise<{ group: Record<string, Scalar>; value: number | string | null }[]>;
}

/** Collects writes; nothing awaits inside. All are committed in one go, or none. */
export interface Transaction {
  /** The version of the new document is 1. Throws ConflictError at commit when the id or a unique field exists. */
  insert<T extends object>(collection: CollectionDefinition<T>, document: T & { id: string }): void;
  /** Replaces the document; `version` is the one that was read. Throws ConflictError at commit when it has moved on. */
  update<T extends object>(collection: CollectionDefinition<T>, document: T & Stored): void;
  remove<T extends object>(collection: CollectionDefinition<T>, document: Stored): void;
  /** Next value of a gapless counter, 1 first, taken inside this transaction: a commit that fails uses no number. */
  next(counter: string, use: (value: number) => void): void;
  /**
   * Replaces a named text kept beside the counters, e.g. the last hash of a chain: `change` gets what stands now (null
   * at first) when the commit is being made, and answers what shall stand. It may add writes to the transaction.
   */
  cell(name: string, change: (value: string | null) => string): void;
}

export interface Store {
  collection<T extends object>(definition: CollectionDefinition<T>): Collection<T>;
  transaction(collect: (tx: Transaction) => void): Promise<void>;
  /** What a cell (Transaction.cell) holds now; null when it was never written. */
  cell(name: string): Promise<string | null>;
  close(): Promise<void>;
}
