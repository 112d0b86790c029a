/** How results come: the applicant chooses when filing, and may choose anew for what has not been sent. Delivery stops no clock of handling (1.2a rule 16). */
import { z } from "zod";
import { isoInstant } from "../../clocks/index.ts";
import { InvalidError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Text } from "../../platform/text.ts";
import type { CaseCore } from "../case-core.ts";
import type { StoredCase, StoredItem, StoredSubmission } from "../model.ts";
import type { CatalogueNeeds } from "../needs.ts";
import { finalStates } from "../state-machine.ts";
import { byTexts } from "../texts.ts";
import type { DeliveryPage } from "./api.ts";
import type { DeliveryDesk } from "./desk.ts";
import { deliveryTexts } from "./texts.ts";
import { isUnread, wayOfResult } from "./unread.ts";

type Way = DeliveryPage["way"];
/** As shared/delivery-record names them. */
const recordWay = z.enum(["direct", "post", "retained", "entrusted", "announced"]);
export type DeliveryService = ReturnType<typeof createDeliveryService>;

/** States in which an item's result is still to be made or sent. */
function unsent(item: StoredItem): boolean {
  return (
    item.acceptance !== "none" &&
    !finalStates.has(item.status) &&
    !["READY", "DELIVERED"].includes(item.status)
  );
}

export function createDeliveryService(parts: {
  desk: () => Pick<DeliveryDesk, "line">;
  core: CaseCore;
  catalogue: CatalogueNeeds;
  submissionsOf: (caseItemId: string) => Promise<StoredSubmission[]>;
}) {
  const { core, catalogue, submissionsOf } = parts;
  const waysOf = (theCase: StoredCase): Way[] =>
    (catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId))
      ?.delivery ?? [];
  const barOf = (theCase: StoredCase, items: readonly StoredItem[]): Text | null =>
    items.some((item) => unsent(item) || isUnread(theCase, item)) ? null : deliveryTexts.allSent;

  const itemOf = async (theCase: StoredCase, item: StoredItem): Promise<DeliveryPage["items"][number]> => {
    const at = item.reached["DELIVERED"] ?? null;
    const line = (state: DeliveryPage["items"][number]["state"], how: Text) => ({
      caseItemId: item.id,
      name: item.name,
      state,
      how,
      at: at === null ? null : isoInstant(at),
    });
    if (at !== null) {
      const record = (await submissionsOf(item.id)).findLast(
        (one) => one.form === "shared/delivery-record" && one.state === "applied",
      );
      const way = record === undefined ? "electronic" : recordWay.catch("direct").parse(record.data["way"]);
      const who = record?.data["receivedBy"];
      return line("served", deliveryTexts.served(deliveryTexts[way], typeof who === "string" ? who : ""));
    }
    if (isUnread(theCase, item)) return line("unread", deliveryTexts.unread);
    if (item.status === "READY")
      return line(
        "ready",
        (await parts.desk().line(item.id)) ?? deliveryTexts.waits[wayOfResult(theCase, item)],
      );
    return unsent(item) ? line("open", deliveryTexts.open) : line("none", deliveryTexts.none);
  };

  return {
    async page(theCase: StoredCase): Promise<DeliveryPage> {
      const items = (await core.itemsOf(theCase.id)).filter((item) => item.acceptance !== "none");
      return {
        no: theCase.id,
        title: theCase.title,
        way: theCase.delivery.way,
        address: theCase.delivery.address ?? "",
        ways: waysOf(theCase),
        bar: barOf(theCase, items),
        items: await Promise.all(items.map((item) => itemOf(theCase, item))),
      };
    },

    /** The applicant has these results before their eyes: each is served now. Answers those that were not before. */
    async read(actor: Actor, theCase: StoredCase, caseItemIds: readonly string[]): Promise<string[]> {
      let read: string[] = [];
      await core.mutate(theCase.id, { actor }, ({ theCase: now, items, now: at }) => {
        const unread = items.filter((item) => caseItemIds.includes(item.id) && isUnread(now, item));
        read = unread.map((item) => item.id);
        if (unread.length === 0) return null;
        const by = { personId: actor.personId, name: actor.name };
        return {
          items: unread.map((item) => ({ ...item, resultRead: { at, by } })),
          messages: unread.map((item) => ({
            name: "resultRead",
            correlationKey: item.id,
            messageId: `resultRead:${item.id}`,
            variables: { delivery: "electronic" },
          })),
          events: unread.map((item) => ({
            caseId: now.id,
            caseItemId: item.id,
            kind: "result-read",
            text: deliveryTexts.read(item.name),
            by: byTexts.applicant,
          })),
          audit: unread.map((item) => ({
            action: "cases.readResult",
            thing: { kind: "case-item", id: item.id },
            data: { case: now.id },
          })),
        };
      });
      return read;
    },

    /** Throws StateError when all has been sent, InvalidError when the way is not offered or lacks its address. */
    async choose(actor: Actor, theCase: StoredCase, wanted: { way: Way; address: string }): Promise<void> {
      const invalid = (pointer: string, detail: Text): InvalidError =>
        new InvalidError(detail, [{ pointer, code: "delivery", detail }], "delivery");
      if (!waysOf(theCase).includes(wanted.way)) throw invalid("/way", deliveryTexts.notOffered);
      if (wanted.way === "post" && wanted.address === "") throw invalid("/address", deliveryTexts.address);
      await core.mutate(theCase.id, { actor }, ({ theCase: now, items }) => {
        const bar = barOf(now, items);
        if (bar !== null) throw new StateError(bar);
        const unread = wanted.way === "electronic" ? [] : items.filter((item) => isUnread(now, item));
        if (now.delivery.way === wanted.way && (now.delivery.address ?? "") === wanted.address) return null;
        return {
          patch: {
            delivery:
              wanted.way === "post" ? { way: wanted.way, address: wanted.address } : { way: wanted.way },
          },
          // what lies unread in the applicant's space goes the new way
          items: unread.map((item) => ({ ...item, resultWay: wanted.way })),
          messages: unread.map((item) => ({
            name: "resultRead",
            correlationKey: item.id,
            messageId: `resultWay:${item.id}:${core.now()}`,
            variables: { delivery: wanted.way },
          })),
          events: [
            {
              caseId: now.id,
              kind: "delivery-chosen",
              text: deliveryTexts.changed(deliveryTexts[wanted.way]),
              by: byTexts.applicant,
            },
          ],
          audit: [
            {
              action: "cases.chooseDelivery",
              thing: { kind: "case", id: now.id },
              data: { from: now.delivery.way, to: wanted.way },
            },
          ],
        };
      });
    },
  };
}
