/** A collection as SQLite keeps it: a table of JSON documents, expression indexes, side tables for paths through arrays. */
import type { DatabaseSync } from "node:sqlite";
import { declaredFields, type FieldShape } from "../declared.ts";
import { valuesAt } from "../filter.ts";
import type { CollectionDefinition, Scalar } from "../port.ts";

/**
 * The members of one path through an array: a row per distinct member and document (`m`, `id`), beside the scalars
 * (`c0`, `c1` …) of all indexes that the path is in. Each such index leads with the member.
 */
export interface SideTable {
  name: string;
  array: string;
  fields: string[];
  indexes: SideIndex[];
  /** New documents wait in a table of their own (see pending.ts) before their members are entered. */
  deferred: boolean;
  /** How many wait at most. */
  waiting: number;
}

export interface SideIndex {
  name: string;
  /** The scalars after the member, in order; the id follows, then all other columns: no entry is looked up beside it. */
  fields: string[];
}

/** What making tables needs of a database. */
export type SchemaDatabase = Pick<DatabaseSync, "exec" | "prepare">;

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
  database: SchemaDatabase | null,
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
    if (group.some((field) => fields.get(field) === "array")) continue;
    const index = indexName(name, group);
    wanted.add(index);
    database?.exec(
      `CREATE INDEX IF NOT EXISTS ${quoted(index)} ON ${quoted(name)} (${[...group.filter((field) => field !== "id"), "id"].map(expression).join(", ")})`,
    );
  }
  for (const side of sidesOf(definition, fields)) {
    table.sides.push(side);
    for (const object of [side, ...side.indexes]) wanted.add(object.name);
    if (side.deferred) wanted.add(pendingOf(side));
    if (database) openSide(database, table, side);
  }
  if (database) dropOthers(database, name, wanted);
  return table;
}

/** Name of the index over scalars, as the table and a query that insists on it write it. */
export const indexName = (table: string, fields: string[]): string => `${table}/index(${fields.join(",")})`;

function sidesOf(
  { name, indexes }: Pick<CollectionDefinition<never>, "name" | "indexes">,
  shapes: ReadonlyMap<string, FieldShape>,
): SideTable[] {
  const byArray = new Map<string, string[][]>();
  for (const { fields } of indexes) {
    const array = fields.find((field) => shapes.get(field) === "array");
    if (array === undefined) continue;
    const scalars = fields.filter((field) => field !== array && field !== "id");
    byArray.set(array, [...(byArray.get(array) ?? []), scalars]);
  }
  return [...byArray].map(([array, groups]) => {
    const fields = [...new Set(groups.flat())];
    // the columns are part of the name: other columns, another table
    const side = `${name}/members(${[array, ...fields].join(",")})`;
    const wanted = groups.filter((group) => group.length > 0);
    const deferred = indexes.some(
      (index) => index.deferred === true && index.fields.join() === array && fields.length === 0,
    );
    return {
      deferred,
      waiting: 0,
      name: side,
      array,
      fields,
      indexes: wanted.map((group) => ({ name: `${side}/covering(${group.join(",")})`, fields: group })),
    };
  });
}

const isTable = (database: SchemaDatabase, name: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;

/** The table of the documents that wait. */
export const pendingOf = (side: SideTable): string => `${side.name}/pending`;

function openSide(database: SchemaDatabase, table: Table, side: SideTable): void {
  // what waited under an older declaration is entered with all others
  if (!side.deferred && isTable(database, pendingOf(side))) database.exec(`DROP TABLE ${quoted(side.name)}`);
  if (!isTable(database, side.name)) {
    const columns = side.fields.map((_, at) => `c${at}, `).join("");
    database.exec(
      `CREATE TABLE ${quoted(side.name)} (m, ${columns}id TEXT NOT NULL, PRIMARY KEY (m, id)) WITHOUT ROWID`,
    );
    fillSide(database, table, side);
  }
  if (side.deferred) {
    const pending = quoted(pendingOf(side));
    database.exec(`CREATE TABLE IF NOT EXISTS ${pending} (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID`);
    side.waiting = Number(database.prepare(`SELECT count(*) AS n FROM ${pending}`).get()?.["n"]);
  }
  for (const index of side.indexes) {
    const others = side.fields.filter((field) => !index.fields.includes(field));
    const columns = ["m", ...[...index.fields, "id", ...others].map((field) => sideColumn(side, field))];
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${quoted(index.name)} ON ${quoted(side.name)} (${columns.join(", ")})`,
    );
  }
}

/**
 * The entries of all documents that are there already, gathered first and sorted before they are written: a tree that
 * grows at its end is written once, one that grows anywhere is read and written again for every entry.
 */
function fillSide(database: SchemaDatabase, table: Table, side: SideTable): void {
  const columns = side.fields.map((_, at) => `c${at}, `).join("");
  database.exec(`CREATE TEMP TABLE _gathered (m, ${columns}id TEXT)`);
  const insert = database.prepare(
    `INSERT INTO _gathered VALUES (?, ${side.fields.map(() => "?, ").join("")}?)`,
  );
  for (const row of database.prepare(`SELECT id, doc FROM ${quoted(table.name)}`).iterate()) {
    const { members, scalars } = entriesOf(side, JSON.parse(String(row["doc"])) as object);
    for (const member of members) insert.run(member, ...scalars, String(row["id"]));
  }
  database.exec(`INSERT INTO ${quoted(side.name)} SELECT * FROM _gathered ORDER BY m, id`);
  database.exec("DROP TABLE _gathered");
}

/** The column of a scalar field in a side table; undefined when it is not kept there. */
export function sideColumn(side: SideTable, field: string): string | undefined {
  if (field === "id") return "id";
  const at = side.fields.indexOf(field);
  return at < 0 ? undefined : `c${at}`;
}

function dropOthers(database: SchemaDatabase, name: string, wanted: ReadonlySet<string>): void {
  const rows = database
    .prepare(
      "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND substr(name, 1, ?) = ?",
    )
    .all(name.length + 1, `${name}/`);
  for (const row of rows) {
    const object = String(row["name"]);
    if (!wanted.has(object))
      database.exec(`DROP ${row["type"] === "table" ? "TABLE" : "INDEX"} IF EXISTS ${quoted(object)}`);
  }
}

/** How values are bound: SQLite has no booleans, JSON's true is 1 there. */
export const bound = (value: Scalar): string | number | null =>
  typeof value === "boolean" ? (value ? 1 : 0) : value;

/** All entries of one document in one statement: its scalars, its id, its members as JSON. */
export const insertEntries = (side: SideTable): string =>
  `INSERT INTO ${quoted(side.name)} SELECT value, ${side.fields.map(() => "?, ").join("")}? FROM json_each(?) ORDER BY value`;

/** The id of the document, then the members as JSON. */
export const deleteEntries = (side: SideTable): string =>
  `DELETE FROM ${quoted(side.name)} WHERE id = ? AND m IN (SELECT value FROM json_each(?))`;

/** The rows a document has in a side table, without its id: one per distinct member, each beside the same scalars. */
export interface Entries {
  members: ReadonlySet<string | number | null>;
  scalars: (string | number | null)[];
}
export const noEntries: Entries = { members: new Set(), scalars: [] };

export function entriesOf(side: SideTable, document: object): Entries {
  return {
    members: new Set(valuesAt(document, side.array).map(bound)),
    scalars: side.fields.map((field) => bound(valuesAt(document, field)[0] ?? null)),
  };
}

export { shapeOf } from "../declared.ts";
