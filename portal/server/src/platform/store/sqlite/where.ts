/** A filter as an SQL condition. NULL counts as false; every NOT makes it so. */
import type { Filter, Scalar } from "../port.ts";
import { bound, expression, quoted, shapeOf, sideColumn, type SideTable, type Table } from "./table.ts";

export interface Sql {
  text: string;
  values: (string | number | null)[];
}

/** Equalities that stand beside a condition in the same AND: they may narrow a search by array member. */
type Beside = ReadonlyMap<string, Scalar>;
const NONE: Beside = new Map();

/** Where a condition is asked. */
export interface Scope {
  /** SQL of a scalar field. */
  column(field: string): string;
  id: string;
  /** Whether members are looked up document by document, instead of all documents that have them at once. */
  probe: boolean;
}

/** The documents themselves. */
export const documentScope: Scope = { column: expression, id: "id", probe: false };

interface Place {
  table: Table;
  scope: Scope;
}

/** Throws DeclarationError for a field that is not declared. */
export function where(table: Table, filter: Filter | undefined, scope: Scope = documentScope): Sql {
  return filter === undefined ? { text: "1", values: [] } : condition({ table, scope }, filter, NONE);
}

function condition(at: Place, filter: Filter, beside: Beside): Sql {
  if ("and" in filter) {
    const equal = new Map(beside);
    for (const part of filter.and) {
      if ("eq" in part && part.eq[1] !== null && shapeOf(at.table, part.eq[0]) === "scalar")
        equal.set(...part.eq);
    }
    return joined(
      "AND",
      filter.and.map((part) => condition(at, part, equal)),
      "1",
    );
  }
  if ("or" in filter)
    return joined(
      "OR",
      filter.or.map((part) => condition(at, part, beside)),
      "0",
    );
  if ("not" in filter) return negated(condition(at, filter.not, NONE));
  if ("eq" in filter) return equals(at, filter.eq[0], filter.eq[1], beside);
  if ("contains" in filter) return equals(at, filter.contains[0], filter.contains[1], beside);
  if ("ne" in filter) return negated(equals(at, filter.ne[0], filter.ne[1], NONE));
  if ("in" in filter) return oneOf(at, filter.in[0], filter.in[1], beside);
  if ("nin" in filter) return negated(oneOf(at, filter.nin[0], filter.nin[1], NONE));
  if ("exists" in filter) {
    const missing = equals(at, filter.exists[0], null, NONE);
    return filter.exists[1] ? negated(missing) : missing;
  }
  if ("gt" in filter) return range(at, filter.gt, ">", beside);
  if ("gte" in filter) return range(at, filter.gte, ">=", beside);
  if ("lt" in filter) return range(at, filter.lt, "<", beside);
  return range(at, filter.lte, "<=", beside);
}

function joined(operator: "AND" | "OR", parts: Sql[], empty: string): Sql {
  if (parts.length === 0) return { text: empty, values: [] };
  return {
    text: `(${parts.map((part) => part.text).join(` ${operator} `)})`,
    values: parts.flatMap((part) => part.values),
  };
}

const negated = (part: Sql): Sql => ({ text: `NOT COALESCE(${part.text}, 0)`, values: part.values });

function equals(at: Place, field: string, value: Scalar, beside: Beside): Sql {
  if (value === null) return isMissing(at, field);
  if (shapeOf(at.table, field) === "array") return someMember(at, field, beside, "= ?", [bound(value)]);
  return { text: `${at.scope.column(field)} = ?`, values: [bound(value)] };
}

function isMissing(at: Place, field: string): Sql {
  if (shapeOf(at.table, field) === "scalar") return { text: `${at.scope.column(field)} IS NULL`, values: [] };
  const side = sideOf(at.table, field);
  return {
    text: side ? `${at.scope.id} NOT IN (SELECT p.id FROM ${quoted(side.name)} AS p)` : "1",
    values: [],
  };
}

function oneOf(at: Place, field: string, values: Scalar[], beside: Beside): Sql {
  const present = values.filter((value) => value !== null).map(bound);
  const marks = `IN (${present.map(() => "?").join(", ")})`;
  const some =
    shapeOf(at.table, field) === "array"
      ? someMember(at, field, beside, marks, present)
      : { text: `${at.scope.column(field)} ${marks}`, values: present };
  return present.length === values.length ? some : joined("OR", [some, isMissing(at, field)], "0");
}

/** Numbers sort before all texts in SQLite, and '' is the smallest text: that keeps a range within its type. */
function range(at: Place, [field, value]: [string, string | number], operator: string, beside: Beside): Sql {
  const closing =
    typeof value === "string"
      ? operator.startsWith("<")
        ? ">= ''"
        : ""
      : operator.startsWith(">")
        ? "< ''"
        : "";
  if (shapeOf(at.table, field) === "scalar") {
    const own = at.scope.column(field);
    return {
      text: closing === "" ? `${own} ${operator} ?` : `(${own} ${operator} ? AND ${own} ${closing})`,
      values: [value],
    };
  }
  return someMember(at, field, beside, `${operator} ?`, [value], closing);
}

/** The side table of a path through an array: every such path that is declared has one. */
export function sideOf(table: Table, field: string): SideTable | undefined {
  return table.sides.find((side) => side.array === field);
}

/** Some member of the array meets the test; the equalities beside it that the side table holds narrow the search. */
function someMember(
  at: Place,
  field: string,
  beside: Beside,
  test: string,
  values: Sql["values"],
  closing = "",
): Sql {
  const side = sideOf(at.table, field);
  if (!side) return { text: "0", values: [] };
  const parts = [`p.m ${test}`, ...(closing === "" ? [] : [`p.m ${closing}`])];
  const bindings = [...values];
  for (const [other, value] of beside) {
    const column = sideColumn(side, other);
    if (column === undefined) continue;
    parts.push(`p.${column} = ?`);
    bindings.push(bound(value));
  }
  const from = `FROM ${quoted(side.name)} AS p WHERE ${parts.join(" AND ")}`;
  return {
    text: at.scope.probe
      ? `EXISTS (SELECT 1 ${from} AND p.id = ${at.scope.id})`
      : `${at.scope.id} IN (SELECT p.id ${from})`,
    values: bindings,
  };
}
