import { z } from "zod";
import { lightColour, text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

/** `check`: the office's time to check what was granted on an undertaking, or the applicant's to put it right. `tolerance`: the applicant's time to supply what may follow after acceptance (容缺). `verdict`: a department's internal limit for its view on acceptance (no legal limit). `correction`: the applicant's time to supply. `rating`: what is to be done about a bad rating; its `caseItemId` is the rating. */
export const clockKind = z.enum([
  "completeness",
  "handling",
  "delivery",
  "verdict",
  "correction",
  "tolerance",
  "check",
  "rating",
]);
export type ClockKind = z.infer<typeof clockKind>;

/** A time in which the clock stands still: an art. 45 procedure or a statutory suspension. Dates in Asia/Shanghai. */
export const pause = z.object({
  id: z.string(),
  kind: z.string(),
  reason: text,
  law: text,
  since: z.string(),
  /** Announced end: `since` plus the announced working days. */
  until: z.string().nullable(),
  /** Announced working days, by which a new calendar moves `until`. */
  days: z.number().int().optional(),
  resumedOn: z.string().nullable(),
});
export type Pause = z.infer<typeof pause>;

/** A time that a clock ran before it was started again (a check that a correction ended). */
const clockRun = z.object({ startedOn: z.string(), stoppedOn: z.string(), pauses: z.array(pause) });

/** What a person or process sets; everything else of a clock follows from it, the calendar and the date. */
export const clockFacts = z.object({
  kind: clockKind,
  caseId: z.string(),
  caseItemId: z.string(),
  itemId: z.string(),
  department: z.string(),
  /** Day of the event (receipt, acceptance, decision); the next working day is day 1. */
  startedOn: z.string(),
  startedAt: z.number(),
  legalDays: z.number().int().min(0),
  promisedDays: z.number().int().min(0).nullable(),
  extensionDays: z.number().int().min(0),
  pauses: z.array(pause),
  stoppedAt: z.number().nullable(),
  stoppedOn: z.string().nullable(),
  /** Whom its due date is told: the acceptance round (completeness, verdict) or the correction. */
  roundId: z.string().nullable(),
  /** Runs before this one, oldest first; absent: none. */
  earlier: z.array(clockRun).optional(),
});
export type ClockFacts = z.infer<typeof clockFacts>;

export const clockDocument = clockFacts.extend({
  state: z.enum(["running", "paused", "stopped"]),
  due: z.string(),
  legalDue: z.string(),
  promisedDue: z.string().nullable(),
  provisional: z.boolean(),
  colour: lightColour,
  /** `acceptanceDue` or `correctionDue` has been told. */
  dueTold: z.boolean(),
  /** `clockRed` has been told. */
  redTold: z.boolean(),
  /** When the scheduler must look at it again, epoch ms; null = never by itself. */
  nextAt: z.number().nullable(),
});
export type ClockDocument = z.infer<typeof clockDocument>;
export type StoredClock = ClockDocument & Stored;

export const clocks = defineCollection<ClockDocument>({
  name: "clocks",
  schema: clockDocument,
  indexes: [
    { fields: ["nextAt"] },
    { fields: ["caseId"] },
    { fields: ["caseItemId"] },
    { fields: ["state"] },
  ],
  unique: [],
});

/** Which calendar the stored due dates were made with. One row, id `calendar`. */
export const clockSettings = defineCollection<{ calendar: string }>({
  name: "clock-settings",
  schema: z.object({ calendar: z.string() }),
  indexes: [],
  unique: [],
});
