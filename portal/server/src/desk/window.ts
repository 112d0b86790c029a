/** At the window: items are gathered, the receiver named, the record read and signed; before the signature all can be taken back. */
import type { z } from "zod";
import { ConflictError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { receiverRequest, signDeliveryRequest } from "./api.ts";
import { invalid, isOpen } from "./book.ts";
import type { DeskBook } from "./book.ts";
import type { DeskParts } from "./index.ts";
import type { StoredDelivery } from "./model.ts";
import type { DeskPages } from "./pages.ts";
import { deskTexts } from "./texts.ts";

const LAST4 = /^\d{3}[\dX]$/;
const sameName = (a: string, b: string): boolean =>
  a.normalize("NFKC").replace(/\s/g, "") === b.normalize("NFKC").replace(/\s/g, "");

/** What the process's own form of delivery is completed with. */
export function formData(delivery: StoredDelivery): Record<string, unknown> {
  const { receiver, signature, post } = delivery;
  const { name = "", relation = "self", place = "", note = "", mandate = "", idLast4 = "" } = receiver ?? {};
  const common = { receivedBy: name, relation, receivedOn: signature?.on ?? "", place, note };
  return {
    ...common,
    ...(relation === "agent" && post === null ? { mandate } : {}),
    ...(post === null
      ? { way: "direct", idLast4 }
      : { way: "post", trackingNumber: post.number, carrier: post.carrier, postedOn: post.on }),
  };
}

export function createWindow(parts: DeskParts, book: DeskBook, pages: DeskPages) {
  const { platform, tasks, clocks } = parts;

  /** Nobody but the actor may hold a task that is about to end with the act. */
  const unheld = async (actor: Actor, delivery: StoredDelivery): Promise<void> => {
    for (const { caseItemId, name } of delivery.items) {
      const task = await tasks.openDelivery(caseItemId);
      if (task === null) throw new StateError(deskTexts.notWaiting(name));
      if (task.assignee !== null && task.assignee !== actor.personId)
        throw new StateError(deskTexts.heldBy(name, task.assigneeName ?? task.assignee), {}, "held");
    }
  };
  /** Each item's process goes on; may be repeated until all have. */
  const complete = async (actor: Actor, delivery: StoredDelivery): Promise<void> => {
    for (const { taskId, caseItemId } of delivery.items) {
      if ((await tasks.openDelivery(caseItemId))?.id !== taskId) continue;
      await tasks.complete(
        actor,
        taskId,
        "delivered",
        formData(delivery),
        `delivery:${delivery.id}:${taskId}`,
      );
    }
  };

  return {
    complete,
    unheld,
    /** Begins an act over items of one applicant. Answers its id. */
    hand: (actor: Actor, caseItemIds: readonly string[]): Promise<string> =>
      book.begin(actor, caseItemIds, () => ({ act: { way: "window", post: null }, events: [] })),

    receiver: (
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: z.infer<typeof receiverRequest>,
    ): Promise<StoredDelivery> =>
      book.change(actor, id, ifMatch, "hand", (delivery) => {
        isOpen(delivery);
        if (delivery.way !== "window") throw new StateError(deskTexts.byPost);
        const idLast4 = given.idLast4.normalize("NFKC").toUpperCase();
        if (given.name === "") throw invalid("/name", "required", deskTexts.name);
        if (!LAST4.test(idLast4)) throw invalid("/idLast4", "pattern", deskTexts.last4);
        if (given.relation === "agent" && given.mandate === "")
          throw invalid("/mandate", "required", deskTexts.mandate);
        const receiver = {
          ...given,
          idLast4,
          mandate: given.relation === "agent" ? given.mandate : "",
          place: given.place === "" ? deskTexts.placeWindow.zh : given.place,
        };
        return {
          delivery: { ...delivery, receiver },
          audit: {
            action: "deliveries.receiver",
            data: { relation: receiver.relation, idLast4, mandate: receiver.mandate },
          },
        };
      }),

    /** The receiver signs what they have read; then every item's process goes on. A repeat finishes what a crash left. */
    async sign(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: z.infer<typeof signDeliveryRequest>,
    ): Promise<void> {
      const known = (await book.open(actor, id, "hand")).delivery;
      if (known.state === "signed") {
        await complete(actor, known);
        return;
      }
      await unheld(actor, isOpen(known));
      const signed = await book.change(actor, id, ifMatch, "hand", async (delivery) => {
        isOpen(delivery);
        if (delivery.way !== "window") throw new StateError(deskTexts.byPost);
        const { receiver } = delivery;
        if (receiver === null) throw invalid("/name", "no-receiver", deskTexts.noReceiver);
        if (!given.read) throw invalid("/read", "required", deskTexts.read);
        if (given.how === "screen" && !sameName(given.name, receiver.name))
          throw invalid("/name", "other-name", deskTexts.otherName(receiver.name));
        const record = await pages.recordOf(delivery);
        if (record?.hash !== given.hash) throw new ConflictError(deskTexts.stale, {}, "stale-record");
        const at = platform.clock.now();
        return {
          delivery: {
            ...delivery,
            state: "signed",
            signature: {
              how: given.how,
              name: receiver.name,
              on: clocks.today(),
              at,
              by: { personId: actor.personId, name: actor.name },
              hash: given.hash,
            },
          },
          audit: { action: "deliveries.sign", data: { how: given.how, record: given.hash } },
        };
      });
      await complete(actor, signed);
    },

    /** Nobody has signed yet: everything is as before, the items wait again. */
    cancel: (actor: Actor, id: string, reason: string): Promise<StoredDelivery> =>
      book.change(actor, id, undefined, "hand", (delivery, cases) => {
        isOpen(delivery);
        const posted = delivery.way === "post";
        if (posted && reason === "") throw invalid("/reason", "required", deskTexts.reason);
        const names = namesOf(delivery);
        return {
          delivery: {
            ...delivery,
            state: "cancelled",
            ended: {
              on: clocks.today(),
              reason,
              next: null,
              at: platform.clock.now(),
              by: { personId: actor.personId, name: actor.name },
            },
          },
          events: posted
            ? delivery.items.map((item) => ({
                caseId: item.caseId,
                caseItemId: item.caseItemId,
                kind: "delivery-cancelled",
                text: deskTexts.event.mistaken(item.name),
              }))
            : [],
          ...(posted && cases.length > 0
            ? {
                tell: {
                  title: deskTexts.cancelledTitle,
                  body: deskTexts.cancelledBody(names),
                  key: `${id}:cancelled`,
                },
              }
            : {}),
          audit: { action: "deliveries.cancel", data: { reason } },
        };
      }),
  };
}
export type DeskWindow = ReturnType<typeof createWindow>;

/** The act's items by name. */
export function namesOf(delivery: Pick<StoredDelivery, "items">): { zh: string; en: string } {
  return {
    zh: delivery.items.map((item) => item.name.zh).join("、"),
    en: delivery.items.map((item) => item.name.en).join(", "),
  };
}
