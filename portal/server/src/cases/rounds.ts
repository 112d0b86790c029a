/** How items come to be checked: receipt, waiting for others, and again after a correction; each a round (1.2a rules 1–4, 9). */
import type { ClockChange } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { CaseChanges, CaseCore, CaseState } from "./case-core.ts";
import { moved } from "./case-core.ts";
import type { CaseEvent } from "./contract.ts";
import type { StoredPoint } from "./correction/model.ts";
import { correctionTexts } from "./correction/texts.ts";
import { rounds } from "./model.ts";
import type { StoredItem } from "./model.ts";
import type { CatalogueNeeds } from "./needs.ts";
import { eventTexts } from "./texts.ts";
import { voicesOf } from "./verdicts.ts";
import type { Voice } from "./verdicts.ts";

export function createRounds(parts: { platform: Platform; core: CaseCore; catalogue: CatalogueNeeds }) {
  const { platform, core, catalogue } = parts;
  const { ids } = platform;

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

  return {
    released,

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

function succeeded(item: StoredItem | undefined): boolean {
  return item === undefined || item.result === "granted" || item.result === "checked";
}

function hasFailed(item: StoredItem | undefined): boolean {
  return item !== undefined && item.result !== null && !succeeded(item);
}
