import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { clarificationPage, clarifyRequest } from "./api.ts";
import type { ClarificationService } from "./clarification.ts";
import type { StoredCase } from "./model.ts";

const byNo = z.object({ no: z.string().max(40) });
const tag = "clarifications";

export function registerClarificationRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  clarifications: ClarificationService;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}): void {
  const { platform, audit, clarifications, ownCase } = parts;
  platform.route({
    method: "get",
    path: "/cases/:no/clarifications",
    summary: "What the offices ask the applicant to explain, with the answers",
    tag,
    access: ["clarify", "case"],
    params: byNo,
    response: clarificationPage,
    handler: async ({ actor, params }) => {
      const theCase = await ownCase(actor, params.no);
      await audit.recordRead({
        actor,
        action: "clarifications.read",
        thing: { kind: "case", id: theCase.id },
      });
      return clarifications.page(theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/clarifications/:id",
    summary: "Answers one question, in words; it stops no clock and brings no new material",
    tag,
    access: ["clarify", "case"],
    params: byNo.extend({ id: z.string().max(40) }),
    body: clarifyRequest,
    response: clarificationPage,
    handler: async ({ actor, params, body }) => {
      const theCase = await ownCase(actor, params.no);
      await clarifications.answer(actor, theCase, params.id, body.answer);
      return clarifications.page(theCase);
    },
  });
}
