/** Wire shapes that every area uses. */
import { z } from "zod";
import { text } from "./text.ts";

export { text };
/** RFC 9457 problem details, in the caller's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problem>;

/** Instants on the wire are ISO 8601 with offset (+08:00); dates are `2026-03-16`. */
export const instant = z.iso.datetime({ offset: true });
export const date = z.iso.date();

export const lightColour = z.enum(["GREEN", "YELLOW", "RED", "GREY", "BLUE"]);
/** A time limit as people see it (domain.md 1.4). `null` on the wire where no clock runs. */
export const light = z.object({
  colour: lightColour,
  /** Which clock: completeness check, handling, delivery; a department's internal limit for its verdict; the applicant's for a correction, or for what may follow after acceptance. */
  kind: z.enum([
    "completeness",
    "handling",
    "delivery",
    "verdict",
    "correction",
    "tolerance",
    "check",
    "rating",
  ]),
  /** Working days left on the shorter of promised and legal; negative = over. */
  left: z.number(),
  due: date,
  legalDue: date,
  promisedDue: date.nullable(),
  /** The calendar of the due date's year is not published yet (1.2a rule 19). */
  provisional: z.boolean(),
  /** Why the clock stands still, with its law. */
  paused: z.object({ reason: text, law: text, since: date, until: date.nullable() }).nullable(),
  usedDays: z.number(),
  stoppedDays: z.number(),
  extensionDays: z.number(),
  legalDays: z.number(),
  promisedDays: z.number().nullable(),
});
export type Light = z.infer<typeof light>;

export const namedRef = z.object({ id: z.string(), name: text });
export type NamedRef = z.infer<typeof namedRef>;
