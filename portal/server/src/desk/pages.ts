/** What the desk shows: who waits for what, by way; and one act with its record. */
import { isoInstant, localDate } from "../clocks/index.ts";
import type { StoredCase, StoredItem } from "../cases/index.ts";
import { wayOfResult } from "../cases/index.ts";
import { InvalidError } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import type { Actor } from "../platform/http/route.ts";
import type { DeliveryAct, DeliveryRecord, DeskList, DeskRow } from "./api.ts";
import { underWay } from "./book.ts";
import type { DeskBook } from "./book.ts";
import type { DeskParts } from "./index.ts";
import type { StoredDelivery } from "./model.ts";
import type { DeskRecords } from "./record.ts";
import { deskTexts } from "./texts.ts";

type Way = "window" | "post" | "electronic";
/** Items that are read, and rows that are shown: beyond, search. */
const MOST = 1_000;
const SHOWN = 200;
const DAY_MS = 86_400_000;

/** The number in what was typed or scanned: the receipt's code holds the address of its case. */
function digitsOf(q: string): string | null {
  const scanned = /\/cases\/(\d{17})/.exec(q);
  if (scanned?.[1] !== undefined) return scanned[1];
  const digits = q.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{4,}$/.test(digits) ? digits : null;
}

export function createDeskPages(parts: DeskParts, book: DeskBook, records: DeskRecords) {
  const { platform, cases, clocks, documents } = parts;

  const matches = (theCase: StoredCase, q: string): boolean => {
    const digits = digitsOf(q);
    if (digits !== null) return theCase.id.includes(digits) || theCase.queryCode === digits;
    const wanted = q.normalize("NFKC").toLowerCase();
    return [theCase.applicant.name.zh, theCase.applicant.name.en, theCase.filedBy.name].some((name) =>
      name.normalize("NFKC").toLowerCase().includes(wanted),
    );
  };
  const rowOf = async (theCase: StoredCase, item: StoredItem, light: DeskRow["light"]): Promise<DeskRow> => {
    const last = (await book.ofItem(item.id)).at(-1);
    const since = item.reached["READY"] ?? platform.clock.now();
    const days = (Date.parse(localDate(platform.clock.now())) - Date.parse(localDate(since))) / DAY_MS;
    return {
      caseItemId: item.id,
      caseNo: theCase.id,
      title: theCase.title,
      item: item.name,
      department: cases.catalogue.department(item.department),
      way: wayOfResult(theCase, item),
      result: item.result === "refused" ? deskTexts.refused : deskTexts.granted,
      readySince: isoInstant(since),
      waits: Math.max(0, Math.round(days)),
      light,
      act:
        last !== undefined && underWay(last)
          ? {
              id: last.id,
              way: last.way,
              by: last.by.name,
              at: isoInstant(last.at),
              line:
                last.post === null
                  ? deskTexts.handing(last.by.name)
                  : deskTexts.posted(last.post.carrier, last.post.number, last.post.on),
            }
          : null,
      returned:
        last?.state === "returned" && last.ended !== null
          ? deskTexts.returned(last.ended.on, last.ended.reason)
          : null,
    };
  };

  /** The record of the act as it stands; null while it names no receiver. */
  const recordOf = async (delivery: StoredDelivery): Promise<DeliveryRecord | null> => {
    const caseId = delivery.caseIds[0];
    if (caseId === undefined || delivery.receiver === null) return null;
    const { html, previewId } = await documents.preview({
      kind: "delivery-record",
      caseId,
      caseItemIds: delivery.items.map((item) => item.caseItemId),
      about: `delivery:${delivery.id}`,
      pending: null,
    });
    return { html, hash: previewId };
  };

  return {
    recordOf,
    /** For the applicant: the parcel's number, or why it came back; null: nothing is in the post. */
    async line(caseItemId: string): Promise<Text | null> {
      const last = (await book.ofItem(caseItemId)).at(-1);
      if (last?.post == null) return null;
      if (last.state === "open") return deskTexts.posted(last.post.carrier, last.post.number, last.post.on);
      return last.state === "returned" && last.ended?.next != null
        ? deskTexts.returnedNext(last.ended.on, last.ended.reason, last.ended.next)
        : null;
    },
    async list(actor: Actor, query: { way: Way; q?: string }): Promise<DeskList> {
      const found = await cases.core.itemRows.find({ filter: { eq: ["status", "READY"] }, limit: MOST });
      const items = found.rows.filter((item) => item.acceptance !== "none");
      const byCase = Map.groupBy(items, (item) => item.caseId);
      const counts = { window: 0, post: 0, electronic: 0 };
      const shown: { theCase: StoredCase; items: StoredItem[] }[] = [];
      for (const [caseId, own] of byCase) {
        const theCase = await cases.case(caseId);
        if (theCase === null || (await cases.accounts.isOwn(actor.personId, theCase.applicant))) continue;
        for (const item of own) counts[wayOfResult(theCase, item)] += 1;
        const q = query.q?.trim() ?? "";
        const wanted =
          q === ""
            ? own.filter((item) => wayOfResult(theCase, item) === query.way)
            : matches(theCase, q)
              ? own
              : [];
        if (wanted.length > 0) shown.push({ theCase, items: wanted });
      }
      const lights = cases.view.lightsOf(
        shown.flatMap((entry) => entry.items),
        await clocks.ofCases(shown.map(({ theCase }) => theCase.id)),
      );
      const due = (caseItemId: string): string => lights.get(caseItemId)?.due ?? "9999-12-31";
      const flat = shown
        .flatMap(({ theCase, items: own }) => own.map((item) => ({ theCase, item })))
        .toSorted(
          (a, b) => due(a.item.id).localeCompare(due(b.item.id)) || a.item.id.localeCompare(b.item.id),
        );
      const groups = [];
      for (const own of Map.groupBy(flat.slice(0, SHOWN), ({ theCase }) => theCase.ownerKey).values()) {
        const first = own[0]?.theCase;
        if (first === undefined) continue;
        const rows: DeskRow[] = [];
        for (const { theCase, item } of own)
          rows.push(await rowOf(theCase, item, lights.get(item.id) ?? null));
        groups.push({
          key: own[0]?.item.id ?? "",
          applicant: first.applicant.name,
          address: first.delivery.address ?? "",
          rows,
        });
      }
      return { counts, groups, more: flat.length > SHOWN || found.rows.length === MOST };
    },

    async page(actor: Actor, id: string): Promise<DeliveryAct> {
      const { delivery, cases: all } = await book.open(actor, id, "read");
      const papers = await records.papersOf(delivery.items);
      const first = all[0];
      const states = new Map(
        await Promise.all(
          delivery.items.map(async ({ caseItemId }) => [caseItemId, await cases.item(caseItemId)] as const),
        ),
      );
      const filedBy = first?.filedBy.name ?? "";
      const issued = await documents.byKey(`delivery:${id}`);
      const record = delivery.state === "open" ? await recordOf(delivery) : null;
      return {
        id,
        version: delivery.revision,
        way: delivery.way,
        state: delivery.state,
        applicant: first?.applicant.name ?? { zh: "", en: "" },
        known: filedBy === "" ? [] : [{ name: filedBy, relation: "self" }],
        items: delivery.items.map((item) => ({
          caseItemId: item.caseItemId,
          caseNo: item.caseId,
          item: item.name,
          papers: papers
            .filter((paper) => paper.caseItemId === item.caseItemId)
            .map(({ name, number }) => ({ name, number })),
          served: states.get(item.caseItemId)?.status !== "READY",
        })),
        begun: { at: isoInstant(delivery.at), by: delivery.by.name },
        receiver: delivery.receiver,
        hash: record?.hash ?? null,
        signature:
          delivery.signature === null
            ? null
            : {
                how: delivery.signature.how,
                name: delivery.signature.name,
                on: delivery.signature.on,
                at: isoInstant(delivery.signature.at),
                by: delivery.signature.by.name,
              },
        post: delivery.post,
        ended:
          delivery.ended === null
            ? null
            : {
                on: delivery.ended.on,
                reason: delivery.ended.reason,
                next: delivery.ended.next,
                by: delivery.ended.by.name,
              },
        documentId: issued?.id ?? null,
      };
    },

    async record(actor: Actor, id: string): Promise<DeliveryRecord> {
      const { delivery } = await book.open(actor, id, "read");
      const record = await recordOf(delivery);
      if (record === null) throw new InvalidError(deskTexts.noReceiver, [], "no-receiver");
      return record;
    },
  };
}
export type DeskPages = ReturnType<typeof createDeskPages>;
