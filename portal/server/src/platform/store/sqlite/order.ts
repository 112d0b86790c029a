/** Sorting and cursors (sorting.ts) as SQL. */
import type { Scalar } from "../port.ts";
import type { SortKey } from "../sorting.ts";
import { bound, expression } from "./table.ts";
import type { Sql } from "./where.ts";

export { cursorOf, readCursor, sortKeys, type SortKey } from "../sorting.ts";

type Column = (field: string) => string;

export const orderBy = (keys: SortKey[], column: Column = expression): string =>
  keys.map((key) => `${column(key.field)} ${key.down ? "DESC" : "ASC"}`).join(", ");

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

const same = (own: string, value: Scalar): Sql => ({ text: `${own} IS ?`, values: [bound(value)] });

function beyond(key: SortKey, own: string, value: Scalar): Sql {
  if (value === null) return { text: key.down ? "0" : `${own} IS NOT NULL`, values: [] };
  return key.down
    ? { text: `(${own} < ? OR ${own} IS NULL)`, values: [bound(value)] }
    : { text: `${own} > ?`, values: [bound(value)] };
}
