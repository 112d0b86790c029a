/** Receipt, rounds and verdicts (1.2a rules 1–9). What a person decided is read from the submissions of the round. */
import type { ClockChange, ClocksArea } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createAcceptanceNotices } from "./acceptance-notices.ts";
import type { CaseChanges, CaseCore, CaseState } from "./case-core.ts";
import { moved } from "./case-core.ts";
import type { CaseEvent } from "./contract.ts";
import type { StoredPoint } from "./correction/model.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import { correctionTexts } from "./correction/texts.ts";
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
import { TOLERANCE_DUE, toleranceEnd, toleranceFor, toleranceStart } from "./tolerance.ts";
import type { Missing } from "./tolerance.ts";
import { issueToleranceDocuments } from "./tolerance-documents.ts";
import { latest, pendingPoints, verdictOf, voicesOf, withCompetent } from "./verdicts.ts";
import type { Settled, Voice } from "./verdicts.ts";

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

  const submissionsOf = async (roundId: string): Promise<StoredSubmission[]> =>
    (await submissionRows.find({ filter: { eq: ["roundId", roundId] }, sort: ["at"], limit: 200 })).rows;

  /** A round over these papers: its clocks, its row, and the message that begins it. `voices`: only these are asked. */
  const opened = (
    state: CaseState,
    papers: readonly StoredItem[],
    roundId: string,
    from: number,
    voices?: Record<string, Voice[]>,
  ): Pick<CaseChanges, "clocks" | "messages" | "write"> => {
    const caseId = state.theCase.id;
    const about = voices === undefined ? {} : { voices };
    const asks = (item: StoredItem, voice: Voice): boolean => voicesOf(about, item).includes(voice);
    const verdictItems = papers
      .filter((item) => asks(item, "department"))
      .map((item) => ({ caseItemId: item.id, department: item.department }));
    const started = papers.flatMap((item): ClockChange[] => {
      const clock = {
        do: "start" as const,
        again: true,
        caseId,
        caseItemId: item.id,
        itemId: item.itemId,
        department: item.department,
        startedAt: from,
        roundId,
      };
      const { completeness } = item.limits;
      const internal = { legalDays: catalogue.acceptanceLimits().verdict.days, promisedDays: null };
      return [
        ...(completeness === null ? [] : [{ ...clock, kind: "completeness" as const, ...completeness }]),
        ...(asks(item, "department") ? [{ ...clock, kind: "verdict" as const, ...internal }] : []),
      ];
    });
    return {
      clocks: started,
      messages: [
        {
          name: "acceptanceRound",
          correlationKey: caseId,
          messageId: `acceptanceRound:${roundId}`,
          variables: {
            roundId,
            roundItems: papers.map((item) => item.id),
            verdictItems,
            windowAsked: papers.some((item) => asks(item, "window")),
          },
        },
      ],
      write: (tx) =>
        tx.insert(rounds, {
          id: roundId,
          caseId,
          items: papers.map((item) => item.id),
          at: state.now,
          settledAt: null,
          ...about,
        }),
    };
  };

  /** Items become received (or go straight to their check), with clocks, a round and its announcement. */
  const received = (state: CaseState, ready: StoredItem[], reachedAt: number): CaseChanges => {
    const papers = ready.filter((item) => item.acceptance !== "none");
    const roundId = papers.length === 0 ? null : ids.next();
    const items = ready.flatMap(
      (item) =>
        (item.acceptance === "none"
          ? moved(item, "IN_REVIEW", state.now)
          : moved(item, "RECEIVED", state.now, { receivedAt: reachedAt, roundId })) ?? [],
    );
    const events: CaseEvent[] = ready.map((item) => ({
      caseId: item.caseId,
      caseItemId: item.id,
      kind: "received",
      text: item.acceptance === "none" ? eventTexts.checking(item.name) : eventTexts.received(item.name),
    }));
    return { items, events, ...(roundId === null ? {} : opened(state, papers, roundId, reachedAt)) };
  };

  /** What follows for the items that wait for these: all succeeded → received; one failed → they are told. */
  const released = (state: CaseState, after: StoredItem[]): CaseChanges => {
    const byItemId = new Map(after.map((item) => [item.itemId, item]));
    const waiting = after.filter((item) => item.status === "WAITING");
    const ready = waiting.filter((item) => item.after.every((id) => succeeded(byItemId.get(id))));
    const failed = waiting.filter((item) => item.after.some((id) => hasFailed(byItemId.get(id))));
    const changes = ready.length === 0 ? {} : received(state, ready, state.now);
    const told = (item: StoredItem, met: boolean): EngineMessage => ({
      name: "prerequisites",
      correlationKey: item.id,
      messageId: `prerequisites:${item.id}`,
      variables: { met },
    });
    return {
      ...changes,
      messages: [
        ...ready.map((item) => told(item, true)),
        ...failed.map((item) => told(item, false)),
        ...(changes.messages ?? []),
      ],
    };
  };

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

  /** What may follow an acceptance: found missing by the window, or promised by the applicant. */
  const tolerated = (
    theCase: StoredCase,
    item: StoredItem,
    missing: readonly Missing[],
    now: number,
  ): Tolerance | null => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    return content === null ? null : toleranceFor(content, theCase, item, missing, now, ids.next());
  };

  /** What a settled item becomes, with its line of the timeline and the word to its process. */
  const settledItem = (
    { theCase, now }: CaseState,
    item: StoredItem,
    settled: Exclude<Settled, { verdict: "corrected" }>,
  ): { item: StoredItem; event: CaseEvent; message: EngineMessage } | null => {
    const tolerance = settled.verdict === "accepted" ? tolerated(theCase, item, settled.missing, now) : null;
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
            ...(tolerance === null ? {} : { tolerance }),
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
        const deemed: Settled = { verdict: "accepted", mode: "DEEMED", at: deemedAt, missing: [] };
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
    settle,
    round: (id: string) => roundRows.get(id),
    submissionsOf,

    /** Items whose points are all in go to a check of what was supplied, by those who asked (1.2a rule 9). */
    rechecked(
      state: CaseState,
      complete: readonly StoredItem[],
      points: readonly StoredPoint[],
    ): CaseChanges {
      if (complete.length === 0) return {};
      const roundId = ids.next();
      const voices = Object.fromEntries(
        complete.map((item) => {
          const own = points.filter((point) => point.caseItemId === item.id);
          const asked: Voice[] = [
            ...(own.some((point) => point.department === "window") ? (["window"] as const) : []),
            ...(own.some((point) => point.department !== "window") ? (["department"] as const) : []),
          ];
          return [item.id, asked];
        }),
      );
      const items = complete.flatMap(
        (item) => moved(item, "RECEIVED", state.now, { suppliedAt: state.now, roundId }) ?? [],
      );
      const round = opened(state, complete, roundId, state.now, voices);
      return {
        ...round,
        items,
        clocks: [
          ...complete.map((item): ClockChange => ({
            do: "stop",
            kind: "correction",
            caseItemId: item.id,
            at: state.now,
          })),
          ...(round.clocks ?? []),
        ],
        events: complete.map((item) => ({
          caseId: item.caseId,
          caseItemId: item.id,
          kind: "rechecked",
          text: correctionTexts.complete(item.name),
        })),
      };
    },

    /** Receipt of a case: submission is receipt (1.2a rule 2); items with an open `after` wait. */
    async receive(caseId: string): Promise<void> {
      await core.mutate(caseId, { actor: null, by: "worker:cases.receive" }, (state) => {
        const fresh = state.items.filter((item) => item.status === "SUBMITTED");
        if (fresh.length === 0) return null;
        const waits = fresh.filter((item) => item.after.length > 0);
        const changes = received(
          state,
          fresh.filter((item) => item.after.length === 0),
          state.theCase.submittedAt,
        );
        const waiting = waits.flatMap((item) => moved(item, "WAITING", state.now) ?? []);
        return {
          ...changes,
          items: [...(changes.items ?? []), ...waiting],
          events: [
            ...waits.map((item) => ({
              caseId,
              caseItemId: item.id,
              kind: "waiting",
              text: eventTexts.waiting(item.name),
              public: false,
            })),
            ...(changes.events ?? []),
          ],
        };
      });
    },
  };
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

function succeeded(item: StoredItem | undefined): boolean {
  return item === undefined || item.result === "granted" || item.result === "checked";
}

function hasFailed(item: StoredItem | undefined): boolean {
  return item !== undefined && item.result !== null && !succeeded(item);
}
