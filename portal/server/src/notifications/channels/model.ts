import { z } from "zod";
import { text } from "../../platform/api.ts";
import { defineCollection, type Stored } from "../../platform/store/port.ts";

const channel = z.enum(["mail", "sms"]);
const messageEvent = z.enum(["act", "progress", "service", "asked"]);

/** Written with the message, in its transaction: to whom it must go is found out right after. */
export const fanoutDocument = z.object({
  /** `person:<id>`, `enterprise:<id>` or `group:<department>:<role>`. */
  to: z.string(),
  personIds: z.array(z.string()),
  event: messageEvent,
  urgent: z.boolean(),
  title: text,
  href: z.string(),
  key: z.string(),
  at: z.number(),
});
export type Fanout = z.infer<typeof fanoutDocument> & Stored;
export const fanouts = defineCollection<z.infer<typeof fanoutDocument>>({
  name: "message-fanouts",
  schema: fanoutDocument,
  indexes: [{ fields: ["at"] }],
  unique: [],
});

/** One message by one channel to one address. `outbox`: no channel is configured; it stands there to be seen. */
export const deliveryDocument = z.object({
  channel,
  state: z.enum(["waiting", "sent", "outbox", "dead"]),
  event: messageEvent,
  /** Null: somebody without an account. */
  personId: z.string().nullable(),
  sealedTo: z.string(),
  maskedTo: z.string(),
  language: z.enum(["zh", "en"]),
  subject: z.string(),
  /** The text, with its link or code. */
  sealedText: z.string(),
  digest: z.boolean(),
  tries: z.number(),
  /** Null once nothing more is tried. */
  nextAt: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number(),
  doneAt: z.number().nullable(),
  /** The same thing goes by a channel to a person once. */
  key: z.string(),
});
export type DeliveryDocument = z.infer<typeof deliveryDocument>;
export type Delivery = DeliveryDocument & Stored;
export const deliveries = defineCollection<DeliveryDocument>({
  name: "message-deliveries",
  schema: deliveryDocument,
  indexes: [
    { fields: ["nextAt"] },
    { fields: ["at"] },
    { fields: ["state", "at"] },
    { fields: ["channel", "at"] },
    { fields: ["channel", "state", "at"] },
  ],
  unique: [["key"]],
});

const choice = z.object({ act: z.boolean(), progress: z.boolean() });
/** What a person wants to get, and where. The id is the person's. */
export const contactDocument = z.object({
  mail: z.object({ sealed: z.string(), masked: z.string(), verifiedAt: z.number() }).nullable(),
  /** Null: the telephone number of the account. */
  phone: z.object({ sealed: z.string(), masked: z.string(), verifiedAt: z.number() }).nullable(),
  /** An address that waits for its code. */
  pending: z
    .object({
      channel,
      sealed: z.string(),
      masked: z.string(),
      codeHash: z.string(),
      until: z.number(),
      tries: z.number(),
    })
    .nullable(),
  codesSent: z.array(z.number()),
  choices: z.object({ mail: choice, sms: choice }),
  /** Choices of a capacity, by its address: `person:…`, `enterprise:…`, `group:…`; others go by `choices`. */
  byCapacity: z.record(z.string(), z.object({ mail: choice, sms: choice })).optional(),
  quiet: z.boolean(),
  digest: z.boolean(),
});
export type ContactDocument = z.infer<typeof contactDocument>;
export type StoredContact = ContactDocument & Stored;
export const contacts = defineCollection<ContactDocument>({
  name: "message-contacts",
  schema: contactDocument,
  indexes: [],
  unique: [],
});

/** What holds for somebody who has chosen nothing. */
export const defaultContact: ContactDocument = {
  mail: null,
  phone: null,
  pending: null,
  codesSent: [],
  choices: { mail: { act: true, progress: true }, sms: { act: true, progress: false } },
  quiet: true,
  digest: false,
};
