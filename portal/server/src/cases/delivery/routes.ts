import { z } from "zod";
import type { AuditArea } from "../../audit/index.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { StoredCase } from "../model.ts";
import { deliveryPage, deliveryRequest, readResults, readResultsRequest } from "./api.ts";
import type { DeliveryService } from "./service.ts";

const byNo = z.object({ no: z.string().max(40) });
const tag = "cases";

export function registerDeliveryRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  deliveries: DeliveryService;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}): void {
  const { platform, audit, deliveries, ownCase } = parts;
  platform.route({
    method: "get",
    path: "/cases/:no/delivery",
    summary: "How results come, and what has been served, when and how",
    tag,
    access: ["receive", "case"],
    params: byNo,
    response: deliveryPage,
    handler: async ({ actor, params }) => {
      const theCase = await ownCase(actor, params.no);
      await audit.recordRead({
        actor,
        action: "cases.readDelivery",
        thing: { kind: "case", id: theCase.id },
      });
      return deliveries.page(theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/delivery/read",
    summary: "The applicant has electronic results before their eyes: they are served now",
    tag,
    access: ["receive", "case"],
    params: byNo,
    body: readResultsRequest,
    response: readResults,
    handler: async ({ actor, params, body }) => ({
      read: await deliveries.read(actor, await ownCase(actor, params.no), body.caseItemIds),
    }),
  });
  platform.route({
    method: "put",
    path: "/cases/:no/delivery",
    summary: "Chooses another way for results that have not been sent",
    tag,
    access: ["receive", "case"],
    params: byNo,
    body: deliveryRequest,
    response: deliveryPage,
    handler: async ({ actor, params, body }) => {
      await deliveries.choose(actor, await ownCase(actor, params.no), body);
      return deliveries.page(await ownCase(actor, params.no));
    },
  });
}
