/** Calendar arithmetic on whole days and months. */
import { FeelDate, MAX_YEAR } from "./types.ts";

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month; `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** A date, or null when there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null;
  if (Math.abs(year) > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return null;
  return new FeelDate(year, month, day);
}

/** Days since 1970-01-01 (the algorithm counts from 1 March so that leap days come last). */
export function toEpochDay(date: FeelDate): number {
  const y = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day counted from 1970-01-01; null when beyond the years FEEL knows. */
export function fromEpochDay(epochDay: number): FeelDate | null {
  const z = epochDay + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return Math.abs(year) > MAX_YEAR ? null : new FeelDate(year, month, day);
}

/** Adds months; the day is cut to the length of the new month (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const total = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  if (Math.abs(year) > MAX_YEAR) return null;
  return new FeelDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function dayOfWeek(date: FeelDate): number {
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(date: FeelDate): number {
  return toEpochDay(date) - toEpochDay(new FeelDate(date.year, 1, 1)) + 1;
}

/** ISO 8601 week: the week of the year that holds its Thursday. */
export function weekOfYear(date: FeelDate): number {
  const thursday = fromEpochDay(toEpochDay(date) + 4 - dayOfWeek(date));
  return thursday === null ? 1 : Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}
