/** Reads days off and worked weekend days from the words of a notice, or from a plain list of days. Pure. */
import { addDays } from "../../shared/format/calendar-days.ts";

export interface NoticeDays {
  off: string[];
  work: string[];
}

const LONGEST_RANGE = 31;
const DAYS = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至到—–~-]+(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日)?/g;
const LISTED = /(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|至|~|–|—)\s*(\d{4}-\d{2}-\d{2}))?|\S+/g;

const two = (value: string | number): string => String(value).padStart(2, "0");

function range(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < LONGEST_RANGE; day = addDays(day, 1)) days.push(day);
  return days.length === 0 ? [from] : days;
}

/** Sentences such as "10月1日至7日放假调休，共7天。9月20日、10月10日上班。" for a year. */
export function readNotice(text: string, year: number): NoticeDays {
  const found = { off: new Set<string>(), work: new Set<string>() };
  const plain = text
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, "")
    .replace(/\s+/g, "");
  let waiting: string[] = [];
  for (const clause of plain.split(/[。;,]/)) {
    for (const [, y = String(year), m = "1", d = "1", endYear = y, endMonth = m, end] of clause.matchAll(
      DAYS,
    )) {
      const from = `${y}-${two(m)}-${two(d)}`;
      // a range that ends before it begins goes over New Year
      const to = end === undefined ? from : `${endYear}-${two(endMonth)}-${two(end)}`;
      waiting.push(...(to < from ? range(`${year - 1}${from.slice(4)}`, to) : range(from, to)));
    }
    const list = clause.includes("上班") ? found.work : clause.includes("放假") ? found.off : null;
    if (list === null) continue;
    for (const day of waiting) list.add(day);
    waiting = [];
  }
  return { off: [...found.off].toSorted(), work: [...found.work].toSorted() };
}

/** Days of a list, by blanks, commas or lines; `2027-10-01..2027-10-07` is a range. What is no day stays, to be named. */
export function readDays(text: string): string[] {
  const days: string[] = [];
  for (const [whole, from, to] of text.replace(/[,，、;；]/g, " ").matchAll(LISTED)) {
    if (from === undefined) days.push(whole.slice(0, 10));
    else days.push(...(to === undefined ? [from] : range(from, to)));
  }
  return days;
}

/** A list as people read it: one line a run of days. */
export function writeDays(days: readonly string[]): string {
  const lines: string[] = [];
  let start: string | undefined;
  days.forEach((day, index) => {
    start ??= day;
    if (days[index + 1] === addDays(day, 1)) return;
    lines.push(start === day ? day : `${start}..${day}`);
    start = undefined;
  });
  return lines.join("\n");
}
