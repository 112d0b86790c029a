/** How documents write dates, numbers and masked values. Everything in Asia/Shanghai (domain.md 1.1). */

const zone = "Asia/Shanghai";
const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

interface Moment {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

/** Reads `2026-03-02`, an ISO instant or epoch milliseconds. Null when it is none of these or not a real date. */
export function moment(value: unknown): Moment | null {
  if (typeof value === "string") {
    const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (plain) {
      const [, year = "", month = "", day = ""] = plain;
      const check = new Date(`${value}T00:00:00Z`);
      return Number.isNaN(check.getTime()) || check.toISOString().slice(0, 10) !== value
        ? null
        : { year, month, day, hour: "00", minute: "00" };
    }
  }
  if (typeof value !== "string" && typeof value !== "number") return null;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  const got = new Map(parts.formatToParts(instant).map((part) => [part.type, part.value]));
  return {
    year: got.get("year") ?? "",
    month: got.get("month") ?? "",
    day: got.get("day") ?? "",
    hour: got.get("hour") ?? "",
    minute: got.get("minute") ?? "",
  };
}

/** 2026-03-02, with `minute` 2026-03-02 14:05. */
export function plainDate(value: Moment, minute: boolean): string {
  const day = `${value.year}-${value.month}-${value.day}`;
  return minute ? `${day} ${value.hour}:${value.minute}` : day;
}

/** 2026年3月2日, with `minute` 2026年3月2日14时05分. */
export function chineseDate(value: Moment, minute: boolean): string {
  const day = `${value.year}年${Number(value.month)}月${Number(value.day)}日`;
  return minute ? `${day}${value.hour}时${value.minute}分` : day;
}

/** 1,234.50 with the given number of decimals (default: as many as there are, at most 6). */
export function groupedNumber(value: number, decimals: number | undefined): string {
  return new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 6,
  }).format(value);
}

/** 370783********0002, 138****0002, 92370783********0X, 张*; anything else keeps its ends. */
export function masked(value: string, kind?: string): string {
  const stars = (keep: number, end: number): string =>
    value.length <= keep + end
      ? "*".repeat(value.length)
      : value.slice(0, keep) + "*".repeat(value.length - keep - end) + value.slice(value.length - end);
  switch (kind ?? guessKind(value)) {
    case "id-card":
      return stars(6, 4);
    case "phone":
      return stars(3, 4);
    case "uscc":
      return stars(8, 2);
    case "name":
      return value.slice(0, 1) + "*".repeat(Math.max(1, [...value].length - 1));
    default:
      return stars(Math.min(2, Math.floor(value.length / 4)), Math.min(2, Math.floor(value.length / 4)));
  }
}

function guessKind(value: string): string {
  if (/^\d{17}[\dXx]$/.test(value)) return "id-card";
  if (/^1\d{10}$/.test(value)) return "phone";
  if (/^[0-9A-Z]{18}$/.test(value)) return "uscc";
  return "other";
}

/** 370783 260302 00017, an item's -01 kept. */
export function caseNumber(value: string): string {
  return value.replace(/^(\d{6})(\d{6})(\d{5})/, "$1 $2 $3");
}
