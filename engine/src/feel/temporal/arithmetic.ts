/** Sums and differences of temporal values (DMN 1.5, tables 57–60). All give null where the standard has no result. */
import type { FeelDuration, FeelTemporal } from "../values.ts";
import { addMonths, fromEpochDay, toEpochDay } from "./calendar.ts";
import { makeDateTime } from "./parse.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_DAY_BIG, YearsDuration } from "./types.ts";
import { localNanos, offsetAt } from "./zones.ts";

const NANOS_PER_MS = 1_000_000n;
const NANOS = 1_000_000_000n;

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

/** Nanoseconds since 1970 UTC of a date and time; a local one counts as UTC. */
export function instantOf(value: FeelDateTime): bigint {
  return localNanos(value.date, value.nanosOfDay) - BigInt(value.offset ?? 0) * NANOS;
}

/** The date and time of an instant, on clocks `offset` seconds east of UTC. */
export function fromInstant(nanos: bigint, offset: number | null, zone: string | null): FeelDateTime | null {
  const shown = zone === null ? (offset ?? 0) : offsetAt(zone, Number(floorDiv(nanos, NANOS_PER_MS)));
  const local = nanos + BigInt(shown) * NANOS;
  const day = floorDiv(local, NANOS_PER_DAY_BIG);
  const date = fromEpochDay(Number(day));
  if (!date) return null;
  return new FeelDateTime(
    date,
    Number(local - day * NANOS_PER_DAY_BIG),
    zone === null ? offset : shown,
    zone,
  );
}

/** `value + sign × duration` */
export function addDuration(value: FeelTemporal, duration: FeelDuration, sign: 1 | -1): FeelTemporal | null {
  if (duration instanceof YearsDuration) {
    if (value instanceof FeelTime) return null;
    const months = duration.months * sign;
    if (value instanceof FeelDate) return addMonths(value, months);
    const date = addMonths(value.date, months);
    return (
      date && makeDateTime(date, value.nanosOfDay, value.zone === null ? value.offset : null, value.zone)
    );
  }
  const nanos = duration.nanos * BigInt(sign);
  if (value instanceof FeelTime) {
    const sum =
      (((BigInt(value.nanosOfDay) + nanos) % NANOS_PER_DAY_BIG) + NANOS_PER_DAY_BIG) % NANOS_PER_DAY_BIG;
    return new FeelTime(Number(sum), value.offset, value.zone);
  }
  if (value instanceof FeelDate) {
    return fromEpochDay(toEpochDay(value) + Number(floorDiv(nanos, NANOS_PER_DAY_BIG)));
  }
  return fromInstant(instantOf(value) + nanos, value.offset, value.zone);
}

export function addDurations(a: FeelDuration, b: FeelDuration, sign: 1 | -1): FeelDuration | null {
  if (a instanceof YearsDuration) {
    return b instanceof YearsDuration ? new YearsDuration(a.months + sign * b.months) : null;
  }
  return b instanceof DaysDuration ? new DaysDuration(a.nanos + BigInt(sign) * b.nanos) : null;
}

/** `a − b`: a days and time duration. A date counts as midnight UTC beside a date and time, so that one needs an offset. */
export function difference(a: FeelTemporal, b: FeelTemporal): DaysDuration | null {
  if (a instanceof FeelTime || b instanceof FeelTime) {
    if (!(a instanceof FeelTime) || !(b instanceof FeelTime) || isZonedTime(a) !== isZonedTime(b))
      return null;
    const shift = BigInt((b.offset ?? 0) - (a.offset ?? 0)) * NANOS;
    return new DaysDuration(BigInt(a.nanosOfDay) - BigInt(b.nanosOfDay) + shift);
  }
  const x = asDateTime(a, b);
  const y = asDateTime(b, a);
  if ((x.offset === null) !== (y.offset === null)) return null;
  return new DaysDuration(instantOf(x) - instantOf(y));
}

function isZonedTime(value: FeelTime): boolean {
  return value.offset !== null || value.zone !== null;
}

function asDateTime(value: FeelDate | FeelDateTime, other: FeelDate | FeelDateTime): FeelDateTime {
  if (value instanceof FeelDateTime) return value;
  return new FeelDateTime(value, 0, other instanceof FeelDateTime ? 0 : null);
}
