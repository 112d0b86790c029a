import { z } from "zod";
import { instant, namedRef, text } from "../platform/api.ts";

/** GET /documents/:id; its PDF is GET /documents/:id/pdf */
export const documentMeta = z.object({
  id: z.string(),
  kind: z.string(),
  title: text,
  number: z.string(),
  status: z.enum(["numbered", "issued", "void"]),
  caseNo: z.string(),
  caseItemIds: z.array(z.string()),
  organ: namedRef,
  issuedAt: instant,
  servedAt: instant.nullable(),
  /** sha-256 of the PDF; null while it is not made yet. */
  hash: z.string().nullable(),
  verifyUrl: z.string(),
  voided: z.object({ at: instant, reason: z.string() }).nullable(),
});
export type DocumentMeta = z.infer<typeof documentMeta>;
