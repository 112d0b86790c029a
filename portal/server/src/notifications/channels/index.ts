/** Messages that leave the house: mail and text messages as ports, with a visible outbox where none is configured. */
import type { AuditArea } from "../../audit/index.ts";
import type { Platform } from "../../platform/platform.ts";
import { sealedTexts } from "../sealed-text.ts";
import type { MessageContent } from "../workers.ts";
import { guestDeliveries, type GuestDelivery } from "./guest-delivery.ts";
import { deliveries } from "./model.ts";
import type { Transaction } from "../../platform/store/port.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createFanouts, type Fanouts, type PeopleOfMessages } from "./fanout.ts";
import { createOutboxView, type DeadLetters } from "./outbox-view.ts";
import type { Channel, ChannelPort } from "./ports.ts";
import { registerChannelRoutes } from "./routes.ts";
import { createMessageSettings } from "./settings.ts";
import { smsGateway } from "./sms-gateway.ts";
import { smtpMail } from "./smtp.ts";

export type { Fanouts, PeopleOfMessages } from "./fanout.ts";
export type { DeadLetters } from "./outbox-view.ts";

/** A message is written in a transaction that has not committed yet: what it leaves is looked for a moment later. */
const SOON_MS = 500;

export interface Channels {
  fanouts: Fanouts;
  /** Looks for what is to be sent, soon. */
  wake(): void;
  /** One message to somebody without an account, in the caller's transaction. */
  sendTo(tx: Transaction, message: GuestDelivery): void;
  dead(): Promise<DeadLetters>;
}

export function createChannels(parts: {
  platform: Platform;
  audit: AuditArea;
  content: MessageContent;
  people: PeopleOfMessages;
}): Channels {
  const { platform, audit, content, people } = parts;
  const { smtpUrl, mailFrom, smsUrl, smsSecret, smsTemplate } = platform.config;
  const ports: Record<Channel, ChannelPort | null> = {
    mail: smtpUrl === "" ? null : smtpMail({ url: smtpUrl, from: mailFrom }),
    sms: smsUrl === "" ? null : smsGateway({ url: smsUrl, secret: smsSecret, template: smsTemplate }),
  };
  const sealed = sealedTexts(platform.secret("message-deliveries"));
  const fanouts = createFanouts({ platform, content, people, sealed });
  const dispatcher = createDispatcher({ platform, content, sealed, fanouts, ports });
  let soon: NodeJS.Timeout | null = null;
  const wake = (): void => {
    soon ??= setTimeout(() => {
      soon = null;
      void dispatcher.wake();
    }, SOON_MS).unref();
  };
  platform.onClose(async () => {
    if (soon !== null) clearTimeout(soon);
  });
  const settings = createMessageSettings({ platform, audit, content, people, sealed, wake });
  const outbox = createOutboxView({ platform, audit, sealed, ports, wake });
  registerChannelRoutes(platform, settings, outbox);
  return {
    fanouts,
    wake,
    dead: outbox.dead,
    sendTo: (tx, message) => {
      for (const delivery of guestDeliveries({ platform, content, sealed }, message))
        tx.insert(deliveries, delivery);
      wake();
    },
  };
}
