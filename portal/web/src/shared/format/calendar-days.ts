/** Days of the calendar as `2026-03-16`, without clocks and zones. */
const DAY_MS = 86_400_000;
export const FIRST_DAY = "1900-01-01";
export const LAST_DAY = "2999-12-31";

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const text = (ms: number): string => new Date(ms).toISOString().slice(0, FIRST_DAY.length);
const within = (day: string): string => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day);

export const addDays = (day: string, days: number): string => within(text(at(day) + days * DAY_MS));

/** The same day of another month, or that month's last. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return within(text(first + (Math.min(date, last) - 1) * DAY_MS));
}

/** 0 Monday to 6 Sunday: weeks begin on Monday. */
export const weekdayOf = (day: string): number => (new Date(at(day)).getUTCDay() + 6) % 7;

/** Six weeks from the Monday on or before the first of the month. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const start = at(first) - weekdayOf(first) * DAY_MS;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => text(start + (week * 7 + weekday) * DAY_MS)),
  );
}

/** A typed day: 2026-3-16, 2026/03/16, 2026.3.16, 20260316, 2026年3月16日, full-width too. Null when it is none. */
export function readTypedDay(typed: string): string | null {
  const plain = typed.normalize("NFKC").trim();
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (parts === null) return null;
  const day = `${parts[1]}-${parts[2]!.padStart(2, "0")}-${parts[3]!.padStart(2, "0")}`;
  const ms = at(day);
  return Number.isNaN(ms) || text(ms) !== day || day < FIRST_DAY || day > LAST_DAY ? null : day;
}
