/** What the record of delivery (送达回证) of an act says: one for all its items. */
import { isoInstant } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import type { DeskParts } from "./index.ts";
import type { StoredDelivery } from "./model.ts";

export interface Paper {
  caseNo: string;
  caseItemId: string;
  item: Text;
  name: Text;
  number: string;
}
const served = new Set(["grant-decision", "refusal-decision"]);

/** In templates `number` is a helper's name. */
const forTemplates = (papers: readonly Paper[]): Record<string, unknown>[] =>
  papers.map(({ caseNo, item, name, number }) => ({ caseNo, item, name, code: number }));

export function createRecords(parts: DeskParts) {
  const { documents, licences, cases } = parts;

  /** Decisions and licences that the items have brought: what is handed over. */
  const papersOf = async (
    items: readonly { caseId: string; caseItemId: string; name: Text }[],
  ): Promise<Paper[]> => {
    const result: Paper[] = [];
    const issued = new Map<string, Awaited<ReturnType<typeof documents.ofCase>>>();
    const licensed = new Map<string, Awaited<ReturnType<typeof licences.ofCase>>>();
    for (const caseId of new Set(items.map((item) => item.caseId))) {
      issued.set(caseId, await documents.ofCase(caseId));
      licensed.set(caseId, await licences.ofCase(caseId));
    }
    for (const { caseId, caseItemId, name: item } of items) {
      const own = { caseNo: caseId, caseItemId, item };
      for (const one of issued.get(caseId) ?? [])
        if (one.caseItemId === caseItemId && served.has(one.kind))
          result.push({ ...own, name: one.title, number: one.number });
      for (const one of licensed.get(caseId) ?? [])
        if (one.caseItemId === caseItemId)
          result.push({ ...own, name: licences.typeOf(one).name, number: one.number });
    }
    return result;
  };

  return {
    papersOf,
    /** For templates: `delivery` of a document about this act. */
    async facts(delivery: StoredDelivery): Promise<Record<string, unknown>> {
      const { receiver, signature, post } = delivery;
      return {
        way: delivery.way === "post" ? "post" : "direct",
        receivedBy: receiver?.name ?? null,
        relation: receiver?.relation ?? null,
        idLast4: receiver?.idLast4 ?? "",
        mandate: receiver?.mandate ?? "",
        place: receiver?.place ?? post?.address ?? "",
        note: receiver?.note ?? "",
        receivedOn: signature?.on ?? "",
        at: signature === null ? "" : isoInstant(signature.at),
        by: signature?.by.name ?? delivery.by.name,
        carrier: post?.carrier ?? "",
        trackingNumber: post?.number ?? "",
        postedOn: post?.on ?? "",
        signed: signature?.how ?? "",
        signedName: signature?.name ?? "",
        cases: delivery.caseIds,
        papers: forTemplates(await papersOf(delivery.items)),
      };
    },
    /** Of one item that was delivered without an act of the desk. */
    async papersOfItem(caseItemId: string): Promise<Record<string, unknown>[]> {
      const item = await cases.item(caseItemId);
      return item === null
        ? []
        : forTemplates(await papersOf([{ caseId: item.caseId, caseItemId, name: item.name }]));
    },
  };
}
export type DeskRecords = ReturnType<typeof createRecords>;
