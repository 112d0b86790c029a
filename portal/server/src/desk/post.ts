/** By post: sent on one day, signed for on another; what comes back is sent again or waits at the window. */
import type { z } from "zod";
import { localDate } from "../clocks/index.ts";
import { StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { arrivedRequest, postingRequest, returnedRequest } from "./api.ts";
import { invalid, isOpen } from "./book.ts";
import type { DeskBook } from "./book.ts";
import type { DeskParts } from "./index.ts";
import type { StoredDelivery } from "./model.ts";
import { deskTexts } from "./texts.ts";
import { namesOf } from "./window.ts";
import type { DeskWindow } from "./window.ts";

const NUMBER = /^[A-Za-z0-9]{6,40}$/;

export function createPost(parts: DeskParts, book: DeskBook, window: DeskWindow) {
  const { platform, clocks, cases } = parts;
  const onDay = (pointer: string, day: string, least: string, tooEarly: Text): void => {
    if (day > clocks.today()) throw invalid(pointer, "future", deskTexts.future);
    if (day < least) throw invalid(pointer, "too-early", tooEarly);
  };
  const posted = (delivery: StoredDelivery): NonNullable<StoredDelivery["post"]> => {
    isOpen(delivery);
    if (delivery.post === null) throw new StateError(deskTexts.atWindow);
    return delivery.post;
  };

  return {
    /** Answers the act's id. The applicant is told carrier and number. */
    send: (actor: Actor, given: z.infer<typeof postingRequest>): Promise<string> =>
      book.begin(actor, given.caseItemIds, (found) => {
        const number = given.number.normalize("NFKC").replace(/\s/g, "");
        if (given.carrier === "") throw invalid("/carrier", "required", deskTexts.carrier);
        if (!NUMBER.test(number)) throw invalid("/number", "pattern", deskTexts.number);
        const address = found.map(({ theCase }) => theCase.delivery.address ?? "").find((one) => one !== "");
        if (address === undefined) throw invalid("/caseItemIds", "no-address", deskTexts.address);
        const ready = found.map(({ item }) => localDate(item.reached["READY"] ?? platform.clock.now()));
        onDay("/on", given.on, ready.sort().at(-1) ?? given.on, deskTexts.beforeReady);
        const names = namesOf({
          items: found.map(({ item }) => ({ caseId: "", caseItemId: "", taskId: "", name: item.name })),
        });
        return {
          act: { way: "post", post: { carrier: given.carrier, number, address, on: given.on } },
          events: found.map(({ theCase, item }) => ({
            caseId: theCase.id,
            caseItemId: item.id,
            kind: "posted",
            text: deskTexts.event.posted(item.name, given.carrier, number),
          })),
          tell: { title: deskTexts.postedTitle, body: deskTexts.postedBody(names, given.carrier, number) },
        };
      }),

    /** The post's receipt: served on the day on which somebody signed for it. */
    async arrived(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: z.infer<typeof arrivedRequest>,
    ): Promise<void> {
      const known = (await book.open(actor, id, "post")).delivery;
      if (known.state === "signed") {
        await window.complete(actor, known);
        return;
      }
      await window.unheld(actor, isOpen(known));
      const signed = await book.change(actor, id, ifMatch, "post", (delivery) => {
        const post = posted(delivery);
        if (given.name === "") throw invalid("/name", "required", deskTexts.name);
        onDay("/on", given.on, post.on, deskTexts.beforePosting);
        return {
          delivery: {
            ...delivery,
            state: "signed",
            receiver: {
              name: given.name,
              relation: given.relation,
              idLast4: "",
              mandate: "",
              place: post.address,
              note: given.note,
            },
            signature: {
              how: "post",
              name: given.name,
              on: given.on,
              at: platform.clock.now(),
              by: { personId: actor.personId, name: actor.name },
              hash: null,
            },
          },
          audit: { action: "deliveries.arrived", data: { on: given.on, relation: given.relation } },
        };
      });
      await window.complete(actor, signed);
    },

    /** Back again: the items wait for another parcel, or at the window; the applicant is told which, and why. */
    async returned(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: z.infer<typeof returnedRequest>,
    ): Promise<void> {
      const delivery = await book.change(actor, id, ifMatch, "post", (now) => {
        const post = posted(now);
        if (given.reason === "") throw invalid("/reason", "required", deskTexts.reason);
        onDay("/on", given.on, post.on, deskTexts.beforePosting);
        return {
          delivery: {
            ...now,
            state: "returned",
            ended: {
              ...given,
              at: platform.clock.now(),
              by: { personId: actor.personId, name: actor.name },
            },
          },
          events: now.items.map((item) => ({
            caseId: item.caseId,
            caseItemId: item.caseItemId,
            kind: "post-returned",
            text: deskTexts.event.returned(item.name, given.reason, given.next),
          })),
          tell: {
            title: deskTexts.returnedTitle,
            body: deskTexts.returnedBody(namesOf(now), given.reason, given.next),
            key: `${id}:returned`,
          },
          audit: { action: "deliveries.returned", data: { ...given } },
        };
      });
      if (given.next !== "window") return;
      // from now on it waits at the window; the applicant may choose another way again
      for (const caseId of delivery.caseIds)
        await cases.core.mutate(caseId, { actor }, ({ theCase, items }) => {
          const back = items.filter(
            (item) => item.resultWay !== "window" && delivery.items.some((one) => one.caseItemId === item.id),
          );
          return theCase.delivery.way === "window" && back.length === 0
            ? null
            : {
                patch: { delivery: { way: "window" } },
                items: back.map((item) => ({ ...item, resultWay: "window" as const })),
              };
        });
    },
  };
}
export type DeskPost = ReturnType<typeof createPost>;
