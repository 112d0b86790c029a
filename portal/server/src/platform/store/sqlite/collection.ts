/** Reading a collection: every query is one prepared statement. */
import { DeclarationError } from "../declared.ts";
import type { Collection, Filter, PageOf, Query, Scalar, Stored } from "../port.ts";
import { afterCursor, cursorOf, orderBy, readCursor, sortKeys, type SortKey } from "./order.ts";
import { mentions } from "./pending.ts";
import { plan, type PlanSizes } from "./plan.ts";
import type { Statements } from "./statements.ts";
import { expression, quoted, shapeOf, type SideTable, type Table } from "./table.ts";
import { where } from "./where.ts";

const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 10_000;
const COLUMNS = "id, version, doc";

type Row = Record<string, unknown>;

/** Reads are synchronous underneath; they never see half of a transaction. `enter`: enters all members that wait. */
export function sqliteCollection<T extends object>(
  statements: Statements,
  table: Table<T>,
  sizes: PlanSizes,
  enter: (side: SideTable) => void,
): Collection<T> {
  const name = quoted(table.name);
  const parse = (row: Row): T & Stored =>
    Object.assign(JSON.parse(String(row["doc"])) as T, {
      id: String(row["id"]),
      version: Number(row["version"]),
    });

  /** Before a query that asks for members: those that wait are entered. */
  function ready(filter: Filter | undefined): void {
    for (const side of table.sides) if (side.waiting > 0 && mentions(filter, side.array)) enter(side);
  }

  function find(query: Query = {}): PageOf<T & Stored> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new DeclarationError(table.name, `limit ${limit} is not a whole number from 1 to ${MAX_LIMIT}`);
    }
    ready(query.filter);
    const keys = sortKeys(table, query.sort);
    const after = query.after === undefined ? undefined : readCursor(keys, query.after);
    const planned = plan(statements, table, sizes, { filter: query.filter, keys, after, limit: limit + 1 });
    const rows = planned
      ? byIds(statements.all(planned.text, planned.values).map((row) => String(row["id"])))
      : scan(query.filter, keys, after, limit + 1);
    const documents = rows.slice(0, limit).map(parse);
    const last = documents.at(-1);
    return { rows: documents, next: rows.length > limit && last ? cursorOf(keys, last) : null };
  }

  function scan(
    filter: Filter | undefined,
    keys: SortKey[],
    after: Scalar[] | undefined,
    limit: number,
  ): Row[] {
    const condition = where(table, filter);
    const from = after === undefined ? { text: "1", values: [] } : afterCursor(keys, after);
    return statements.all(
      `SELECT ${COLUMNS} FROM ${name} WHERE ${condition.text} AND ${from.text} ORDER BY ${orderBy(keys)} LIMIT ?`,
      [...condition.values, ...from.values, limit],
    );
  }

  /** The rows in the order of the ids, once each, without what is not there. */
  function byIds(ids: string[]): Row[] {
    const rows = statements.all(
      `SELECT ${COLUMNS} FROM ${name} WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    );
    const known = new Map(rows.map((row) => [String(row["id"]), row]));
    return [...new Set(ids)].map((id) => known.get(id)).filter((row) => row !== undefined);
  }

  return {
    async get(id) {
      const row = statements.get(`SELECT ${COLUMNS} FROM ${name} WHERE id = ?`, [id]);
      return row ? parse(row) : null;
    },
    async getMany(ids) {
      return byIds(ids).map(parse);
    },
    async find(query) {
      return find(query);
    },
    async first(query) {
      return find({ ...query, limit: 1 }).rows[0] ?? null;
    },
    async count(filter, options) {
      ready(filter);
      const limit = options?.atMost ?? -1;
      const planned = plan(statements, table, sizes, { filter, keys: null, limit });
      const condition = planned ?? where(table, filter);
      const row = planned
        ? statements.get(`SELECT count(*) AS n FROM (${planned.text})`, planned.values)
        : statements.get(
            `SELECT count(*) AS n FROM (SELECT 1 FROM ${name} WHERE ${condition.text} LIMIT ?)`,
            [...condition.values, limit],
          );
      return Number(row?.["n"] ?? 0);
    },
    async aggregate(options) {
      ready(options.filter);
      return aggregate(statements, table, options);
    },
  };
}

function aggregate<T extends object>(
  statements: Statements,
  table: Table<T>,
  options: {
    filter?: Filter;
    by?: string[];
    measure: "count" | "sum" | "avg" | "min" | "max";
    field?: string;
  },
): { group: Record<string, Scalar>; value: number | string | null }[] {
  const by = options.by ?? [];
  for (const field of [...by, ...(options.field === undefined ? [] : [options.field])]) {
    if (shapeOf(table, field) === "array") {
      throw new DeclarationError(table.name, `cannot aggregate over "${field}": it runs through an array`);
    }
  }
  if (options.field === undefined && options.measure !== "count") {
    throw new DeclarationError(table.name, `measure "${options.measure}" needs a field`);
  }
  const condition = where(table, options.filter);
  const value = options.field === undefined ? "count(*)" : `${options.measure}(${expression(options.field)})`;
  const groups = by.map((field, at) => `${expression(field)} AS g${at}`);
  const tail =
    by.length > 0
      ? ` GROUP BY ${by.map(expression).join(", ")} ORDER BY ${by.map(expression).join(", ")}`
      : "";
  const rows = statements.all(
    `SELECT ${[...groups, `${value} AS value`].join(", ")} FROM ${quoted(table.name)} WHERE ${condition.text}${tail}`,
    condition.values,
  );
  return rows.map((row) => ({
    group: Object.fromEntries(by.map((field, at) => [field, row[`g${at}`] as Scalar])),
    value: row["value"] as number | string | null,
  }));
}
