/** Receipt, rounds and verdicts (1.2a rules 1–7). What a person decided is read from the submissions of the round. */
import { z } from "zod";
import type { ClockChange, ClocksArea } from "../clocks/index.ts";
import { localDate } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import { createAcceptanceNotices } from "./acceptance-notices.ts";
import type { CaseChanges, CaseCore, CaseState } from "./case-core.ts";
import { moved } from "./case-core.ts";
import type { CaseEvent } from "./contract.ts";
import { rounds, submissions } from "./model.ts";
import type { AcceptMode, StoredCase, StoredItem, StoredSubmission, Tolerance } from "./model.ts";
import type { CatalogueNeeds, DocumentNeeds } from "./needs.ts";
import { byTexts, eventTexts, modeTexts, remedyTexts } from "./texts.ts";
import { TOLERANCE_DUE, toleranceEnd, toleranceFor, toleranceStart } from "./tolerance.ts";
import type { Missing } from "./tolerance.ts";
import { issueToleranceDocuments } from "./tolerance-documents.ts";

/** Data of the window's form `shared/accept`. */
export const acceptData = z.object({
  verdicts: z.record(
    z.string(),
    z.object({
      verdict: z.enum(["accept", "tolerate", "undertaking", "not-accept"]),
      /** With `tolerate`: what is missing, of the materials that may follow. */
      missing: z
        .array(z.object({ materialId: z.string().max(60), what: z.string().max(500).nullish() }))
        .max(50)
        .nullish(),
      reason: z.string().max(2000).nullish(),
      competent: z.string().max(200).nullish(),
    }),
  ),
  note: z.string().max(2000).nullish(),
});
export type AcceptData = z.infer<typeof acceptData>;
/** Data of a department's form `shared/verdict`. */
export const verdictData = z.object({
  verdict: z.enum(["accept", "not-accept"]),
  note: z.string().max(2000).nullish(),
});

type Settled =
  | { verdict: "accepted"; mode: AcceptMode; at: number; missing: Missing[] }
  | { verdict: "not-accepted"; reason: string; competent: string };

export type AcceptanceService = ReturnType<typeof createAcceptanceService>;

export function createAcceptanceService(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  documents: DocumentNeeds;
}) {
  const { platform, core, clocks, catalogue } = parts;
  const { store, ids } = platform;
  const roundRows = store.collection(rounds);
  const submissionRows = store.collection(submissions);
  const notices = createAcceptanceNotices(parts);

  /** Items become received (or go straight to their check), with clocks, a round and its announcement. */
  const received = (state: CaseState, ready: StoredItem[], reachedAt: number): CaseChanges => {
    const papers = ready.filter((item) => item.acceptance !== "none");
    const roundId = papers.length === 0 ? null : ids.next();
    const items = ready.map((item) =>
      item.acceptance === "none"
        ? moved(item, "IN_REVIEW", state.now)
        : moved(item, "RECEIVED", state.now, { receivedAt: reachedAt, roundId }),
    );
    const started = papers.flatMap((item): ClockChange[] => {
      const clock = {
        do: "start" as const,
        caseId: item.caseId,
        caseItemId: item.id,
        itemId: item.itemId,
        department: item.department,
        startedAt: reachedAt,
        roundId,
      };
      const { completeness } = item.limits;
      const internal = { legalDays: catalogue.acceptanceLimits().verdict.days, promisedDays: null };
      return [
        ...(completeness === null ? [] : [{ ...clock, kind: "completeness" as const, ...completeness }]),
        ...(item.acceptance === "department" ? [{ ...clock, kind: "verdict" as const, ...internal }] : []),
      ];
    });
    const events: CaseEvent[] = ready.map((item) => ({
      caseId: item.caseId,
      caseItemId: item.id,
      kind: "received",
      text: item.acceptance === "none" ? eventTexts.checking(item.name) : eventTexts.received(item.name),
    }));
    if (roundId === null) return { items: items.filter((item) => item !== null), clocks: started, events };
    const caseId = state.theCase.id;
    const verdictItems = papers
      .filter((item) => item.acceptance === "department")
      .map((item) => ({ caseItemId: item.id, department: item.department }));
    return {
      items: items.filter((item) => item !== null),
      clocks: started,
      events,
      messages: [
        {
          name: "acceptanceRound",
          correlationKey: caseId,
          messageId: `acceptanceRound:${roundId}`,
          variables: { roundId, roundItems: papers.map((item) => item.id), verdictItems },
        },
      ],
      write: (tx) =>
        tx.insert(rounds, {
          id: roundId,
          caseId,
          items: papers.map((item) => item.id),
          at: state.now,
          settledAt: null,
        }),
    };
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

  const latest = (
    found: StoredSubmission[],
    kind: string,
    caseItemId: string | null,
  ): StoredSubmission | undefined =>
    found.find(
      (one) =>
        one.kind === kind && one.state !== "void" && (caseItemId === null || one.caseItemId === caseItemId),
    );

  /** The verdict on one item, or null while somebody who is asked has not spoken. */
  const verdictOf = (item: StoredItem, found: StoredSubmission[], now: number): Settled | null => {
    const window = latest(found, "accept", null);
    const own = window === undefined ? undefined : acceptData.parse(window.data).verdicts[item.id];
    const department = item.acceptance === "department" ? latest(found, "verdict", item.id) : undefined;
    const asked = department === undefined ? undefined : verdictData.parse(department.data);
    if (own?.verdict === "not-accept")
      return { verdict: "not-accepted", reason: own.reason ?? "", competent: own.competent ?? "" };
    if (asked?.verdict === "not-accept")
      return { verdict: "not-accepted", reason: asked.note ?? "", competent: "" };
    if (own === undefined || (item.acceptance === "department" && asked === undefined)) return null;
    if (own.verdict === "undertaking")
      return { verdict: "accepted", mode: "UNDERTAKING", at: now, missing: [] };
    const onSpot = item.receivedAt !== null && localDate(item.receivedAt) === localDate(now);
    const missing = own.verdict === "tolerate" ? (own.missing ?? []) : [];
    return {
      verdict: "accepted",
      mode: onSpot ? "ON_SPOT" : "COMPLETE",
      at: now,
      missing: missing.map(({ materialId, what }) => ({ materialId, what: what ?? "" })),
    };
  };

  /** Applies the verdicts of a round. `due`: silence by 17:30 of day 5 means acceptance from receipt. */
  const settle = async (roundId: string, due: boolean, by: string): Promise<void> => {
    const round = await roundRows.get(roundId);
    if (round === null) return;
    await core.mutate(round.caseId, { actor: null, by }, async (state) => {
      const found = (await submissionRows.find({ filter: { eq: ["roundId", roundId] }, limit: 200 })).rows;
      const open = state.items.filter((item) => round.items.includes(item.id) && item.status === "RECEIVED");
      const result = open.map((item) => settledItem(state, item, verdictOf(item, found, state.now), due));
      const changed = result.flatMap((one) => (one === null ? [] : [one]));
      const answered = await answeredIn(open, found);
      if (changed.length === 0) return answered.length === 0 ? null : { clocks: answered };
      const after = state.items.map((item) => changed.find((one) => one.item.id === item.id)?.item ?? item);
      const follow = released(state, after);
      return {
        ...follow,
        items: [...changed.map((one) => one.item), ...(follow.items ?? [])],
        events: [...changed.map((one) => one.event), ...(follow.events ?? [])],
        clocks: [
          ...answered,
          ...changed.flatMap((one): ClockChange[] =>
            (["completeness", "verdict"] as const).map((kind) => ({
              do: "stop",
              kind,
              caseItemId: one.item.id,
              at: state.now,
            })),
          ),
          ...changed.flatMap((one) => toleranceStart(one.item)),
          ...(follow.clocks ?? []),
        ],
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
          ...notices.alarmsFor(round.caseId, after, state.now),
        ],
        messages: [...changed.map((one) => one.message), ...(follow.messages ?? [])],
      };
    });
    await notices.issue(round.caseId, clocks.today());
    await issueToleranceDocuments(parts.documents, await core.itemsOf(round.caseId));
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

  const settledItem = (
    { theCase, now }: CaseState,
    item: StoredItem,
    verdict: Settled | null,
    due: boolean,
  ): { item: StoredItem; event: CaseEvent; message: EngineMessage } | null => {
    const settled: Settled | null =
      verdict ??
      (due ? { verdict: "accepted", mode: "DEEMED", at: item.receivedAt ?? now, missing: [] } : null);
    if (settled === null) return null;
    const tolerance = settled.verdict === "accepted" ? tolerated(theCase, item, settled.missing, now) : null;
    const mode = settled.verdict === "accepted" ? modeWith(settled.mode, tolerance) : null;
    const message: EngineMessage = {
      name: "acceptance",
      correlationKey: item.id,
      messageId: `acceptance:${item.id}`,
      variables: {
        verdict: settled.verdict,
        acceptMode: mode,
      },
    };
    if (settled.verdict === "accepted" && mode !== null) {
      const next = moved(item, "ACCEPTED", now, {
        acceptedAt: settled.at,
        acceptMode: mode,
        ...(tolerance === null ? {} : { tolerance }),
      });
      const event = {
        caseId: item.caseId,
        caseItemId: item.id,
        kind: "accepted",
        text: eventTexts.accepted(item.name, modeTexts[mode]),
        by: mode === "DEEMED" ? byTexts.system : byTexts.window,
      };
      return next === null ? null : { item: next, event, message };
    }
    if (settled.verdict === "accepted") return null;
    const reasons: Text = withCompetent(settled.reason, settled.competent);
    const next = moved(item, "NOT_ACCEPTED", now, {
      result: "not-accepted",
      reasons,
      remedies: remedyTexts.standard,
    });
    const event = {
      caseId: item.caseId,
      caseItemId: item.id,
      kind: "not-accepted",
      text: eventTexts.notAccepted(item.name),
      by: byTexts.window,
    };
    return next === null ? null : { item: next, event, message };
  };

  /** Departments that have spoken: their internal limit ends then, whatever the window still has to say. */
  const answeredIn = async (open: StoredItem[], found: StoredSubmission[]): Promise<ClockChange[]> => {
    const stops: ClockChange[] = [];
    for (const item of open) {
      const spoken = latest(found, "verdict", item.id);
      if (spoken === undefined || (await clocks.get(item.id, "verdict"))?.state !== "running") continue;
      stops.push({ do: "stop", kind: "verdict", caseItemId: item.id, at: spoken.at });
    }
    return stops;
  };

  return {
    released,
    settle,
    round: (id: string) => roundRows.get(id),

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

function succeeded(item: StoredItem | undefined): boolean {
  return item === undefined || item.result === "granted" || item.result === "checked";
}

function hasFailed(item: StoredItem | undefined): boolean {
  return item !== undefined && item.result !== null && !succeeded(item);
}

function withCompetent(reason: string, competent: string): Text {
  if (competent === "") return { zh: reason, en: reason };
  return { zh: `${reason}（应向${competent}申请）`, en: `${reason} (apply to ${competent})` };
}
