/** Conditions over members of arrays, as the ways of reading use them. */
import type { Filter, Scalar } from "../port.ts";
import { bound, expression, shapeOf, sideColumn, type SideTable, type Table } from "./table.ts";
import { sideOf, type Scope } from "./where.ts";

/** A part of the filter that asks for one of some members of an array. */
export interface MemberTest {
  part: Filter;
  side: SideTable;
  members: (string | number)[];
}
const MOST_MEMBERS = 20;

export function conjuncts(filter: Filter | undefined): Filter[] {
  if (filter === undefined) return [];
  if ("and" in filter) return filter.and.flatMap(conjuncts);
  if ("or" in filter && filter.or.length === 1) return conjuncts(filter.or[0]);
  return [filter];
}

export function memberTest(table: Table, part: Filter): MemberTest | null {
  const asked = membersAsked(part);
  if (asked === null) return null;
  const side = shapeOf(table, asked.field) === "array" ? sideOf(table, asked.field) : undefined;
  const members = [...new Set(asked.values.map(bound))].filter((value) => value !== null);
  const fits = members.length > 0 && members.length <= MOST_MEMBERS && !asked.values.includes(null);
  return side && fits ? { part, side, members } : null;
}

/** The values of one field that a condition allows; two rules of a policy over the same field are one such condition. */
function membersAsked(part: Filter): { field: string; values: Scalar[] } | null {
  if ("contains" in part) return { field: part.contains[0], values: [part.contains[1]] };
  if ("eq" in part) return { field: part.eq[0], values: [part.eq[1]] };
  if ("in" in part) return { field: part.in[0], values: part.in[1] };
  const inner = "or" in part ? part.or : "and" in part && part.and.length === 1 ? part.and : [];
  const asked = inner.map(membersAsked);
  const [first] = asked;
  if (!first || asked.some((one) => one?.field !== first.field)) return null;
  return { field: first.field, values: asked.flatMap((one) => one?.values ?? []) };
}

/** Columns of side tables; what they do not hold is read from the document. */
export function besideScope(sides: { alias: string; side: SideTable }[]): Scope & { usesDocument: boolean } {
  const scope: Scope & { usesDocument: boolean } = {
    usesDocument: false,
    column(field: string): string {
      if (field === "id") return "s.id";
      for (const { alias, side } of sides) {
        const own = sideColumn(side, field);
        if (own !== undefined) return `${alias}.${own}`;
      }
      scope.usesDocument = true;
      return expression(field);
    },
    id: "s.id",
    probe: true,
  };
  return scope;
}

/** An equality over a column of the side table. */
export function isPlain(part: Filter, side: SideTable): boolean {
  return "eq" in part && sideColumn(side, part.eq[0]) !== undefined;
}

export const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");
