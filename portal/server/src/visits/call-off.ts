/** A visit whose items have all ended otherwise (withdrawn, terminated, decided) is called off by itself. */
import type { CaseFollower } from "../cases/index.ts";
import { openVisit } from "../cases/index.ts";
import type { VisitBook } from "./book.ts";
import { withVisit } from "./book.ts";
import type { VisitParts } from "./index.ts";
import { visits } from "./model.ts";
import { visitTexts } from "./texts.ts";

export function callOff(book: VisitBook, notifications: VisitParts["notifications"]): CaseFollower {
  return async ({ theCase, before, after, now }) => {
    const open = [...new Set(before.flatMap((item) => openVisit(item)?.id ?? []))];
    const over = (await Promise.all(open.map((id) => book.get(id)))).filter(
      (visit) =>
        visit.state !== "done" && visit.state !== "cancelled" && book.live(visit, after).length === 0,
    );
    if (over.length === 0) return null;
    const isOver = (id: string): boolean => over.some((visit) => visit.id === id);
    return {
      items: after
        .filter((item) => item.visits?.some((one) => isOver(one.id)))
        .map((item) =>
          over.reduce((sum, { id }) => withVisit(sum, id, (one) => ({ ...one, state: "cancelled" })), item),
        ),
      events: over.map(() => ({
        caseId: theCase.id,
        kind: "visit-cancelled",
        text: visitTexts.event.cancelled,
        by: visitTexts.system,
      })),
      messages: over.map(({ id }) => ({
        name: "visitCancelled",
        correlationKey: id,
        messageId: `visitCancelled:${id}`,
      })),
      audit: over.map(({ id }) => ({
        action: "visits.cancel",
        thing: { kind: "visit", id },
        data: { case: theCase.id, why: "items-ended" },
      })),
      write: (tx) => {
        for (const visit of over) {
          tx.update(visits, {
            ...visit,
            state: "cancelled",
            revision: visit.revision + 1,
            cancelled: {
              at: now,
              by: { personId: "", name: visitTexts.system.zh },
              reason: `${visitTexts.itemsEnded.zh} ${visitTexts.itemsEnded.en}`,
            },
          });
          if (visit.appointment !== null)
            notifications.notify(tx, {
              to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
              kind: "news",
              title: visitTexts.cancelledTitle,
              body: visitTexts.itemsEnded,
              href: `/cases/${theCase.id}/visits`,
              caseNo: theCase.id,
              key: `visit-cancelled:${visit.id}`,
            });
        }
      },
    };
  };
}
