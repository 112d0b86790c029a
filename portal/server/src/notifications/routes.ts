import { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import { message, messageList } from "./api.ts";
import type { NotificationsService } from "./service.ts";

export function registerNotificationRoutes(platform: Platform, service: NotificationsService): void {
  platform.route({
    method: "get",
    path: "/messages",
    summary: "Messages of the capacity acted in, newest first",
    tag: "notifications",
    access: "signed-in",
    query: z.object({ view: z.enum(["todo", "news"]).optional() }),
    response: messageList,
    handler: ({ actor, query }) => service.list(actor, query.view),
  });
  platform.route({
    method: "post",
    path: "/messages/:id/read",
    summary: "Marks a message as read by the capacity acted in",
    tag: "notifications",
    access: "signed-in",
    params: z.object({ id: z.string() }),
    response: message,
    handler: ({ actor, params }) => service.read(actor, params.id),
  });
}
