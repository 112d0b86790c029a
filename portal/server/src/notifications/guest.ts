/** Messages to people without an account: a link that is theirs alone, sent to a telephone. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { text } from "../platform/api.ts";
import type { Platform } from "../platform/platform.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored, Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";

export interface GuestMessage {
  to: { name: string; phone: string };
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
  /** Adds the message to the caller's transaction. Who has no telephone is not written to. */
  notifyGuest(tx: Transaction, message: GuestMessage): void;
  /** The link of a message, for the channel that sends it. */
  linkOf(message: Pick<StoredGuestMessage, "sealedLink">): string;
}

const CIPHER = "aes-256-gcm";

export function createGuestMessages(platform: Platform): GuestMessages {
  const key = platform.secret("guest-links");
  const sealed = (link: string): string => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, key, nonce);
    const body = Buffer.concat([cipher.update(link, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
  };
  return {
    notifyGuest(tx, { link, ...message }) {
      if (message.to.phone === "") return;
      tx.insert(guestMessages, {
        id: platform.ids.next(),
        at: platform.clock.now(),
        sealedLink: sealed(link),
        ...message,
      });
    },
    linkOf({ sealedLink }) {
      const bytes = Buffer.from(sealedLink, "base64url");
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}
