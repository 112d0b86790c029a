/** List functions (DMN 1.5, table 73, and Camunda's). Lists are never changed, always made anew. */
import { equalValues, foundInZeebe } from "../compare.ts";
import { isNumber, normalise, toDecimal, toInteger, truncate } from "../numbers.ts";
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

/** Zeebe cuts what lies outside of the list, where DMN gives null. */
function sublistInZeebe(
  values: List,
  start: FeelValue | undefined,
  length: FeelValue | undefined,
): FeelValue {
  const from = truncate(start as FeelNumber);
  const begin = from > 0 ? from - 1 : Math.max(0, values.length + from);
  if (from === 0) return null;
  return values.slice(
    begin,
    length === undefined ? undefined : begin + Math.max(0, truncate(length as FeelNumber)),
  );
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
    const plain = typeof value === "object" && isNumber(value) ? normalise(toDecimal(value)) : value;
    if (plain === null || typeof plain !== "object") {
      if (simple.has(plain)) continue;
      simple.add(plain);
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
  if (lists.length === 0) return null;
  const result: FeelValue[] = [];
  for (const part of lists) {
    if (isList(part)) {
      rt.listSize(result.length + part.length);
      for (const value of part) result.push(value);
    } else if (rt.dialect === "zeebe" || part !== null) {
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
    const found = rt.dialect === "zeebe" ? foundInZeebe : same;
    return list(l).some((value) => found(value, element ?? null));
  }),
  define("count(list: list)", ([l]) => list(l).length),
  define("append(list: list, ...items: any)", ([l, items], rt) => {
    rt.listSize(list(l).length + list(items).length);
    if (list(items).length === 0 && rt.dialect === "zeebe") return null;
    return [...list(l), ...list(items)];
  }),
  define("concatenate(...lists: any)", ([lists], rt) => concatenate(list(lists), rt)),
  define("insert before(list: list, position: number, newItem: any)", ([l, position, item], rt) => {
    const end = rt.dialect === "zeebe" && truncate(position as FeelNumber) > list(l).length;
    const at = end ? list(l).length : indexOf(position, list(l).length);
    if (at === null) return null;
    rt.listSize(list(l).length + 1);
    return list(l).toSpliced(at, 0, item ?? null);
  }),
  define("remove(list: list, position: number)", ([l, position], rt) => {
    const at = indexOf(position, list(l).length);
    if (at === null && rt.dialect === "zeebe" && truncate(position as FeelNumber) > 0) return list(l);
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
  define("sublist(list: list, start position: number, length?: number)", ([l, start, length], rt) =>
    rt.dialect === "zeebe" ? sublistInZeebe(list(l), start, length) : sublist(list(l), start, length),
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
    let unordered = false;
    const sorted = mergeSort(list(l), (a, b) => {
      const verdict = fn.call([a, b], rt);
      unordered ||= typeof verdict !== "boolean";
      return verdict === true;
    });
    return unordered && rt.dialect === "zeebe" ? null : sorted;
  }),
  define("partition(list: list, size: number)", ([l, size], rt) => {
    const n = toInteger(size as FeelNumber);
    if (n === null || n < 1) return null;
    rt.step(list(l).length);
    return Array.from({ length: Math.ceil(list(l).length / n) }, (_, i) => list(l).slice(i * n, i * n + n));
  }),
  define("is empty(list: list)", ([l]) => list(l).length === 0),
];
