/**
 * Legal time is civil time in Asia/Shanghai: a fixed +08:00 since 1992, so that no zone table is needed here.
 * Dates are `2026-03-16`; instants inside the server are epoch milliseconds.
 */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Civil date in Asia/Shanghai of an instant. */
export function localDate(epochMs: number): string {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(0, 10);
}

/** Epoch ms of a civil time of day (`17:30`) on a date. */
export function localInstant(date: string, timeOfDay = "00:00"): number {
  return Date.parse(`${date}T${timeOfDay}:00+08:00`);
}

/** The wire form of an instant: ISO 8601 with +08:00. */
export function isoInstant(epochMs: number): string {
  return `${new Date(epochMs + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** Adds calendar days to a date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last of so many years that begin on a date: five years from 2026-03-12 end on 2031-03-11. */
export function lastDayOfYears(from: string, years: number): string {
  const [year = "", month = "", day = ""] = from.split("-");
  const same = `${String(Number(year) + years).padStart(4, "0")}-${month}-${day}`;
  // 29 February has no like in most years: those years end on the 28th
  const lacks = month === "02" && day === "29" && new Date(`${same}T00:00:00Z`).getUTCDate() !== 29;
  return lacks ? `${same.slice(0, 8)}28` : addDays(same, -1);
}

/** 0 Sunday … 6 Saturday. */
export function dayOfWeek(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
