/** Reads ISO 8601 / XML Schema texts of dates, times and durations. All give null for anything else. */
import { makeDate } from "./calendar.ts";
import { DaysDuration, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearsDuration } from "./types.ts";
import type { FeelDate } from "./types.ts";
import { isZone, offsetForLocal } from "./zones.ts";
import type { Dialect } from "../syntax/names.ts";

const DATE = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/;
const TIME =
  /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?)?(?:@([A-Za-z0-9_+/-]+)|\[([A-Za-z0-9_+/-]+)\])?$/;
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;
const YEARS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/;
const MAX_OFFSET = 18 * 3600;

export function parseDate(text: string): FeelDate | null {
  const m = DATE.exec(text);
  if (!m) return null;
  const digits = m[2] ?? "";
  if (digits.length > 4 && digits.startsWith("0")) return null;
  const year = Number(digits);
  return makeDate(m[1] === "-" ? (year === 0 ? 0 : -year) : year, Number(m[3]), Number(m[4]));
}

interface ClockParts {
  nanos: number;
  offset: number | null;
  zone: string | null;
  /** 24:00:00, the end of a day. */
  endOfDay: boolean;
}

/** Zeebe reads `10:30` too; in DMN the seconds must be there. */
function parseClock(text: string, dialect: Dialect): ClockParts | null {
  const m = TIME.exec(text);
  if (!m || (m[3] === undefined && dialect === "dmn")) return null;
  const [hour, minute, second] = [Number(m[1]), Number(m[2]), Number(m[3] ?? 0)];
  const fraction = m[4] ?? "";
  const endOfDay = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return null;
  const nanos = endOfDay
    ? 0
    : (hour * 3600 + minute * 60 + second) * NANOS_PER_SECOND + Number(fraction.slice(0, 9).padEnd(9, "0"));
  const named = m[6] ?? m[7];
  if (m[6] !== undefined && m[5] !== undefined) return null;
  if (named !== undefined && !isZone(named)) return null;
  const offset = m[5] === undefined ? null : parseOffset(m[5]);
  if (m[5] !== undefined && offset === null) return null;
  return { nanos, offset, zone: named ?? null, endOfDay };
}

/** `Z`, `+08:00`, `-05:30:15` in seconds; null when beyond ±18 hours. */
export function parseOffset(text: string): number | null {
  if (text === "Z" || text === "z") return 0;
  const [h, min, s] = text.slice(1).split(":").map(Number);
  if ((min ?? 0) > 59 || (s ?? 0) > 59) return null;
  const total = (h ?? 0) * 3600 + (min ?? 0) * 60 + (s ?? 0);
  if (total > MAX_OFFSET) return null;
  return text.startsWith("-") ? (total === 0 ? 0 : -total) : total;
}

export function parseTime(text: string, dialect: Dialect): FeelTime | null {
  const clock = parseClock(text.startsWith("T") ? text.slice(1) : text, dialect);
  if (!clock) return null;
  return new FeelTime(clock.nanos, clock.offset, clock.zone);
}

/** A date alone is midnight of that day. */
export function parseDateTime(text: string, dialect: Dialect): FeelDateTime | null {
  const at = text.indexOf("T");
  if (at < 0) {
    const date = parseDate(text);
    return date && new FeelDateTime(date, 0);
  }
  let date = parseDate(text.slice(0, at));
  const clock = parseClock(text.slice(at + 1), dialect);
  if (!date || !clock) return null;
  if (clock.endOfDay) {
    date = nextDay(date);
    if (!date) return null;
  }
  return makeDateTime(date, clock.nanos, clock.offset, clock.zone);
}

function nextDay(date: FeelDate): FeelDate | null {
  return (
    makeDate(date.year, date.month, date.day + 1) ??
    makeDate(date.year, date.month + 1, 1) ??
    makeDate(date.year + 1, 1, 1)
  );
}

/** A date and time; a named zone without offset gets the offset its rules give. */
export function makeDateTime(
  date: FeelDate,
  nanos: number,
  offset: number | null,
  zone: string | null,
): FeelDateTime {
  if (zone !== null) return new FeelDateTime(date, nanos, offset ?? offsetForLocal(zone, date, nanos), zone);
  return new FeelDateTime(date, nanos, offset, null);
}

export function parseDuration(text: string): DaysDuration | YearsDuration | null {
  const y = YEARS.exec(text);
  if (y && (y[2] !== undefined || y[3] !== undefined)) {
    const months = Number(y[2] ?? 0) * 12 + Number(y[3] ?? 0);
    if (!Number.isSafeInteger(months)) return null;
    return new YearsDuration(y[1] === "-" && months !== 0 ? -months : months);
  }
  const d = DAYS.exec(text);
  if (!d || text.endsWith("T") || text.endsWith("P") || text.length > 200) return null;
  const seconds =
    BigInt(d[2] ?? 0) * 86_400n + BigInt(d[3] ?? 0) * 3600n + BigInt(d[4] ?? 0) * 60n + BigInt(d[5] ?? 0);
  const nanos = seconds * 1_000_000_000n + BigInt((d[6] ?? "").slice(0, 9).padEnd(9, "0"));
  return new DaysDuration(d[1] === "-" ? -nanos : nanos);
}
