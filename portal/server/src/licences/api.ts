import { z } from "zod";
import { date, instant, text } from "../platform/api.ts";

/** domain.md 1.9: 01 valid … 07 revoked */
export const licenceStatus = z.enum(["01", "02", "03", "04", "05", "06", "07", "99"]);
export const licenceCard = z.object({
  id: z.string(),
  type: z.string(),
  name: text,
  number: z.string(),
  identifier: z.string(),
  holder: text,
  issuer: text,
  issuedOn: date,
  validFrom: date,
  validUntil: date.nullable(),
  status: licenceStatus,
  statusLabel: text,
  statusReason: text.nullable(),
  trust: z.enum(["A", "B", "C", "D"]),
  uses: z.number(),
});
export type LicenceCard = z.infer<typeof licenceCard>;
/** GET /licences; GET /licences/:id; GET /licences/:id/pdf */
export const licenceFace = licenceCard.extend({
  elements: z.array(z.object({ label: text, value: z.string() })),
  usedBy: z.array(z.object({ at: instant, caseNo: z.string(), what: text })),
  verifyUrl: z.string(),
  qr: z.string(),
  hasFile: z.boolean(),
});
export type LicenceFace = z.infer<typeof licenceFace>;
/** GET /verify/:identifier: public; one at a time, no listing. The page `/v/:identifier` works without JavaScript. */
export const verification = z.object({
  result: z.enum(["valid", "not-valid", "not-found", "bad-check-digit", "foreign"]),
  message: text,
  checkedAt: instant,
  licence: z
    .object({
      name: text,
      number: z.string(),
      identifier: z.string(),
      issuer: text,
      holderMasked: z.string(),
      issuedOn: date,
      validFrom: date,
      validUntil: date.nullable(),
      statusLabel: text,
      statusReason: text.nullable(),
    })
    .nullable(),
});
export type Verification = z.infer<typeof verification>;
