import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";
import { trust } from "./api.ts";

export const storedUpload = z.object({
  id: z.string(),
  hash: z.string(),
  name: z.string(),
  size: z.number(),
  mediaType: z.string(),
  pages: z.number(),
  uploadedAt: z.number(),
  by: z.string(),
  scan: z.enum(["clean", "not-scanned"]),
});
export type StoredUpload = z.infer<typeof storedUpload>;

/** What is there for one material of a draft or case. */
export const materialDocument = z.object({
  /** `draft:<id>` or `case:<number>`. */
  owner: z.string(),
  materialId: z.string(),
  files: z.array(storedUpload),
  licence: z.object({ id: z.string(), label: text, validUntil: z.string().nullable() }).nullable(),
  trust: trust.nullable(),
  /** Who has seen the original of these files at the window. */
  original: z.object({ by: z.string(), personId: z.string(), at: z.number() }).optional(),
});
export type MaterialDocument = z.infer<typeof materialDocument>;
export type StoredMaterial = MaterialDocument & Stored;

export const materialRecords = defineCollection<MaterialDocument>({
  name: "materials",
  schema: materialDocument,
  indexes: [{ fields: ["owner"] }, { fields: ["files.id"] }, { fields: ["files.hash"] }],
  unique: [["owner", "materialId"]],
});
