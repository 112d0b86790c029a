/** Signatures of people beside the applicant: who was asked for what, and what exactly they signed. */
import { z } from "zod";
import { text } from "../../platform/api.ts";
import { defineCollection } from "../../platform/store/port.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Stored } from "../../platform/store/port.ts";

/** `void`: signed, but the content changed since. `replaced`, `removed`: nobody is asked any more. */
export const seatState = z.enum(["asked", "signed", "declined", "disputed", "void", "replaced", "removed"]);
export type SeatState = z.infer<typeof seatState>;
export const signWay = z.enum(["link", "here"]);

export const signatureDocument = z.object({
  /** What is signed: `draft:<id>`, or `correction:<number>-<n>`. */
  subject: z.string(),
  /** The case; null while it is a draft. */
  caseNo: z.string().nullable(),
  /** The case was filed, or corrected, with it. */
  kept: z.boolean(),
  /** Id of the package's signer. */
  signer: z.string(),
  role: text,
  party: z.object({ name: z.string(), phone: z.string() }),
  way: signWay,
  state: seatState,
  /** SHA-256 of the link's secret; an empty text never fits one. */
  tokenHash: z.string(),
  until: z.number(),
  /** Hash of the content that is asked for now, and which version of it that is, from 1. */
  hash: z.string(),
  contentVersion: z.number().int(),
  signature: z
    .object({
      at: z.number(),
      hash: z.string(),
      contentVersion: z.number().int(),
      name: z.string(),
      /** The account that signed here; null: by link. */
      personId: z.string().nullable(),
    })
    .nullable(),
  /** Why it was declined, or what is wrong. */
  reason: z.string().nullable(),
  askedAt: z.number(),
  remindedAt: z.number().nullable(),
  openedAt: z.number().nullable(),
});
export type SignatureDocument = z.infer<typeof signatureDocument>;
export type StoredSignature = SignatureDocument & Stored;
export const signatures = defineCollection<SignatureDocument>({
  name: "signatures",
  schema: signatureDocument,
  indexes: [{ fields: ["subject"] }, { fields: ["caseNo"] }, { fields: ["tokenHash"] }],
  unique: [],
});

/** Seats that still count: the person was asked and not taken back. */
export function active(seats: readonly StoredSignature[]): StoredSignature[] {
  return seats.filter((seat) => seat.state !== "replaced" && seat.state !== "removed");
}

/** Signatures that a case was filed or corrected with, and that no later one replaced. */
export async function keptSeats(platform: Platform, caseNo: string): Promise<StoredSignature[]> {
  const found = await platform.store
    .collection(signatures)
    .find({ filter: { eq: ["caseNo", caseNo] }, sort: ["id"], limit: 200 });
  return found.rows.filter((seat) => seat.kept && seat.state === "signed");
}
