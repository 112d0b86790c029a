import { z } from "zod";
import { date, instant, light, namedRef, text } from "../../platform/api.ts";
import { formDefinition } from "../../catalogue/api.ts";
import { materialSlot } from "../../materials/api.ts";
import { pageMark } from "../../materials/marks/api.ts";
import { fileRef, itemStatus, pointTarget } from "../api.ts";

/** A point as the applicant sees it: what is wrong, what to do, the field or slot that it opens. */
export const correctionPoint = z.object({
  id: z.string(),
  caseItemId: z.string(),
  item: text,
  /** Who asks. */
  department: namedRef,
  target: pointTarget,
  label: text,
  /** Section of the form. */
  group: text.nullable(),
  problem: z.string(),
  ask: z.string(),
  basis: z.string(),
  sample: z.string().nullable(),
  page: z.number().nullable(),
  /** The place on the page, as whoever asks has marked it. */
  mark: pageMark.nullable(),
  /** Point of the first notice that this one repeats. */
  first: z.string().nullable(),
  state: z.enum(["open", "saved", "handed-in", "closed"]),
  handedInAt: instant.nullable(),
  receiptId: z.string().nullable(),
  /** The value as it stood when it was asked for, and as it is now or will be. */
  before: text.nullable(),
  after: text.nullable(),
  filesBefore: z.array(fileRef),
  files: z.array(fileRef),
  note: z.string(),
  /** The field to fill, with what is entered so far; its form holds this field alone. */
  field: z
    .object({
      form: formDefinition,
      section: z.string(),
      path: z.string(),
      data: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  slot: materialSlot.nullable(),
});
export type CorrectionPoint = z.infer<typeof correctionPoint>;

/** GET /cases/:no/corrections/:n (C13) */
export const correctionPage = z.object({
  no: z.string(),
  n: z.number(),
  version: z.number(),
  title: text,
  state: z.enum(["open", "complete", "lapsed", "over"]),
  issuedAt: instant,
  due: date,
  /** The applicant's time to supply. */
  light: light.nullable(),
  documentId: z.string().nullable(),
  items: z.array(
    z.object({
      caseItemId: z.string(),
      name: text,
      department: namedRef,
      status: itemStatus,
      statusLabel: text,
    }),
  ),
  points: z.array(correctionPoint),
  /** Number of an earlier notice of these items. */
  firstN: z.number().nullable(),
  receipts: z.array(z.object({ at: instant, points: z.number(), documentId: z.string().nullable() })),
  savedAt: instant.nullable(),
  /** Others who sign what is corrected, before it is handed in; empty when nobody does. */
  signers: z.array(z.object({ name: text, signed: z.boolean() })),
});
export type CorrectionPage = z.infer<typeof correctionPage>;

/** PUT /cases/:no/corrections/:n (If-Match): keeps half-filled answers; a field that is not listed is refused. */
export const saveCorrectionRequest = z.object({
  values: z.record(z.string().max(200), z.unknown()),
  notes: z.record(z.string().max(20), z.string().max(500)),
});
export type SaveCorrectionRequest = z.infer<typeof saveCorrectionRequest>;
/** POST /cases/:no/corrections/:n/hand-in (If-Match, Idempotency-Key): all points, or some; the rest stays open. */
export const handInRequest = z.object({ points: z.array(z.string().max(20)).min(1).max(200) });
export const handedIn = z.object({
  n: z.number(),
  at: instant,
  points: z.array(z.string()),
  /** Points that are still open. */
  left: z.number(),
  /** Items whose points are all in: their check begins anew. */
  complete: z.array(z.string()),
  receiptId: z.string().nullable(),
});
export type HandedIn = z.infer<typeof handedIn>;
