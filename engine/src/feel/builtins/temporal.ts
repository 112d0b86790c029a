/** Date, time and duration functions. */
import * as numbers from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { fromInstant, instantOf } from "../temporal/arithmetic.ts";
import { dayOfWeek, dayOfYear, daysInMonth, makeDate, weekOfYear } from "../temporal/calendar.ts";
import {
  makeDateTime,
  parseDate,
  parseDateTime,
  parseDuration,
  parseOffset,
  parseTime,
} from "../temporal/parse.ts";
import type { DaysDuration } from "../temporal/types.ts";
import { FeelDate, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearsDuration } from "../temporal/types.ts";
import { isZone } from "../temporal/zones.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

const num = (value: FeelValue | undefined): number => numbers.toInteger(value as FeelNumber) ?? NaN;

function dateOf(value: FeelValue | undefined): FeelDate | null {
  if (value instanceof FeelDate) return value;
  return value instanceof FeelDateTime ? value.date : null;
}

function clock(h: FeelValue | undefined, m: FeelValue | undefined, s: FeelValue | undefined): number | null {
  const seconds = numbers.toDecimal(s as FeelNumber);
  const [hour, minute] = [num(h), num(m)];
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59)) return null;
  if (seconds.isNegative() || seconds.greaterThanOrEqualTo(60)) return null;
  return (hour * 3600 + minute * 60) * NANOS_PER_SECOND + seconds.times(NANOS_PER_SECOND).trunc().toNumber();
}

function offsetOf(duration: FeelValue | undefined): number | null | undefined {
  if (duration === undefined || duration === null) return null;
  const seconds = Number((duration as DaysDuration).nanos) / NANOS_PER_SECOND;
  return Number.isInteger(seconds) && Math.abs(seconds) <= 18 * 3600 ? seconds : undefined;
}

function withZone(value: FeelDateTime, zone: string): FeelDateTime | null {
  if (/^(Z|[+-]\d{2}:\d{2})$/.test(zone)) {
    const offset = parseOffset(zone);
    if (offset === null) return null;
    if (value.offset === null) return makeDateTime(value.date, value.nanosOfDay, offset, null);
    return fromInstant(instantOf(value), offset, null);
  }
  if (!isZone(zone)) return null;
  if (value.offset === null) return makeDateTime(value.date, value.nanosOfDay, null, zone);
  return fromInstant(instantOf(value), null, zone);
}

function yearsBetween(from: FeelDate, to: FeelDate): YearsDuration {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  const cut = months > 0 && to.day < from.day ? -1 : months < 0 && to.day > from.day ? 1 : 0;
  return new YearsDuration(months + cut + 0);
}

/** The present moment on the clocks of the evaluation's zone; null when it has no clock. */
function now(rt: Runtime): FeelDateTime | null {
  const ms = rt.options.clock?.();
  if (ms === undefined || !Number.isFinite(ms)) {
    return rt.warn("FUNCTION_INVOCATION_FAILURE", "This evaluation has no clock.", "本次计算没有时钟。");
  }
  const zone = rt.options.timeZone ?? "UTC";
  const nanos = BigInt(Math.trunc(ms)) * 1_000_000n;
  return zone === "UTC" || !isZone(zone) ? fromInstant(nanos, 0, null) : fromInstant(nanos, null, zone);
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function ofDate(name: string, run: (date: FeelDate) => FeelValue) {
  return define(`${name}(date: date|date and time)`, ([d]) => {
    const date = dateOf(d);
    return date && run(date);
  });
}

export const temporalFunctions = [
  define("date(from: string)", ([from]) => parseDate(from as string)),
  define("date(from: date|date and time)", ([from]) => dateOf(from)),
  define("date(year: number, month: number, day: number)", ([y, m, d]) => makeDate(num(y), num(m), num(d))),
  define("date and time(from: string)", ([from], rt) => parseDateTime(from as string, rt.dialect)),
  define("date and time(date: date|date and time, time: time)", ([date, time]) => {
    const day = dateOf(date);
    const at = time as FeelTime;
    return day && makeDateTime(day, at.nanosOfDay, at.offset, at.zone);
  }),
  define("date and time(date: date and time, timezone: string)", ([value, zone]) =>
    withZone(value as FeelDateTime, zone as string),
  ),
  define("date and time(from: date and time)", ([from]) => from ?? null),
  define("date and time(from: date)", ([from]) => new FeelDateTime(from as FeelDate, 0)),
  define("time(from: string)", ([from], rt) => parseTime(from as string, rt.dialect)),
  define("time(from: time)", ([from]) => from ?? null),
  define("time(from: date and time)", ([from]) => {
    const value = from as FeelDateTime;
    return new FeelTime(value.nanosOfDay, value.offset, value.zone);
  }),
  define("time(from: date)", () => new FeelTime(0, 0)),
  define(
    "time(hour: number, minute: number, second: number, offset?: days and time duration|null)",
    ([h, m, s, duration]) => {
      const nanos = clock(h, m, s);
      const offset = offsetOf(duration);
      return nanos === null || offset === undefined ? null : new FeelTime(nanos, offset);
    },
  ),
  define("duration(from: string)", ([from]) => parseDuration(from as string)),
  define("duration(from: duration)", ([from]) => from ?? null),
  define("years and months duration(from: date|date and time, to: date|date and time)", ([from, to]) => {
    const [a, b] = [dateOf(from), dateOf(to)];
    return a && b && yearsBetween(a, b);
  }),
  define("now()", (_, rt) => now(rt)),
  define("today()", (_, rt) => now(rt)?.date ?? null),
  ofDate("day of week", (date) => weekdays[dayOfWeek(date) - 1] ?? null),
  ofDate("day of year", dayOfYear),
  ofDate("week of year", weekOfYear),
  ofDate("month of year", (date) => months[date.month - 1] ?? null),
  ofDate(
    "last day of month",
    (date) => new FeelDate(date.year, date.month, daysInMonth(date.year, date.month)),
  ),
];
