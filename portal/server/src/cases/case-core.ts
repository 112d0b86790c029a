/** How a case changes: state, clocks, timeline, audit and messages in one transaction, retried when a race is lost. */
import type { AuditArea, AuditEntry } from "../audit/index.ts";
import type { Alarm, ClockChange, ClocksArea } from "../clocks/index.ts";
import type { EngineMessage, Outbox } from "../outbox/index.ts";
import { ConflictError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { ItemStatus } from "./api.ts";
import { caseSearch, SEARCH_SECRET } from "./case-search.ts";
import { openClarifications } from "./clarification.ts";
import type { CaseEvent } from "./contract.ts";
import { isUnread, wayOfResult } from "./delivery/unread.ts";
import { openVisit, toRectify } from "./item-visit.ts";
import { caseEvents, caseItems, cases } from "./model.ts";
import type { CaseDocument, StoredCase, StoredItem } from "./model.ts";
import { derivedOutcome, derivedStatus, mayGo } from "./state-machine.ts";
import { byTexts, errorTexts, statusTexts } from "./texts.ts";
import { lacking, owed } from "./tolerance.ts";

export interface CaseState {
  theCase: StoredCase;
  items: StoredItem[];
  now: number;
}
export interface CaseChanges {
  items?: StoredItem[];
  patch?: Partial<CaseDocument>;
  events?: CaseEvent[];
  clocks?: ClockChange[];
  messages?: EngineMessage[];
  audit?: Omit<AuditEntry, "actor" | "by">[];
  /** Wake-ups by the legal clock. */
  alarms?: Alarm[];
  write?: (tx: Transaction) => void;
}
/** What else follows when items change their state or the case closes, in the same transaction; null: nothing. Given by later areas. */
export type CaseFollower = (change: {
  theCase: StoredCase;
  before: readonly StoredItem[];
  after: readonly StoredItem[];
  now: number;
  /** All has been said: the case closes with this change. */
  closes: boolean;
}) => Promise<Pick<CaseChanges, "items" | "events" | "messages" | "audit" | "write"> | null>;
export interface By {
  actor: Actor | null;
  by?: string;
}

const ATTEMPTS = 30;

/** The item in another state, or null when it is there already. Throws StateError when the table bars the way. */
export function moved(
  item: StoredItem,
  to: ItemStatus,
  now: number,
  patch: Partial<StoredItem> = {},
): StoredItem | null {
  if (item.status === to) return null;
  const next = { ...item, ...patch };
  const verdict = mayGo(item.status, to, {
    acceptance: item.acceptance,
    accepted: next.acceptedAt !== null,
    decision: next.decision?.outcome ?? null,
    missingMaterials: lacking(next).length,
  });
  if (!verdict.allowed)
    throw new StateError(errorTexts.transition(statusTexts[item.status], statusTexts[to]), {
      item: item.id,
      from: item.status,
      to,
      rule: verdict.rule,
    });
  return { ...next, status: to, reached: { ...item.reached, [to]: item.reached[to] ?? now } };
}

/**
 * What the package's process waits for, whoever brought it about: a round ends when none of its items is to be checked
 * any more, the wait for a correction when none of its items waits any more.
 */
function ended(before: readonly StoredItem[], after: readonly StoredItem[]): EngineMessage[] {
  const gone = (status: ItemStatus, keyOf: (item: StoredItem) => string | null | undefined): string[] => {
    const keys = (items: readonly StoredItem[]): Set<string> =>
      new Set(items.flatMap((item) => (item.status === status ? (keyOf(item) ?? []) : [])));
    const still = keys(after);
    return [...keys(before)].filter((key) => !still.has(key));
  };
  const message = (name: string, key: string): EngineMessage => ({
    name,
    correlationKey: key,
    messageId: `${name}:${key}`,
  });
  return [
    ...gone("RECEIVED", (item) => item.roundId).map((key) => message("roundAnswered", key)),
    ...gone("SUPPLEMENT", (item) => item.corrections?.at(-1)).map((key) =>
      message("correctionAnswered", key),
    ),
  ];
}

export type CaseCore = ReturnType<typeof createCaseCore>;

export function createCaseCore(parts: {
  platform: Platform;
  audit: AuditArea;
  clocks: ClocksArea;
  outbox: Outbox;
}) {
  const { platform, audit, clocks, outbox } = parts;
  const { store, ids, events: live } = platform;
  const caseRows = store.collection(cases);
  const itemRows = store.collection(caseItems);
  const now = (): number => platform.clock.now();
  const followers: CaseFollower[] = [];
  const secret = platform.secret(SEARCH_SECRET);

  const itemsOf = async (caseId: string): Promise<StoredItem[]> =>
    (await itemRows.find({ filter: { eq: ["caseId", caseId] }, limit: 100 })).rows;

  /** The items of up to a page of cases, read at once, by case. */
  const itemsOfCases = async (caseIds: string[]): Promise<Map<string, StoredItem[]>> =>
    caseIds.length === 0
      ? new Map()
      : Map.groupBy(
          (await itemRows.find({ filter: { in: ["caseId", caseIds] }, limit: 10_000 })).rows,
          (item) => item.caseId,
        );

  const addEvent = (tx: Transaction, event: CaseEvent): void =>
    tx.insert(caseEvents, {
      id: ids.next(),
      caseId: event.caseId,
      caseItemId: event.caseItemId ?? null,
      at: now(),
      kind: event.kind,
      text: event.text,
      by: event.by ?? byTexts.system,
      documentId: event.documentId ?? null,
      public: event.public ?? true,
    });

  /** Status and view of the case that follow from its items. */
  const derived = (theCase: StoredCase, items: StoredItem[]): Pick<CaseDocument, "status" | "view"> => {
    // closed, but a check of an undertaking may still ask for something
    if (theCase.outcome !== null)
      return {
        status: theCase.outcome,
        view: items.some((item) => item.check?.state === "to-correct") ? "todo" : "done",
      };
    const status = derivedStatus(items.map((item) => item.status));
    if (status === null)
      return { status: derivedOutcome(items.map((item) => item.result ?? "terminated")), view: "running" };
    const todo = items.some(
      (item) =>
        item.status === "SUPPLEMENT" ||
        openClarifications(item).length > 0 ||
        owed(item).length > 0 ||
        (item.status === "IN_REVIEW" && openVisit(item)?.on != null) ||
        toRectify(item) !== null ||
        (item.status === "READY" && wayOfResult(theCase, item) === "window") ||
        isUnread(theCase, item),
    );
    return { status, view: todo ? "todo" : "running" };
  };

  const published = (theCase: StoredCase): void => {
    live.publish({ to: [{ personId: theCase.filedBy.personId }], event: { kind: "case", no: theCase.id } });
    const groups = theCase.departments.flatMap((department) =>
      ["clerk", "reviewer", "approver", "decider"].map((role) => ({ group: `${department}:${role}` })),
    );
    live.publish({ to: groups, event: { kind: "case", no: theCase.id } });
  };

  /** The changes with what follows from the states that items come into. */
  const followed = async (
    theCase: StoredCase,
    items: readonly StoredItem[],
    decided: CaseChanges,
  ): Promise<CaseChanges> => {
    let changes = decided;
    const own = new Map((decided.items ?? []).map((item) => [item.id, item]));
    const closes = theCase.outcome === null && decided.patch?.outcome != null;
    if (!closes && items.every((item) => (own.get(item.id) ?? item).status === item.status)) return changes;
    for (const follower of followers) {
      const changed = new Map((changes.items ?? []).map((item) => [item.id, item]));
      const after = items.map((item) => changed.get(item.id) ?? item);
      const more = await follower({ theCase, before: items, after, now: now(), closes });
      if (more === null) continue;
      for (const item of more.items ?? []) changed.set(item.id, item);
      const before = changes;
      changes = {
        ...before,
        items: [...changed.values()],
        events: [...(before.events ?? []), ...(more.events ?? [])],
        messages: [...(before.messages ?? []), ...(more.messages ?? [])],
        audit: [...(before.audit ?? []), ...(more.audit ?? [])],
        write: (tx) => {
          before.write?.(tx);
          more.write?.(tx);
        },
      };
    }
    return changes;
  };

  /** Reads the case, asks what changes, writes it all at once. `decide` may be asked again after a lost race. */
  const mutate = async (
    caseId: string,
    by: By,
    decide: (state: CaseState) => CaseChanges | null | Promise<CaseChanges | null>,
  ): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const theCase = await caseRows.get(caseId);
      if (theCase === null) throw new NotFoundError(errorTexts.noCase);
      const items = await itemsOf(caseId);
      const decided = await decide({ theCase, items, now: now() });
      if (decided === null) return;
      const changes = await followed(theCase, items, decided);
      const changed = new Map((changes.items ?? []).map((item) => [item.id, item]));
      const after = items.map((item) => changed.get(item.id) ?? item);
      const planned = await clocks.plan(changes.clocks ?? [], by);
      const last = changes.events?.filter((event) => event.public !== false).at(-1);
      const next: StoredCase = {
        ...theCase,
        ...changes.patch,
        ...(last === undefined ? {} : { lastEvent: { at: now(), text: last.text } }),
      };
      const final: StoredCase = {
        ...next,
        ...derived(next, after),
        ...(changes.patch?.data === undefined ? {} : { search: caseSearch(next, caseId, secret) }),
      };
      try {
        await store.transaction((tx) => {
          tx.update(cases, final);
          for (const item of changed.values()) {
            tx.update(caseItems, item);
            const before = items.find((entry) => entry.id === item.id);
            if (before !== undefined && before.status !== item.status)
              audit.record(tx, {
                ...by,
                action: "cases.setStatus",
                thing: { kind: "case-item", id: item.id },
                data: { from: before.status, to: item.status },
              });
          }
          for (const entry of changes.audit ?? []) audit.record(tx, { ...by, ...entry });
          for (const event of changes.events ?? []) addEvent(tx, event);
          for (const message of [...(changes.messages ?? []), ...ended(items, after)])
            outbox.message(tx, message);
          for (const alarm of changes.alarms ?? []) clocks.alarms.set(tx, alarm);
          changes.write?.(tx);
          planned.apply(tx);
        });
      } catch (error) {
        if (error instanceof ConflictError && error.code === "conflict" && attempt < ATTEMPTS) continue;
        throw error;
      }
      planned.committed();
      void outbox.flush();
      if ((changes.alarms ?? []).length > 0) void clocks.wake();
      published(final);
      return;
    }
  };

  /** Tells open browsers that something of the case changed. */
  const announce = async (caseId: string): Promise<void> => {
    const theCase = await caseRows.get(caseId);
    if (theCase !== null) published(theCase);
  };

  return {
    /** Asked whenever an item changes its state. */
    follow: (follower: CaseFollower): void => void followers.push(follower),
    mutate,
    itemsOf,
    itemsOfCases,
    addEvent,
    announce,
    now,
    caseRows,
    itemRows,
  };
}
