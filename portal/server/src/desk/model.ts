import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

const person = z.object({ personId: z.string(), name: z.string() });
export const relation = z.enum(["self", "family", "agent", "colleague"]);

/** Who took the results, as the record of delivery names them. */
export const receiver = z.object({
  name: z.string(),
  relation,
  /** Last four of the receiver's identity number. */
  idLast4: z.string(),
  /** The authorisation that an agent showed; empty: none is needed. */
  mandate: z.string(),
  place: z.string(),
  note: z.string(),
});
export type Receiver = z.infer<typeof receiver>;

/**
 * One act of delivery: items of one applicant handed over at the window, or sent by post, with one record for all.
 * `open`: prepared at the window, or on its way; nothing is served yet. `signed`: served. `returned`: the post brought it
 * back. `cancelled`: taken back before anybody signed.
 */
export const deliveryDocument = z.object({
  way: z.enum(["window", "post"]),
  state: z.enum(["open", "signed", "returned", "cancelled"]),
  /** Counts what people change: what If-Match speaks of. */
  revision: z.number().int(),
  caseIds: z.array(z.string()),
  items: z.array(z.object({ caseId: z.string(), caseItemId: z.string(), taskId: z.string(), name: text })),
  at: z.number(),
  by: person,
  receiver: receiver.nullable(),
  /** The receiver's signature: on the screen, or on the printed record. `on`: the day of receipt. */
  signature: z
    .object({
      how: z.enum(["screen", "paper", "post"]),
      name: z.string(),
      on: z.string(),
      at: z.number(),
      by: person,
      /** SHA-256 of the record as it was read. */
      hash: z.string().nullable(),
    })
    .nullable(),
  post: z.object({ carrier: z.string(), number: z.string(), address: z.string(), on: z.string() }).nullable(),
  /** What became of it when nobody received it. */
  ended: z
    .object({
      on: z.string(),
      reason: z.string(),
      next: z.enum(["again", "window"]).nullable(),
      at: z.number(),
      by: person,
    })
    .nullable(),
});
export type DeliveryDocument = z.infer<typeof deliveryDocument>;
export type StoredDelivery = DeliveryDocument & Stored;

export const deliveries = defineCollection<DeliveryDocument>({
  name: "deliveries",
  schema: deliveryDocument,
  indexes: [{ fields: ["items.caseItemId"] }, { fields: ["state"] }],
  unique: [],
});
