/** Verdicts of a round (1.2a rules 4–9). What a person decided is read from the submissions of the round. */
import type { ClockChange, ClocksArea } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createAcceptanceNotices } from "./acceptance-notices.ts";
import type { CaseChanges, CaseCore, CaseState } from "./case-core.ts";
import { moved } from "./case-core.ts";
import type { CaseEvent } from "./contract.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import { rounds, submissions } from "./model.ts";
import type {
  AcceptMode,
  StoredCase,
  StoredItem,
  StoredRound,
  StoredSubmission,
  Tolerance,
} from "./model.ts";
import type { CatalogueNeeds, DocumentNeeds } from "./needs.ts";
import { byTexts, eventTexts, modeTexts, remedyTexts } from "./texts.ts";
import { createRounds } from "./rounds.ts";
import { TOLERANCE_DUE, toleranceEnd, toleranceFor, toleranceStart } from "./tolerance.ts";
import { issueToleranceDocuments } from "./tolerance-documents.ts";
import { latest, nothingLacks, pendingPoints, verdictOf, withCompetent } from "./verdicts.ts";
import type { Lacks, Settled } from "./verdicts.ts";

export { acceptData, verdictData } from "./verdicts.ts";
export type { AcceptData } from "./verdicts.ts";

export type AcceptanceService = ReturnType<typeof createAcceptanceService>;

export function createAcceptanceService(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  documents: DocumentNeeds;
  corrections: CorrectionNotices;
}) {
  const { platform, core, clocks, catalogue, corrections } = parts;
  const { store, ids } = platform;
  const roundRows = store.collection(rounds);
  const submissionRows = store.collection(submissions);
  const notices = createAcceptanceNotices(parts);
  const openedRounds = createRounds({ platform, core, catalogue });
  const { released } = openedRounds;

  const submissionsOf = async (roundId: string): Promise<StoredSubmission[]> =>
    (await submissionRows.find({ filter: { eq: ["roundId", roundId] }, sort: ["at"], limit: 200 })).rows;

  const stops = (item: StoredItem, at: number): ClockChange[] =>
    (["completeness", "verdict"] as const).map((kind) => ({ do: "stop", kind, caseItemId: item.id, at }));
  /** Departments that have spoken: their internal limit ends then, whatever the window still has to say. */
  const answeredIn = async (
    open: readonly StoredItem[],
    found: readonly StoredSubmission[],
  ): Promise<ClockChange[]> => {
    const result: ClockChange[] = [];
    for (const item of open) {
      const said = latest(found, "verdict", item.id);
      if (said === undefined || (await clocks.get(item.id, "verdict"))?.state !== "running") continue;
      result.push({ do: "stop", kind: "verdict", caseItemId: item.id, at: said.at });
    }
    return result;
  };

  /** The window is asked to send a merged notice when somebody wants one and none is being written. */
  const composing = (
    round: StoredRound,
    open: readonly StoredItem[],
    found: readonly StoredSubmission[],
  ): Pick<CaseChanges, "messages" | "write"> => {
    const asked = round.asked ?? 0;
    const sent = found.filter((one) => one.kind === "correction" && one.state === "applied").length;
    if (asked > sent || pendingPoints(round, open, found).length === 0) return {};
    return {
      messages: [
        {
          name: "correctionAsked",
          correlationKey: round.id,
          messageId: `correctionAsked:${round.id}:${asked + 1}`,
        },
      ],
      write: (tx) => tx.update(rounds, { ...round, asked: asked + 1 }),
    };
  };

  /** What may follow an acceptance: found missing by those who were asked, or promised by the applicant. */
  const tolerated = (theCase: StoredCase, item: StoredItem, lacks: Lacks, now: number): Tolerance | null => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    return content === null ? null : toleranceFor(content, theCase, item, lacks, now, ids.next());
  };

  /** What a settled item becomes, with its line of the timeline and the word to its process. */
  const settledItem = (
    { theCase, now }: CaseState,
    item: StoredItem,
    settled: Exclude<Settled, { verdict: "corrected" }>,
  ): { item: StoredItem; event: CaseEvent; message: EngineMessage } | null => {
    const tolerance = settled.verdict === "accepted" ? tolerated(theCase, item, settled.lacks, now) : null;
    const mode = settled.verdict === "accepted" ? modeWith(settled.mode, tolerance) : null;
    const message: EngineMessage = {
      name: "acceptance",
      correlationKey: item.id,
      messageId: `acceptance:${item.id}`,
      variables: { verdict: settled.verdict, acceptMode: mode },
    };
    const next =
      settled.verdict === "accepted"
        ? moved(item, "ACCEPTED", now, {
            acceptedAt: settled.at,
            acceptMode: mode,
            ...(tolerance === null ? {} : { tolerance: withNotice(tolerance, item, now) }),
          })
        : moved(item, "NOT_ACCEPTED", now, {
            result: "not-accepted",
            reasons: withCompetent(settled.reason, settled.competent),
            remedies: remedyTexts.standard,
          });
    const event: CaseEvent = {
      caseId: item.caseId,
      caseItemId: item.id,
      kind: mode === null ? "not-accepted" : "accepted",
      text:
        mode === null ? eventTexts.notAccepted(item.name) : eventTexts.accepted(item.name, modeTexts[mode]),
      by: mode === "DEEMED" ? byTexts.system : byTexts.window,
    };
    return next === null ? null : { item: next, event, message };
  };

  /** Applies the verdicts of a round. `due`: silence by 17:30 of day 5 means acceptance from receipt, or from the hand-in. */
  const settle = async (roundId: string, due: boolean, by: string): Promise<void> => {
    const about = await roundRows.get(roundId);
    if (about === null) return;
    let told: string[] = [];
    await core.mutate(about.caseId, { actor: null, by }, async (state) => {
      told = [];
      const round = (await roundRows.get(roundId)) ?? about;
      const found = await submissionsOf(roundId);
      const open = state.items.filter((item) => item.roundId === roundId && item.status === "RECEIVED");
      const words = open.map((item): [StoredItem, Settled | null] => {
        const deemedAt = item.suppliedAt ?? item.receivedAt ?? state.now;
        const deemed: Settled = { verdict: "accepted", mode: "DEEMED", at: deemedAt, lacks: nothingLacks };
        return [item, verdictOf(round, item, found, state.now) ?? (due ? deemed : null)];
      });
      const changed = words.flatMap(([item, word]) =>
        word === null || word.verdict === "corrected" ? [] : (settledItem(state, item, word) ?? []),
      );
      const corrected = Map.groupBy(
        words.flatMap(([item, word]) => (word?.verdict === "corrected" ? [{ item, word }] : [])),
        ({ word }) => word.submission,
      );
      const sent = [];
      for (const [submission, listed] of corrected) {
        const items = listed.map(({ item }) => item);
        const askers = new Map(
          pendingPoints(round, open, found).map((point) => [point.key, point.department]),
        );
        const change = await corrections.sent(state, submission, items, roundId, askers);
        sent.push(change);
        told.push(change.id);
      }
      const now = new Map(
        [...changed.map((one) => one.item), ...sent.flatMap((one) => one.items ?? [])].map((item) => [
          item.id,
          item,
        ]),
      );
      const after = state.items.map((item) => now.get(item.id) ?? item);
      const left = open.filter((item) => !now.has(item.id));
      const answered = await answeredIn(open, found);
      const compose = composing(round, left, found);
      if (now.size === 0 && answered.length === 0 && compose.write === undefined) return null;
      const follow = changed.length === 0 ? {} : released(state, after);
      return merged(
        { clocks: answered },
        {
          items: changed.map((one) => one.item),
          events: changed.map((one) => one.event),
          clocks: changed.flatMap((one) => [...stops(one.item, state.now), ...toleranceStart(one.item)]),
          messages: changed.map((one) => one.message),
          alarms: [
            ...changed.flatMap(({ item }) =>
              item.tolerance === undefined
                ? []
                : [
                    {
                      topic: TOLERANCE_DUE,
                      at: toleranceEnd(item.tolerance, clocks.calendar(), clocks.endOfBusiness),
                      data: { caseId: item.caseId, caseItemId: item.id },
                    },
                  ],
            ),
            ...(changed.length === 0 ? [] : notices.alarmsFor(about.caseId, after, state.now)),
          ],
        },
        ...sent,
        compose,
        follow,
      );
    });
    await notices.issue(about.caseId, clocks.today());
    await issueToleranceDocuments(parts.documents, await core.itemsOf(about.caseId));
    for (const id of told) await corrections.issue(id);
  };

  return {
    released,
    rechecked: openedRounds.rechecked,
    receive: openedRounds.receive,
    settle,
    round: (id: string) => roundRows.get(id),
    submissionsOf,
  };
}

/** Items of one organ that are settled together are told in one notice. */
function withNotice(tolerance: Tolerance, item: StoredItem, now: number): Tolerance {
  return { ...tolerance, notice: `tolerance-notice:${item.roundId ?? item.id}:${item.department}:${now}` };
}

function modeWith(mode: AcceptMode, tolerance: Tolerance | null): AcceptMode {
  return tolerance !== null && (mode === "ON_SPOT" || mode === "COMPLETE") ? "TOLERANT" : mode;
}

/** Several changes as one, in their order. */
function merged(...all: readonly CaseChanges[]): CaseChanges {
  const list = <K extends "items" | "events" | "clocks" | "messages" | "audit" | "alarms">(
    key: K,
  ): NonNullable<CaseChanges[K]> => all.flatMap((one) => (one[key] ?? []) as never[]) as never;
  return {
    items: list("items"),
    events: list("events"),
    clocks: list("clocks"),
    messages: list("messages"),
    audit: list("audit"),
    alarms: list("alarms"),
    write: (tx) => {
      for (const one of all) one.write?.(tx);
    },
  };
}
