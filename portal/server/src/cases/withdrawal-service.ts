/** Withdrawal by the applicant (1.2a rule 17): one outcome when a clerk decides at the same time. */
import type { ClockChange } from "../clocks/index.ts";
import { clockKind, isoInstant, localDate } from "../clocks/index.ts";
import { InvalidError, StateError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { AcceptanceService } from "./acceptance-service.ts";
import type { WithdrawalPage, WithdrawRequest } from "./api.ts";
import { moved } from "./case-core.ts";
import type { CaseCore } from "./case-core.ts";
import { labelOf, toneOf } from "./lane-view.ts";
import { submissions } from "./model.ts";
import type { StoredCase, StoredItem } from "./model.ts";
import type { CatalogueNeeds, DocumentNeeds, NotificationNeeds } from "./needs.ts";
import { byTexts } from "./texts.ts";
import { confirms, dependantsOf, holdersOf, withdrawalBar } from "./withdrawal.ts";
import { withdrawalTexts } from "./withdrawal-texts.ts";

export type WithdrawalService = ReturnType<typeof createWithdrawalService>;

export function createWithdrawalService(parts: {
  platform: Platform;
  core: CaseCore;
  acceptance: AcceptanceService;
  catalogue: CatalogueNeeds;
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
}) {
  const { platform, core, acceptance, catalogue, documents, notifications } = parts;
  const submissionRows = platform.store.collection(submissions);

  /** Items whose decision somebody has handed in, whether or not it has taken effect yet. */
  const decidedItems = async (caseId: string): Promise<Set<string>> => {
    const found = await submissionRows.find({ filter: { eq: ["caseId", caseId] }, limit: 500 });
    return new Set(
      found.rows
        .filter((one) => one.kind === "decide" && one.outcome !== "return" && one.state !== "void")
        .flatMap((one) => one.caseItemId ?? []),
    );
  };
  const faultsOf = (
    theCase: StoredCase,
    items: readonly StoredItem[],
    decided: ReadonlySet<string>,
    body: WithdrawRequest,
  ): FieldProblem[] => {
    const problems: FieldProblem[] = [];
    if (body.items.length === 0)
      problems.push({ pointer: "/items", code: "required", detail: withdrawalTexts.nothing });
    for (const id of body.items) {
      const item = items.find((entry) => entry.id === id);
      const bar = item === undefined ? withdrawalTexts.unknown : withdrawalBar(item, decided.has(id));
      if (bar !== null) problems.push({ pointer: `/items/${id}`, code: "not-withdrawable", detail: bar });
    }
    if (body.reason.trim() === "")
      problems.push({ pointer: "/reason", code: "required", detail: withdrawalTexts.reasonMissing });
    if (!confirms(theCase.id, body.lastDigits))
      problems.push({ pointer: "/lastDigits", code: "wrong", detail: withdrawalTexts.wrongDigits });
    return problems;
  };
  const receiptKey = (withdrawalId: string): string => `withdrawal-receipt:${withdrawalId}`;
  const sameAct = (items: readonly StoredItem[], withdrawalId: string): StoredItem[] =>
    items.filter((item) => item.withdrawal?.id === withdrawalId);

  return {
    async page(theCase: StoredCase): Promise<WithdrawalPage> {
      const items = await core.itemsOf(theCase.id);
      const decided = await decidedItems(theCase.id);
      const lines = await documents.ofCase(theCase.id);
      const acts = new Map<string, StoredItem[]>();
      for (const item of items)
        if (item.withdrawal) acts.set(item.withdrawal.id, sameAct(items, item.withdrawal.id));
      return {
        no: theCase.id,
        title: theCase.title,
        packageId: theCase.packageId,
        items: items.map((item) => ({
          caseItemId: item.id,
          name: item.name,
          department: catalogue.department(item.department),
          statusLabel: labelOf(item),
          tone: toneOf(item),
          bar: withdrawalBar(item, decided.has(item.id)),
          dependants: dependantsOf(items, [item.id]),
        })),
        made: [...acts].map(([id, together]) => {
          const first = together[0]?.withdrawal;
          const ids = together.map((item) => item.id);
          return {
            id,
            at: isoInstant(first?.at ?? 0),
            reason: first?.reason ?? "",
            items: together.map((item) => item.name),
            documentId:
              lines.find((line) => line.kind === "withdrawal-receipt" && same(line.caseItemIds, ids))?.id ??
              null,
          };
        }),
      };
    },

    /** Withdraws the items, or nothing. Throws InvalidError naming each fault, StateError when a decision was quicker. */
    async withdraw(
      actor: Actor,
      theCase: StoredCase,
      body: WithdrawRequest,
    ): Promise<{ id: string; at: number }> {
      const id = platform.ids.next();
      const seen = faultsOf(theCase, await core.itemsOf(theCase.id), await decidedItems(theCase.id), body);
      if (seen.length > 0) throw new InvalidError(withdrawalTexts.faults, seen, "not-withdrawable");
      let at = 0;
      await core.mutate(theCase.id, { actor }, async (state) => {
        const chosen = state.items.filter((item) => body.items.includes(item.id));
        const decided = await decidedItems(theCase.id);
        const lost = chosen.filter((item) => withdrawalBar(item, decided.has(item.id)) !== null);
        if (lost.length > 0)
          throw new StateError(
            withdrawalTexts.lost(named(lost)),
            { items: lost.map((item) => item.id) },
            "decided",
          );
        at = state.now;
        const reason = body.reason.trim();
        const gone = chosen.flatMap(
          (item) =>
            moved(item, "WITHDRAWN", state.now, {
              result: "withdrawn",
              reasons: { zh: reason, en: reason },
              withdrawal: {
                id,
                at: state.now,
                reason,
                from: item.status,
                by: { personId: actor.personId, name: actor.name },
              },
            }) ?? [],
        );
        const after = state.items.map((item) => gone.find((one) => one.id === item.id) ?? item);
        const follow = acceptance.released(state, after);
        return {
          ...follow,
          items: [...gone, ...(follow.items ?? [])],
          events: [
            ...gone.map((item) => ({
              caseId: theCase.id,
              caseItemId: item.id,
              kind: "withdrawn",
              text: withdrawalTexts.event(item.name),
              by: byTexts.applicant,
            })),
            ...(follow.events ?? []),
          ],
          clocks: [
            ...gone.flatMap((item) =>
              clockKind.options.map((kind): ClockChange => ({
                do: "stop",
                kind,
                caseItemId: item.id,
                at: state.now,
              })),
            ),
            ...(follow.clocks ?? []),
          ],
          messages: [
            ...gone.map((item) => ({
              name: "withdrawal",
              correlationKey: item.id,
              messageId: `withdrawal:${item.id}`,
            })),
            ...(follow.messages ?? []),
          ],
          audit: [
            {
              action: "cases.withdraw",
              thing: { kind: "case", id: theCase.id },
              data: { withdrawal: id, items: body.items, ended: dependantsOf(state.items, body.items) },
            },
          ],
        };
      });
      return { id, at };
    },

    /** Receipt of the whole act and word to those who had the item in hand. May come twice. */
    async served(caseItemId: string): Promise<void> {
      const item = await core.itemRows.get(caseItemId);
      const withdrawal = item?.withdrawal;
      if (item === null || withdrawal === undefined) return;
      const theCase = await core.caseRows.get(item.caseId);
      if (theCase === null) return;
      const together = sameAct(await core.itemsOf(item.caseId), withdrawal.id);
      await documents.issue({
        key: receiptKey(withdrawal.id),
        kind: "withdrawal-receipt",
        caseId: item.caseId,
        caseItemIds: together.map((one) => one.id),
        by: "worker:cases.withdrawn",
      });
      for (const group of holdersOf(item, withdrawal.from))
        await notifications.send({
          to: { group },
          kind: "news",
          title: withdrawalTexts.toldTitle(item.name),
          body: withdrawalTexts.toldBody(item.name, withdrawal.reason),
          href: "/w/inbox",
          caseNo: item.caseId,
          key: `withdrawn:${item.id}:${group}`,
        });
    },

    /** What documents say about the withdrawal that these items belong to. */
    facts(items: readonly StoredItem[]): Record<string, unknown> | null {
      const withdrawal = items[0]?.withdrawal;
      if (withdrawal === undefined) return null;
      return {
        on: localDate(withdrawal.at),
        at: isoInstant(withdrawal.at),
        reason: withdrawal.reason,
        by: withdrawal.by.name,
      };
    },
  };
}

function named(items: readonly StoredItem[]): Text {
  return {
    zh: items.map((item) => item.name.zh).join("、"),
    en: items.map((item) => item.name.en).join(", "),
  };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
