/** The end of the time to supply: reminders before, and what has lapsed after. */
import type { ClockChange, ClocksArea } from "../../clocks/index.ts";
import type { Collection } from "../../platform/store/port.ts";
import type { CaseChanges, CaseCore, CaseState } from "../case-core.ts";
import { moved } from "../case-core.ts";
import type { StoredItem } from "../model.ts";
import type { DocumentNeeds, NotificationNeeds } from "../needs.ts";
import { remedyTexts } from "../texts.ts";
import type { CorrectionDocument, StoredCorrection } from "./model.ts";
import { correctionTexts } from "./texts.ts";

/** Alarm of a reminder; data: the correction's `id`, the working days `left`. */
export const CORRECTION_REMINDER = "correction-reminder";
const LAPSED = "correction-lapsed";
/** Documents are issued at once; after a crash this much later. */
const SAFETY_MS = 60_000;

export function createCorrectionDeadline(parts: {
  core: CaseCore;
  clocks: ClocksArea;
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
  rows: Collection<CorrectionDocument>;
  /** Last day to supply. */
  dueOf: (correction: CorrectionDocument) => string;
}) {
  const { core, clocks, documents, notifications, rows, dueOf } = parts;

  const waitingItems = async (correction: StoredCorrection): Promise<StoredItem[]> =>
    (await core.itemsOf(correction.caseId)).filter(
      (item) => item.status === "SUPPLEMENT" && item.corrections?.at(-1) === correction.id,
    );
  const remindOf = async (id: string, left: string): Promise<void> => {
    const correction = await rows.get(id);
    const theCase = correction === null ? null : await core.caseRows.get(correction.caseId);
    if (correction === null || theCase === null) return;
    const waiting = await waitingItems(correction);
    const item = waiting[0];
    if (item === undefined) return;
    const clock = await clocks.get(item.id, "correction");
    const due = clock?.due ?? dueOf(correction);
    // set by a calendar that has moved the last day since: its own alarm comes later
    if (clocks.calendar().workingDaysBetween(clocks.today(), due) > Number(left)) return;
    const open = correction.points.filter(
      (point) => point.answer === null && waiting.some((entry) => entry.id === point.caseItemId),
    ).length;
    await notifications.send({
      to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
      kind: "todo",
      title: correctionTexts.reminderTitle(clocks.calendar().workingDaysBetween(clocks.today(), due)),
      body: correctionTexts.reminderBody(open, due),
      href: `/cases/${theCase.id}/corrections/${correction.n}`,
      caseNo: theCase.id,
      key: `correction-reminder:${id}:${left}`,
    });
  };

  const issueLapse = async (id: string): Promise<void> => {
    const correction = await rows.get(id);
    if (correction === null) return;
    for (const item of await core.itemsOf(correction.caseId))
      if (item.status === "LAPSED" && item.corrections?.at(-1) === id)
        await documents.issue({
          key: `lapse-notice:${item.id}`,
          kind: "lapse-notice",
          caseId: correction.caseId,
          caseItemIds: [item.id],
          department: item.department,
          about: id,
        });
  };
  clocks.alarms.on(CORRECTION_REMINDER, ({ id = "", left = "" }) => remindOf(id, left));
  clocks.alarms.on(LAPSED, ({ id = "" }) => issueLapse(id));

  return {
    /** The time to supply is over: what still waits has lapsed. Idempotent. */
    async lapse(id: string, released: (state: CaseState, after: StoredItem[]) => CaseChanges): Promise<void> {
      const correction = await rows.get(id);
      if (correction === null) return;
      await core.mutate(correction.caseId, { actor: null, by: "worker:cases.lapse" }, (state) => {
        const open = state.items.filter(
          (item) => item.status === "SUPPLEMENT" && item.corrections?.at(-1) === id,
        );
        if (open.length === 0) return null;
        const lapsed = open.flatMap(
          (item) =>
            moved(item, "LAPSED", state.now, {
              result: "lapsed",
              reasons: correctionTexts.lapsedReason,
              remedies: remedyTexts.standard,
            }) ?? [],
        );
        const after = state.items.map((item) => lapsed.find((one) => one.id === item.id) ?? item);
        const follow = released(state, after);
        return {
          ...follow,
          items: [...lapsed, ...(follow.items ?? [])],
          clocks: [
            ...lapsed.flatMap((item): ClockChange[] =>
              (["completeness", "correction"] as const).map((kind) => ({
                do: "stop",
                kind,
                caseItemId: item.id,
                at: state.now,
              })),
            ),
            ...(follow.clocks ?? []),
          ],
          events: [
            ...lapsed.map((item) => ({
              caseId: item.caseId,
              caseItemId: item.id,
              kind: "lapsed",
              text: correctionTexts.lapsed(item.name),
            })),
            ...(follow.events ?? []),
          ],
          messages: [
            ...lapsed.map((item) => ({
              name: "acceptance",
              correlationKey: item.id,
              messageId: `acceptance:${item.id}`,
              variables: { verdict: "lapsed", acceptMode: null },
            })),
            ...(follow.messages ?? []),
          ],
          alarms: [{ topic: LAPSED, at: state.now + SAFETY_MS, data: { id } }],
        };
      });
      await issueLapse(id);
    },
  };
}
