/** One transaction: what it collects, and how that is carried out inside an open SQLite transaction. */
import { ConflictError } from "../../errors.ts";
import { checked } from "../checked.ts";
import { DeclarationError } from "../declared.ts";
import { valuesAt } from "../filter.ts";
import type { CollectionDefinition, Stored, Transaction } from "../port.ts";
import { storeTexts } from "../texts.ts";
import { defer, forget, isDeferred } from "./pending.ts";
import type { Statements } from "./statements.ts";
import { deleteEntries, entriesOf, insertEntries, noEntries, quoted, type Table } from "./table.ts";

export { DocumentError } from "../checked.ts";

type Step = (statements: Statements) => void;
type TableOf = <T extends object>(definition: CollectionDefinition<T>) => Table<T>;

/** Collects writes; `commit` carries them out, in order. */
export class SqliteTransaction implements Transaction {
  #steps: Step[] = [];
  readonly #tableOf: TableOf;
  constructor(tableOf: TableOf) {
    this.#tableOf = tableOf;
  }

  insert<T extends object>(collection: CollectionDefinition<T>, document: T & { id: string }): void {
    const table = this.#tableOf(collection);
    const { id } = document;
    const kept = checked(table.definition, document);
    const json = JSON.stringify(kept);
    this.#steps.push((statements) => {
      guarded(table, id, kept, () =>
        statements.run(`INSERT INTO ${quoted(table.name)} (id, version, doc) VALUES (?, 1, ?)`, [id, json]),
      );
      changeEntries(statements, table, id, null, kept);
    });
  }

  update<T extends object>(collection: CollectionDefinition<T>, document: T & Stored): void {
    const table = this.#tableOf(collection);
    const { id, version } = document;
    const kept = checked(table.definition, document);
    const json = JSON.stringify(kept);
    this.#steps.push((statements) => {
      const before = table.sides.length > 0 ? documentOf(statements, table, id, version) : null;
      const changes = guarded(table, id, kept, () =>
        statements.run(
          `UPDATE ${quoted(table.name)} SET version = version + 1, doc = ? WHERE id = ? AND version = ?`,
          [json, id, version],
        ),
      );
      if (changes === 0) throw movedOn(statements, table, id, version);
      changeEntries(statements, table, id, before, kept);
    });
  }

  remove<T extends object>(collection: CollectionDefinition<T>, { id, version }: Stored): void {
    const table = this.#tableOf(collection);
    this.#steps.push((statements) => {
      const before = table.sides.length > 0 ? documentOf(statements, table, id, version) : null;
      const changes = statements.run(`DELETE FROM ${quoted(table.name)} WHERE id = ? AND version = ?`, [
        id,
        version,
      ]);
      if (changes === 0) throw movedOn(statements, table, id, version);
      changeEntries(statements, table, id, before, null);
    });
  }

  next(counter: string, use: (value: number) => void): void {
    this.#steps.push((statements) => {
      const row = statements.get(
        "INSERT INTO _counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        [counter],
      );
      this.#nested(statements, () => use(Number(row?.["value"])));
    });
  }

  cell(name: string, change: (value: string | null) => string): void {
    this.#steps.push((statements) => {
      const row = statements.get("SELECT value FROM _cells WHERE name = ?", [name]);
      this.#nested(statements, () => {
        const value = change(row ? String(row["value"]) : null);
        statements.run(
          "INSERT INTO _cells (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          [name, value],
        );
      });
    });
  }

  /** Carries out all that was collected; throws ConflictError on a lost race. The caller rolls back. */
  commit(statements: Statements): void {
    for (const step of this.#steps) step(statements);
  }

  /** Writes that a callback adds are carried out at its own place. */
  #nested(statements: Statements, run: () => void): void {
    const outer = this.#steps;
    this.#steps = [];
    try {
      run();
      for (const step of this.#steps) step(statements);
    } finally {
      this.#steps = outer;
    }
  }
}

function guarded<R>(table: Table, id: string, document: object, run: () => R): R {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && "errcode" in error ? error.errcode : null;
    if (code === 1555)
      throw new ConflictError(storeTexts.exists, { collection: table.name, id, fields: ["id"] }, "exists");
    if (code === 2067) {
      const message = error instanceof Error ? error.message : "";
      const fields =
        table.definition.unique.find((group) => message.includes(`unique(${group.join(",")})`)) ?? [];
      const values = fields.map((field) => valuesAt(document, field)[0] ?? null);
      throw new ConflictError(storeTexts.exists, { collection: table.name, id, fields, values }, "exists");
    }
    throw error;
  }
}

function movedOn(statements: Statements, table: Table, id: string, version: number): Error {
  if (!Number.isInteger(version)) throw new DeclarationError(table.name, `document "${id}" has no version`);
  const row = statements.get(`SELECT version FROM ${quoted(table.name)} WHERE id = ?`, [id]);
  return new ConflictError(storeTexts.changed, {
    collection: table.name,
    id,
    expected: version,
    found: row ? Number(row["version"]) : null,
  });
}

function documentOf(statements: Statements, table: Table, id: string, version: number): object | null {
  const row = statements.get(`SELECT doc FROM ${quoted(table.name)} WHERE id = ? AND version = ?`, [
    id,
    version,
  ]);
  return row ? (JSON.parse(String(row["doc"])) as object) : null;
}

/** Brings the side tables from what stood to what stands; entries that stay are not written. */
function changeEntries(
  statements: Statements,
  table: Table,
  id: string,
  before: object | null,
  after: object | null,
): void {
  for (const side of table.sides) {
    const old = before === null ? noEntries : entriesOf(side, before);
    const now = after === null ? noEntries : entriesOf(side, after);
    if (side.deferred) {
      if (before === null) {
        defer(statements, side, id);
        continue;
      }
      if (isDeferred(statements, side, id)) {
        if (after === null) forget(statements, side, id);
        continue;
      }
    }
    const moved = JSON.stringify(old.scalars) !== JSON.stringify(now.scalars);
    const gone = [...old.members].filter((member) => moved || !now.members.has(member));
    const come = [...now.members].filter((member) => moved || !old.members.has(member));
    if (gone.length > 0) statements.run(deleteEntries(side), [id, JSON.stringify(gone)]);
    if (come.length > 0) statements.run(insertEntries(side), [...now.scalars, id, JSON.stringify(come)]);
  }
}
