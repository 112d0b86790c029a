import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";
import {
  arrivedRequest,
  cancelDeliveryRequest,
  deliveryAct,
  deliveryRecord,
  deskList,
  deskQuery,
  handRequest,
  postingRequest,
  receiverRequest,
  reminded,
  remindRequest,
  returnedRequest,
  signDeliveryRequest,
} from "./api.ts";
import type { DeskPages } from "./pages.ts";
import type { DeskPost } from "./post.ts";
import type { DeskReminders } from "./remind.ts";
import type { DeskWindow } from "./window.ts";

const byId = z.object({ id: z.string().max(40) });
const tag = "deliveries";

export function registerDeskRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  pages: DeskPages;
  window: DeskWindow;
  post: DeskPost;
  reminders: DeskReminders;
}): void {
  const { platform, audit, pages, window, post, reminders } = parts;

  platform.route({
    method: "get",
    path: "/deliveries",
    summary:
      "Results that wait to be handed over, posted or read, by way; or found by number, name or scanned code",
    tag,
    access: ["read", "delivery"],
    query: deskQuery,
    response: deskList,
    handler: async ({ actor, query }) => {
      const list = await pages.list(actor, query);
      const cases = [...new Set(list.groups.flatMap((group) => group.rows.map((row) => row.caseNo)))];
      if (cases.length > 0)
        await audit.recordRead({
          actor,
          action: "deliveries.list",
          thing: { kind: "desk", id: query.way },
          data: { cases },
        });
      return list;
    },
  });
  platform.route({
    method: "post",
    path: "/deliveries",
    summary: "Begins handing over items of one applicant at the window, in one act",
    tag,
    access: ["hand", "delivery"],
    body: handRequest,
    response: deliveryAct,
    status: 201,
    handler: async ({ actor, body }) => pages.page(actor, await window.hand(actor, body.caseItemIds)),
  });
  platform.route({
    method: "post",
    path: "/deliveries/postings",
    summary: "Items of one applicant went to the post: carrier, number, day; the applicant is told",
    tag,
    access: ["post", "delivery"],
    body: postingRequest,
    response: deliveryAct,
    status: 201,
    handler: async ({ actor, body }) => pages.page(actor, await post.send(actor, body)),
  });
  platform.route({
    method: "post",
    path: "/deliveries/reminders",
    summary: "Reminds of electronic results that nobody has read, at most once a day",
    tag,
    access: ["remind", "delivery"],
    body: remindRequest,
    response: reminded,
    handler: async ({ actor, body }) => ({ told: await reminders.remind(actor, body.caseItemIds) }),
  });
  platform.route({
    method: "get",
    path: "/deliveries/:id",
    summary: "An act of delivery: what, to whom, how far",
    tag,
    access: ["read", "delivery"],
    params: byId,
    response: deliveryAct,
    handler: async ({ actor, params }) => {
      const page = await pages.page(actor, params.id);
      await audit.recordRead({
        actor,
        action: "deliveries.read",
        thing: { kind: "delivery", id: page.id },
        data: { cases: [...new Set(page.items.map((item) => item.caseNo))] },
      });
      return page;
    },
  });
  platform.route({
    method: "get",
    path: "/deliveries/:id/record",
    summary: "The record of delivery as it stands, to be read, or printed for a signature by hand",
    tag,
    access: ["read", "delivery"],
    params: byId,
    response: deliveryRecord,
    handler: async ({ actor, params }) => {
      const record = await pages.record(actor, params.id);
      await audit.recordRead({
        actor,
        action: "deliveries.readRecord",
        thing: { kind: "delivery", id: params.id },
      });
      return record;
    },
  });
  platform.route({
    method: "put",
    path: "/deliveries/:id/receiver",
    summary: "Who receives at the window: the addressee, or an agent with an authorisation",
    tag,
    access: ["hand", "delivery"],
    params: byId,
    body: receiverRequest,
    response: deliveryAct,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await window.receiver(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/deliveries/:id/sign",
    summary: "The receiver has read the record and signs it: everything in it is served",
    tag,
    access: ["hand", "delivery"],
    params: byId,
    body: signDeliveryRequest,
    response: deliveryAct,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await window.sign(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/deliveries/:id/cancel",
    summary: "Takes the act back before anybody has signed",
    tag,
    access: ["hand", "delivery"],
    params: byId,
    body: cancelDeliveryRequest,
    response: deliveryAct,
    handler: async ({ actor, params, body }) => {
      await window.cancel(actor, params.id, body.reason);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/deliveries/:id/arrived",
    summary: "The post's receipt says who signed, and when: served on that day",
    tag,
    access: ["post", "delivery"],
    params: byId,
    body: arrivedRequest,
    response: deliveryAct,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await post.arrived(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/deliveries/:id/returned",
    summary: "The post brought it back: sent again, or to the window; the applicant is told",
    tag,
    access: ["post", "delivery"],
    params: byId,
    body: returnedRequest,
    response: deliveryAct,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await post.returned(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
}
