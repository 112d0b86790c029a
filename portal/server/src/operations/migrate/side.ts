/** One of the two places that an installation's data may lie in, as a move from one to the other sees it. */
import { createHash } from "node:crypto";
import type { FilesPort } from "../../platform/files/port.ts";

/** A document as both stores keep it. */
export interface Moved {
  id: string;
  version: number;
  fields: Record<string, unknown>;
}
/** `counter:<name>` holds a number, `cell:<name>` a text. */
export interface MovedCell {
  id: string;
  value: string | number;
}

export interface Side {
  /** Names of the collections that hold documents. */
  collections(): Promise<string[]>;
  count(collection: string): Promise<number>;
  documents(collection: string): AsyncIterable<Moved>;
  cells(): Promise<MovedCell[]>;
  files: FilesPort;
  close(): Promise<void>;
}

export interface Target extends Side {
  write(collection: string, documents: readonly Moved[]): Promise<void>;
  writeCells(cells: readonly MovedCell[]): Promise<void>;
  /** All is there and checked: from now on it counts. */
  finish(): Promise<void>;
}

/** Sums up documents in any order: each one's hash, added bit by bit. */
export class Fingerprint {
  readonly #sum = Buffer.alloc(32);
  count = 0;
  add(value: unknown): void {
    const hash = createHash("sha256")
      .update(JSON.stringify(ordered(value)))
      .digest();
    for (let at = 0; at < hash.length; at += 1) this.#sum[at] = this.#sum[at]! ^ hash[at]!;
    this.count += 1;
  }
  get hex(): string {
    return this.#sum.toString("hex");
  }
  equals(other: Fingerprint): boolean {
    return this.count === other.count && this.hex === other.hex;
  }
}

/** The same value with the keys of its objects in one order: the stores need not keep it. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
