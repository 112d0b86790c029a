import { z } from "zod";
import { date, text } from "../platform/api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";
import { licenceStatus } from "./api.ts";

export const licenceDocument = z.object({
  /** What makes it once only: `item:<caseItemId>:<type>`, or a seed's name. */
  key: z.string(),
  type: z.string(),
  name: text,
  number: z.string(),
  identifier: z.string(),
  /** `person:<id>` or `enterprise:<id>`. */
  holderKey: z.string(),
  holder: z.object({ name: text, code: z.string() }),
  issuer: z.object({ id: z.string(), name: text, code: z.string() }),
  issuedOn: date,
  validFrom: date,
  /** Null: for good. */
  validUntil: date.nullable(),
  status: licenceStatus,
  statusReason: text.nullable(),
  statusSince: date,
  trust: z.enum(["A", "B", "C", "D"]),
  elements: z.record(z.string(), z.string()),
  caseNo: z.string().nullable(),
  caseItemId: z.string().nullable(),
});
export type LicenceDocument = z.infer<typeof licenceDocument>;
export type StoredLicence = LicenceDocument & Stored;

export const licences = defineCollection<LicenceDocument>({
  name: "licences",
  schema: licenceDocument,
  indexes: [{ fields: ["holderKey", "type"] }, { fields: ["caseItemId"] }, { fields: ["caseNo"] }],
  unique: [["key"], ["identifier"]],
});

/** Each use of a licence instead of a paper (domain.md 1.9). */
export const licenceUseDocument = z.object({
  licenceId: z.string(),
  at: z.number(),
  caseNo: z.string(),
  what: text,
  /** Material of the case that the licence stands for. */
  materialId: z.string(),
  key: z.string(),
});
export type LicenceUseDocument = z.infer<typeof licenceUseDocument>;
export const licenceUses = defineCollection<LicenceUseDocument>({
  name: "licence-uses",
  schema: licenceUseDocument,
  indexes: [{ fields: ["licenceId", "at"] }],
  unique: [["key"]],
});

/** Registers that do not answer just now, switched by an administrator or a test. */
export const outageDocument = z.object({ type: z.string(), since: z.number() });
export const registerOutages = defineCollection<z.infer<typeof outageDocument>>({
  name: "register-outages",
  schema: outageDocument,
  indexes: [],
  unique: [["type"]],
});
