/** Equality and order of FEEL values (DMN 1.5, tables 53–55). Null means: these cannot be compared. */
import { NodeBudget } from "./node-budget.ts";
import { compareNumbers, isNumber, numbersEqual } from "./numbers.ts";
import type { FeelNumber } from "./numbers.ts";
import type { Dialect } from "./syntax/names.ts";
import { instantOf } from "./temporal/arithmetic.ts";
import { toEpochDay } from "./temporal/calendar.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./temporal/types.ts";
import { FeelFunction, FeelRange, isContext, isList } from "./values.ts";
import type { FeelContext, FeelValue } from "./values.ts";

/**
 * True, false, or null when the types differ. In the dialect `zeebe` times with an offset are another type than local
 * ones, and equal only where offset and zone are the same too (as java.time compares them).
 */
export function equalValues(
  a: FeelValue,
  b: FeelValue,
  dialect: Dialect = "dmn",
  budget?: NodeBudget,
): boolean | null {
  if (a === b) return true;
  if (a === null || b === null) return a === null && b === null;
  const type = typeof a;
  if (type === "string" || type === "boolean") return typeof b === type ? false : null;
  if (isNumber(a)) return isNumber(b) ? numbersEqual(a, b) : null;
  if (typeof a !== "object" || typeof b !== "object") return null;
  if (isList(a)) return isList(b) ? equalLists(a, b, dialect, budget ?? new NodeBudget()) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? compareValues(a, b) === 0 : null;
  if (a instanceof FeelDateTime || a instanceof FeelTime) {
    if (b.constructor !== a.constructor) return null;
    return dialect === "zeebe" ? equalInZeebe(a, b as FeelTime | FeelDateTime) : compareValues(a, b) === 0;
  }
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? a.nanos === b.nanos : null;
  if (a instanceof YearsDuration) return b instanceof YearsDuration ? a.months === b.months : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b) : null;
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? false : null;
  if (isContext(a)) return isContext(b) ? equalContexts(a, b, dialect, budget ?? new NodeBudget()) : null;
  return null;
}

function equalInZeebe(a: FeelTime | FeelDateTime, b: FeelTime | FeelDateTime): boolean | null {
  if (isZoned(a) !== isZoned(b)) return null;
  if (a.nanosOfDay !== b.nanosOfDay || a.offset !== b.offset || a.zone !== b.zone) return false;
  return a instanceof FeelDateTime && b instanceof FeelDateTime
    ? toEpochDay(a.date) === toEpochDay(b.date)
    : true;
}

function isZoned(value: FeelTime | FeelDateTime): boolean {
  return value.offset !== null || value.zone !== null;
}

function equalLists(
  a: readonly FeelValue[],
  b: readonly FeelValue[],
  dialect: Dialect,
  budget: NodeBudget,
): boolean | null {
  if (a.length !== b.length) return false;
  let result: boolean | null = true;
  for (let i = 0; i < a.length; i++) {
    budget.visit();
    const same = equalValues(a[i] ?? null, b[i] ?? null, dialect, budget);
    if (same === false) return false;
    if (same === null) result = null;
  }
  return result === null ? false : result;
}

function equalContexts(a: FeelContext, b: FeelContext, dialect: Dialect, budget: NodeBudget): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    budget.visit();
    return Object.hasOwn(b, key) && equalValues(a[key] ?? null, b[key] ?? null, dialect, budget) === true;
  });
}

/**
 * Whether Zeebe finds a value in a list (`in`, `list contains`): contexts are the same only where they are one and the
 * same object, also inside of lists.
 */
export function foundInZeebe(a: FeelValue, b: FeelValue, budget = new NodeBudget()): boolean {
  budget.visit();
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((one, i) => foundInZeebe(one ?? null, b[i] ?? null, budget));
  }
  return isContext(a) && isContext(b) ? a === b : equalValues(a, b, "zeebe", budget) === true;
}

function equalRanges(a: FeelRange, b: FeelRange): boolean {
  return (
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    equalValues(a.start, b.start) === true &&
    equalValues(a.end, b.end) === true
  );
}

/** Negative, zero, positive; null when the two have no order. */
export function compareValues(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === "string") return typeof b === "string" ? compareStrings(a, b) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? toEpochDay(a) - toEpochDay(b) : null;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? compareDateTimes(a, b) : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareTimes(a, b) : null;
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? sign(a.nanos, b.nanos) : null;
  if (a instanceof YearsDuration) return b instanceof YearsDuration ? a.months - b.months : null;
  return null;
}

function sign(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order by code points, which differs from UTF-16 order above U+D800. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

function compareDateTimes(a: FeelDateTime, b: FeelDateTime): number | null {
  if ((a.offset === null) !== (b.offset === null)) return null;
  return sign(instantOf(a), instantOf(b));
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  if (a.zone !== null && a.zone === b.zone) return a.nanosOfDay - b.nanosOfDay;
  if ((a.offset === null) !== (b.offset === null)) return null;
  if (a.offset === null && a.zone !== b.zone) return null;
  return a.nanosOfDay - (a.offset ?? 0) * 1e9 - (b.nanosOfDay - (b.offset ?? 0) * 1e9);
}

/** Whether a value lies in a range; null when it cannot be compared with an end. */
export function inRange(value: FeelValue, range: FeelRange): boolean | null {
  if (value === null) return null;
  if (range.start !== null) {
    const low = compareValues(value, range.start);
    if (low === null) return null;
    if (low < 0 || (low === 0 && !range.startIncluded)) return false;
  } else if (range.form === "interval" && range.end === null) {
    return null;
  }
  if (range.end !== null) {
    const high = compareValues(value, range.end);
    if (high === null) return null;
    if (high > 0 || (high === 0 && !range.endIncluded)) return false;
  }
  return true;
}

export function orderedNumbers(values: readonly FeelNumber[]): FeelNumber[] {
  return [...values].sort(compareNumbers);
}
