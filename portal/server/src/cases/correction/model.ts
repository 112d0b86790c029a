/** Corrections (补正): what is asked, once and whole, and what the applicant supplied for each point. */
import { z } from "zod";
import { text } from "../../platform/api.ts";
import { fileRef, pointInput, pointTarget } from "../api.ts";

import { defineCollection } from "../../platform/store/port.ts";
import type { Stored } from "../../platform/store/port.ts";

export const pointInputs = z.array(pointInput).max(50);

/** Data of the window's form `shared/correction`: the merged notice. `key` names a point that somebody asked for. */
export const correctionData = z.object({
  points: z
    .array(pointInput.extend({ key: z.string().max(200).nullable(), caseItemId: z.string().max(60) }))
    .max(200),
  note: z.string().max(500).nullish(),
});
export type CorrectionData = z.infer<typeof correctionData>;

export const storedPoint = z.object({
  id: z.string(),
  caseItemId: z.string(),
  itemId: z.string(),
  /** Who asks: the item's department, or the common window. */
  department: z.string(),
  target: pointTarget,
  label: text,
  problem: z.string(),
  ask: z.string(),
  basis: z.string(),
  sample: z.string().nullable(),
  page: z.number().nullable().optional(),
  mark: z.string().nullable().optional(),
  first: z.string().nullable(),
  /** Filled when it is handed in, and never changed afterwards. */
  answer: z
    .object({
      handIn: z.number(),
      at: z.number(),
      note: z.string().nullable(),
      /** Values of the field; null for a material. */
      before: z.unknown(),
      after: z.unknown(),
      filesBefore: z.array(fileRef),
      files: z.array(fileRef),
    })
    .nullable(),
});
export type StoredPoint = z.infer<typeof storedPoint>;

export const correctionDocument = z.object({
  caseId: z.string(),
  n: z.number().int(),
  roundId: z.string(),
  /** The window's submission that sent it. */
  submissionId: z.string(),
  points: z.array(storedPoint).min(1),
  issuedAt: z.number(),
  /** Working days to supply. */
  days: z.number().int(),
  handIns: z.array(z.object({ n: z.number(), at: z.number(), by: z.string(), points: z.array(z.string()) })),
  /** Half-filled answers. */
  draft: z.object({
    values: z.record(z.string(), z.unknown()),
    notes: z.record(z.string(), z.string()),
    savedAt: z.number().nullable(),
  }),
});
export type CorrectionDocument = z.infer<typeof correctionDocument>;
/** The id of a correction is `<case number>:<n>`. */
export type StoredCorrection = CorrectionDocument & Stored;
export const corrections = defineCollection<CorrectionDocument>({
  name: "corrections",
  schema: correctionDocument,
  indexes: [{ fields: ["caseId", "n"] }],
  unique: [],
});

export const correctionId = (caseId: string, n: number): string => `${caseId}:${n}`;
/** Whose the files are that wait to be handed in. */
export const stagedOwner = (caseId: string, n: number): string => `correction:${caseId}-${n}`;
