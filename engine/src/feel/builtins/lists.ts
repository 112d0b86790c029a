/** List functions (DMN 1.5, table 73, and Camunda's). Lists are never changed, always made anew. */
import { equalValues } from "../compare.ts";
import { toInteger, truncate } from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { isList } from "../values.ts";
import type { FeelValue, FeelFunction } from "../values.ts";
import { define } from "./define.ts";

type List = readonly FeelValue[];
const list = (value: FeelValue | undefined): List => value as List;

function same(a: FeelValue, b: FeelValue): boolean {
  return equalValues(a, b) === true;
}

/** 0-based index of a 1-based or negative position; null when outside. */
function indexOf(position: FeelValue | undefined, length: number): number | null {
  const at = truncate(position as FeelNumber);
  const index = at > 0 ? at - 1 : length + at;
  return at === 0 || index < 0 || index >= length ? null : index;
}

function sublist(values: List, start: FeelValue | undefined, length: FeelValue | undefined): FeelValue {
  const begin = indexOf(start, values.length);
  if (begin === null) return null;
  if (length === undefined) return values.slice(begin);
  const count = toInteger(length as FeelNumber);
  if (count === null || count < 1 || begin + count > values.length) return null;
  return values.slice(begin, begin + count);
}

function distinct(values: List, rt: Runtime): FeelValue[] {
  const simple = new Set<FeelValue>();
  const result: FeelValue[] = [];
  const others: FeelValue[] = [];
  for (const value of values) {
    if (value === null || typeof value !== "object") {
      if (simple.has(value)) continue;
      simple.add(value);
    } else {
      rt.step(others.length + 1);
      if (others.some((other) => same(other, value))) continue;
      others.push(value);
    }
    result.push(value);
  }
  return result;
}

function flatten(values: List, into: FeelValue[], rt: Runtime, depth = 0): FeelValue[] {
  if (depth > 500) rt.listSize(Infinity);
  for (const value of values) {
    if (isList(value)) flatten(value, into, rt, depth + 1);
    else {
      into.push(value);
      rt.listSize(1);
    }
  }
  return into;
}

/** Merge sort; `precedes` is asked whether the second goes before the first, so equal elements keep their order. */
function mergeSort(values: List, precedes: (a: FeelValue, b: FeelValue) => boolean): FeelValue[] {
  if (values.length < 2) return [...values];
  const middle = values.length >> 1;
  const left = mergeSort(values.slice(0, middle), precedes);
  const right = mergeSort(values.slice(middle), precedes);
  const result: FeelValue[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const takeRight = precedes(right[j] ?? null, left[i] ?? null);
    result.push((takeRight ? right[j++] : left[i++]) ?? null);
  }
  return [...result, ...left.slice(i), ...right.slice(j)];
}

function concatenate(lists: List, rt: Runtime): FeelValue[] | null {
  const result: FeelValue[] = [];
  for (const part of lists) {
    if (isList(part)) {
      rt.listSize(result.length + part.length);
      for (const value of part) result.push(value);
    } else if (rt.dialect === "dmn" && part !== null) {
      result.push(part);
    } else {
      return null;
    }
  }
  return result;
}

export const listFunctions = [
  define("list contains(list: list, element: any)", ([l, element], rt) => {
    rt.step(list(l).length);
    return list(l).some((value) => same(value, element ?? null));
  }),
  define("count(list: list)", ([l]) => list(l).length),
  define("append(list: list, ...items: any)", ([l, items], rt) => {
    rt.listSize(list(l).length + list(items).length);
    return [...list(l), ...list(items)];
  }),
  define("concatenate(...lists: any)", ([lists], rt) => concatenate(list(lists), rt)),
  define("insert before(list: list, position: number, newItem: any)", ([l, position, item], rt) => {
    const at = indexOf(position, list(l).length);
    if (at === null) return null;
    rt.listSize(list(l).length + 1);
    return list(l).toSpliced(at, 0, item ?? null);
  }),
  define("remove(list: list, position: number)", ([l, position]) => {
    const at = indexOf(position, list(l).length);
    return at === null ? null : list(l).toSpliced(at, 1);
  }),
  define("list replace(list: list, position: number, newItem: any)", ([l, position, item]) => {
    const at = indexOf(position, list(l).length);
    return at === null ? null : list(l).toSpliced(at, 1, item ?? null);
  }),
  define("list replace(list: list, match: function, newItem: any)", ([l, match, item], rt) => {
    const fn = match as FeelFunction;
    if (fn.parameters.length !== 2) return null;
    const result: FeelValue[] = [];
    for (const value of list(l)) {
      rt.step();
      const verdict = fn.call([value, item ?? null], rt);
      if (typeof verdict !== "boolean") return null;
      result.push(verdict ? (item ?? null) : value);
    }
    return result;
  }),
  define("sublist(list: list, start position: number, length?: number)", ([l, start, length]) =>
    sublist(list(l), start, length),
  ),
  define("reverse(list: list)", ([l]) => list(l).toReversed()),
  define("index of(list: list, match: any)", ([l, match], rt) => {
    rt.step(list(l).length);
    return list(l).flatMap((value, i) => (same(value, match ?? null) ? [i + 1] : []));
  }),
  define("union(...lists: any)", ([lists], rt) => {
    const all = concatenate(list(lists), rt);
    return all && distinct(all, rt);
  }),
  define("distinct values(list: list)", ([l], rt) => distinct(list(l), rt)),
  define("duplicate values(list: list)", ([l], rt) =>
    distinct(list(l), rt).filter((value) => {
      rt.step(list(l).length);
      return list(l).filter((other) => same(other, value)).length > 1;
    }),
  ),
  define("flatten(list: list)", ([l], rt) => flatten(list(l), [], rt)),
  define("sort(list: list, precedes: function)", ([l, precedes], rt) => {
    const fn = precedes as FeelFunction;
    return mergeSort(list(l), (a, b) => fn.call([a, b], rt) === true);
  }),
  define("partition(list: list, size: number)", ([l, size], rt) => {
    const n = toInteger(size as FeelNumber);
    if (n === null || n < 1) return null;
    rt.step(list(l).length);
    return Array.from({ length: Math.ceil(list(l).length / n) }, (_, i) => list(l).slice(i * n, i * n + n));
  }),
  define("is empty(list: list)", ([l]) => list(l).length === 0),
];
