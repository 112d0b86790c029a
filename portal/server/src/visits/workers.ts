/** Job types visits.*: the record as a document, the result to each item, and the item's own note of it. May come twice. */
import type { VisitBook } from "./book.ts";
import { withVisit } from "./book.ts";
import type { VisitParts } from "./index.ts";
import { resultTexts, visitTexts } from "./texts.ts";

export function registerVisitWorkers(parts: VisitParts, book: VisitBook): void {
  const { platform, cases, documents } = parts;

  platform.worker<{ visitId: string }>({
    type: "visits.record",
    fetchVariables: ["visitId"],
    handler: async (job, actions) => {
      const { visitId } = job.variables;
      const visit = await book.get(visitId);
      const found = visit.record?.findings.map((one) => one.caseItemId) ?? [];
      const lead = visit.items.find((one) => found.includes(one.caseItemId)) ?? visit.items[0];
      const document = await documents.issue({
        key: `visit:${visitId}`,
        kind: "visit-record",
        caseId: visit.caseId,
        caseItemIds: found,
        department: lead?.department ?? null,
        about: `visit:${visitId}`,
        by: "worker:visits.record",
      });
      await book.change(null, visitId, undefined, (now) =>
        now.documentId === document.id
          ? null
          : {
              visit: { ...now, documentId: document.id },
              audit: { action: "visits.recordIssued", data: { document: document.id } },
            },
      );
      return actions.complete();
    },
  });

  platform.worker<{ visitId: string }>({
    type: "visits.tell",
    fetchVariables: ["visitId"],
    handler: async (job, actions) => {
      const { visitId } = job.variables;
      const visit = await book.get(visitId);
      await cases.core.mutate(visit.caseId, { actor: null, by: "worker:visits.tell" }, () => ({
        messages: (visit.record?.findings ?? []).map((one) => ({
          name: "visitResult",
          correlationKey: one.caseItemId,
          messageId: `visitResult:${visitId}:${one.caseItemId}`,
          variables: { visitId },
        })),
      }));
      return actions.complete();
    },
  });

  platform.worker<{ caseId: string; caseItemId: string; visitId: string }>({
    type: "visits.applyResult",
    fetchVariables: ["caseId", "caseItemId", "visitId"],
    handler: async (job, actions) => {
      const { caseId, caseItemId, visitId } = job.variables;
      const visit = await book.get(visitId);
      const found = visit.record?.findings.find((one) => one.caseItemId === caseItemId);
      if (found === undefined) throw new Error(`Visit ${visitId} has no result for ${caseItemId}.`);
      await cases.core.mutate(caseId, { actor: null, by: "worker:visits.applyResult" }, ({ items }) => {
        const item = items.find((one) => one.id === caseItemId);
        const known = item?.visits?.find((one) => one.id === visitId);
        if (item === undefined || known === undefined || known.state === "done") return null;
        const { result, finding, points, until } = found;
        return {
          items: [
            withVisit(item, visitId, (one) => ({ ...one, state: "done", result, finding, points, until })),
          ],
          events: [
            {
              caseId,
              caseItemId,
              kind: `visit-${result}`,
              text: visitTexts.event.done(item.name, resultTexts[result]),
              by: cases.catalogue.department(item.department).name,
            },
          ],
          audit: [
            {
              action: "visits.applyResult",
              thing: { kind: "case-item", id: caseItemId },
              data: { visit: visitId, result },
            },
          ],
        };
      });
      return actions.complete({ visitResult: found.result });
    },
  });
}
