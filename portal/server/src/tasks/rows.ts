import type { Collection, CollectionDefinition, Stored, Transaction } from "../platform/store/port.ts";

/** Rows of one collection as a batch sees them: read once, changed in memory, written together. */
export class Rows<T extends object> {
  readonly #collection: Collection<T>;
  readonly #seen = new Map<string, { version: number; now: T | null; changed: boolean }>();

  constructor(collection: Collection<T>) {
    this.#collection = collection;
  }

  get isChanged(): boolean {
    return [...this.#seen.values()].some((row) => row.changed);
  }

  async get(id: string): Promise<(T & Stored) | null> {
    let row = this.#seen.get(id);
    if (row === undefined) {
      const stored = await this.#collection.get(id);
      row = { version: stored?.version ?? 0, now: stored, changed: false };
      this.#seen.set(id, row);
    }
    return row.now === null ? null : { ...row.now, id, version: row.version };
  }

  set(id: string, document: T): void {
    this.#seen.set(id, { version: this.#seen.get(id)?.version ?? 0, now: document, changed: true });
  }

  remove(id: string): void {
    this.#seen.set(id, { version: this.#seen.get(id)?.version ?? 0, now: null, changed: true });
  }

  write(tx: Transaction, definition: CollectionDefinition<T>): void {
    for (const [id, { version, now, changed }] of this.#seen) {
      if (!changed) continue;
      if (now === null) {
        if (version > 0) tx.remove(definition, { id, version });
      } else if (version === 0) tx.insert(definition, { ...now, id });
      else tx.update(definition, { ...now, id, version });
    }
  }
}
