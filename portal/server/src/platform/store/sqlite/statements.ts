/** Prepared statements, kept by their text with a bound. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";

export class Statements {
  readonly #database: DatabaseSync;
  readonly #cache = new LRUCache<string, StatementSync>({ max: 500 });
  constructor(database: DatabaseSync) {
    this.#database = database;
  }
  #prepare(text: string): StatementSync {
    let statement = this.#cache.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      this.#cache.set(text, statement);
    }
    return statement;
  }
  get(text: string, values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#prepare(text).get(...values);
  }
  all(text: string, values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepare(text).all(...values);
  }
  /** How many rows changed. */
  run(text: string, values: SQLInputValue[]): number {
    return Number(this.#prepare(text).run(...values).changes);
  }
}
