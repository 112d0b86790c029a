import { z } from "zod";
import { instant, text } from "../platform/api.ts";

export const uploadedFile = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  mediaType: z.string(),
  pages: z.number(),
  uploadedAt: instant,
  /** No scanner is configured: shown to clerks as "not scanned". */
  scan: z.enum(["clean", "not-scanned"]),
});
export type UploadedFile = z.infer<typeof uploadedFile>;

/** Trust level of the source (domain.md 1.9): A issuing organ, B seen at the window, C uploaded, D self-made. */
export const trust = z.enum(["A", "B", "C", "D"]);
/** One material of a case or draft, whoever needs it: asked once. */
export const materialSlot = z.object({
  id: z.string(),
  name: text,
  need: z.enum(["required", "optional"]),
  reason: text,
  usedBy: z.array(z.object({ id: z.string(), name: text })),
  state: z.enum([
    "missing",
    "uploaded",
    "reused",
    "found",
    "made-on-the-way",
    "replaced-by-undertaking",
    "later",
  ]),
  /** In words, e.g. "licence of 2025, valid until …". */
  stateLabel: text,
  trust: trust.nullable(),
  /** Why it has that level, in words. */
  trustReason: text.nullable().optional(),
  files: z.array(uploadedFile),
  /** Files of a case that others have replaced, the latest first. */
  earlier: z.array(uploadedFile).optional(),
  /** A licence the applicant holds and may use here. */
  offer: z
    .object({
      licenceId: z.string(),
      label: text,
      validUntil: z.string().nullable(),
      usable: z.boolean(),
      whyNot: text.nullable(),
    })
    .nullable(),
  licenceId: z.string().nullable(),
  accept: z.array(z.string()),
  maxBytes: z.number(),
  sample: z.string().nullable(),
  /** It may follow after acceptance within these working days (容缺); null: it may not. */
  tolerantDays: z.number().nullable(),
  /** In the answer to an upload: the id of the file, also when the same bytes were there already. */
  uploaded: z.string().optional(),
});
export type MaterialSlot = z.infer<typeof materialSlot>;
/** POST /drafts/:id/materials/:materialId/files (multipart, field `file`), DELETE …/files/:fileId, POST …/reuse */
export const reuseRequest = z.object({ licenceId: z.string() });
