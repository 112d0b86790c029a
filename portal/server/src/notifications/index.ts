import type { Platform } from "../platform/platform.ts";
import { createGuestMessages, type GuestMessages } from "./guest.ts";
import { registerNotificationRoutes } from "./routes.ts";
import { createNotificationsService, type NotificationsService } from "./service.ts";
import { registerNotificationWorkers, type MessageContent, type MessageFactsOf } from "./workers.ts";

export type { Addressee } from "./addressee.ts";
export { addressesOf } from "./addressee.ts";
export { forgetMessages } from "./forget-old.ts";
export { guestMessages, type GuestMessage } from "./guest.ts";
export type { MessageValues } from "./fill.ts";
export type { NewMessage, NotificationsService } from "./service.ts";
export type { MessageContent, MessageFacts, MessageFactsOf, MessageTemplate } from "./workers.ts";

export interface NotificationsArea extends NotificationsService, GuestMessages {
  /** Given by the cases area: what messages about a case may say. */
  registerFacts(facts: MessageFactsOf): void;
}

/** Messages inside the portal, per capacity: to do and news. */
export function createNotificationsArea(options: {
  platform: Platform;
  catalogue: MessageContent;
}): NotificationsArea {
  let facts: MessageFactsOf = async () => null;
  const service = createNotificationsService(options.platform);
  registerNotificationRoutes(options.platform, service);
  registerNotificationWorkers(options.platform, service, options.catalogue, (caseId, item) =>
    facts(caseId, item),
  );
  return {
    ...service,
    ...createGuestMessages(options.platform),
    registerFacts: (given) => {
      facts = given;
    },
  };
}
