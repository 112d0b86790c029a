/** Who may not use 容缺 or 告知承诺 for now, because a promise was broken (domain.md 1.5). */
import { z } from "zod";
import { text } from "../../platform/api.ts";
import { defineCollection } from "../../platform/store/port.ts";
import type { Stored } from "../../platform/store/port.ts";

const person = z.object({ personId: z.string(), name: z.string() });
export const creditBarDocument = z.object({
  /** `person:<id>` or `enterprise:<id>`. */
  ownerKey: z.string(),
  applicant: text,
  /** `late`: what 容缺 let follow was not supplied; `false`: an undertaking was not true; `list`: on a credit list, entered by hand. */
  kind: z.enum(["late", "false", "list"]),
  /** Why, in words that applicant and clerks read. */
  reason: text,
  caseId: z.string(),
  caseItemId: z.string().nullable(),
  item: text.nullable(),
  /** Who entered it and may repair it. */
  department: z.string(),
  at: z.number(),
  by: person.nullable(),
  /** Last day of it; null: until it is repaired. */
  until: z.string().nullable(),
  /** 信用修复. */
  repaired: z.object({ at: z.number(), by: person, reason: z.string() }).nullable(),
});
export type CreditBarDocument = z.infer<typeof creditBarDocument>;
export type StoredBar = CreditBarDocument & Stored;
export const creditBars = defineCollection<CreditBarDocument>({
  name: "credit-bars",
  schema: creditBarDocument,
  indexes: [{ fields: ["ownerKey", "at"] }, { fields: ["department", "at"] }, { fields: ["at"] }],
  unique: [],
});
