/** The visits themselves: who may open one, and how one changes, in one transaction with its case. */
import { createHash } from "node:crypto";
import type { CaseEvent, ItemVisit, StoredCase, StoredItem } from "../cases/index.ts";
import { lastVisit } from "../cases/index.ts";
import { ConflictError, ForbiddenError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { VisitParts } from "./index.ts";
import { visits } from "./model.ts";
import type { StoredVisit } from "./model.ts";
import { visitTexts } from "./texts.ts";

export interface VisitChange {
  visit: StoredVisit;
  /** What the items that the visit is for keep of it. */
  ofItems?: (item: ItemVisit) => ItemVisit;
  events?: Omit<CaseEvent, "caseId">[];
  messages?: EngineMessage[];
  write?: (tx: Transaction) => void;
  audit: { action: string; data?: Record<string, unknown> };
}
export type VisitBook = ReturnType<typeof createVisitBook>;

/** An item with what it keeps of this visit changed. */
export function withVisit(item: StoredItem, id: string, change: (visit: ItemVisit) => ItemVisit): StoredItem {
  return { ...item, visits: (item.visits ?? []).map((one) => (one.id === id ? change(one) : one)) };
}

/** What is signed: the record and the photos, as they are. */
export function fingerprint(visit: StoredVisit): string | null {
  if (visit.record === null) return null;
  const { findings, opinion, present, on } = visit.record;
  const text = JSON.stringify([
    visit.id,
    visit.caseId,
    on,
    findings,
    present,
    opinion,
    visit.photos.map((photo) => photo.hash),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

export function createVisitBook(parts: VisitParts) {
  const { platform, cases, people } = parts;
  const rows = platform.store.collection(visits);

  const get = async (id: string): Promise<StoredVisit> => {
    const visit = await rows.get(id);
    if (visit === null) throw new NotFoundError(visitTexts.none);
    return visit;
  };
  /** Throws NotFoundError for visits outside the post, ForbiddenError for one's own case. */
  const open = async (
    actor: Actor,
    id: string,
    action: "read" | "appoint" | "record" | "sign",
  ): Promise<{ visit: StoredVisit; theCase: StoredCase }> => {
    const visit = await get(id);
    const theCase = await cases.case(visit.caseId);
    if (theCase === null || actor.capacityKind !== "post" || !people.can(actor, action, "visit", visit))
      throw new NotFoundError(visitTexts.none);
    if (await cases.accounts.isOwn(actor.personId, theCase.applicant))
      throw new ForbiddenError(visitTexts.ownCase, "own-case");
    return { visit, theCase };
  };
  /** Reads the visit anew, asks what changes, and writes it with its case. */
  const change = async (
    actor: Actor | null,
    id: string,
    ifMatch: number | undefined,
    decide: (visit: StoredVisit, items: StoredItem[], now: number) => VisitChange | null,
  ): Promise<void> => {
    const { caseId } = await get(id);
    await cases.core.mutate(
      caseId,
      actor === null ? { actor, by: "worker:visits" } : { actor },
      async ({ items, now }) => {
        const visit = await get(id);
        if (ifMatch !== undefined && ifMatch !== visit.revision)
          throw new ConflictError(visitTexts.changed, { current: { version: visit.revision } });
        const made = decide(visit, items, now);
        if (made === null) return null;
        const { ofItems } = made;
        return {
          items:
            ofItems === undefined
              ? []
              : items
                  .filter((item) => item.visits?.some((one) => one.id === id))
                  .map((item) => withVisit(item, id, ofItems)),
          events: (made.events ?? []).map((event) => ({ ...event, caseId })),
          messages: made.messages ?? [],
          audit: [
            {
              action: made.audit.action,
              thing: { kind: "visit", id },
              data: { case: caseId, ...made.audit.data },
            },
          ],
          write: (tx) => {
            tx.update(visits, { ...made.visit, revision: visit.revision + 1 });
            made.write?.(tx);
          },
        };
      },
    );
  };
  return {
    rows,
    get,
    open,
    change,
    /** The visit of the case that still gathers its items; null when there is none. */
    gathering: async (caseId: string): Promise<StoredVisit | null> =>
      (await rows.find({ filter: { eq: ["caseId", caseId] }, sort: ["at"], limit: 100 })).rows.find(
        (visit) => visit.state === "gathering",
      ) ?? null,
    ofCase: async (caseId: string): Promise<StoredVisit[]> =>
      (await rows.find({ filter: { eq: ["caseId", caseId] }, sort: ["-at"], limit: 100 })).rows,
    /** Items of the visit that it can still have a result for. */
    live: (visit: StoredVisit, items: readonly StoredItem[]): StoredItem[] =>
      items.filter(
        (item) =>
          visit.items.some((one) => one.caseItemId === item.id) &&
          item.decision === null &&
          ["ACCEPTED", "IN_REVIEW", "SUSPENDED", "APPROVAL"].includes(item.status) &&
          lastVisit(item)?.id === visit.id,
      ),
    notOver: (visit: StoredVisit): void => {
      if (visit.state === "done" || visit.state === "cancelled") throw new StateError(visitTexts.over);
    },
  };
}
