/** A year's notice of days off, as an administrator loads it: checked before anything is reckoned with it. Pure. */
import type { FieldProblem } from "../platform/errors.ts";
import { addDays, dayOfWeek } from "./local-time.ts";
import { noticeTexts } from "./texts.ts";
import { FIXED_DAYS_OFF } from "./working-days.ts";

export interface CalendarNotice {
  year: number;
  title: string;
  /** Number of the notice, e.g. 国办发明电〔2025〕7号; empty when it is not known. */
  document: string;
  off: string[];
  work: string[];
}

/** The fixed days as they stand since 2025 (全国年节及纪念日放假办法, 2024 revision); earlier notices have fewer. */
const FIXED_SINCE = 2025;
/** The holiday of New Year may begin at the end of the year before. */
const EARLIEST = "12-20";

/** What is wrong with a notice, by pointer; empty when it can be published. */
export function noticeFaults(notice: CalendarNotice): FieldProblem[] {
  const faults: FieldProblem[] = [];
  const fault = (pointer: string, code: string, detail: FieldProblem["detail"]): void =>
    void faults.push({ pointer, code, detail });
  const seen = new Map<string, string>();
  for (const list of ["off", "work"] as const)
    notice[list].forEach((date, index) => {
      const pointer = `/${list}/${index}`;
      if (!isDate(date)) return fault(pointer, "date", noticeTexts.noDate(date));
      if (!belongs(date, notice.year))
        return fault(pointer, "year", noticeTexts.otherYear(date, notice.year));
      if (seen.has(date)) return fault(pointer, "twice", noticeTexts.twice(date));
      seen.set(date, list);
      const weekend = [0, 6].includes(dayOfWeek(date));
      if (list === "work" && !weekend) fault(pointer, "weekday", noticeTexts.weekday(date));
      return undefined;
    });
  if (notice.year >= FIXED_SINCE)
    for (const day of FIXED_DAYS_OFF)
      if (seen.get(`${notice.year}-${day}`) !== "off")
        fault("/off", "fixed-day", noticeTexts.fixedDay(`${notice.year}-${day}`));
  return faults;
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    addDays(text, 0) === text
  );
}

function belongs(date: string, year: number): boolean {
  return date.startsWith(`${year}-`) || (date.startsWith(`${year - 1}-`) && date.slice(5) >= EARLIEST);
}
