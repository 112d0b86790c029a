import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createChannels, type DeadLetters, type PeopleOfMessages } from "./channels/index.ts";
import { createGuestMessages, type GuestMessages } from "./guest.ts";
import { registerNotificationRoutes } from "./routes.ts";
import { createNotificationsService, type NotificationsService } from "./service.ts";
import { registerNotificationWorkers, type MessageContent, type MessageFactsOf } from "./workers.ts";

export type { Addressee } from "./addressee.ts";
export { addressesOf } from "./addressee.ts";
export { forgetMessages } from "./forget-old.ts";
export { guestMessages, type GuestMessage } from "./guest.ts";
export type { DeadLetters, PeopleOfMessages } from "./channels/index.ts";
export type { MessageValues } from "./fill.ts";
export type { NewMessage, NotificationsService } from "./service.ts";
export type { MessageContent, MessageFacts, MessageFactsOf, MessageTemplate } from "./workers.ts";

export interface NotificationsArea extends NotificationsService, GuestMessages {
  /** Messages that no try could deliver, for the health page. */
  deadLetters(): Promise<DeadLetters>;
  /** Given by the cases area: what messages about a case may say. */
  registerFacts(facts: MessageFactsOf): void;
}

/** Messages per capacity, to do and news: in the portal, and by mail and text message as the person chose. */
export function createNotificationsArea(options: {
  platform: Platform;
  audit: AuditArea;
  catalogue: MessageContent;
  /** Whose addresses, languages and posts. */
  people: PeopleOfMessages;
}): NotificationsArea {
  let facts: MessageFactsOf = async () => null;
  const channels = createChannels({ ...options, content: options.catalogue });
  const service = createNotificationsService(options.platform, channels);
  registerNotificationRoutes(options.platform, service);
  registerNotificationWorkers(options.platform, service, options.catalogue, (caseId, item) =>
    facts(caseId, item),
  );
  return {
    ...service,
    ...createGuestMessages(options.platform, channels),
    deadLetters: channels.dead,
    registerFacts: (given) => {
      facts = given;
    },
  };
}
