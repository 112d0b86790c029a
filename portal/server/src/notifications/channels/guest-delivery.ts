import type { Platform } from "../../platform/platform.ts";
import type { Language, Text } from "../../platform/text.ts";
import type { SealedTexts } from "../sealed-text.ts";
import type { MessageContent } from "../workers.ts";
import { compose } from "./compose.ts";
import { maskMail, maskPhone } from "./mask.ts";
import type { DeliveryDocument } from "./model.ts";

/** To somebody without an account, who was named by somebody who has one. */
export interface GuestDelivery {
  phone?: string;
  mail?: string;
  language: Language;
  /** Without personal data. */
  title: Text;
  /** Whole address, theirs alone. */
  link: string;
  key: string;
}

/** One by each channel that there is an address for. They wait for nothing: somebody is at it now. */
export function guestDeliveries(
  parts: { platform: Platform; content: MessageContent; sealed: SealedTexts },
  { phone = "", mail = "", language, title, link, key }: GuestDelivery,
): (DeliveryDocument & { id: string })[] {
  const { platform, content, sealed } = parts;
  const now = platform.clock.now();
  const addresses = [
    { channel: "sms" as const, to: phone, masked: maskPhone(phone) },
    { channel: "mail" as const, to: mail, masked: maskMail(mail) },
  ].filter(({ to }) => to !== "");
  return addresses.flatMap(({ channel, to, masked }) => {
    try {
      const { subject, text } = compose(content, "guest", language, { title, link });
      return [
        {
          id: platform.ids.next(),
          channel,
          state: "waiting" as const,
          event: "asked" as const,
          personId: null,
          sealedTo: sealed.seal(to),
          maskedTo: masked,
          language,
          subject,
          sealedText: sealed.seal(text),
          digest: false,
          tries: 0,
          nextAt: now,
          error: null,
          at: now,
          doneAt: null,
          key: `${key}:${channel}`,
        },
      ];
    } catch (error) {
      platform.log.error({ err: error, message: key }, "a message cannot go out");
      return [];
    }
  });
}
