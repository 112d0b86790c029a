/** A collection as SQLite keeps it: a table of JSON documents, expression indexes, side tables for paths through arrays. */
import type { DatabaseSync } from "node:sqlite";
import { declaredFields, DeclarationError, type FieldShape } from "../declared.ts";
import { valuesAt } from "../filter.ts";
import type { CollectionDefinition, Scalar } from "../port.ts";

/** Entries of one index that has a path through an array: a row per member. */
export interface SideTable {
  name: string;
  fields: string[];
  /** Position of the array path among the fields. */
  array: number;
}

export interface Table<T extends object = object> {
  definition: CollectionDefinition<T>;
  name: string;
  fields: Map<string, FieldShape>;
  sides: SideTable[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const path = (field: string): string =>
  `$.${field
    .split(".")
    .map((part) => `"${part}"`)
    .join(".")}`;
/** The SQL expression of a scalar field; index and query must write it alike. */
export const expression = (field: string): string =>
  field === "id" ? "id" : `json_extract(doc, '${path(field)}')`;

/**
 * Makes what the definition declares and drops what it no longer does. Call inside a transaction.
 * Without a database (one opened for reading) it only says what should be there.
 */
export function openTable<T extends object>(
  database: Pick<DatabaseSync, "exec" | "prepare"> | null,
  definition: CollectionDefinition<T>,
): Table<T> {
  const fields = declaredFields(definition);
  const name = definition.name;
  const table: Table<T> = { definition, name, fields, sides: [] };
  database?.exec(
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL)`,
  );
  const wanted = new Set<string>();
  for (const group of definition.unique) {
    const index = `${name}/unique(${group.join(",")})`;
    wanted.add(index);
    database?.exec(
      `CREATE UNIQUE INDEX IF NOT EXISTS ${quoted(index)} ON ${quoted(name)} (${group.map(expression).join(", ")})`,
    );
  }
  for (const { fields: group } of definition.indexes) {
    const array = group.findIndex((field) => fields.get(field) === "array");
    const object = `${name}/${array < 0 ? "index" : "entries"}(${group.join(",")})`;
    wanted.add(object);
    if (array >= 0) {
      const side = { name: object, fields: group, array };
      table.sides.push(side);
      wanted.add(`${object}/id`);
      if (database) openSide(database, table, side);
    } else {
      database?.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(object)} ON ${quoted(name)} (${[...group.filter((field) => field !== "id"), "id"].map(expression).join(", ")})`,
      );
    }
  }
  if (database) dropOthers(database, name, wanted);
  return table;
}

function openSide(database: Pick<DatabaseSync, "exec" | "prepare">, table: Table, side: SideTable): void {
  const known = database
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")
    .get(side.name);
  if (known) return;
  const columns = side.fields.map((_, at) => `v${at}`);
  database.exec(`CREATE TABLE ${quoted(side.name)} (${columns.join(", ")}, id TEXT NOT NULL)`);
  // the array path leads, so that a lookup by member is a search
  const order = [`v${side.array}`, ...columns.filter((_, at) => at !== side.array)];
  database.exec(
    `CREATE INDEX ${quoted(`${side.name}/by`)} ON ${quoted(side.name)} (${order.join(", ")}, id)`,
  );
  database.exec(`CREATE INDEX ${quoted(`${side.name}/id`)} ON ${quoted(side.name)} (id)`);
  for (const row of database.prepare(`SELECT id, doc FROM ${quoted(table.name)}`).iterate()) {
    const document = JSON.parse(String(row["doc"])) as object;
    const insert = database.prepare(insertEntry(side));
    for (const entry of entriesOf(side, document)) insert.run(...entry.map(bound), String(row["id"]));
  }
}

function dropOthers(
  database: Pick<DatabaseSync, "exec" | "prepare">,
  name: string,
  wanted: ReadonlySet<string>,
): void {
  const rows = database
    .prepare(
      "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND substr(name, 1, ?) = ?",
    )
    .all(name.length + 1, `${name}/`);
  for (const row of rows) {
    const object = String(row["name"]);
    const owner = object.replace(/\/(by|id)$/, "");
    if (!wanted.has(owner))
      database.exec(`DROP ${row["type"] === "table" ? "TABLE" : "INDEX"} IF EXISTS ${quoted(object)}`);
  }
}

/** How values are bound: SQLite has no booleans, JSON's true is 1 there. */
export const bound = (value: Scalar): string | number | null =>
  typeof value === "boolean" ? (value ? 1 : 0) : value;

export const insertEntry = (side: SideTable): string =>
  `INSERT INTO ${quoted(side.name)} VALUES (${side.fields.map(() => "?").join(", ")}, ?)`;

/** The rows a document has in a side table: one per distinct member, beside the scalars of the same index. */
export function entriesOf(side: SideTable, document: object): Scalar[][] {
  const scalars = side.fields.map((field, at) =>
    at === side.array ? null : (valuesAt(document, field)[0] ?? null),
  );
  return [...new Set(valuesAt(document, side.fields[side.array] ?? ""))].map((member) =>
    scalars.map((value, at) => (at === side.array ? member : value)),
  );
}

/** The shape of a field that a query names. Throws DeclarationError when it is not declared. */
export function shapeOf(table: Table, field: string): FieldShape {
  const shape = table.fields.get(field);
  if (!shape) {
    throw new DeclarationError(
      table.name,
      `field "${field}" is not declared; name it in an index (declared: ${[...table.fields.keys()].join(", ")})`,
    );
  }
  return shape;
}
