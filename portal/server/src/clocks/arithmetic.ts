/** The arithmetic of a clock (domain.md 1.4, 1.2a): pure functions of facts, calendar and moment. */
import type { Light } from "../platform/api.ts";
import { addDays, localDate, localInstant } from "./local-time.ts";
import type { ClockDocument, ClockFacts, Pause } from "./model.ts";
import type { WorkingCalendar } from "./working-days.ts";

export type Colour = Light["colour"];

export interface Dues {
  /** The shorter of promised and legal. */
  due: string;
  legalDue: string;
  promisedDue: string | null;
  provisional: boolean;
}

/** Share of the limit at which the light turns yellow; at least one working day. */
const YELLOW_SHARE = 0.2;
const LOOK_AHEAD_DAYS = 2_000;

/** The pause that is open now. */
export function openPause(clock: Pick<ClockFacts, "pauses">): Pause | null {
  return clock.pauses.find((entry) => entry.resumedOn === null) ?? null;
}

/** Working days not counted: d with suspend date < d ≤ resume date. An open pause counts to its announced end, or to today when that has passed. */
export function suspendedWorkingDays(clock: ClockFacts, calendar: WorkingCalendar, today: string): number {
  return clock.pauses.reduce((sum, entry) => {
    const announced = entry.until !== null && entry.until > today ? entry.until : today;
    return sum + calendar.workingDaysBetween(entry.since, entry.resumedOn ?? announced);
  }, 0);
}

/** due = addWorkingDays(start, limit + extension + suspendedWorkingDays). */
export function duesOf(clock: ClockFacts, calendar: WorkingCalendar, today: string): Dues {
  const added = clock.extensionDays + suspendedWorkingDays(clock, calendar, today);
  const legalDue = calendar.addWorkingDays(clock.startedOn, clock.legalDays + added);
  const promisedDue =
    clock.promisedDays === null ? null : calendar.addWorkingDays(clock.startedOn, clock.promisedDays + added);
  const due = promisedDue !== null && promisedDue < legalDue ? promisedDue : legalDue;
  return { due, legalDue, promisedDue, provisional: calendar.isProvisional(due) };
}

/** Working days left on a day; negative when the due date has passed. */
export function daysLeft(due: string, calendar: WorkingCalendar, on: string): number {
  if (on <= due) return calendar.workingDaysBetween(on, due);
  const over = calendar.workingDaysBetween(due, on);
  return over === 0 ? 0 : -over;
}

/** yellowAt = max(1, ceil(0.2 × limit)) working days. */
export function yellowAt(clock: ClockFacts): number {
  const limit = Math.min(clock.legalDays, clock.promisedDays ?? clock.legalDays);
  return Math.max(1, Math.ceil(YELLOW_SHARE * limit));
}

/** Red from the first working day past the limit; a stopped clock keeps what it was: blue in time, red late. */
export function colourOn(clock: ClockFacts, dues: Dues, calendar: WorkingCalendar, on: string): Colour {
  if (clock.stoppedOn !== null) return daysLeft(dues.due, calendar, clock.stoppedOn) < 0 ? "RED" : "BLUE";
  if (openPause(clock) !== null) return "GREY";
  const left = daysLeft(dues.due, calendar, on);
  if (left < 0) return "RED";
  return left <= yellowAt(clock) ? "YELLOW" : "GREEN";
}

/** Everything of a clock that follows from its facts at a moment. `endOfBusiness` is a time of day, e.g. `17:30`. */
export function derive(
  clock: ClockFacts & { dueTold: boolean; redTold: boolean },
  calendar: WorkingCalendar,
  now: number,
  endOfBusiness: string,
): ClockDocument {
  const today = localDate(now);
  const dues = duesOf(clock, calendar, clock.stoppedOn ?? today);
  const state = clock.stoppedOn !== null ? "stopped" : openPause(clock) !== null ? "paused" : "running";
  const colour = colourOn(clock, dues, calendar, today);
  return {
    ...clock,
    ...dues,
    state,
    colour,
    nextAt: state === "running" ? nextMoment(clock, dues, calendar, today, colour, endOfBusiness) : null,
  };
}

function nextMoment(
  clock: ClockFacts & { dueTold: boolean; redTold: boolean },
  dues: Dues,
  calendar: WorkingCalendar,
  today: string,
  colour: Colour,
  endOfBusiness: string,
): number | null {
  const moments: number[] = [];
  if (clock.roundId !== null && !clock.dueTold) moments.push(localInstant(dues.due, endOfBusiness));
  // born over its limit, after the server stood still: told at once
  if (colour === "RED" && !clock.redTold) moments.push(localInstant(today));
  if (colour !== "RED")
    for (let day = addDays(today, 1), i = 0; i < LOOK_AHEAD_DAYS; day = addDays(day, 1), i += 1)
      if (colourOn(clock, dues, calendar, day) !== colour) {
        moments.push(localInstant(day));
        break;
      }
  return moments.length === 0 ? null : Math.min(...moments);
}

/** The clock as people see it. */
export function lightOf(clock: ClockFacts, calendar: WorkingCalendar, now: number): Light {
  const today = localDate(now);
  const on = clock.stoppedOn ?? today;
  const dues = duesOf(clock, calendar, on);
  const paused = clock.stoppedOn === null ? openPause(clock) : null;
  const counted = on < clock.startedOn ? clock.startedOn : on;
  const elapsed = calendar.workingDaysBetween(clock.startedOn, counted);
  const stoppedDays = clock.pauses.reduce(
    (sum, entry) => sum + calendar.workingDaysBetween(entry.since, earlier(entry.resumedOn ?? on, on)),
    0,
  );
  return {
    colour: colourOn(clock, dues, calendar, today),
    kind: clock.kind,
    left: daysLeft(dues.due, calendar, on),
    ...dues,
    paused:
      paused === null
        ? null
        : { reason: paused.reason, law: paused.law, since: paused.since, until: paused.until },
    usedDays: elapsed - stoppedDays,
    stoppedDays,
    extensionDays: clock.extensionDays,
    legalDays: clock.legalDays,
    promisedDays: clock.promisedDays,
  };
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
