/** From the window's merged notice to the applicant: the items rest, the notice goes out once, the time to supply runs. */
import { isoInstant, localDate, localInstant } from "../../clocks/index.ts";
import type { Alarm, ClockChange, ClocksArea } from "../../clocks/index.ts";
import type { EngineMessage } from "../../outbox/index.ts";
import type { Platform } from "../../platform/platform.ts";
import type { CaseChanges, CaseCore, CaseState } from "../case-core.ts";
import { moved } from "../case-core.ts";
import type { CaseEvent } from "../contract.ts";
import type { StoredItem, StoredSubmission } from "../model.ts";
import type { CatalogueNeeds, DocumentNeeds, NotificationNeeds } from "../needs.ts";
import { byTexts } from "../texts.ts";
import { CORRECTION_REMINDER, createCorrectionDeadline } from "./deadline.ts";
import { correctionFacts } from "./facts.ts";
import { correctionData, correctionId, corrections } from "./model.ts";
import type { CorrectionDocument, StoredCorrection, StoredPoint } from "./model.ts";
import { placeOf, targetKey, targetsOf } from "./targets.ts";
import { correctionTexts } from "./texts.ts";

const SENT = "correction-notice";
/** Documents are issued at once; after a crash this much later. */
const SAFETY_MS = 60_000;
const MORNING = "09:00";

export type CorrectionNotices = ReturnType<typeof createCorrectionNotices>;

export function createCorrectionNotices(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
}) {
  const { platform, core, clocks, catalogue, documents, notifications } = parts;
  const rows = platform.store.collection(corrections);

  const ofCase = async (caseId: string): Promise<StoredCorrection[]> =>
    (await rows.find({ filter: { eq: ["caseId", caseId] }, sort: ["n"], limit: 100 })).rows;
  /** The correction that an item waits for, or was told of last. */
  const currentOf = async (item: StoredItem): Promise<StoredCorrection | null> => {
    const id = item.corrections?.at(-1);
    return id === undefined ? null : rows.get(id);
  };
  /** Points of the item's first notice; null when there was none. A later notice may list these only. */
  const firstOf = async (item: StoredItem): Promise<StoredPoint[] | null> => {
    const id = item.corrections?.[0];
    const first = id === undefined ? null : await rows.get(id);
    return first === null ? null : first.points.filter((point) => point.caseItemId === item.id);
  };
  /** Last day to supply what a correction lists. */
  const dueOf = (correction: Pick<CorrectionDocument, "issuedAt" | "days">): string =>
    clocks.calendar().addWorkingDays(localDate(correction.issuedAt), correction.days);

  const storedPoints = (
    state: CaseState,
    submission: StoredSubmission,
    pending: ReadonlyMap<string, string>,
    first: ReadonlyMap<string, readonly StoredPoint[]>,
  ): StoredPoint[] =>
    correctionData.parse(submission.data).points.flatMap((point, index) => {
      const item = state.items.find((entry) => entry.id === point.caseItemId);
      if (item === undefined) return [];
      const target = targetsOf(catalogue, state.theCase, item.itemId).find(
        (entry) => targetKey(entry.target) === targetKey(point.target),
      );
      const repeated = first.get(item.id)?.find((one) => targetKey(one.target) === targetKey(point.target));
      return [
        {
          id: `p${index + 1}`,
          caseItemId: item.id,
          itemId: item.itemId,
          department: (point.key === null ? undefined : pending.get(point.key)) ?? "window",
          target: point.target,
          label: target?.label ?? item.name,
          problem: point.problem,
          ask: point.ask,
          basis: point.basis,
          sample: point.sample ?? null,
          page: point.target.kind === "material" ? (point.page ?? null) : null,
          mark: point.mark ?? null,
          first: repeated?.id ?? null,
          answer: null,
        },
      ];
    });

  /** Reminders by the calendar of now. */
  const remindersOf = (correction: CorrectionDocument, id: string): Alarm[] =>
    catalogue
      .acceptanceLimits()
      .correction.remind.filter((left) => left < correction.days)
      .map((left) => ({
        topic: CORRECTION_REMINDER,
        at: localInstant(
          clocks.calendar().addWorkingDays(localDate(correction.issuedAt), correction.days - left),
          MORNING,
        ),
        data: { id, left: String(left) },
      }));

  /** Changes by a merged notice that the window has sent. `listed`: its items that are still to be checked. */
  const sent = async (
    state: CaseState,
    submission: StoredSubmission,
    listed: readonly StoredItem[],
    roundId: string,
    askers: ReadonlyMap<string, string>,
  ): Promise<CaseChanges & { id: string }> => {
    const caseId = state.theCase.id;
    const n = (await ofCase(caseId)).length + 1;
    const id = correctionId(caseId, n);
    const { days } = catalogue.acceptanceLimits().correction;
    const first = new Map(
      await Promise.all(listed.map(async (item) => [item.id, (await firstOf(item)) ?? []] as const)),
    );
    const points = storedPoints(state, submission, askers, first).filter((point) =>
      listed.some((item) => item.id === point.caseItemId),
    );
    const document: CorrectionDocument = {
      caseId,
      n,
      roundId,
      submissionId: submission.id,
      points,
      issuedAt: submission.at,
      days,
      handIns: [],
      draft: { values: {}, notes: {}, savedAt: null },
    };
    const due = dueOf(document);
    const items = listed.flatMap(
      (item) =>
        moved(item, "SUPPLEMENT", state.now, { corrections: [...(item.corrections ?? []), id] }) ?? [],
    );
    const clockChanges = listed.flatMap((item): ClockChange[] => [
      {
        do: "hold",
        kind: "completeness",
        caseItemId: item.id,
        id,
        reason: correctionTexts.waiting,
        law: correctionTexts.law,
        until: due,
        days,
        at: submission.at,
      },
      { do: "stop", kind: "verdict", caseItemId: item.id, at: submission.at },
      {
        do: "start",
        kind: "correction",
        again: true,
        caseId,
        caseItemId: item.id,
        itemId: item.itemId,
        department: item.department,
        startedAt: submission.at,
        legalDays: days,
        promisedDays: null,
        roundId: id,
      },
    ]);
    const events = listed.map((item): CaseEvent => ({
      caseId,
      caseItemId: item.id,
      kind: "correction-sent",
      text: correctionTexts.sent(item.name, points.filter((point) => point.caseItemId === item.id).length),
      by: byTexts.window,
    }));
    const reminders = remindersOf(document, id);
    const message: EngineMessage = {
      name: "correctionSent",
      correlationKey: caseId,
      messageId: `correctionSent:${id}`,
      variables: { correctionId: id },
    };
    return {
      id,
      items,
      clocks: clockChanges,
      events,
      messages: [message],
      alarms: [{ topic: SENT, at: state.now + SAFETY_MS, data: { id } }, ...reminders],
      audit: [
        {
          action: "corrections.send",
          thing: { kind: "correction", id },
          data: { case: caseId, items: listed.map((item) => item.id), points: points.length, due },
        },
      ],
      write: (tx) => tx.insert(corrections, { id, ...document }),
    };
  };

  const itemsOfNotice = (correction: StoredCorrection): string[] => [
    ...new Set(correction.points.map((point) => point.caseItemId)),
  ];
  /** Issues the notice and tells the applicant; the same again changes nothing. */
  const issue = async (id: string): Promise<void> => {
    const correction = await rows.get(id);
    const theCase = correction === null ? null : await core.caseRows.get(correction.caseId);
    if (correction === null || theCase === null) return;
    await documents.issue({
      key: `correction-notice:${id}`,
      kind: "correction-notice",
      caseId: correction.caseId,
      caseItemIds: itemsOfNotice(correction),
      department: "window",
      about: id,
    });
    await notifications.send({
      to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
      kind: "todo",
      title: correctionTexts.messageTitle(correction.points.length),
      body: correctionTexts.messageBody(theCase.title, dueOf(correction)),
      href: `/cases/${theCase.id}/corrections/${correction.n}`,
      caseNo: theCase.id,
      key: `correction:${id}`,
    });
  };
  clocks.alarms.on(SENT, ({ id = "" }) => issue(id));
  const deadline = createCorrectionDeadline({ core, clocks, documents, notifications, rows, dueOf });

  return {
    rows,
    ofCase,
    currentOf,
    firstOf,
    dueOf,
    sent,
    issue,
    lapse: deadline.lapse,
    /** A new calendar moved the last day: reminders are set by it; those that were told are not told again. */
    async remindAgain(id: string): Promise<void> {
      const correction = await rows.get(id);
      const ahead =
        correction === null ? [] : remindersOf(correction, id).filter((alarm) => alarm.at > clocks.now());
      if (ahead.length === 0) return;
      await platform.store.transaction((tx) => {
        for (const alarm of ahead) clocks.alarms.set(tx, alarm);
      });
      void clocks.wake();
    },
    /** What the documents of a correction say: the notice, the receipts of hand-ins, the notice of lapse. */
    async facts(id: string, handIn: number | null): Promise<Record<string, unknown> | null> {
      const correction = await rows.get(id);
      const theCase = correction === null ? null : await core.caseRows.get(correction.caseId);
      if (correction === null || theCase === null) return null;
      const items = await core.itemsOf(correction.caseId);
      const received = correction.handIns.find((entry) => entry.n === handIn) ?? null;
      return correctionFacts({
        n: correction.n,
        points: correction.points
          .filter((point) => received === null || received.points.includes(point.id))
          .map((point) => ({
            ...point,
            item: items.find((item) => item.id === point.caseItemId)?.name ?? theCase.title,
          })),
        issuedOn: localDate(correction.issuedAt),
        days: correction.days,
        due: dueOf(correction),
        receivedAt: received === null ? null : isoInstant(received.at),
        open: correction.points.filter((point) => point.answer === null).length,
        place: (path) => placeOf(catalogue, theCase, path)?.sectionName ?? null,
      });
    },
  };
}
