/** What a transaction collects, before anything of it is carried out. */
import { checked } from "../checked.ts";
import type { CollectionDefinition, Stored, Transaction } from "../port.ts";
import type { Opened } from "./opened.ts";

export interface Write {
  opened: Opened;
  id: string;
  /** The version that is replaced or removed; null for a new document. */
  expected: number | null;
  /** Fields without id and version; null: removed. */
  fields: object | null;
}
export type Step =
  | { kind: "write"; write: Write }
  | { kind: "next"; name: string; use(value: number): void }
  | { kind: "cell"; name: string; change(value: string | null): string };

export class CollectedTransaction implements Transaction {
  #steps: Step[] = [];
  readonly #open: (definition: CollectionDefinition<never>) => Opened;

  constructor(open: <T extends object>(definition: CollectionDefinition<T>) => Opened) {
    this.#open = open as (definition: CollectionDefinition<never>) => Opened;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** The steps that a callback adds, apart from the others: it may run again when a commit is tried again. */
  collected(run: () => void): Step[] {
    const outer = this.#steps;
    this.#steps = [];
    try {
      run();
      return this.#steps;
    } finally {
      this.#steps = outer;
    }
  }

  insert<T extends object>(collection: CollectionDefinition<T>, document: T & { id: string }): void {
    this.#write(collection, document.id, null, checked(collection, document));
  }
  update<T extends object>(collection: CollectionDefinition<T>, document: T & Stored): void {
    this.#write(collection, document.id, document.version, checked(collection, document));
  }
  remove<T extends object>(collection: CollectionDefinition<T>, { id, version }: Stored): void {
    this.#write(collection, id, version, null);
  }
  next(name: string, use: (value: number) => void): void {
    this.#steps.push({ kind: "next", name, use });
  }
  cell(name: string, change: (value: string | null) => string): void {
    this.#steps.push({ kind: "cell", name, change });
  }

  #write<T extends object>(
    collection: CollectionDefinition<T>,
    id: string,
    expected: number | null,
    fields: object | null,
  ): void {
    const opened = this.#open(collection as unknown as CollectionDefinition<never>);
    // as JSON keeps it, and as it stands now: what the caller does with the object afterwards is not written
    const kept = fields === null ? null : (JSON.parse(JSON.stringify(fields)) as object);
    this.#steps.push({ kind: "write", write: { opened, id, expected, fields: kept } });
  }
}
