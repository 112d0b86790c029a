/** A filter as an SQL condition. NULL counts as false; every NOT makes it so. */
import type { Filter, Scalar } from "../port.ts";
import { bound, expression, quoted, shapeOf, type SideTable, type Table } from "./table.ts";

export interface Sql {
  text: string;
  values: (string | number | null)[];
}

/** Equalities that stand beside a condition in the same AND: they may narrow a search by array member. */
type Beside = ReadonlyMap<string, Scalar>;
const NONE: Beside = new Map();

/** Throws DeclarationError for a field that is not declared. */
export function where(table: Table, filter: Filter | undefined): Sql {
  return filter === undefined ? { text: "1", values: [] } : condition(table, filter, NONE);
}

function condition(table: Table, filter: Filter, beside: Beside): Sql {
  if ("and" in filter) {
    const equal = new Map(beside);
    for (const part of filter.and) {
      if ("eq" in part && part.eq[1] !== null && shapeOf(table, part.eq[0]) === "scalar")
        equal.set(...part.eq);
    }
    return joined(
      "AND",
      filter.and.map((part) => condition(table, part, equal)),
      "1",
    );
  }
  if ("or" in filter)
    return joined(
      "OR",
      filter.or.map((part) => condition(table, part, beside)),
      "0",
    );
  if ("not" in filter) return negated(condition(table, filter.not, NONE));
  if ("eq" in filter) return equals(table, filter.eq[0], filter.eq[1], beside);
  if ("contains" in filter) return equals(table, filter.contains[0], filter.contains[1], beside);
  if ("ne" in filter) return negated(equals(table, filter.ne[0], filter.ne[1], NONE));
  if ("in" in filter) return oneOf(table, filter.in[0], filter.in[1], beside);
  if ("nin" in filter) return negated(oneOf(table, filter.nin[0], filter.nin[1], NONE));
  if ("exists" in filter) {
    const missing = equals(table, filter.exists[0], null, NONE);
    return filter.exists[1] ? negated(missing) : missing;
  }
  if ("gt" in filter) return range(table, filter.gt, ">", beside);
  if ("gte" in filter) return range(table, filter.gte, ">=", beside);
  if ("lt" in filter) return range(table, filter.lt, "<", beside);
  return range(table, filter.lte, "<=", beside);
}

function joined(operator: "AND" | "OR", parts: Sql[], empty: string): Sql {
  if (parts.length === 0) return { text: empty, values: [] };
  return {
    text: `(${parts.map((part) => part.text).join(` ${operator} `)})`,
    values: parts.flatMap((part) => part.values),
  };
}

const negated = (part: Sql): Sql => ({ text: `NOT COALESCE(${part.text}, 0)`, values: part.values });

function equals(table: Table, field: string, value: Scalar, beside: Beside): Sql {
  if (value === null) return isMissing(table, field);
  if (shapeOf(table, field) === "array") return someMember(table, field, beside, "= ?", [bound(value)]);
  return { text: `${expression(field)} = ?`, values: [bound(value)] };
}

function isMissing(table: Table, field: string): Sql {
  if (shapeOf(table, field) === "scalar") return { text: `${expression(field)} IS NULL`, values: [] };
  const [side] = sidesOf(table, field);
  return { text: `id NOT IN (SELECT id FROM ${quoted(side?.name ?? "")})`, values: [] };
}

function oneOf(table: Table, field: string, values: Scalar[], beside: Beside): Sql {
  const present = values.filter((value) => value !== null).map(bound);
  const marks = `IN (${present.map(() => "?").join(", ")})`;
  const some =
    shapeOf(table, field) === "array"
      ? someMember(table, field, beside, marks, present)
      : { text: `${expression(field)} ${marks}`, values: present };
  return present.length === values.length ? some : joined("OR", [some, isMissing(table, field)], "0");
}

/** Numbers sort before all texts in SQLite, and '' is the smallest text: that keeps a range within its type. */
function range(
  table: Table,
  [field, value]: [string, string | number],
  operator: string,
  beside: Beside,
): Sql {
  const closing =
    typeof value === "string"
      ? operator.startsWith("<")
        ? ">= ''"
        : ""
      : operator.startsWith(">")
        ? "< ''"
        : "";
  if (shapeOf(table, field) === "scalar") {
    const own = expression(field);
    return {
      text: closing === "" ? `${own} ${operator} ?` : `(${own} ${operator} ? AND ${own} ${closing})`,
      values: [value],
    };
  }
  return someMember(table, field, beside, `${operator} ?`, [value], closing);
}

function sidesOf(table: Table, field: string): SideTable[] {
  return table.sides.filter((side) => side.fields[side.array] === field);
}

/** Some member of the array meets the test: looked up in the side table that takes in most of the equalities beside it. */
function someMember(
  table: Table,
  field: string,
  beside: Beside,
  test: string,
  values: Sql["values"],
  closing = "",
): Sql {
  const narrowing = (side: SideTable): string[] =>
    side.fields.filter((other) => other !== field && beside.has(other));
  const side = sidesOf(table, field).sort((a, b) => narrowing(b).length - narrowing(a).length)[0];
  if (!side) return { text: "0", values: [] };
  const extra = narrowing(side);
  const member = `v${side.array}`;
  const parts = [`${member} ${test}`, ...(closing === "" ? [] : [`${member} ${closing}`])];
  for (const other of extra) parts.push(`v${side.fields.indexOf(other)} = ?`);
  return {
    text: `id IN (SELECT id FROM ${quoted(side.name)} WHERE ${parts.join(" AND ")})`,
    values: [...values, ...extra.map((other) => bound(beside.get(other) ?? null))],
  };
}
