/**
 * Cron expressions of six fields (second minute hour day-of-month month day-of-week), as Zeebe's timer cycles
 * take them: lists, ranges, steps, names, `?`, `L` (last day; `5L` last Friday), `n#m` and the @ macros.
 */
import { Temporal } from "temporal-polyfill";

export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  /** True when the day of the month fits. */
  readonly fitsDay: (date: Temporal.PlainDate) => boolean;
}

const MACROS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 0 1 1 *",
  "@annually": "0 0 0 1 1 *",
  "@monthly": "0 0 0 1 * *",
  "@weekly": "0 0 0 * * 0",
  "@daily": "0 0 0 * * *",
  "@midnight": "0 0 0 * * *",
  "@hourly": "0 0 * * * *",
};
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** A date such as 29 February on a Monday comes again within 28 years, 40 across a century. */
const HORIZON_DAYS = 41 * 366;

/** Null when the text is no cron expression. */
export function parseCron(source: string): Cron | null {
  const text = MACROS[source.toLowerCase()] ?? source;
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return null;
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const seconds = parseField(second, 0, 59);
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const months = parseField(named(month, MONTHS, 1), 1, 12);
  const fitsMonthDay = parseMonthDay(day);
  const fitsWeekday = parseWeekday(named(weekday, WEEKDAYS, 0));
  if (!seconds || !minutes || !hours || !months || !fitsMonthDay || !fitsWeekday) return null;
  return {
    seconds,
    minutes,
    hours,
    months: new Set(months),
    fitsDay: (date) => fitsMonthDay(date) && fitsWeekday(date),
  };
}

type DayTest = (date: Temporal.PlainDate) => boolean;

function parseMonthDay(field: string): DayTest | null {
  if (field === "*" || field === "?") return () => true;
  if (field === "L") return (date) => date.day === date.daysInMonth;
  const days = parseField(field, 1, 31);
  return days === null ? null : (date) => days.includes(date.day);
}

function parseWeekday(field: string): DayTest | null {
  if (field === "*" || field === "?") return () => true;
  const last = /^([0-7])L$/.exec(field);
  if (last !== null) {
    const wanted = Number(last[1]) % 7;
    return (date) => date.dayOfWeek % 7 === wanted && date.day > date.daysInMonth - 7;
  }
  const nth = /^([0-7])#([1-5])$/.exec(field);
  if (nth !== null) {
    const wanted = Number(nth[1]) % 7;
    return (date) => date.dayOfWeek % 7 === wanted && Math.ceil(date.day / 7) === Number(nth[2]);
  }
  const days = parseField(field, 0, 7);
  if (days === null) return null;
  const wanted = new Set(days.map((value) => value % 7));
  return (date) => wanted.has(date.dayOfWeek % 7);
}

function named(field: string, names: readonly string[], first: number): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index === -1 ? name : String(index + first);
  });
}

/** Sorted values of a field such as `1,5-9/2`; null when it is none. */
function parseField(field: string, min: number, max: number): number[] | null {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(\*|\d{1,2})(?:-(\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return null;
    const [, from = "", to, step] = match;
    if (from === "*" && to !== undefined) return null;
    const start = from === "*" ? min : Number(from);
    const openEnd = from === "*" || step !== undefined ? max : start;
    const end = to === undefined ? openEnd : Number(to);
    const by = Number(step ?? 1);
    if (start < min || end > max || start > end || by < 1) return null;
    for (let value = start; value <= end; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** The first time after `epochMs`; null when none comes within forty years. Times a zone skips are passed over. */
export function nextCron(cron: Cron, epochMs: number, timeZone = "UTC"): number | null {
  const now = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  let date = now.toPlainDate();
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    if (!cron.months.has(date.month)) {
      const next = date.with({ day: 1 }).add({ months: 1 });
      day += date.until(next).days - 1;
      date = next;
      continue;
    }
    if (cron.fitsDay(date)) {
      const due = timeOn(cron, date, epochMs, timeZone);
      if (due !== null) return due;
    }
    date = date.add({ days: 1 });
  }
  return null;
}

function timeOn(cron: Cron, date: Temporal.PlainDate, epochMs: number, timeZone: string): number | null {
  for (const hour of cron.hours) {
    const hourStart = date.toZonedDateTime({ timeZone, plainTime: { hour } });
    if (hourStart.hour !== hour || hourStart.epochMilliseconds + 3_600_000 <= epochMs) continue;
    for (const minute of cron.minutes) {
      for (const second of cron.seconds) {
        const due = hourStart.epochMilliseconds + minute * 60_000 + second * 1000;
        if (due > epochMs) return due;
      }
    }
  }
  return null;
}
