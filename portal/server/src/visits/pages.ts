/** A visit as the officials see it, as the applicant sees it, and as its record says. */
import { finalStates, itemVisitTexts } from "../cases/index.ts";
import type { StoredCase } from "../cases/index.ts";
import { isoInstant, localDate } from "../clocks/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { CaseVisits, VisitPage } from "./api.ts";
import { candidatesOf, moveUntil } from "./appointments.ts";
import { fingerprint } from "./book.ts";
import type { VisitBook } from "./book.ts";
import type { VisitParts } from "./index.ts";
import type { StoredVisit } from "./model.ts";
import { unsigned } from "./records.ts";
import { resultTexts, stateTexts } from "./texts.ts";

export type VisitPages = ReturnType<typeof createVisitPages>;

const time = (at: number): string => isoInstant(at).slice(11, 16);

export function createVisitPages(parts: VisitParts, book: VisitBook) {
  const { cases, clocks, people } = parts;
  const department = (id: string) => cases.catalogue.department(id);

  const appointmentOf = (visit: StoredVisit): VisitPage["appointment"] =>
    visit.appointment === null
      ? null
      : {
          date: localDate(visit.appointment.from),
          from: time(visit.appointment.from),
          to: time(visit.appointment.to),
          when: itemVisitTexts.when(visit.appointment.from),
          place: visit.appointment.place,
          prepare: visit.appointment.prepare,
          inspectors: visit.appointment.inspectors.map((one) => ({
            id: one.personId,
            name: one.name,
            department: department(one.department),
          })),
        };
  const movesOf = (visit: StoredVisit): VisitPage["moves"] =>
    visit.moves.map(({ answer, at, id, reason, wanted }) => ({
      id,
      wanted,
      reason,
      at: isoInstant(at),
      answer: answer === null ? null : { moved: answer.moved, note: answer.note, at: isoInstant(answer.at) },
    }));
  /** Where the business is, as the form says; empty when it does not. */
  const placeOf = (theCase: StoredCase): string => {
    const address = (theCase.data["premises"] as { address?: { detail?: unknown } } | undefined)?.address;
    return typeof address?.detail === "string" ? address.detail : "";
  };

  return {
    async page(actor: Actor, id: string): Promise<VisitPage> {
      const { visit, theCase } = await book.open(actor, id, "read");
      const items = await cases.itemsOf(visit.caseId);
      const may = (action: string): boolean => people.can(actor, action, "visit", visit);
      const running = visit.state === "gathering" || visit.state === "appointed";
      const begun =
        visit.state === "appointed" &&
        visit.appointment !== null &&
        localDate(visit.appointment.from) <= clocks.today();
      const missing = unsigned(visit);
      return {
        id: visit.id,
        version: visit.revision,
        caseNo: visit.caseId,
        title: theCase.title,
        applicant: theCase.applicant.name,
        state: visit.state,
        stateLabel: stateTexts[visit.state],
        items: await Promise.all(
          visit.items.map(async (one) => {
            const item = items.find((entry) => entry.id === one.caseItemId);
            return {
              caseItemId: one.caseItemId,
              name: one.name,
              department: department(one.department),
              purpose: one.purpose,
              by: one.by.name,
              due: (await clocks.get(one.caseItemId, "handling"))?.due ?? null,
              over: item === undefined || item.decision !== null || finalStates.has(item.status),
            };
          }),
        ),
        departments: visit.departments.map(department),
        candidates: running
          ? (await candidatesOf(parts, visit, theCase)).map((one) => ({
              id: one.personId,
              name: one.name,
              post: one.post,
              department: department(one.department),
            }))
          : [],
        earliest: clocks
          .calendar()
          .addWorkingDays(clocks.today(), cases.catalogue.acceptanceLimits().visit.notice),
        place: visit.appointment?.place ?? placeOf(theCase),
        appointment: appointmentOf(visit),
        moves: movesOf(visit),
        record:
          visit.record === null
            ? null
            : {
                present: visit.record.present,
                opinion: visit.record.opinion,
                findings: visit.record.findings.map((one) => ({
                  ...one,
                  resultLabel: resultTexts[one.result],
                })),
              },
        photos: visit.photos.map((photo) => ({
          id: photo.id,
          name: photo.name,
          at: isoInstant(photo.at),
          by: photo.by.name,
          place: photo.place,
        })),
        hash: fingerprint(visit),
        signatures: visit.signatures
          .filter((one) => one.hash === fingerprint(visit))
          .map((one) => ({
            id: one.personId,
            name: one.name,
            department: department(one.department),
            at: isoInstant(one.at),
          })),
        unsigned: (visit.appointment?.inspectors ?? [])
          .filter((one) => missing.includes(one.personId))
          .map((one) => one.name),
        documentId: visit.documentId,
        cancelled: visit.cancelled?.reason ?? null,
        can: {
          appoint: running && visit.record === null && may("appoint"),
          record: begun && may("record"),
          sign: begun && missing.includes(actor.personId),
          cancel: running && may("appoint"),
        },
      };
    },

    async ofCase(theCase: StoredCase): Promise<CaseVisits> {
      const rules = cases.catalogue.acceptanceLimits().visit;
      const nameOf = (visit: StoredVisit, id: string): Text =>
        visit.items.find((one) => one.caseItemId === id)?.name ?? theCase.title;
      return {
        no: theCase.id,
        title: theCase.title,
        visits: (await book.ofCase(theCase.id)).map((visit) => ({
          id: visit.id,
          state: visit.state,
          stateLabel: stateTexts[visit.state],
          items: visit.items.map((one) => one.name),
          departments: visit.departments.map(department),
          appointment: appointmentOf(visit),
          moves: movesOf(visit),
          moveUntil: moveUntil(visit, rules, clocks.calendar(), clocks.today()),
          // what was found is told when everybody has signed it
          findings:
            visit.state !== "done"
              ? []
              : (visit.record?.findings ?? []).map((one) => ({
                  item: nameOf(visit, one.caseItemId),
                  resultLabel: resultTexts[one.result],
                  points: one.points,
                  until: one.until,
                })),
          documentId: visit.documentId,
        })),
      };
    },

    /** What the record's document says. */
    async facts(id: string): Promise<Record<string, unknown> | null> {
      const visit = await book.rows.get(id);
      if (visit?.record == null || visit.appointment === null) return null;
      const names = visit.departments.map((one) => department(one).name);
      return {
        on: isoInstant(visit.record.on),
        place: visit.appointment.place,
        departments: {
          zh: names.map((one) => one.zh).join("、"),
          en: names.map((one) => one.en).join(", "),
        },
        findings: visit.record.findings.map((one) => {
          const item = visit.items.find((entry) => entry.caseItemId === one.caseItemId);
          return {
            item: item?.name ?? null,
            department: item === undefined ? null : department(item.department).name,
            result: resultTexts[one.result],
            finding: one.finding,
            points: one.points,
            until: one.until,
          };
        }),
        opinion: visit.record.opinion,
        photos: visit.photos.map((photo) => ({
          name: photo.name,
          at: isoInstant(photo.at),
          by: photo.by.name,
          place: photo.place === null ? null : `${photo.place.lat.toFixed(5)}, ${photo.place.lon.toFixed(5)}`,
        })),
        signatures: visit.signatures.map((one) => ({
          name: one.name,
          department: department(one.department).name,
          at: isoInstant(one.at),
        })),
      };
    },
  };
}
