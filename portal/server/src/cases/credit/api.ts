import { z } from "zod";
import { date, instant, namedRef, text } from "../../platform/api.ts";

/** Why an applicant may not use 容缺 or 告知承诺 now; shown to the applicant and to clerks. */
export const creditBar = z.object({
  reason: text,
  /** The case that it comes from. */
  caseNo: z.string(),
  /** Last day; null: until it is repaired. */
  until: date.nullable(),
});
export type CreditBar = z.infer<typeof creditBar>;

/** GET /credit?state=&after= */
export const creditRow = creditBar.extend({
  id: z.string(),
  applicant: text,
  kind: z.enum(["late", "false", "list"]),
  item: text.nullable(),
  department: namedRef,
  at: instant,
  by: z.string().nullable(),
  state: z.enum(["barred", "over", "repaired"]),
  repaired: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** The caller may repair it. */
  mayRepair: z.boolean(),
});
export type CreditRow = z.infer<typeof creditRow>;
export const creditList = z.object({
  rows: z.array(creditRow),
  next: z.string().nullable(),
  mayRecord: z.boolean(),
});
export type CreditList = z.infer<typeof creditList>;
/** POST /credit: on a credit list, entered for the applicant of a case. */
export const creditRequest = z.object({
  caseNo: z.string().trim().min(1).max(40),
  reason: z.string().trim().min(2).max(500),
  /** Last day; absent: until it is repaired. */
  until: date.nullish(),
});
/** POST /credit/:id/repair */
export const repairRequest = z.object({ reason: z.string().trim().min(2).max(500) });
