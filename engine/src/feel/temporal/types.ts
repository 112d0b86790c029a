/** The temporal values of FEEL. Plain data; parsing, formatting and arithmetic stand in the neighbouring files. */

/** A calendar date of the proleptic Gregorian calendar; years −999,999,999 … 999,999,999. */
export class FeelDate {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  /** 1–31 */
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

/** A time of day, local, with an offset, or of a named zone. */
export class FeelTime {
  /** 0 … 86,399,999,999,999 */
  readonly nanosOfDay: number;
  /** Seconds east of UTC; null for a local time or a zone whose offset depends on the date. */
  readonly offset: number | null;
  /** IANA zone id, or null. */
  readonly zone: string | null;

  constructor(nanosOfDay: number, offset: number | null = null, zone: string | null = null) {
    this.nanosOfDay = nanosOfDay;
    this.offset = offset;
    this.zone = zone;
  }
}

/** A date and time: local (no offset), with an offset, or of a named zone (whose offset for this moment is kept). */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly nanosOfDay: number;
  readonly offset: number | null;
  readonly zone: string | null;

  constructor(date: FeelDate, nanosOfDay: number, offset: number | null = null, zone: string | null = null) {
    this.date = date;
    this.nanosOfDay = nanosOfDay;
    this.offset = offset;
    this.zone = zone;
  }
}

/** Days and time duration, in nanoseconds. */
export class DaysDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** Years and months duration, in whole months. */
export class YearsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }
}

export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400_000_000_000;
export const NANOS_PER_DAY_BIG = 86_400_000_000_000n;
export const MAX_YEAR = 999_999_999;
