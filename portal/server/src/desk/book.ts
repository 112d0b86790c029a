/** The acts of delivery themselves: who may open one, which items are free for one, and how one changes in one transaction. */
import type { CaseEvent, StoredCase, StoredItem } from "../cases/index.ts";
import { caseItems } from "../cases/index.ts";
import type { Addressee } from "../notifications/index.ts";
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  StateError,
} from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { DeskParts } from "./index.ts";
import { deliveries } from "./model.ts";
import type { DeliveryDocument, StoredDelivery } from "./model.ts";
import { deskTexts } from "./texts.ts";

export type DeskBook = ReturnType<typeof createDeskBook>;
export interface Free {
  theCase: StoredCase;
  item: StoredItem;
  taskId: string;
}
export interface DeliveryChange {
  delivery: StoredDelivery;
  events?: CaseEvent[];
  tell?: { title: Text; body: Text; key: string };
  write?: (tx: Transaction) => void;
  audit: { action: string; data?: Record<string, unknown> };
}

const ATTEMPTS = 30;
export const invalid = (pointer: string, code: string, detail: Text): InvalidError =>
  new InvalidError(detail, [{ pointer, code, detail }], code);

export function createDeskBook(parts: DeskParts) {
  const { platform, audit, cases, tasks, people, notifications } = parts;
  const { store } = platform;
  const rows = store.collection(deliveries);

  const casesOf = async (delivery: Pick<DeliveryDocument, "caseIds">): Promise<StoredCase[]> =>
    (await Promise.all(delivery.caseIds.map((id) => cases.case(id)))).flatMap((one) => one ?? []);
  /** Acts that an item was part of, last one last. */
  const ofItem = async (caseItemId: string): Promise<StoredDelivery[]> =>
    (await rows.find({ filter: { eq: ["items.caseItemId", caseItemId] }, sort: ["id"], limit: 100 })).rows;
  const notOwn = async (actor: Actor, all: readonly StoredCase[]): Promise<void> => {
    for (const theCase of all)
      if (await cases.accounts.isOwn(actor.personId, theCase.applicant))
        throw new ForbiddenError(deskTexts.ownCase, "own-case");
  };
  /** Throws NotFoundError outside the desk, ForbiddenError for one's own case. */
  const open = async (
    actor: Actor,
    id: string,
    action: "read" | "hand" | "post",
  ): Promise<{ delivery: StoredDelivery; cases: StoredCase[] }> => {
    const delivery = await rows.get(id);
    if (
      delivery === null ||
      actor.capacityKind !== "post" ||
      !people.can(actor, action, "delivery", delivery)
    )
      throw new NotFoundError(deskTexts.none);
    const all = await casesOf(delivery);
    await notOwn(actor, all);
    return { delivery, cases: all };
  };
  const addresseeOf = (theCase: StoredCase): Addressee => ({
    owner: theCase.ownerKey,
    personIds: [theCase.filedBy.personId],
  });
  const announce = async (caseIds: readonly string[]): Promise<void> => {
    for (const id of caseIds) await cases.core.announce(id);
  };

  /** The items, each waiting at the desk and in nobody's hands. Throws what bars it, in words. */
  const free = async (actor: Actor, caseItemIds: readonly string[]): Promise<Free[]> => {
    const found: Free[] = [];
    for (const id of new Set(caseItemIds)) {
      const item = await cases.item(id);
      const theCase = item === null ? null : await cases.case(item.caseId);
      if (item === null || theCase === null) throw new NotFoundError(deskTexts.none);
      const task = await tasks.openDelivery(id);
      if (item.status !== "READY") throw new StateError(deskTexts.notWaiting(item.name));
      if (task === null) throw new StateError(deskTexts.electronic(item.name));
      if (task.assignee !== null && task.assignee !== actor.personId)
        throw new StateError(deskTexts.heldBy(item.name, task.assigneeName ?? task.assignee), {}, "held");
      // one that was signed when the server stopped is finished from its own page, not done again
      const other = (await ofItem(id)).find(underWay);
      if (other !== undefined)
        throw new ConflictError(deskTexts.underWay(item.name, other.by.name), { delivery: other.id });
      found.push({ theCase, item, taskId: task.id });
    }
    if (new Set(found.map(({ theCase }) => theCase.ownerKey)).size > 1)
      throw invalid("/caseItemIds", "one-applicant", deskTexts.oneApplicant);
    await notOwn(
      actor,
      found.map(({ theCase }) => theCase),
    );
    return found;
  };

  /** Begins an act over items that are free; two clerks never begin the same. Answers its id. */
  const begin = async (
    actor: Actor,
    caseItemIds: readonly string[],
    make: (found: Free[]) => {
      act: Pick<DeliveryDocument, "way" | "post">;
      events: CaseEvent[];
      tell?: { title: Text; body: Text };
    },
  ): Promise<string> => {
    const id = platform.ids.next();
    for (let attempt = 1; ; attempt += 1) {
      const found = await free(actor, caseItemIds);
      const { act, events, tell } = make(found);
      const caseIds = [...new Set(found.map(({ theCase }) => theCase.id))];
      const by = { personId: actor.personId, name: actor.name };
      try {
        await store.transaction((tx) => {
          tx.insert(deliveries, {
            id,
            ...act,
            state: "open",
            revision: 1,
            caseIds,
            items: found.map(({ theCase, item, taskId }) => ({
              caseId: theCase.id,
              caseItemId: item.id,
              taskId,
              name: item.name,
            })),
            at: platform.clock.now(),
            by,
            receiver: null,
            signature: null,
            ended: null,
          });
          // the items' versions move: of two who begin at once, one begins
          for (const { item } of found) tx.update(caseItems, item);
          for (const event of events) cases.addEvent(tx, event);
          audit.record(tx, {
            actor,
            action: act.way === "post" ? "deliveries.post" : "deliveries.begin",
            thing: { kind: "delivery", id },
            data: { cases: caseIds, items: found.map(({ item }) => item.id), ...act.post },
          });
          const first = found[0];
          if (tell !== undefined && first !== undefined)
            send(tx, first.theCase, { ...tell, key: `${id}:begun` });
        });
      } catch (error) {
        if (error instanceof ConflictError && attempt < ATTEMPTS) continue;
        throw error;
      }
      await announce(caseIds);
      return id;
    }
  };
  const send = (tx: Transaction, theCase: StoredCase, say: { title: Text; body: Text; key: string }): void =>
    notifications.notify(tx, {
      to: addresseeOf(theCase),
      kind: "news",
      title: say.title,
      body: say.body,
      href: `/cases/${theCase.id}/delivery`,
      caseNo: theCase.id,
      key: `delivery:${say.key}`,
    });

  /** Reads the act anew, asks what changes, and writes it. */
  const change = async (
    actor: Actor,
    id: string,
    ifMatch: number | undefined,
    action: "hand" | "post",
    decide: (delivery: StoredDelivery, cases: StoredCase[]) => DeliveryChange | Promise<DeliveryChange>,
  ): Promise<StoredDelivery> => {
    for (let attempt = 1; ; attempt += 1) {
      const { delivery, cases: all } = await open(actor, id, action);
      if (ifMatch !== undefined && ifMatch !== delivery.revision)
        throw new ConflictError(deskTexts.changed, { current: { version: delivery.revision } });
      const made = await decide(delivery, all);
      const next = { ...made.delivery, revision: delivery.revision + 1 };
      const first = all[0];
      try {
        await store.transaction((tx) => {
          tx.update(deliveries, next);
          for (const event of made.events ?? []) cases.addEvent(tx, event);
          audit.record(tx, {
            actor,
            action: made.audit.action,
            thing: { kind: "delivery", id },
            data: { cases: delivery.caseIds, ...made.audit.data },
          });
          if (made.tell !== undefined && first !== undefined) send(tx, first, made.tell);
          made.write?.(tx);
        });
      } catch (error) {
        if (error instanceof ConflictError && attempt < ATTEMPTS) continue;
        throw error;
      }
      await announce(delivery.caseIds);
      const told = made.tell === undefined ? undefined : first;
      if (told !== undefined) await notifications.announce(addresseeOf(told));
      return { ...next, version: delivery.version + 1 };
    }
  };
  return { rows, open, begin, change, ofItem, casesOf, addresseeOf, notOwn };
}

/** Begun, or signed with items that have not gone on yet. */
export const underWay = ({ state }: Pick<StoredDelivery, "state">): boolean =>
  state === "open" || state === "signed";

export const isOpen = (delivery: StoredDelivery): StoredDelivery => {
  if (delivery.state !== "open") throw new StateError(deskTexts.over);
  return delivery;
};
