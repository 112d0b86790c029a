/** Timers: evaluating when they are due, and when they come again. */
import { nextDue, parseTimer, TimerSyntaxError } from "../../bpmn/timers.ts";
import type { TimerDefinition } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import { feelText } from "./expressions.ts";
import type { Processing } from "../processing.ts";
import type { TimerValue } from "../records.ts";

export interface DueTimer {
  readonly dueDate: number;
  readonly repetitions: number;
  readonly timerKind: TimerValue["timerKind"];
  readonly timerText: string;
}

/** The first due date of a timer text; null when it never comes. Throws the incident of an unreadable text. */
export function firstDue(p: Processing, timer: TimerDefinition, text: string): DueTimer | null {
  const { kind } = timer;
  try {
    const parsed = parseTimer(timer.kind, text);
    const dueDate = nextDue(parsed, p.now);
    if (dueDate === null || parsed.repetitions === 0) return null;
    return { dueDate, repetitions: parsed.repetitions, timerKind: timer.kind, timerText: text };
  } catch (error) {
    if (error instanceof TimerSyntaxError && kind !== "cycle") {
      const format = kind === "date" ? "date-time" : "duration";
      const message = `Invalid ${format} format '${text}' for expression '${feelText(timer.expression)}'.`;
      throw new IncidentError("EXTRACT_VALUE_ERROR", message);
    }
    if (error instanceof TimerSyntaxError || error instanceof RangeError) {
      throw new IncidentError("EXTRACT_VALUE_ERROR", error.message);
    }
    throw error;
  }
}

/** The timer after the one that has just fired; null when that was the last. */
export function followingDue(p: Processing, timer: TimerValue, timerText = timer.timerText): DueTimer | null {
  if (timer.timerKind !== "cycle" || timer.repetitions === 1) return null;
  const dueDate = nextDue(parseTimer("cycle", timerText), p.now, timer.dueDate);
  if (dueDate === null) return null;
  const repetitions = timer.repetitions === -1 ? -1 : timer.repetitions - 1;
  return { dueDate, repetitions, timerKind: timer.timerKind, timerText };
}
