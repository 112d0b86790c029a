import { z } from "zod";
import { instant, text } from "../../platform/api.ts";

export const deliveryWay = z.enum(["window", "post", "electronic"]);
/** PUT /cases/:no/delivery: another way for results that are not ready yet. */
export const deliveryRequest = z.object({
  way: deliveryWay,
  address: z.string().trim().max(300).default(""),
});
/** POST /cases/:no/delivery/read: results that the applicant has before their eyes. */
export const readResultsRequest = z.object({ caseItemIds: z.array(z.string().max(60)).max(50) });
export const readResults = z.object({ read: z.array(z.string()) });
/** GET /cases/:no/delivery: how results come, and what has been served, when and how. */
export const deliveryPage = z.object({
  no: z.string(),
  title: text,
  way: deliveryWay,
  address: z.string(),
  ways: z.array(deliveryWay),
  /** Why the way can no longer change; null when it can. */
  bar: text.nullable(),
  items: z.array(
    z.object({
      caseItemId: z.string(),
      name: text,
      /** `open`: no result yet; `ready`: waits to be handed over or posted; `unread`: served once it is read. */
      state: z.enum(["open", "ready", "unread", "served", "none"]),
      how: text,
      at: instant.nullable(),
    }),
  ),
});
export type DeliveryPage = z.infer<typeof deliveryPage>;
