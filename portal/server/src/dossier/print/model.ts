import { z } from "zod";
import { defineCollection } from "../../platform/store/port.ts";

/** A case file that was printed: for the reader who printed it, for a day. */
export const dossierDocument = z.object({
  caseId: z.string(),
  personId: z.string(),
  hash: z.string(),
  pages: z.number().int(),
  at: z.number(),
});
export type DossierDocument = z.infer<typeof dossierDocument>;
export const dossiers = defineCollection<DossierDocument>({
  name: "dossiers",
  schema: dossierDocument,
  indexes: [{ fields: ["hash"] }, { fields: ["at"] }],
  unique: [],
});
