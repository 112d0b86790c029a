/** The database's tables: one per family of the state, the log, its readers, and the store's own figures. */
import type { FamilySpec } from "../core/state/backend.ts";

/** Raised whenever a released version could not read what this one writes. */
export const SCHEMA_VERSION = 7;

const SQL_TYPE = { integer: "INTEGER", text: "TEXT" } as const;

export function tableOf(family: string): string {
  return `state_${family}`;
}

/** The name under which the rows of a keyed family are counted. */
export function countOf(family: string): string {
  return `rows ${family}`;
}

export function createTables(specs: readonly FamilySpec[]): string {
  const tables = specs.map((spec) => {
    const table = tableOf(spec.name);
    if (spec.kind === "keyed") {
      return spec.key === "integer"
        ? `CREATE TABLE IF NOT EXISTS ${table} (k INTEGER PRIMARY KEY, v TEXT NOT NULL)`
        : `CREATE TABLE IF NOT EXISTS ${table} (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID`;
    }
    if (spec.kind === "bucket") {
      const columns = `o ${SQL_TYPE[spec.key]} NOT NULL, k ${SQL_TYPE[spec.sub ?? "integer"]} NOT NULL`;
      return `CREATE TABLE IF NOT EXISTS ${table} (${columns}, v TEXT NOT NULL, PRIMARY KEY (o, k)) WITHOUT ROWID`;
    }
    const columns = "q TEXT NOT NULL, o INTEGER NOT NULL, k INTEGER NOT NULL";
    return `CREATE TABLE IF NOT EXISTS ${table} (${columns}, PRIMARY KEY (q, o, k)) WITHOUT ROWID`;
  });
  return [
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS log (first INTEGER PRIMARY KEY, segment TEXT NOT NULL, sum INTEGER NOT NULL, at INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS readers (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
    ...tables,
  ].join(";\n");
}
