/**
 * Timers of the model: ISO 8601 dates, durations and repeating intervals, and cron expressions.
 * Rules as in Zeebe: a start in the past is due at once, and so is a repetition that was missed.
 */
import { Temporal } from "temporal-polyfill";
import { nextCron, parseCron } from "./cron.ts";
import type { Cron } from "./cron.ts";
import type { TimerKind } from "./graph.ts";

/** An amount of time: calendar parts and milliseconds. All parts carry the sign. */
export interface TimerInterval {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

export type ParsedTimer =
  | { readonly kind: "date"; readonly repetitions: 1; readonly at: number }
  | {
      readonly kind: "interval";
      /** -1: without end. */
      readonly repetitions: number;
      /** Epoch ms of the first due time; null: one interval from now. */
      readonly start: number | null;
      readonly interval: TimerInterval;
    }
  | { readonly kind: "cron"; readonly repetitions: -1; readonly cron: Cron };

/** The text of a timer is not what its kind asks for. */
export class TimerSyntaxError extends Error {
  readonly code = "TIMER_SYNTAX";
  readonly kind: TimerKind;
  readonly value: string;
  constructor(kind: TimerKind, value: string, remedy: string) {
    super(`'${value}' is not a valid timer ${kind}: ${remedy}`);
    this.name = "TimerSyntaxError";
    this.kind = kind;
    this.value = value;
  }
}

const REMEDY: Readonly<Record<TimerKind, string>> = {
  date: "write a date with offset, e.g. 2026-03-01T09:00:00+08:00",
  duration: "write an ISO 8601 duration, e.g. PT15M, P5D, P1Y2M",
  cycle:
    "write a repeating interval, e.g. R3/PT10M or R/2026-01-01T00:00:00Z/P1D, or a cron expression of six fields",
};

/** `timeZone` is for dates without offset and for calendar arithmetic. Throws TimerSyntaxError. */
export function parseTimer(kind: TimerKind, value: string, timeZone = "UTC"): ParsedTimer {
  const parsed = parse(kind, value.trim(), timeZone);
  if (parsed === null) throw new TimerSyntaxError(kind, value, REMEDY[kind]);
  return parsed;
}

function parse(kind: TimerKind, value: string, timeZone: string): ParsedTimer | null {
  if (kind === "date") {
    const at = parseInstant(value, timeZone);
    return at === null ? null : { kind: "date", repetitions: 1, at };
  }
  if (kind === "duration") {
    const interval = parseInterval(value);
    return interval === null ? null : { kind: "interval", repetitions: 1, start: null, interval };
  }
  return value.startsWith("R") ? parseRepeating(value, timeZone) : parseCronTimer(value);
}

function parseCronTimer(value: string): ParsedTimer | null {
  const cron = parseCron(value);
  return cron === null ? null : { kind: "cron", repetitions: -1, cron };
}

function parseRepeating(value: string, timeZone: string): ParsedTimer | null {
  const match = /^R(-1|\d{0,9})\/(?:([^/]+)\/)?([^/]+)$/.exec(value);
  if (match === null) return null;
  const [, count = "", from, amount = ""] = match;
  const interval = parseInterval(amount);
  if (interval === null) return null;
  const start = from === undefined ? null : parseInstant(from, timeZone);
  if (from !== undefined && start === null) return null;
  return { kind: "interval", repetitions: count === "" ? -1 : Number(count), start, interval };
}

const DURATION =
  /^([+-])?P(?=[-\dT])(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?=[-\d])(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d{1,9})?)S)?)?$/;

/** ISO 8601 duration with years, months, weeks, days and time; null when it is none. */
export function parseInterval(value: string): TimerInterval | null {
  const match = DURATION.exec(value);
  if (match === null) return null;
  const sign = match[1] === "-" ? -1 : 1;
  const part = (index: number): number => sign * Number(match[index] ?? 0);
  const ms = part(6) * 3_600_000 + part(7) * 60_000 + Math.round(part(8) * 1000);
  return { years: part(2) + 0, months: part(3) + 0, days: part(4) * 7 + part(5), ms: ms + 0 };
}

/** Epoch ms of a date-time with offset or zone, or of a local one in `timeZone`; null when it is none. */
export function parseInstant(value: string, timeZone: string): number | null {
  const zoned = /^([^[]+)\[([^\]]+)\]$/.exec(value);
  try {
    if (zoned === null && /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(value) && value.includes("T")) {
      return Temporal.Instant.from(value).epochMilliseconds;
    }
    if (zoned !== null) return Temporal.ZonedDateTime.from(value).epochMilliseconds;
    if (!value.includes("T")) return null;
    return Temporal.PlainDateTime.from(value).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}

/** `epochMs` and the interval behind it, calendar parts in the given zone. Throws RangeError beyond the calendar. */
export function addInterval(epochMs: number, interval: TimerInterval, timeZone = "UTC"): number {
  const { years, months, days, ms } = interval;
  if (years === 0 && months === 0 && days === 0) return epochMs + ms;
  const date = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  return date.add({ years, months }).add({ days }).epochMilliseconds + ms;
}

/**
 * When the timer is due, epoch ms. Without `lastDue` the first time; with it the one after. Null when there is
 * none: a date or duration has one due time, a cron expression may have no further one. The number of
 * repetitions left is the caller's state.
 */
export function nextDue(
  timer: ParsedTimer,
  now: number,
  lastDue: number | null = null,
  timeZone = "UTC",
): number | null {
  if (timer.kind === "date") return lastDue === null ? timer.at : null;
  if (timer.kind === "cron") return nextCron(timer.cron, Math.max(now, lastDue ?? now), timeZone);
  if (lastDue !== null) {
    if (timer.repetitions === 1) return null;
    const natural = addInterval(lastDue, timer.interval, timeZone);
    return Math.max(natural, now);
  }
  if (timer.start !== null) return Math.max(timer.start, now);
  return addInterval(now, timer.interval, timeZone);
}
