/** Numbers of cases and items (domain.md 1.8). */

const SERIAL_DIGITS = 5;

/** Counter of a day's cases, in a division. */
export function caseCounter(division: string, date: string): string {
  return `case:${division}${compact(date)}`;
}

/** 区划6 + yyMMdd + 5-digit serial of the day, 17 digits. Throws RangeError past 99,999 cases a day. */
export function caseNumber(division: string, date: string, serial: number): string {
  const digits = String(serial).padStart(SERIAL_DIGITS, "0");
  if (digits.length > SERIAL_DIGITS) throw new RangeError(`Serial ${serial} does not fit a case number.`);
  return `${division}${compact(date)}${digits}`;
}

/** `<case>-01`, in the order of the package's items. */
export function itemNumber(caseNo: string, index: number): string {
  return `${caseNo}-${String(index + 1).padStart(2, "0")}`;
}

/** As people type it: spaces and dashes of grouping left out; an item's number gives its case. */
export function plainCaseNumber(typed: string): string {
  return typed.replace(/\s/g, "").slice(0, 17);
}

function compact(date: string): string {
  return date.slice(2).replaceAll("-", "");
}
