/** Rules of named time zones (IANA), from the platform's own data through Temporal. */
import { Temporal } from "temporal-polyfill";
import type { FeelDate } from "./types.ts";
import { NANOS_PER_DAY_BIG, NANOS_PER_SECOND } from "./types.ts";
import { toEpochDay } from "./calendar.ts";

const known = new Map<string, boolean>();
const MAX_TEMPORAL_MS = 8.64e15;

/** True when the zone's rules are known, e.g. `Asia/Shanghai`, `Z`, `UTC`. */
export function isZone(id: string): boolean {
  let valid = known.get(id);
  if (valid === undefined) {
    valid = check(id);
    if (known.size > 1000) known.clear();
    known.set(id, valid);
  }
  return valid;
}

function check(id: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(id) || id.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: id });
    return true;
  } catch {
    return false;
  }
}

/** Seconds east of UTC that a zone's clocks show at a moment (milliseconds since 1970 UTC). */
export function offsetAt(zone: string, epochMs: number): number {
  const ms = Math.max(-MAX_TEMPORAL_MS, Math.min(MAX_TEMPORAL_MS, epochMs));
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return Math.round(zoned.offsetNanoseconds / NANOS_PER_SECOND);
}

/** Seconds east of UTC for a local time of a zone; a time that a clock change skips moves forward, a doubled one is the earlier. */
export function offsetForLocal(zone: string, date: FeelDate, nanosOfDay: number): number {
  if (Math.abs(date.year) > 200_000) return 0;
  const time = Math.floor(nanosOfDay / NANOS_PER_SECOND);
  const zoned = new Temporal.PlainDateTime(
    date.year,
    date.month,
    date.day,
    Math.floor(time / 3600),
    Math.floor(time / 60) % 60,
    time % 60,
  ).toZonedDateTime(zone, { disambiguation: "compatible" });
  return Math.round(zoned.offsetNanoseconds / NANOS_PER_SECOND);
}

/** Nanoseconds since 1970-01-01T00:00 of a local date and time, as if it were UTC. */
export function localNanos(date: FeelDate, nanosOfDay: number): bigint {
  return BigInt(toEpochDay(date)) * NANOS_PER_DAY_BIG + BigInt(nanosOfDay);
}
