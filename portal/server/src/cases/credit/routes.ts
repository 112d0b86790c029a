import { z } from "zod";
import type { Platform } from "../../platform/platform.ts";
import { creditList, creditRequest, creditRow, repairRequest } from "./api.ts";
import type { CreditService } from "./service.ts";

const tag = "cases";

export function registerCreditRoutes(parts: { platform: Platform; credit: CreditService }): void {
  const { platform, credit } = parts;
  platform.route({
    method: "get",
    path: "/credit",
    summary: "Broken promises and credit lists: who may not use 容缺 and 告知承诺, why, until when",
    tag,
    access: ["read", "credit"],
    query: z.object({ after: z.string().max(500).optional() }),
    response: creditList,
    handler: ({ actor, query }) => credit.list(actor, query.after),
  });
  platform.route({
    method: "post",
    path: "/credit",
    summary: "Enters that the applicant of a case is on a credit list",
    tag,
    access: ["record", "credit"],
    body: creditRequest,
    response: creditRow,
    status: 201,
    idempotent: "optional",
    handler: ({ actor, body, idempotencyKey }) =>
      platform.idempotent(idempotencyKey, actor, () => credit.record(actor, body), ["credit", body]),
  });
  platform.route({
    method: "post",
    path: "/credit/:id/repair",
    summary: "Credit repair (信用修复): 容缺 and 告知承诺 are open to the applicant again",
    tag,
    access: ["repair", "credit"],
    params: z.object({ id: z.string().max(60) }),
    body: repairRequest,
    response: creditRow,
    handler: ({ actor, params, body }) => credit.repair(actor, params.id, body.reason),
  });
}
