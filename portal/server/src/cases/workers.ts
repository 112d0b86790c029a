import type { JsonValue } from "@onewindow/engine";
import type { Platform } from "../platform/platform.ts";
import { itemStatus } from "./api.ts";
import type { ItemStatus } from "./api.ts";
import type { AcceptanceService } from "./acceptance-service.ts";
import type { ExtensionService } from "./extension-service.ts";
import type { ToleranceService } from "./tolerance-service.ts";
import { checkAfterGrant } from "./undertaking-check.ts";
import type { UndertakingChecks } from "./undertaking-check.ts";
import type { WithdrawalService } from "./withdrawal-service.ts";
import { moved } from "./case-core.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import type { CaseCore } from "./case-core.ts";
import { factsOfCase } from "./case-facts.ts";
import type { ItemResult, StoredItem } from "./model.ts";
import type { CatalogueNeeds } from "./needs.ts";
import { derivedOutcome } from "./state-machine.ts";
import { byTexts, eventTexts, outcomeTexts, remedyTexts, statusTexts } from "./texts.ts";

const header = (headers: Record<string, string>, name: string): string => {
  const value = headers[name];
  if (value === undefined || value === "")
    throw new Error(`The task header "${name}" is missing; set it in the model.`);
  return value;
};

/** What a department does, not the system. */
const decisions: ReadonlySet<ItemStatus> = new Set(["GRANTED", "REFUSED"]);

/** How an item ends by entering a state; null when it goes on. */
/** Steps on the way, which the lanes show; a citizen's timeline tells what was decided, served or ended. */
const passing: ReadonlySet<ItemStatus> = new Set(["IN_REVIEW", "APPROVAL", "CERTIFYING", "READY", "CLOSED"]);

/** Back from a pause is news; so is the end of a register check, which has no other word. */
function isNews(item: StoredItem, status: ItemStatus): boolean {
  return !passing.has(status) || item.status === "SUSPENDED" || item.status === "RECEIVED";
}

function resultOf(item: StoredItem, status: ItemStatus): ItemResult | null {
  if (status === "GRANTED") return "granted";
  if (status === "REFUSED") return "refused";
  if (status === "TERMINATED") return "terminated";
  if (status === "CLOSED" && item.acceptance === "none") return "checked";
  return item.result;
}

/** Job types cases.*: each reads the case, changes it once, and may come twice. */
export function registerCaseWorkers(parts: {
  platform: Platform;
  core: CaseCore;
  acceptance: AcceptanceService;
  corrections: CorrectionNotices;
  withdrawals: WithdrawalService;
  tolerances: ToleranceService;
  extensions: ExtensionService;
  checks: UndertakingChecks;
  catalogue: CatalogueNeeds;
}): void {
  const { platform, core, acceptance, corrections, withdrawals, tolerances, extensions, checks, catalogue } =
    parts;

  platform.worker<{ caseId: string }>({
    type: "cases.receive",
    fetchVariables: ["caseId"],
    handler: async (job, actions) => {
      await acceptance.receive(job.variables.caseId);
      return actions.complete();
    },
  });
  for (const [type, due] of [
    ["cases.applyAcceptance", false],
    ["cases.deemAccepted", true],
  ] as const)
    platform.worker<{ roundId: string }>({
      type,
      fetchVariables: ["roundId"],
      handler: async (job, actions) => {
        await acceptance.settle(job.variables.roundId, due, `worker:${type}`);
        return actions.complete();
      },
    });

  platform.worker<{ correctionId: string }>({
    type: "cases.lapse",
    fetchVariables: ["correctionId"],
    handler: async (job, actions) => {
      await corrections.lapse(job.variables.correctionId, acceptance.released);
      return actions.complete();
    },
  });

  platform.worker<{ caseId: string; caseItemId: string; reviewDecision?: string | null }>({
    type: "cases.decide",
    fetchVariables: ["caseId", "caseItemId", "reviewDecision"],
    handler: async (job, actions) => {
      const result = header(job.customHeaders, "result");
      const decision = job.customHeaders["decision"] ?? job.variables.reviewDecision ?? null;
      let outcome: JsonValue = null;
      if (decision !== null) {
        const theCase = await core.caseRows.get(job.variables.caseId);
        if (theCase === null) throw new Error(`There is no case ${job.variables.caseId}.`);
        outcome = await catalogue.decide(
          theCase.packageId,
          decision,
          factsOfCase(theCase),
          theCase.packageVersion,
        );
      }
      return actions.complete({ [result]: outcome });
    },
  });

  platform.worker<{ caseId: string; caseItemId: string }>({
    type: "cases.setStatus",
    fetchVariables: ["caseId", "caseItemId"],
    handler: async (job, actions) => {
      const { caseId, caseItemId } = job.variables;
      const status = itemStatus.parse(header(job.customHeaders, "status"));
      const reason = job.customHeaders["reason"];
      await core.mutate(caseId, { actor: null, by: "worker:cases.setStatus" }, async (state) => {
        const item = state.items.find((entry) => entry.id === caseItemId);
        if (item === undefined) throw new Error(`Case ${caseId} has no item ${caseItemId}.`);
        // ended meanwhile by the applicant or a missed promise: the process is about to be told
        if (item.status === "WITHDRAWN" || item.status === "TERMINATED") return null;
        const why = reason === undefined || status === "SUSPENDED" ? null : catalogue.reason(reason);
        const next = moved(item, status, state.now, {
          result: resultOf(item, status),
          ...(why === null ? {} : { reasons: why, remedies: remedyTexts.standard }),
          ...(status === "READY" ? { resultWay: state.theCase.delivery.way } : {}),
        });
        if (next === null) return null;
        const later =
          status === "GRANTED" ? checkAfterGrant(next, await checks.daysOf(next), state.now) : null;
        const after = state.items.map((entry) => (entry.id === next.id ? next : entry));
        const follow = next.result !== null && item.result === null ? acceptance.released(state, after) : {};
        return {
          ...follow,
          items: [later === null ? next : { ...next, check: later.check }, ...(follow.items ?? [])],
          messages: [...(later === null ? [] : [later.message]), ...(follow.messages ?? [])],
          clocks: [
            ...(later === null ? [] : [later.clock]),
            // refused: what was still to follow is no longer asked for
            ...(next.result !== null && item.tolerance !== undefined
              ? [{ do: "stop" as const, kind: "tolerance" as const, caseItemId, at: state.now }]
              : []),
            ...(follow.clocks ?? []),
          ],
          events: [
            {
              caseId,
              caseItemId,
              kind: "status",
              text: eventTexts.status(item.name, statusTexts[status]),
              public: isNews(item, status),
              by: decisions.has(status) ? catalogue.department(item.department).name : byTexts.system,
            },
            ...(follow.events ?? []),
          ],
        };
      });
      // the way may have changed since it was filed: the process goes the one that holds now
      const delivery = status === "READY" ? (await core.itemRows.get(caseItemId))?.resultWay : undefined;
      return delivery === undefined ? actions.complete() : actions.complete({ delivery });
    },
  });

  platform.worker<{ caseItemId: string }>({
    type: "cases.withdrawn",
    fetchVariables: ["caseItemId"],
    handler: async (job, actions) => {
      await withdrawals.served(job.variables.caseItemId);
      return actions.complete();
    },
  });

  platform.worker<{ caseId: string; caseItemId: string }>({
    type: "cases.applySupply",
    fetchVariables: ["caseId", "caseItemId"],
    handler: async (job, actions) => {
      await tolerances.applySupplies(job.variables.caseId, job.variables.caseItemId);
      return actions.complete();
    },
  });

  platform.worker<{ caseItemId: string }>({
    type: "cases.applyExtension",
    fetchVariables: ["caseItemId"],
    handler: async (job, actions) => {
      const extended = await extensions.applyAll(job.variables.caseItemId);
      return actions.complete({ extended });
    },
  });

  platform.worker<{ caseItemId: string }>({
    type: "cases.applyCheck",
    fetchVariables: ["caseItemId"],
    handler: async (job, actions) => {
      const checkOutcome = await checks.applyAll(job.variables.caseItemId);
      return actions.complete({ checkOutcome });
    },
  });

  platform.worker<{ caseId: string }>({
    type: "cases.close",
    fetchVariables: ["caseId"],
    handler: async (job, actions) => {
      const { caseId } = job.variables;
      await core.mutate(caseId, { actor: null, by: "worker:cases.close" }, (state) => {
        if (state.theCase.outcome !== null) return null;
        const outcome = derivedOutcome(state.items.map((item) => item.result ?? "terminated"));
        return {
          patch: { outcome, closedAt: state.now },
          events: [{ caseId, kind: "closed", text: eventTexts.closed(outcomeTexts[outcome]) }],
          audit: [{ action: "cases.close", thing: { kind: "case", id: caseId }, data: { outcome } }],
        };
      });
      return actions.complete();
    },
  });
}
