import { addDays, dayOfWeek } from "./local-time.ts";

/** A year's notice of the State Council: days off (beyond weekends) and weekend days that are worked. */
export interface CalendarYear {
  year: number;
  off: readonly string[];
  work: readonly string[];
}

/** Working days as the law counts them (行政许可法 art. 82: without statutory holidays). */
export interface WorkingCalendar {
  isWorkingDay(date: string): boolean;
  /** No notice is published for the date's year: 1.2a rule 19. */
  isProvisional(date: string): boolean;
  /** The n-th working day after `from`; the day of the event is not counted (民法典 art. 201). `n` ≥ 0. */
  addWorkingDays(from: string, n: number): string;
  /** Working days d with `after` < d ≤ `until`; 0 when `until` is not later. */
  workingDaysBetween(after: string, until: string): number;
}

/** Off in every year, notice or not: 1 January, 1–2 May, 1–3 October (1.2a rule 19). */
export const FIXED_DAYS_OFF = new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]);
const LONGEST_LIMIT = 5_000;

/** Builds the calendar from the published years. A year without one counts weekends and the fixed statutory days as off. */
export function workingCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  const published = new Set(years.map((entry) => entry.year));
  const off = new Set(years.flatMap((entry) => entry.off));
  const worked = new Set(years.flatMap((entry) => entry.work));

  const isProvisional = (date: string): boolean => !published.has(Number(date.slice(0, 4)));
  const isWorkingDay = (date: string): boolean => {
    if (off.has(date)) return false;
    if (worked.has(date)) return true;
    const weekday = dayOfWeek(date);
    if (weekday === 0 || weekday === 6) return false;
    return !(isProvisional(date) && FIXED_DAYS_OFF.has(date.slice(5)));
  };
  const addWorkingDays = (from: string, n: number): string => {
    if (!Number.isInteger(n) || n < 0 || n > LONGEST_LIMIT)
      throw new RangeError(`A limit is a whole number of working days from 0 to ${LONGEST_LIMIT}, not ${n}.`);
    let date = from;
    for (let left = n; left > 0;) {
      date = addDays(date, 1);
      if (isWorkingDay(date)) left -= 1;
    }
    return date;
  };
  const workingDaysBetween = (after: string, until: string): number => {
    let count = 0;
    for (let date = addDays(after, 1); date <= until; date = addDays(date, 1))
      if (isWorkingDay(date)) count += 1;
    return count;
  };
  return { isWorkingDay, isProvisional, addWorkingDays, workingDaysBetween };
}
