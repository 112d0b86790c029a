/**
 * What the transactions of one commit see: the store as the last commit left it, and over it what they themselves
 * write. One that must be refused is taken back alone. The result is one write per document, cell and counter.
 */
import type { mongo } from "mongoose";
import { ConflictError } from "../../errors.ts";
import { DeclarationError } from "../declared.ts";
import { valuesAt } from "../filter.ts";
import { storeTexts } from "../texts.ts";
import type { CollectedTransaction, Step, Write } from "./collect.ts";
import type { Opened, Raw } from "./opened.ts";

/** Counters and cells: `counter:<name>` holds a number, `cell:<name>` a text. */
export interface CellRow {
  _id: string;
  value: string | number;
}

export interface DocumentChange {
  opened: Opened;
  id: string;
  /** 0: there was none. */
  from: number;
  /** 0: there is none. */
  to: number;
  fields: object | null;
}
export interface CellChange {
  id: string;
  from: string | number | null;
  to: string | number;
}
export interface Changes {
  documents: DocumentChange[];
  cells: CellChange[];
}

/** Must go into a commit of its own: it takes a unique value that another one before it set free. */
export class NextCommit extends Error {}

interface Seen {
  /** As the last commit left it. */
  base: number;
  change: DocumentChange | null;
  version: number;
  /** Keys of its unique values. */
  unique: string[];
}

export class View {
  readonly #cells: mongo.Collection<CellRow>;
  #documents = new Map<string, Seen>();
  #owners = new Map<string, string | null>();
  #values = new Map<string, { base: string | number | null; value: string | number | null }>();
  /** Unique values that a document of this commit had and has no longer. */
  #freed = new Set<string>();
  #undo: (() => void)[] = [];

  constructor(cells: mongo.Collection<CellRow>) {
    this.#cells = cells;
  }

  /** Reads beforehand, in one go, what these transactions name. */
  async prepare(transactions: readonly CollectedTransaction[], cells: Iterable<string>): Promise<void> {
    const steps = transactions.flatMap((one) => one.steps);
    const names = steps.flatMap((step) => (step.kind === "write" ? [] : [cellId(step)]));
    await Promise.all([
      this.#readCells([...cells, ...names]),
      this.#readDocuments(steps.flatMap((step) => (step.kind === "write" ? [step.write] : []))),
    ]);
  }

  /** Names of the cells and counters used. */
  usedCells(): Iterable<string> {
    return this.#values.keys();
  }

  /** Takes one transaction in. Throws what it must be refused with; then nothing of it stays. */
  async take(transaction: CollectedTransaction, first: boolean): Promise<void> {
    this.#undo = [];
    try {
      const writes = await this.#expand(transaction, transaction.steps);
      await this.#readDocuments(writes);
      for (const write of writes) this.#apply(write, first);
    } catch (error) {
      for (const back of this.#undo.toReversed()) back();
      throw error;
    }
  }

  changes(): Changes {
    return {
      documents: [...this.#documents.values()].flatMap(({ change }) =>
        change && (change.from !== 0 || change.to !== 0) ? [change] : [],
      ),
      cells: [...this.#values].flatMap(([id, { base, value }]) =>
        value === null || value === base ? [] : [{ id, from: base, to: value }],
      ),
    };
  }

  async #expand(transaction: CollectedTransaction, steps: readonly Step[]): Promise<Write[]> {
    const writes: Write[] = [];
    for (const step of steps) {
      if (step.kind === "write") {
        writes.push(step.write);
        continue;
      }
      const id = cellId(step);
      await this.#readCells([id]);
      const held = this.#values.get(id);
      if (!held) throw new Error(`Cell ${id} was not read.`);
      const { value } = held;
      this.#undo.push(() => (held.value = value));
      const added = transaction.collected(() => {
        if (step.kind === "cell") held.value = step.change(value === null ? null : String(value));
        else {
          held.value = Number(value ?? 0) + 1;
          step.use(held.value);
        }
      });
      writes.push(...(await this.#expand(transaction, added)));
    }
    return writes;
  }

  async #readCells(ids: string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#values.has(id));
    if (missing.length === 0) return;
    const rows = await this.#cells.find({ _id: { $in: missing } }).toArray();
    const found = new Map(rows.map((row) => [row._id, row.value]));
    for (const id of missing)
      if (!this.#values.has(id))
        this.#values.set(id, { base: found.get(id) ?? null, value: found.get(id) ?? null });
  }

  /** Versions and unique values of the documents that are written, and who holds the unique values they want. */
  async #readDocuments(writes: readonly Write[]): Promise<void> {
    const byCollection = Map.groupBy(writes, (write) => write.opened);
    await Promise.all([...byCollection].map(([opened, list]) => this.#readOf(opened, list)));
  }

  async #readOf(opened: Opened, writes: readonly Write[]): Promise<void> {
    await opened.ready;
    const ids = [...new Set(writes.map((write) => write.id))].filter(
      (id) => !this.#documents.has(keyOf(opened, id)),
    );
    const wanted = new Map<string, Record<string, unknown>>();
    for (const { fields } of writes)
      for (const [key, condition] of uniqueOf(opened, fields))
        if (!this.#owners.has(key)) wanted.set(key, condition);
    const projection: Record<string, 1> = { version: 1 };
    for (const field of opened.definition.unique.flat()) projection[field] = 1;
    const filters = [...(ids.length > 0 ? [{ _id: { $in: ids } }] : []), ...wanted.values()];
    if (filters.length === 0) return;
    const rows = await opened.native
      .find(filters.length === 1 && filters[0] ? filters[0] : { $or: filters }, { projection })
      .toArray();
    const found = new Map(rows.map((row) => [row._id, row]));
    for (const id of new Set([...ids, ...found.keys()])) {
      const key = keyOf(opened, id);
      if (!this.#documents.has(key)) this.#documents.set(key, seenOf(opened, found.get(id)));
    }
    for (const row of rows)
      for (const key of uniqueOf(opened, row).keys())
        if (!this.#owners.has(key)) this.#owners.set(key, row._id);
    for (const key of wanted.keys()) if (!this.#owners.has(key)) this.#owners.set(key, null);
  }

  #apply({ opened, id, expected, fields }: Write, first: boolean): void {
    const { name } = opened.declared;
    const key = keyOf(opened, id);
    const seen = this.#documents.get(key);
    if (!seen) throw new Error(`Document ${key} was not read.`);
    if (expected === null && seen.version !== 0)
      throw new ConflictError(storeTexts.exists, { collection: name, id, fields: ["id"] }, "exists");
    if (expected !== null && !Number.isInteger(expected))
      throw new DeclarationError(name, `document "${id}" has no version`);
    if (expected !== null && seen.version !== expected)
      throw new ConflictError(storeTexts.changed, {
        collection: name,
        id,
        expected,
        found: seen.version === 0 ? null : seen.version,
      });
    const wanted = uniqueOf(opened, fields);
    for (const [unique, condition] of wanted) {
      const owner = this.#owners.get(unique) ?? null;
      if (owner !== null && owner !== id)
        throw new ConflictError(
          storeTexts.exists,
          { collection: name, id, fields: Object.keys(condition), values: Object.values(condition) },
          "exists",
        );
      if (owner === null && this.#freed.has(unique) && !first) throw new NextCommit();
    }
    for (const unique of seen.unique)
      if (!wanted.has(unique)) {
        this.#own(unique, null);
        if (fields !== null && !this.#freed.has(unique)) {
          this.#freed.add(unique);
          this.#undo.push(() => this.#freed.delete(unique));
        }
      }
    for (const unique of wanted.keys()) this.#own(unique, id);
    const to = fields === null ? 0 : seen.version + 1;
    this.#documents.set(key, {
      base: seen.base,
      version: to,
      unique: [...wanted.keys()],
      change: { opened, id, from: seen.base, to, fields },
    });
    this.#undo.push(() => this.#documents.set(key, seen));
  }

  #own(unique: string, id: string | null): void {
    const before = this.#owners.get(unique) ?? null;
    this.#owners.set(unique, id);
    this.#undo.push(() => this.#owners.set(unique, before));
  }
}

const keyOf = (opened: Opened, id: string): string => `${opened.declared.name}/${id}`;
const cellId = (step: { kind: "next" | "cell"; name: string }): string =>
  `${step.kind === "next" ? "counter" : "cell"}:${step.name}`;
function seenOf(opened: Opened, raw: Raw | undefined): Seen {
  if (!raw) return { base: 0, version: 0, unique: [], change: null };
  const unique = [...uniqueOf(opened, raw).keys()];
  return { base: raw.version, version: raw.version, unique, change: null };
}

/** The unique values of a document: a key of each, and the condition that finds who has it. */
function uniqueOf(opened: Opened, fields: object | null): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  if (fields === null) return found;
  for (const group of opened.definition.unique) {
    const values = group.map((field) => valuesAt(fields, field)[0] ?? null);
    found.set(
      JSON.stringify([opened.declared.name, group, values]),
      Object.fromEntries(group.map((field, at) => [field, values[at]])),
    );
  }
  return found;
}
