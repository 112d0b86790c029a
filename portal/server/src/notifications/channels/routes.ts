import { z } from "zod";
import type { Platform } from "../../platform/platform.ts";
import {
  addressRequest,
  codeRequest,
  messageSettings,
  outboxMessage,
  outboxPage,
  outboxText,
  settingsRequest,
} from "../api.ts";
import type { OutboxView } from "./outbox-view.ts";
import type { MessageSettingsService } from "./settings.ts";

export function registerChannelRoutes(
  platform: Platform,
  settings: MessageSettingsService,
  outbox: OutboxView,
): void {
  platform.route({
    method: "get",
    path: "/messages/settings",
    summary: "What the person wants to get by mail and text message, and where to",
    tag: "notifications",
    access: "signed-in",
    response: messageSettings,
    handler: ({ actor }) => settings.settings(actor),
  });
  platform.route({
    method: "put",
    path: "/messages/settings",
    summary: "Changes what the person wants to get; service cannot be turned off",
    tag: "notifications",
    access: "signed-in",
    body: settingsRequest,
    response: messageSettings,
    handler: ({ actor, body }) => settings.save(actor, body),
  });
  platform.route({
    method: "post",
    path: "/messages/addresses",
    summary: "Sends a code to a new address; it is used once the code has come back",
    tag: "notifications",
    access: "signed-in",
    body: addressRequest,
    response: messageSettings,
    handler: ({ actor, body }) => settings.ask(actor, body),
  });
  platform.route({
    method: "post",
    path: "/messages/addresses/verify",
    summary: "The code that came to the new address",
    tag: "notifications",
    access: "signed-in",
    body: codeRequest,
    response: messageSettings,
    handler: ({ actor, body }) => settings.verify(actor, body.code),
  });
  platform.route({
    method: "delete",
    path: "/messages/addresses/:channel",
    summary: "Forgets an address that the person entered",
    tag: "notifications",
    access: "signed-in",
    params: z.object({ channel: z.enum(["mail", "sms"]) }),
    response: messageSettings,
    handler: ({ actor, params }) => settings.forget(actor, params.channel),
  });
  platform.route({
    method: "get",
    path: "/outbox",
    summary: "What goes out by mail and text message: sent, waiting, given up; addresses masked",
    tag: "notifications",
    access: ["view", "outbox"],
    query: z.object({
      state: z.enum(["waiting", "sent", "outbox", "dead"]).optional(),
      channel: z.enum(["mail", "sms"]).optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: outboxPage,
    handler: ({ query }) => outbox.list(query),
  });
  platform.route({
    method: "get",
    path: "/outbox/:id",
    summary: "The text of one, with its link or code: in a demo only",
    tag: "notifications",
    access: ["view", "outbox"],
    params: z.object({ id: z.string() }),
    response: outboxText,
    handler: ({ actor, params }) => outbox.text(actor, params.id),
  });
  platform.route({
    method: "post",
    path: "/outbox/:id/retry",
    summary: "Tries again what was given up",
    tag: "notifications",
    access: ["retry", "outbox"],
    params: z.object({ id: z.string() }),
    response: outboxMessage,
    handler: ({ actor, params }) => outbox.retry(actor, params.id),
  });
}
