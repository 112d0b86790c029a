import { z } from "zod";
import { defineCollection, type Stored } from "../../platform/store/port.ts";
import { markedFile, pageBox } from "./api.ts";

/** A mark never changes; one that is taken away stays readable for whoever pointed at it. */
export const markDocument = z.object({
  caseId: z.string(),
  materialId: z.string(),
  file: markedFile,
  /** What the mark is on: it is void once the document no longer has these bytes. */
  hash: z.string(),
  page: z.number().int(),
  box: pageBox,
  note: z.string(),
  by: z.object({ personId: z.string(), name: z.string(), department: z.string() }),
  at: z.number(),
  removedAt: z.number().nullable(),
});
export type MarkDocument = z.infer<typeof markDocument>;
export type StoredMark = MarkDocument & Stored;

export const markRecords = defineCollection<MarkDocument>({
  name: "material-marks",
  schema: markDocument,
  indexes: [{ fields: ["caseId", "at"] }],
  unique: [],
});
