import { z } from "zod";
import { date, instant, light, namedRef, text } from "../platform/api.ts";
import { relation } from "./model.ts";

const words = (max: number): z.ZodString => z.string().trim().max(max);
const itemIds = z.array(z.string().max(60)).min(1).max(50);
export const deskWay = z.enum(["window", "post", "electronic"]);

/** GET /deliveries */
export const deskQuery = z.object({ way: deskWay.default("window"), q: z.string().max(200).optional() });
/** POST /deliveries: begins handing over items of one applicant at the window. */
export const handRequest = z.object({ caseItemIds: itemIds });
/** POST /deliveries/postings: items of one applicant went to the post in one parcel. */
export const postingRequest = z.object({
  caseItemIds: itemIds,
  carrier: words(40),
  number: words(40),
  on: date,
});
/** PUT /deliveries/:id/receiver (If-Match) */
export const receiverRequest = z.object({
  name: words(50),
  relation,
  idLast4: words(4),
  mandate: words(100).default(""),
  place: words(100).default(""),
  note: words(500).default(""),
});
/** POST /deliveries/:id/sign (If-Match): the receiver has read the record and signs it, on the screen or on paper. */
export const signDeliveryRequest = z.object({
  how: z.enum(["screen", "paper"]),
  /** What the receiver typed; on paper it is the receiver of the record. */
  name: words(50).default(""),
  read: z.boolean(),
  /** Hash of the record that was read. */
  hash: z.string().max(80),
});
/** POST /deliveries/:id/arrived (If-Match): the post's receipt says who signed, and when. */
export const arrivedRequest = z.object({ on: date, name: words(50), relation, note: words(500).default("") });
/** POST /deliveries/:id/returned (If-Match): the post brought it back. */
export const returnedRequest = z.object({
  on: date,
  reason: words(300),
  next: z.enum(["again", "window"]),
});
export const cancelDeliveryRequest = z.object({ reason: words(300) });

/** POST /deliveries/reminders: electronic results that nobody has read. */
export const remindRequest = z.object({ caseItemIds: itemIds });
export const reminded = z.object({ told: z.number().int() });

const act = z.object({
  id: z.string(),
  way: z.enum(["window", "post"]),
  by: z.string(),
  at: instant,
  /** For the list: “EMS 123, 12 March”, or who is handing it over. */
  line: text,
});
export const deskRow = z.object({
  caseItemId: z.string(),
  caseNo: z.string(),
  title: text,
  item: text,
  department: namedRef,
  way: deskWay,
  result: text,
  readySince: instant,
  /** Days that it has been waiting, whole calendar days. */
  waits: z.number().int(),
  light: light.nullable(),
  /** The act under way, if any. */
  act: act.nullable(),
  /** Why the post brought it back. */
  returned: text.nullable(),
});
export type DeskRow = z.infer<typeof deskRow>;
/** Results that wait for one applicant: may be handed over in one act. */
export const deskGroup = z.object({
  key: z.string(),
  applicant: text,
  address: z.string(),
  rows: z.array(deskRow),
});
export type DeskGroup = z.infer<typeof deskGroup>;
export const deskList = z.object({
  counts: z.object({ window: z.number(), post: z.number(), electronic: z.number() }),
  groups: z.array(deskGroup),
  /** There are more than are shown: search. */
  more: z.boolean(),
});
export type DeskList = z.infer<typeof deskList>;

/** GET /deliveries/:id */
export const deliveryAct = z.object({
  id: z.string(),
  version: z.number(),
  way: z.enum(["window", "post"]),
  state: z.enum(["open", "signed", "returned", "cancelled"]),
  applicant: text,
  /** Whom the clerk may choose without typing. */
  known: z.array(z.object({ name: z.string(), relation })),
  items: z.array(
    z.object({
      caseItemId: z.string(),
      caseNo: z.string(),
      item: text,
      papers: z.array(z.object({ name: text, number: z.string() })),
      /** Its process has gone on. */
      served: z.boolean(),
    }),
  ),
  begun: z.object({ at: instant, by: z.string() }),
  receiver: z
    .object({
      name: z.string(),
      relation,
      idLast4: z.string(),
      mandate: z.string(),
      place: z.string(),
      note: z.string(),
    })
    .nullable(),
  /** Hash of the record as it would be signed now; null: not complete yet. */
  hash: z.string().nullable(),
  signature: z
    .object({
      how: z.enum(["screen", "paper", "post"]),
      name: z.string(),
      on: date,
      at: instant,
      by: z.string(),
    })
    .nullable(),
  post: z.object({ carrier: z.string(), number: z.string(), address: z.string(), on: date }).nullable(),
  ended: z
    .object({ on: date, reason: z.string(), next: z.enum(["again", "window"]).nullable(), by: z.string() })
    .nullable(),
  /** The record of delivery, once issued. */
  documentId: z.string().nullable(),
});
export type DeliveryAct = z.infer<typeof deliveryAct>;
/** GET /deliveries/:id/record: the record as it stands, to be read or printed for a signature by hand. */
export const deliveryRecord = z.object({ html: z.string(), hash: z.string() });
export type DeliveryRecord = z.infer<typeof deliveryRecord>;
