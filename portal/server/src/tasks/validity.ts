/** The period of a licence that a grant brings forth: the type's rule ends it where the decision names no end. */
import { lastDayOfYears } from "../clocks/index.ts";
import type { FieldProblem } from "../platform/errors.ts";
import { taskTexts } from "./texts.ts";

const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * The decision's data with the end that the rule gives, so that decision and licence say the same.
 * `years`: of the licence's type; null: without an end; undefined: the item brings forth no licence.
 */
export function withValidity(
  outcome: string,
  data: Record<string, unknown>,
  years: number | null | undefined,
): Record<string, unknown> {
  const end = ruledEnd(outcome, data, years);
  return end === null || dateIn(data["until"]) !== null ? data : { ...data, until: end };
}

/** A grant may end a licence earlier than the rule does, never later. */
export function validityFaults(
  outcome: string,
  data: Record<string, unknown>,
  years: number | null | undefined,
): FieldProblem[] {
  const end = ruledEnd(outcome, data, years);
  const until = dateIn(data["until"]);
  if (end === null || years == null || until === null || until <= end) return [];
  return [{ pointer: "/data/until", code: "validity", detail: taskTexts.tooLong(years, end) }];
}

/**
 * A licence begins on the day of its decision or later: what was done before it was done without one. `backdating` only
 * where the law lets a decision reach back (a renewal decided after the expiry, art. 50).
 */
export function startFaults(
  outcome: string,
  data: Record<string, unknown>,
  today: string,
  backdating: boolean,
): FieldProblem[] {
  const from = dateIn(data["from"]);
  if (outcome !== "grant" || backdating || from === null || from >= today) return [];
  return [{ pointer: "/data/from", code: "backdated", detail: taskTexts.backdated(today) }];
}

function ruledEnd(
  outcome: string,
  data: Record<string, unknown>,
  years: number | null | undefined,
): string | null {
  const from = dateIn(data["from"]);
  return outcome !== "grant" || years == null || from === null ? null : lastDayOfYears(from, years);
}

function dateIn(value: unknown): string | null {
  return typeof value === "string" ? (DATE.exec(value)?.[0] ?? null) : null;
}
