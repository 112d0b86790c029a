/** Durations times and over numbers, durations over durations. */
import * as numbers from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import type { FeelDuration } from "../values.ts";
import { DaysDuration, YearsDuration } from "./types.ts";

/** `duration × factor`; months are cut towards zero, time to whole nanoseconds. */
export function scaleDuration(duration: FeelDuration, factor: FeelNumber): FeelDuration | null {
  if (duration instanceof YearsDuration) return years(numbers.multiply(duration.months, factor));
  const whole = numbers.toInteger(factor);
  if (whole !== null) return bounded(duration.nanos * BigInt(whole));
  return days(numbers.toDecimal(factor).times(duration.nanos.toString()));
}

export function divideDuration(
  duration: FeelDuration,
  by: FeelNumber | FeelDuration,
): FeelDuration | FeelNumber | null {
  if (by instanceof YearsDuration) {
    return duration instanceof YearsDuration ? numbers.divide(duration.months, by.months) : null;
  }
  if (by instanceof DaysDuration) {
    if (!(duration instanceof DaysDuration) || by.nanos === 0n) return null;
    return numbers.divide(bigNumber(duration.nanos), bigNumber(by.nanos));
  }
  if (duration instanceof YearsDuration) return years(numbers.divide(duration.months, by));
  const divisor = numbers.toDecimal(by);
  return divisor.isZero() ? null : days(new numbers.Decimal(duration.nanos.toString()).div(divisor));
}

export function negateDuration(duration: FeelDuration): FeelDuration {
  if (duration instanceof YearsDuration)
    return new YearsDuration(duration.months === 0 ? 0 : -duration.months);
  return new DaysDuration(-duration.nanos);
}

/** A whole number of any size as a FEEL number. */
export function bigNumber(value: bigint): FeelNumber {
  const n = Number(value);
  return Number.isSafeInteger(n) ? n : new numbers.Decimal(value.toString());
}

function years(months: FeelNumber | null): YearsDuration | null {
  if (months === null) return null;
  const whole = numbers.truncate(months);
  return Number.isSafeInteger(whole) ? new YearsDuration(whole === 0 ? 0 : whole) : null;
}

/** Durations beyond 10^30 nanoseconds (30 million million years) are none. */
function bounded(nanos: bigint): DaysDuration | null {
  const limit = 10n ** 30n;
  return nanos > limit || nanos < -limit ? null : new DaysDuration(nanos);
}

function days(nanos: numbers.Decimal): DaysDuration | null {
  const text = nanos.trunc().toFixed();
  return text.length > 60 ? null : bounded(BigInt(text));
}
