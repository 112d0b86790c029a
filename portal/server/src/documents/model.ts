import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";

export const documentDocument = z.object({
  /** What makes it once only: a job's element instance, or the caller's own key. */
  key: z.string(),
  kind: z.string(),
  title: text,
  number: z.string(),
  /** `numbered`: has its number, is being rendered. `void`: keeps its number, counts no more. */
  status: z.enum(["numbered", "issued", "void"]),
  caseId: z.string(),
  /** Other cases that it is about too; absent: none. */
  alsoCaseIds: z.array(z.string()).optional(),
  caseItemIds: z.array(z.string()),
  organ: z.object({ id: z.string(), name: text }),
  internal: z.boolean(),
  issuedAt: z.number(),
  /** The text as issued, and the PDF; the PDF is made later where no browser is at hand. */
  htmlHash: z.string().nullable(),
  pdfHash: z.string().nullable(),
  /** Electronic service: served when issued and told. */
  service: z.object({ way: z.literal("electronic"), to: z.string(), at: z.number() }).nullable(),
  voided: z.object({ at: z.number(), by: z.string(), reason: z.string() }).nullable(),
});
export type DocumentDocument = z.infer<typeof documentDocument>;
export type StoredDocument = DocumentDocument & Stored;

export const documents = defineCollection<DocumentDocument>({
  name: "documents",
  schema: documentDocument,
  indexes: [
    { fields: ["caseId", "issuedAt"] },
    { fields: ["alsoCaseIds"] },
    { fields: ["status"] },
    { fields: ["htmlHash"] },
    { fields: ["pdfHash"] },
  ],
  unique: [["key"], ["number"]],
});
