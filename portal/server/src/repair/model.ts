import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";

const person = z.object({ personId: z.string(), name: z.string() });

export const repairDocument = z.object({
  kind: z.enum(["value", "move"]),
  /** `applying` that stays: the server ended meanwhile, and what became of it must be looked at. */
  state: z.enum(["open", "applying", "applied", "declined", "failed"]),
  incidentKey: z.string(),
  elementInstanceKey: z.string(),
  processInstanceKey: z.string(),
  caseNo: z.string().nullable(),
  process: z.string(),
  element: z.string(),
  name: z.string().nullable(),
  /** Where the variable lives. */
  scopeKey: z.string().nullable(),
  /** JSON text. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string(),
  proposedBy: person,
  proposedAt: z.number(),
  decidedBy: person.nullable(),
  decidedAt: z.number().nullable(),
  result: text.nullable(),
});
export type RepairDocument = z.infer<typeof repairDocument>;
export type StoredRepair = RepairDocument & Stored;

/** Changes of values and tokens: proposed by one administrator, confirmed by another. */
export const repairs = defineCollection<RepairDocument>({
  name: "repairs",
  schema: repairDocument,
  indexes: [{ fields: ["proposedAt"] }, { fields: ["incidentKey", "state"] }],
  unique: [],
});
