/** Sorting and cursors: a page starts after the sort values and the id that its cursor holds. */
import { InvalidError } from "../../errors.ts";
import { DeclarationError } from "../declared.ts";
import { valuesAt } from "../filter.ts";
import type { Scalar } from "../port.ts";
import { storeTexts } from "../texts.ts";
import { bound, expression, shapeOf, type Table } from "./table.ts";
import type { Sql } from "./where.ts";

export interface SortKey {
  field: string;
  down: boolean;
}

/** The sort with the id at its end, going the way of the key before it, so that one index serves both ways. */
export function sortKeys(table: Table, sort: string[] = []): SortKey[] {
  const keys = sort.map((name) =>
    name.startsWith("-") ? { field: name.slice(1), down: true } : { field: name, down: false },
  );
  for (const { field } of keys) {
    if (shapeOf(table, field) === "array") {
      throw new DeclarationError(table.name, `cannot sort by "${field}": it runs through an array`);
    }
  }
  if (keys.some((key) => key.field === "id"))
    return keys.slice(0, keys.findIndex((key) => key.field === "id") + 1);
  return [...keys, { field: "id", down: keys.at(-1)?.down ?? false }];
}

type Column = (field: string) => string;

export const orderBy = (keys: SortKey[], column: Column = expression): string =>
  keys.map((key) => `${column(key.field)} ${key.down ? "DESC" : "ASC"}`).join(", ");

export function cursorOf(keys: SortKey[], document: object): string {
  const values = keys.map((key) => valuesAt(document, key.field)[0] ?? null);
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Everything that comes after the values of a cursor (`readCursor`). */
export function afterCursor(keys: SortKey[], values: Scalar[], column: Column = expression): Sql {
  if (keys.every((key) => !key.down) && values.every((value) => value !== null)) {
    // one comparison of all keys is one step into an index; missing values are the smallest, so none comes after
    const columns = keys.map((key) => column(key.field)).join(", ");
    return {
      text: `((${columns}) > (${keys.map(() => "?").join(", ")}))`,
      values: values.map(bound),
    };
  }
  const branches = keys.map((_, at): Sql => {
    const parts = keys.slice(0, at + 1).map((key, index) => {
      const value = bound(values[index] ?? null);
      return index < at ? same(column(key.field), value) : beyond(key, column(key.field), value);
    });
    return {
      text: `(${parts.map((part) => part.text).join(" AND ")})`,
      values: parts.flatMap((part) => part.values),
    };
  });
  return {
    text: `(${branches.map((branch) => branch.text).join(" OR ")})`,
    values: branches.flatMap((branch) => branch.values),
  };
}

/** The sort values and id that a cursor holds. Throws InvalidError when the cursor is not one of this sort. */
export function readCursor(keys: SortKey[], cursor: string): Scalar[] {
  let values: unknown = null;
  try {
    values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    values = null;
  }
  const fits =
    Array.isArray(values) &&
    values.length === keys.length &&
    values.every((value) => value === null || ["string", "number", "boolean"].includes(typeof value));
  if (!fits)
    throw new InvalidError(storeTexts.badCursor, [
      { pointer: "/after", code: "cursor", detail: storeTexts.badCursor },
    ]);
  return values as Scalar[];
}

const same = (own: string, value: Scalar): Sql => ({ text: `${own} IS ?`, values: [bound(value)] });

function beyond(key: SortKey, own: string, value: Scalar): Sql {
  if (value === null) return { text: key.down ? "0" : `${own} IS NOT NULL`, values: [] };
  return key.down
    ? { text: `(${own} < ? OR ${own} IS NULL)`, values: [bound(value)] }
    : { text: `${own} > ?`, values: [bound(value)] };
}
