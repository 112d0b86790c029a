/** Messages to people without an account: a link that is theirs alone, sent to a telephone or by mail. */
import { z } from "zod";
import { text } from "../platform/api.ts";
import type { Platform } from "../platform/platform.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored, Transaction } from "../platform/store/port.ts";
import type { Language, Text } from "../platform/text.ts";
import type { Channels } from "./channels/index.ts";
import { sealedTexts } from "./sealed-text.ts";

export interface GuestMessage {
  to: { name: string; phone: string; mail?: string };
  /** Default: Chinese. */
  language?: Language;
  /** What it is about, without personal data: it stands in the text message. */
  title: Text;
  body: Text;
  /** Whole address; what it opens is secret, so it is kept sealed. */
  link: string;
  /** Unique: the same thing is told once. */
  key: string;
}

export const guestMessageDocument = z.object({
  to: z.object({ name: z.string(), phone: z.string() }),
  title: text,
  body: text,
  sealedLink: z.string(),
  at: z.number(),
  key: z.string(),
});
export const guestMessages = defineCollection<z.infer<typeof guestMessageDocument>>({
  name: "guest-messages",
  schema: guestMessageDocument,
  indexes: [{ fields: ["at"] }],
  unique: [["key"]],
});
export type StoredGuestMessage = z.infer<typeof guestMessageDocument> & Stored;

export interface GuestMessages {
  /** Adds the message to the caller's transaction. Who has neither telephone nor mail address is not written to. */
  notifyGuest(tx: Transaction, message: GuestMessage): void;
  /** The link of a message, for the channel that sends it. */
  linkOf(message: Pick<StoredGuestMessage, "sealedLink">): string;
}

export function createGuestMessages(platform: Platform, channels: Pick<Channels, "sendTo">): GuestMessages {
  const sealed = sealedTexts(platform.secret("guest-links"));
  return {
    notifyGuest(tx, { link, to, language = "zh", ...message }) {
      if (to.phone === "" && (to.mail ?? "") === "") return;
      tx.insert(guestMessages, {
        id: platform.ids.next(),
        at: platform.clock.now(),
        sealedLink: sealed.seal(link),
        to: { name: to.name, phone: to.phone },
        ...message,
      });
      channels.sendTo(tx, {
        phone: to.phone,
        mail: to.mail,
        language,
        link,
        title: message.title,
        key: message.key,
      });
    },
    linkOf: ({ sealedLink }) => sealed.open(sealedLink),
  };
}
