/** Texts of temporal values, as `string()` and JSON give them (the forms that Zeebe writes). */
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./types.ts";
import { NANOS_PER_SECOND } from "./types.ts";
import type { Dialect } from "../syntax/names.ts";

export function formatDate(date: FeelDate): string {
  const year = String(Math.abs(date.year)).padStart(4, "0");
  return `${date.year < 0 ? "-" : ""}${year}-${two(date.month)}-${two(date.day)}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function formatClock(nanosOfDay: number): string {
  const seconds = Math.floor(nanosOfDay / NANOS_PER_SECOND);
  const nanos = nanosOfDay % NANOS_PER_SECOND;
  const base = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return nanos === 0 ? base : `${base}.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

export function formatOffset(offset: number): string {
  if (offset === 0) return "Z";
  const abs = Math.abs(offset);
  const text = `${offset < 0 ? "-" : "+"}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}`;
  return abs % 60 === 0 ? text : `${text}:${two(abs % 60)}`;
}

export function formatTime(time: FeelTime): string {
  const clock = formatClock(time.nanosOfDay);
  if (time.zone !== null) return `${clock}@${time.zone}`;
  return time.offset === null ? clock : clock + formatOffset(time.offset);
}

export function formatDateTime(value: FeelDateTime): string {
  const local = `${formatDate(value.date)}T${formatClock(value.nanosOfDay)}`;
  if (value.zone !== null) return `${local}@${value.zone}`;
  return value.offset === null ? local : local + formatOffset(value.offset);
}

/** The JSON form of a time, as java.time writes it: without seconds where they are zero, fractions in thousands. */
export function formatTimeIso(time: FeelTime): string {
  if (time.offset !== null || time.zone !== null) return formatTime(time);
  const seconds = Math.floor(time.nanosOfDay / NANOS_PER_SECOND);
  const nanos = time.nanosOfDay % NANOS_PER_SECOND;
  const minutes = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  if (nanos === 0) return seconds % 60 === 0 ? minutes : `${minutes}:${two(seconds % 60)}`;
  const digits = String(nanos)
    .padStart(9, "0")
    .replace(/(000){1,2}$/, "");
  return `${minutes}:${two(seconds % 60)}.${digits}`;
}

/** The JSON form: a zone id follows the offset in brackets, as java.time writes it. */
export function formatDateTimeIso(value: FeelDateTime): string {
  const local = `${formatDate(value.date)}T${formatClock(value.nanosOfDay)}`;
  if (value.offset === null) return local;
  return local + formatOffset(value.offset) + (value.zone === null ? "" : `[${value.zone}]`);
}

export function formatYears(duration: YearsDuration, dialect: Dialect): string {
  const abs = Math.abs(duration.months);
  const years = Math.floor(abs / 12);
  const months = abs % 12;
  const body = (years ? `${years}Y` : "") + (months ? `${months}M` : "");
  return `${duration.months < 0 ? "-" : ""}P${body || (dialect === "zeebe" ? "0Y" : "0M")}`;
}

/** Zeebe drops fractions of seconds. */
export function formatDays(duration: DaysDuration, dialect: Dialect): string {
  const negative = duration.nanos < 0n;
  const nanos = negative ? -duration.nanos : duration.nanos;
  const total = nanos / 1_000_000_000n;
  const fraction = dialect === "zeebe" ? 0n : nanos % 1_000_000_000n;
  const days = total / 86_400n;
  const hours = (total / 3600n) % 24n;
  const minutes = (total / 60n) % 60n;
  const seconds = total % 60n;
  const tail = fraction === 0n ? "" : `.${String(fraction).padStart(9, "0").replace(/0+$/, "")}`;
  const time =
    (hours ? `${hours}H` : "") +
    (minutes ? `${minutes}M` : "") +
    (seconds || tail ? `${seconds}${tail}S` : "");
  const body = (days ? `${days}D` : "") + (time ? `T${time}` : "");
  return `${negative ? "-" : ""}P${body || (dialect === "zeebe" ? "0D" : "T0S")}`;
}
