import { parseDate, parseDateTime, parseDuration, parseTime } from "./parse.ts";
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./types.ts";
import type { Dialect } from "../syntax/names.ts";

/** The value of `@"…"`: a date, time, date and time, or duration; null when the text is none. */
export function parseAtLiteral(
  text: string,
  dialect: Dialect = "dmn",
): FeelDate | FeelTime | FeelDateTime | DaysDuration | YearsDuration | null {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (/^T?\d{2}:/.test(text)) return parseTime(text, dialect);
  return text.includes("T") ? parseDateTime(text, dialect) : parseDate(text);
}
