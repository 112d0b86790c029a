/** Sorting and cursors: a page starts after the sort values and the id that its cursor holds. Alike on every adapter. */
import { InvalidError } from "../errors.ts";
import { DeclarationError, shapeOf, type Declared } from "./declared.ts";
import { valuesAt } from "./filter.ts";
import type { Scalar } from "./port.ts";
import { storeTexts } from "./texts.ts";

export interface SortKey {
  field: string;
  down: boolean;
}

/** The sort with the id at its end, going the way of the key before it, so that one index serves both ways. */
export function sortKeys(declared: Declared, sort: string[] = []): SortKey[] {
  const keys = sort.map((name) =>
    name.startsWith("-") ? { field: name.slice(1), down: true } : { field: name, down: false },
  );
  for (const { field } of keys) {
    if (shapeOf(declared, field) === "array") {
      throw new DeclarationError(declared.name, `cannot sort by "${field}": it runs through an array`);
    }
  }
  if (keys.some((key) => key.field === "id"))
    return keys.slice(0, keys.findIndex((key) => key.field === "id") + 1);
  return [...keys, { field: "id", down: keys.at(-1)?.down ?? false }];
}

export function cursorOf(keys: SortKey[], document: object): string {
  const values = keys.map((key) => valuesAt(document, key.field)[0] ?? null);
  return Buffer.from(JSON.stringify(values)).toString("base64url");
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
