/** The properties of dates, times and durations (DMN 1.5, table 66), e.g. `today().year`. */
import type { FeelValue } from "../values.ts";
import { dayOfWeek } from "./calendar.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, NANOS_PER_SECOND, YearsDuration } from "./types.ts";

/** The property's value; undefined when the value has no such property. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return dateProperty(value, name);
  if (value instanceof FeelDateTime) return dateProperty(value.date, name) ?? clockProperty(value, name);
  if (value instanceof FeelTime) return clockProperty(value, name);
  if (value instanceof YearsDuration) {
    if (name === "years") return Math.trunc(value.months / 12) + 0;
    if (name === "months") return (value.months % 12) + 0;
    return undefined;
  }
  if (value instanceof DaysDuration) return durationProperty(value, name);
  return undefined;
}

const DATE = ["year", "month", "day", "weekday"];
const CLOCK = ["hour", "minute", "second", "time offset", "timezone"];

/** The properties that a value has. */
export function propertyNames(value: FeelValue): readonly string[] {
  if (value instanceof FeelDate) return DATE;
  if (value instanceof FeelDateTime) return [...DATE, ...CLOCK];
  if (value instanceof FeelTime) return CLOCK;
  if (value instanceof YearsDuration) return ["years", "months"];
  return value instanceof DaysDuration ? ["days", "hours", "minutes", "seconds"] : [];
}

function dateProperty(date: FeelDate, name: string): number | undefined {
  switch (name) {
    case "year":
      return date.year;
    case "month":
      return date.month;
    case "day":
      return date.day;
    case "weekday":
      return dayOfWeek(date);
    default:
      return undefined;
  }
}

function clockProperty(value: FeelTime | FeelDateTime, name: string): FeelValue | undefined {
  const seconds = Math.floor(value.nanosOfDay / NANOS_PER_SECOND);
  switch (name) {
    case "hour":
      return Math.floor(seconds / 3600);
    case "minute":
      return Math.floor(seconds / 60) % 60;
    case "second":
      return seconds % 60;
    case "time offset":
      return value.offset === null ? null : new DaysDuration(BigInt(value.offset) * 1_000_000_000n);
    case "timezone":
      return value.zone;
    default:
      return undefined;
  }
}

function durationProperty(value: DaysDuration, name: string): number | undefined {
  const seconds = value.nanos / 1_000_000_000n;
  switch (name) {
    case "days":
      return Number(seconds / 86_400n);
    case "hours":
      return Number((seconds / 3600n) % 24n);
    case "minutes":
      return Number((seconds / 60n) % 60n);
    case "seconds":
      return Number(seconds % 60n);
    default:
      return undefined;
  }
}
