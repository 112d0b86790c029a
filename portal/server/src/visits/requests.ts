/** An item asks for a visit: it joins the one that still gathers, or begins one. And a visit is called off. */
import { itemVisitTexts, openVisit } from "../cases/index.ts";
import { InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { VisitBook } from "./book.ts";
import type { VisitParts } from "./index.ts";
import { visits } from "./model.ts";
import type { StoredVisit, VisitDocument } from "./model.ts";
import { visitTexts } from "./texts.ts";

export type Requests = ReturnType<typeof createRequests>;

const reviewers = (departments: readonly string[]): string[] =>
  departments.map((department) => `${department}:reviewer`);
export const invalid = (pointer: string, code: string, detail: { zh: string; en: string }): InvalidError =>
  new InvalidError(detail, [{ pointer, code, detail }], code);

export function createRequests(parts: VisitParts, book: VisitBook) {
  const { platform, cases, people, notifications } = parts;

  return {
    /** Answers the visit's id. Throws StateError when the item is not in review or has a visit under way. */
    async ask(
      actor: Actor,
      request: { no: string; caseItemId: string; purpose: string; along: string[] },
    ): Promise<string> {
      const caseId = request.no.normalize("NFKC").replace(/\D/g, "");
      const readable = await cases.readsItem(actor, caseId, request.caseItemId);
      if (!readable || actor.department === null) throw new NotFoundError(visitTexts.none);
      if (request.purpose === "") throw invalid("/purpose", "required", visitTexts.purpose);
      const id = platform.ids.next();
      let visitId = id;
      const told = new Set<string>();
      await cases.core.mutate(caseId, { actor }, async ({ theCase, items, now }) => {
        const item = items.find((one) => one.id === request.caseItemId);
        if (item === undefined) throw new NotFoundError(visitTexts.none);
        if (!people.can(actor, "request", "visit", { departments: [item.department] }))
          throw new NotFoundError(visitTexts.none);
        if (item.status !== "IN_REVIEW" || item.decision !== null)
          throw new StateError(visitTexts.notInReview);
        if (openVisit(item) !== null) throw new StateError(visitTexts.already);
        const known = new Set(items.map((one) => one.department));
        if (request.along.some((one) => !known.has(one)))
          throw invalid("/along", "unknown", visitTexts.along);
        const gathering = await book.gathering(caseId);
        const before = gathering?.departments ?? [];
        const departments = [...new Set([...before, item.department, ...request.along])];
        const by = { personId: actor.personId, name: actor.name };
        const one: VisitDocument["items"][number] = {
          caseItemId: item.id,
          name: item.name,
          department: item.department,
          purpose: request.purpose,
          at: now,
          by,
        };
        visitId = gathering?.id ?? id;
        told.clear();
        for (const department of departments) if (!before.includes(department)) told.add(department);
        told.delete(item.department);
        const fresh: VisitDocument = {
          caseId,
          state: "gathering",
          at: now,
          revision: 1,
          items: [one],
          departments,
          appointment: null,
          moves: [],
          record: null,
          photos: [],
          signatures: [],
          documentId: null,
          cancelled: null,
        };
        const kept = {
          id: visitId,
          state: "asked" as const,
          on: null,
          departments: departments.length,
          result: null,
          finding: "",
          points: "",
          until: null,
        };
        return {
          items: [{ ...item, visits: [...(item.visits ?? []), kept] }],
          events: [
            {
              caseId,
              caseItemId: item.id,
              kind: "visit-asked",
              text: visitTexts.event.asked(item.name),
              by: cases.catalogue.department(item.department).name,
            },
          ],
          audit: [
            {
              action: "visits.request",
              thing: { kind: "visit", id: visitId },
              data: { case: caseId, item: item.id, along: request.along },
            },
          ],
          messages:
            gathering !== null
              ? []
              : [
                  {
                    name: "visitRequested",
                    correlationKey: id,
                    messageId: `visitRequested:${id}`,
                    variables: {
                      caseId,
                      visitId: id,
                      askers: reviewers([item.department]),
                      groups: reviewers(departments),
                    },
                  },
                ],
          write: (tx) => {
            if (gathering === null) tx.insert(visits, { id, ...fresh });
            else
              tx.update(visits, {
                ...gathering,
                items: [...gathering.items, one],
                departments,
                revision: gathering.revision + 1,
              });
            for (const department of told)
              notifications.notify(tx, {
                to: { group: `${department}:reviewer` },
                kind: "todo",
                title: visitTexts.alongTitle(theCase.title),
                body: { zh: request.purpose, en: request.purpose },
                href: `/w/visits/${visitId}`,
                caseNo: caseId,
                key: `visit-along:${visitId}:${department}`,
              });
          },
        };
      });
      for (const department of told) await notifications.announce({ group: `${department}:reviewer` });
      return visitId;
    },

    async cancel(actor: Actor, id: string, ifMatch: number | undefined, reason: string): Promise<void> {
      const { theCase } = await book.open(actor, id, "appoint");
      if (reason === "") throw invalid("/reason", "required", visitTexts.reason);
      const to = { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] };
      let appointed = false;
      await book.change(actor, id, ifMatch, (visit: StoredVisit, _items, now) => {
        book.notOver(visit);
        appointed = visit.appointment !== null;
        const at = visit.appointment === null ? null : itemVisitTexts.when(visit.appointment.from);
        return {
          visit: {
            ...visit,
            state: "cancelled",
            cancelled: { at: now, by: { personId: actor.personId, name: actor.name }, reason },
          },
          ofItems: (one) => ({ ...one, state: "cancelled" }),
          events: [{ kind: "visit-cancelled", text: visitTexts.event.cancelled }],
          messages: [{ name: "visitCancelled", correlationKey: id, messageId: `visitCancelled:${id}` }],
          write: (tx) => {
            if (at !== null)
              notifications.notify(tx, {
                to,
                kind: "news",
                title: visitTexts.cancelledTitle,
                body: { zh: `${at.zh}。${reason}`, en: `${at.en}. ${reason}` },
                href: `/cases/${theCase.id}/visits`,
                caseNo: theCase.id,
                key: `visit-cancelled:${id}`,
              });
          },
          audit: { action: "visits.cancel" },
        };
      });
      if (appointed) await notifications.announce(to);
    },
  };
}
