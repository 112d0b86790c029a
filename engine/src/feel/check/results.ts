/** The types that built-in functions give. */
import { builtinSignatures } from "../builtins/registry.ts";
import { daysDuration, listOf, one, yearsDuration } from "./static-type.ts";
import type { StaticType } from "./static-type.ts";

const groups: [StaticType, string][] = [
  [
    one("string"),
    "string, substring, upper case, lower case, substring before, substring after, replace, string join, trim, to json, to base64, uuid, cycle, day of week, month of year",
  ],
  [
    one("number"),
    "number, string length, count, sum, mean, median, stddev, product, decimal, floor, ceiling, round up, round down, round half up, round half down, modulo, sqrt, log, exp, day of year, week of year, random number",
  ],
  [
    one("boolean"),
    "contains, starts with, ends with, matches, is blank, is empty, list contains, all, any, and, or, not, is, is defined, odd, even, before, after, meets, met by, overlaps, overlaps before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides",
  ],
  [listOf(one("string")), "split, extract"],
  [listOf(one("number")), "index of, mode"],
  [listOf(one("list")), "partition"],
  [listOf(one("context")), "get entries"],
  [
    one("list"),
    "append, concatenate, sort, flatten, reverse, distinct values, duplicate values, union, sublist, remove, insert before, list replace",
  ],
  [one("context"), "context, context put, put, put all, context merge"],
  [one("date"), "date, today, last day of month"],
  [one("date and time"), "date and time, now"],
  [one("time"), "time"],
  [one(daysDuration, yearsDuration), "duration"],
  [one(yearsDuration), "years and months duration"],
  [one("number", daysDuration, yearsDuration), "abs"],
  [one("range"), "range"],
  [null, "get value, min, max, get or else, assert, from json, fromAi"],
];

/** By the function's name; `null` where the result may be anything. */
export const resultTypes: ReadonlyMap<string, StaticType> = new Map(
  groups.flatMap(([type, names]) => names.split(", ").map((name) => [name, type] as const)),
);

/** The signatures of a function as texts. */
export function signaturesOf(name: string): string[] {
  return builtinSignatures.filter((text) => text.startsWith(`${name}(`));
}

interface Accepted {
  types: readonly string[];
  optional: boolean;
  rest: boolean;
}

/** The parameters of a signature, read from its text. */
export function parametersOf(text: string): Accepted[] {
  const inner = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")).trim();
  if (inner === "") return [];
  return inner.split(/\s*,\s*/).map((part) => {
    const [name = "", types = "any"] = part.split(/\s*:\s*/);
    return { types: types.split("|"), optional: name.endsWith("?"), rest: name.startsWith("...") };
  });
}
