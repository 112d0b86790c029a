import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { draft, withdrawalPage, withdrawn, withdrawRequest } from "./api.ts";
import type { DraftService } from "./draft-service.ts";
import type { DraftView } from "./draft-view.ts";
import type { StoredCase } from "./model.ts";
import type { MaterialNeeds } from "./needs.ts";
import type { WithdrawalService } from "./withdrawal-service.ts";

const byNo = z.object({ no: z.string().max(40) });
const tag = "cases";

export function registerWithdrawalRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  withdrawals: WithdrawalService;
  drafts: DraftService;
  draftView: DraftView;
  materials: MaterialNeeds;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}): void {
  const { platform, audit, withdrawals, drafts, draftView, materials, ownCase } = parts;

  platform.route({
    method: "get",
    path: "/cases/:no/withdrawal",
    summary: "What the applicant may withdraw, what falls with it, and what was withdrawn",
    tag,
    access: ["withdraw", "case"],
    params: byNo,
    response: withdrawalPage,
    handler: async ({ actor, params }) => {
      const theCase = await ownCase(actor, params.no);
      await audit.recordRead({
        actor,
        action: "cases.readWithdrawal",
        thing: { kind: "case", id: theCase.id },
      });
      return withdrawals.page(theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/withdraw",
    summary: "Withdraws undecided items; those that wait for them end too",
    tag,
    access: ["withdraw", "case"],
    params: byNo,
    body: withdrawRequest,
    response: withdrawn,
    idempotent: "optional",
    handler: ({ actor, params, body, idempotencyKey }) =>
      platform.idempotent(
        idempotencyKey,
        actor,
        async () => {
          const made = await withdrawals.withdraw(actor, await ownCase(actor, params.no), body);
          return { id: made.id, at: isoInstant(made.at) };
        },
        ["withdraw", params.no, body],
      ),
  });
  platform.route({
    method: "post",
    path: "/cases/:no/again",
    summary: "A new application with the answers and values of this case",
    tag,
    access: ["create", "draft"],
    params: byNo,
    response: draft,
    status: 201,
    idempotent: "optional",
    handler: ({ actor, params, idempotencyKey }) =>
      platform.idempotent(
        idempotencyKey,
        actor,
        async () => {
          const theCase = await ownCase(actor, params.no);
          const made = await drafts.createFrom(actor, theCase);
          await materials.copy(actor, `case:${theCase.id}`, drafts.materialOwner(made));
          return draftView.wire(made);
        },
        ["again", params.no],
      ),
  });
}
