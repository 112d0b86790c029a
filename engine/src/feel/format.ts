/** The text of any value, as `string()` gives it. */
import { NodeBudget } from "./node-budget.ts";
import { formatNumber, isNumber } from "./numbers.ts";
import { formatScaled } from "./scale.ts";
import { formatDate, formatDateTime, formatDays, formatTime, formatYears } from "./temporal/format.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./temporal/types.ts";
import { FeelFunction, FeelRange, isContext, isList } from "./values.ts";
import type { FeelValue } from "./values.ts";
import type { Dialect } from "./syntax/names.ts";

/** Strings stand bare at the top and quoted inside of lists and contexts. */
export function formatValue(value: FeelValue, dialect: Dialect = "zeebe"): string {
  return typeof value === "string" ? value : formatInner(value, dialect, new NodeBudget(200_000));
}

/** As inside of lists and contexts: strings are quoted. */
export function formatQuoted(value: FeelValue): string {
  return formatInner(value, "zeebe", new NodeBudget(10_000));
}

function formatInner(value: FeelValue, dialect: Dialect, budget: NodeBudget): string {
  budget.visit();
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  if (isNumber(value)) return dialect === "zeebe" ? formatScaled(value) : formatNumber(value);
  const temporal = formatTemporal(value, dialect);
  if (temporal !== null) return temporal;
  if (isList(value)) return `[${value.map((v) => formatInner(v ?? null, dialect, budget)).join(", ")}]`;
  if (value instanceof FeelRange) return formatRange(value, dialect, budget);
  if (value instanceof FeelFunction) return value.name ?? "function";
  if (!isContext(value)) return "null";
  const colon = dialect === "zeebe" ? ":" : ": ";
  const entries = Object.entries(value).map(
    ([k, v]) => `${formatKey(k)}${colon}${formatInner(v ?? null, dialect, budget)}`,
  );
  return `{${entries.join(", ")}}`;
}

function formatKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : JSON.stringify(key);
}

/** The text of a temporal value; null for any other. */
export function formatTemporal(value: FeelValue, dialect: Dialect): string | null {
  if (value instanceof FeelDate) return formatDate(value);
  if (value instanceof FeelDateTime) return formatDateTime(value);
  if (value instanceof FeelTime) return formatTime(value);
  if (value instanceof DaysDuration) return formatDays(value, dialect);
  return value instanceof YearsDuration ? formatYears(value, dialect) : null;
}

function formatRange(range: FeelRange, dialect: Dialect, budget: NodeBudget): string {
  if (range.form === "comparison") {
    if (range.start === null)
      return `(${range.endIncluded ? "<=" : "<"} ${formatInner(range.end, dialect, budget)})`;
    if (range.end === null)
      return `(${range.startIncluded ? ">=" : ">"} ${formatInner(range.start, dialect, budget)})`;
  }
  const open = range.startIncluded ? "[" : "(";
  const close = range.endIncluded ? "]" : ")";
  return `${open}${formatInner(range.start, dialect, budget)}..${formatInner(range.end, dialect, budget)}${close}`;
}
