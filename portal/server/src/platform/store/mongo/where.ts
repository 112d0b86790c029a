/** A filter as MongoDB asks it. What each condition means is pinned in filter.ts. */
import { shapeOf, type Declared } from "../declared.ts";
import type { Filter, Scalar } from "../port.ts";
import type { SortKey } from "../sorting.ts";
import { pathOf } from "./schema.ts";

export type Condition = Record<string, unknown>;

const NOTHING: Condition = { _id: { $in: [] } };
/** What counts as a value; an object or an empty list does not. */
const SCALARS = ["string", "number", "bool"];

/** Throws DeclarationError for a field that is not declared. */
export function where(declared: Declared, filter: Filter | undefined): Condition {
  if (filter === undefined) return {};
  if ("and" in filter) return joined("$and", filter.and, declared) ?? {};
  if ("or" in filter) return joined("$or", filter.or, declared) ?? NOTHING;
  if ("not" in filter) return not(where(declared, filter.not));
  if ("eq" in filter) return equals(declared, ...filter.eq);
  if ("contains" in filter) return equals(declared, ...filter.contains);
  if ("ne" in filter) return not(equals(declared, ...filter.ne));
  if ("in" in filter) return oneOf(declared, ...filter.in);
  if ("nin" in filter) return not(oneOf(declared, ...filter.nin));
  if ("exists" in filter) {
    const missing = equals(declared, filter.exists[0], null);
    return filter.exists[1] ? not(missing) : missing;
  }
  const [operator, [field, value]] = Object.entries(filter)[0] as [string, [string, string | number]];
  shapeOf(declared, field);
  return { [pathOf(field)]: { [`$${operator}`]: value } };
}

const not = (condition: Condition): Condition => ({ $nor: [condition] });

function joined(operator: "$and" | "$or", parts: Filter[], declared: Declared): Condition | null {
  if (parts.length === 0) return null;
  const conditions = parts.map((part) => where(declared, part));
  return conditions.length === 1 && conditions[0] ? conditions[0] : { [operator]: conditions };
}

function equals(declared: Declared, field: string, value: Scalar): Condition {
  const shape = shapeOf(declared, field);
  const path = pathOf(field);
  if (value !== null) return { [path]: value };
  // a path through an array is missing when no member has a value; MongoDB's null asks for some member without one
  return shape === "array" ? not({ [path]: { $type: SCALARS } }) : { [path]: null };
}

function oneOf(declared: Declared, field: string, values: Scalar[]): Condition {
  const present = values.filter((value) => value !== null);
  shapeOf(declared, field);
  const some: Condition = { [pathOf(field)]: { $in: present } };
  return present.length === values.length ? some : { $or: [some, equals(declared, field, null)] };
}

/** Everything that comes after the values of a cursor. */
export function afterCursor(keys: SortKey[], values: Scalar[]): Condition {
  const branches = keys.map((_, at) => {
    const parts = keys.slice(0, at + 1).map((key, index) => {
      const value = values[index] ?? null;
      return index < at ? { [pathOf(key.field)]: value } : beyond(key, value);
    });
    return parts.length === 1 && parts[0] ? parts[0] : { $and: parts };
  });
  return branches.length === 1 && branches[0] ? branches[0] : { $or: branches };
}

function beyond({ field, down }: SortKey, value: Scalar): Condition {
  const path = pathOf(field);
  // missing values are the smallest
  if (value === null) return down ? NOTHING : { [path]: { $ne: null } };
  return down ? { $or: [{ [path]: { $lt: value } }, { [path]: null }] } : { [path]: { $gt: value } };
}

export const orderBy = (keys: SortKey[]): [string, 1 | -1][] =>
  keys.map((key) => [pathOf(key.field), key.down ? -1 : 1]);
