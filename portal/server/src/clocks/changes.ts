/** What may happen to a clock, each idempotent: the same wish again changes nothing. Pure. */
import { StateError } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import { openPause } from "./arithmetic.ts";
import { localDate } from "./local-time.ts";
import type { ClockDocument, ClockFacts, ClockKind } from "./model.ts";
import type { ProcedureKind } from "./procedures.ts";
import { clockTexts } from "./texts.ts";
import type { WorkingCalendar } from "./working-days.ts";

export interface StartClock {
  do: "start";
  kind: ClockKind;
  caseId: string;
  caseItemId: string;
  itemId: string;
  department: string;
  /** Moment of the event that starts it, epoch ms. */
  startedAt: number;
  legalDays: number;
  promisedDays: number | null;
  roundId?: string | null;
  /** Starts anew, for another round, a clock that ran before; without, a clock that is there stays as it is. */
  again?: boolean;
}
interface OnClock {
  caseItemId: string;
  kind: ClockKind;
}
export type ClockChange =
  | StartClock
  | ({ do: "stop"; at: number } & OnClock)
  /** Stands still for another reason than a procedure of art. 45: the applicant must supply something. */
  | ({
      do: "hold";
      id: string;
      reason: Text;
      law: Text;
      until: string | null;
      days?: number;
      at: number;
    } & OnClock)
  | ({ do: "pause"; procedureId: string; procedureKind: string; days: number; at: number } & OnClock)
  /** By the head's approval: once (1.2a rule 12). */
  | ({ do: "extend"; days: number; at: number } & OnClock)
  | ({ do: "resume"; procedureId: string; at: number } & OnClock);

/** One clock of a kind per item. */
export function clockId(caseItemId: string, kind: ClockKind): string {
  return `${caseItemId}:${kind}`;
}

/** Facts of a new clock. */
export function startedClock(change: StartClock): ClockFacts {
  return {
    kind: change.kind,
    caseId: change.caseId,
    caseItemId: change.caseItemId,
    itemId: change.itemId,
    department: change.department,
    startedAt: change.startedAt,
    startedOn: localDate(change.startedAt),
    legalDays: change.legalDays,
    promisedDays: change.promisedDays,
    extensionDays: 0,
    pauses: [],
    stoppedAt: null,
    stoppedOn: null,
    roundId: change.roundId ?? null,
  };
}

/** The clock started anew for another round, its run of before kept; null when it runs for that round already. */
export function restartedClock(clock: ClockFacts, change: StartClock): ClockFacts | null {
  if (change.again !== true || clock.roundId === (change.roundId ?? null)) return null;
  const today = localDate(change.startedAt);
  const pauses = clock.pauses.map((entry) => ({ ...entry, resumedOn: entry.resumedOn ?? today }));
  const run = { startedOn: clock.startedOn, stoppedOn: clock.stoppedOn ?? today, pauses };
  return { ...startedClock(change), earlier: [...(clock.earlier ?? []), run] };
}

/** The clock after the change, or null when there is nothing to change. Throws StateError where the law forbids it. */
export function changedClock<T extends ClockDocument>(
  clock: T,
  change: Exclude<ClockChange, StartClock>,
  calendar: WorkingCalendar,
  procedures: readonly ProcedureKind[],
): T | null {
  const today = localDate(change.at);
  if (change.do === "stop") {
    if (clock.stoppedAt !== null) return null;
    const pauses = clock.pauses.map((entry) =>
      entry.resumedOn === null ? { ...entry, resumedOn: today } : entry,
    );
    return { ...clock, pauses, stoppedAt: change.at, stoppedOn: today };
  }
  if (change.do === "extend") {
    if (clock.extensionDays > 0) return null;
    if (clock.stoppedAt !== null) throw new StateError(clockTexts.notRunning);
    return { ...clock, extensionDays: change.days };
  }
  if (change.do === "hold") {
    if (clock.pauses.some((entry) => entry.id === change.id)) return null;
    if (clock.stoppedAt !== null || openPause(clock) !== null) throw new StateError(clockTexts.notRunning);
    const { id, reason, law, until, days } = change;
    const announced = { until, ...(days === undefined ? {} : { days }) };
    const hold = { id, kind: "hold", reason, law, since: today, ...announced, resumedOn: null };
    return { ...clock, pauses: [...clock.pauses, hold] };
  }
  if (change.do === "pause") {
    if (clock.pauses.some((entry) => entry.id === change.procedureId)) return null;
    const kind = procedures.find((entry) => entry.id === change.procedureKind);
    if (kind === undefined) throw new StateError(clockTexts.unknownProcedure(change.procedureKind));
    if (clock.stoppedAt !== null || openPause(clock) !== null) throw new StateError(clockTexts.notRunning);
    const until = calendar.addWorkingDays(today, change.days);
    const pause = { id: change.procedureId, kind: kind.id, reason: kind.name, law: kind.law };
    return {
      ...clock,
      pauses: [...clock.pauses, { ...pause, since: today, until, days: change.days, resumedOn: null }],
    };
  }
  const open = clock.pauses.find((entry) => entry.id === change.procedureId && entry.resumedOn === null);
  if (open === undefined) return null;
  return {
    ...clock,
    pauses: clock.pauses.map((entry) => (entry === open ? { ...entry, resumedOn: today } : entry)),
  };
}

/** The clock by another calendar: announced ends of stops that still run are counted anew from their working days. */
export function byCalendar<T extends ClockFacts>(clock: T, calendar: WorkingCalendar): T {
  if (clock.pauses.every(({ days, resumedOn }) => days === undefined || resumedOn !== null)) return clock;
  const pauses = clock.pauses.map((entry) =>
    entry.days === undefined || entry.resumedOn !== null
      ? entry
      : { ...entry, until: calendar.addWorkingDays(entry.since, entry.days) },
  );
  return { ...clock, pauses };
}
