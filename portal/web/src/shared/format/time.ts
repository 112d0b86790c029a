/** Dates as people read them: Asia/Shanghai always, whatever the device says (screens.md 1.5). */
import type { Language } from "@onewindow/server/api";

const ZONE = "Asia/Shanghai";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS_ZH = ["日", "一", "二", "三", "四", "五", "六"];
const WEEKDAYS_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

const zoned = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

export interface Moment {
  year: number;
  month: number;
  day: number;
  /** `14:05`; empty for a date without time. */
  time: string;
  weekday: number;
}

/** Reads a date `2026-03-16`, an instant with offset or epoch milliseconds, in Beijing time. */
export function readMoment(value: string | number): Moment {
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const [year = 0, month = 1, day = 1] = value.split("-").map(Number);
    return { year, month, day, time: "", weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
  }
  const parts = Object.fromEntries(
    zoned.formatToParts(new Date(value)).map((part) => [part.type, part.value]),
  );
  const year = Number(parts.year);
  const month = Number(parts.month);
  const day = Number(parts.day);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, time: `${parts.hour}:${parts.minute}`, weekday };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** zh 2026年3月2日; en 2 Mar 2026. */
export function formatDate(value: string | number, language: Language): string {
  const at = readMoment(value);
  if (language === "zh") return `${at.year}年${at.month}月${at.day}日`;
  return `${at.day} ${MONTHS[at.month - 1]} ${at.year}`;
}

/** zh 2026年3月2日 14:05; en 2 Mar 2026, 14:05. */
export function formatDateTime(value: string | number, language: Language): string {
  const at = readMoment(value);
  if (at.time === "") return formatDate(value, language);
  return `${formatDate(value, language)}${language === "zh" ? " " : ", "}${at.time}`;
}

/** Tables: 2026-03-02 14:05, or the date alone. */
export function formatTable(value: string | number): string {
  const at = readMoment(value);
  return `${at.year}-${two(at.month)}-${two(at.day)}${at.time === "" ? "" : ` ${at.time}`}`;
}

/** Narrow tables: 03-02 14:05, or 03-02. */
export function formatTableShort(value: string | number): string {
  return formatTable(value).slice(5);
}

/** 14:05. */
export function formatClock(value: string | number): string {
  return readMoment(value).time;
}

/** Day without the year when it is the year of `now`: zh 3月2日; en 2 Mar. */
export function formatDay(value: string | number, language: Language, now: number): string {
  const at = readMoment(value);
  if (at.year !== readMoment(now).year) return formatDate(value, language);
  return language === "zh" ? `${at.month}月${at.day}日` : `${at.day} ${MONTHS[at.month - 1]}`;
}

/** Day and time, year left out when it is this year's: zh 3月2日 14:05; en 2 Mar, 14:05. */
export function formatDayTime(value: string | number, language: Language, now: number): string {
  const at = readMoment(value);
  return `${formatDay(value, language, now)}${language === "zh" ? " " : ", "}${at.time}`;
}

/** Due dates carry their weekday: zh 3月16日（周一）; en Mon 16 Mar. */
export function formatDue(value: string | number, language: Language, now: number): string {
  const at = readMoment(value);
  const day = formatDay(value, language, now);
  return language === "zh" ? `${day}（周${WEEKDAYS_ZH[at.weekday]}）` : `${WEEKDAYS_EN[at.weekday]} ${day}`;
}

/** 3/16, for cells of a bar. */
export function formatCell(value: string): string {
  const at = readMoment(value);
  return `${at.month}/${at.day}`;
}
