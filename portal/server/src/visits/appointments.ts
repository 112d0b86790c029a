/** When, where, who comes; and the applicant's request for another time, within the county's rules. */
import { itemVisitTexts } from "../cases/index.ts";
import type { StoredCase } from "../cases/index.ts";
import { localDate, localInstant } from "../clocks/index.ts";
import { InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { VisitBook } from "./book.ts";
import type { VisitParts } from "./index.ts";
import type { Inspector, StoredVisit } from "./model.ts";
import { invalid } from "./requests.ts";
import { visitTexts } from "./texts.ts";

export type Appointments = ReturnType<typeof createAppointments>;
export interface Candidate extends Inspector {
  post: Text;
}
export interface WantedAppointment {
  date: string;
  from: string;
  to: string;
  place: string;
  prepare: string;
  inspectors: string[];
  note: string;
}

const roles = ["reviewer", "approver", "decider"] as const;

/** Staff of the departments concerned who may be sent; nobody to their own case. */
export async function candidatesOf(
  parts: Pick<VisitParts, "people" | "cases">,
  visit: Pick<StoredVisit, "departments">,
  theCase: StoredCase,
): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const department of visit.departments)
    for (const role of roles)
      for (const { personId, name, post } of await parts.people.membersOf(`${department}:${role}`))
        if (!found.has(personId) && !(await parts.cases.accounts.isOwn(personId, theCase.applicant)))
          found.set(personId, { personId, name, department, post });
  return [...found.values()];
}

/** Until when the applicant may ask for another time; null: not now, or no more. */
export function moveUntil(
  visit: Pick<StoredVisit, "state" | "appointment" | "moves" | "record">,
  rules: { moves: number; moveNotice: number },
  calendar: { workingDaysBetween(after: string, until: string): number },
  today: string,
): string | null {
  const { appointment } = visit;
  if (visit.state !== "appointed" || appointment === null || visit.record !== null) return null;
  if (visit.moves.length >= rules.moves) return null;
  const day = localDate(appointment.from);
  let last: string | null = null;
  // the latest day that leaves so many working days before the visit
  for (let at = today; at < day; at = localDate(localInstant(at, "12:00") + 86_400_000))
    if (calendar.workingDaysBetween(at, day) >= rules.moveNotice) last = at;
  return last;
}

export function createAppointments(parts: VisitParts, book: VisitBook) {
  const { platform, cases, clocks, notifications } = parts;
  const rules = () => cases.catalogue.acceptanceLimits().visit;
  const addressee = (theCase: StoredCase) => ({
    owner: theCase.ownerKey,
    personIds: [theCase.filedBy.personId],
  });

  const faultsOf = (
    wanted: WantedAppointment,
    sent: readonly Candidate[],
    departments: readonly string[],
  ): FieldProblem[] => {
    const fault = (pointer: string, detail: Text): FieldProblem => ({ pointer, code: "appointment", detail });
    const calendar = clocks.calendar();
    const earliest = calendar.addWorkingDays(clocks.today(), rules().notice);
    return [
      ...(calendar.isWorkingDay(wanted.date) ? [] : [fault("/date", visitTexts.workingDay)]),
      ...(wanted.date < earliest ? [fault("/date", visitTexts.notice(earliest))] : []),
      ...(wanted.from < wanted.to ? [] : [fault("/to", visitTexts.times)]),
      ...(wanted.place === "" ? [fault("/place", visitTexts.place)] : []),
      ...(sent.length < new Set(wanted.inspectors).size ? [fault("/inspectors", visitTexts.inspector)] : []),
      ...(sent.length < 2 ? [fault("/inspectors", visitTexts.two)] : []),
      ...departments
        .filter((department) => !sent.some((one) => one.department === department))
        .map((department) =>
          fault("/inspectors", visitTexts.eachDepartment(cases.catalogue.department(department).name)),
        ),
    ];
  };

  return {
    async appoint(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      wanted: WantedAppointment,
    ): Promise<void> {
      const { visit: known, theCase } = await book.open(actor, id, "appoint");
      const candidates = await candidatesOf(parts, known, theCase);
      const sent = candidates.filter((one) => wanted.inspectors.includes(one.personId));
      const faults = faultsOf(wanted, sent, known.departments);
      if (faults.length > 0) throw new InvalidError(faults[0]!.detail, faults, "appointment");
      const from = localInstant(wanted.date, wanted.from);
      const when = itemVisitTexts.when(from);
      const names = (language: "zh" | "en"): string =>
        sent
          .map((one) => `${one.name}（${cases.catalogue.department(one.department).name[language]}）`)
          .join(language === "zh" ? "、" : ", ");
      await book.change(actor, id, ifMatch, (visit, _items, now) => {
        book.notOver(visit);
        if (visit.record !== null) throw new StateError(visitTexts.recorded);
        const by = { personId: actor.personId, name: actor.name };
        const groups = visit.departments.map((department) => `${department}:reviewer`);
        const n = visit.departments.length;
        return {
          visit: {
            ...visit,
            state: "appointed",
            appointment: {
              from,
              to: localInstant(wanted.date, wanted.to),
              place: wanted.place,
              prepare: wanted.prepare,
              inspectors: sent.map(({ personId, name, department }) => ({ personId, name, department })),
              at: now,
              by,
            },
            moves: visit.moves.map((move) =>
              move.answer === null
                ? { ...move, answer: { moved: true, note: wanted.note, at: now, by } }
                : move,
            ),
          },
          ofItems: (one) => ({ ...one, state: "appointed", on: from, departments: n }),
          events: [{ kind: "visit-appointed", text: visitTexts.event.appointed(when, n) }],
          messages:
            visit.state === "gathering"
              ? [
                  {
                    name: "visitAppointed",
                    correlationKey: id,
                    messageId: `visitAppointed:${id}`,
                    variables: { groups },
                  },
                ]
              : [],
          write: (tx: Transaction) => {
            notifications.notify(tx, {
              to: addressee(theCase),
              kind: "todo",
              title: visitTexts.appointedTitle(when),
              body: visitTexts.appointedBody(
                wanted.place,
                { zh: names("zh"), en: names("en") },
                wanted.prepare,
              ),
              href: `/cases/${theCase.id}/visits`,
              caseNo: theCase.id,
              key: `visit-appointed:${id}:${visit.revision}`,
            });
            for (const { personId } of sent)
              if (personId !== actor.personId)
                notifications.notify(tx, {
                  to: { owner: `person:${personId}` },
                  kind: "todo",
                  title: visitTexts.appointedTitle(when),
                  body: { zh: `${wanted.place}`, en: `${wanted.place}` },
                  href: `/w/visits/${id}`,
                  caseNo: theCase.id,
                  key: `visit-sent:${id}:${visit.revision}:${personId}`,
                });
          },
          audit: {
            action: "visits.appoint",
            data: { date: wanted.date, inspectors: sent.map((one) => one.personId) },
          },
        };
      });
      await notifications.announce(addressee(theCase));
    },

    /** The applicant asks for another time; whoever appointed it answers. */
    async ask(
      actor: Actor,
      theCase: StoredCase,
      id: string,
      request: { wanted: string; reason: string },
    ): Promise<void> {
      const visit = await book.get(id).catch(() => null);
      if (visit === null || visit.caseId !== theCase.id) throw new NotFoundError(visitTexts.none);
      if (request.wanted === "") throw invalid("/wanted", "required", visitTexts.moveWanted);
      if (request.reason === "") throw invalid("/reason", "required", visitTexts.reason);
      let groups: string[] = [];
      await book.change(actor, id, undefined, (now, _items, at) => {
        const limit = rules();
        if (now.state !== "appointed" || now.record !== null) throw new StateError(visitTexts.over);
        if (now.moves.length >= limit.moves) throw new StateError(visitTexts.moveOnce(limit.moves));
        const today = clocks.today();
        if (moveUntil(now, limit, clocks.calendar(), today) === null)
          throw new StateError(visitTexts.moveLate(today));
        groups = [...new Set(now.items.map((item) => `${item.department}:reviewer`))];
        return {
          visit: {
            ...now,
            moves: [...now.moves, { id: platform.ids.next(), at, ...request, answer: null }],
          },
          events: [{ kind: "visit-move", text: visitTexts.event.move(request.wanted) }],
          write: (tx) => {
            for (const group of groups)
              notifications.notify(tx, {
                to: { group },
                kind: "todo",
                title: visitTexts.moveTitle,
                body: visitTexts.moveBody(request.wanted, request.reason),
                href: `/w/visits/${id}`,
                caseNo: theCase.id,
                key: `visit-move:${id}:${now.moves.length}:${group}`,
              });
          },
          audit: { action: "visits.askAnotherTime" },
        };
      });
      for (const group of groups) await notifications.announce({ group });
    },

    /** The time stays; the applicant is told why. */
    async keep(actor: Actor, id: string, moveId: string, note: string): Promise<void> {
      const { theCase } = await book.open(actor, id, "appoint");
      if (note === "") throw invalid("/reason", "required", visitTexts.reason);
      await book.change(actor, id, undefined, (visit, _items, now) => {
        book.notOver(visit);
        const asked = visit.moves.find((move) => move.id === moveId && move.answer === null);
        if (asked === undefined || visit.appointment === null) throw new StateError(visitTexts.over);
        const when = itemVisitTexts.when(visit.appointment.from);
        const answer = { moved: false, note, at: now, by: { personId: actor.personId, name: actor.name } };
        return {
          visit: {
            ...visit,
            moves: visit.moves.map((move) => (move.id === moveId ? { ...move, answer } : move)),
          },
          write: (tx) =>
            notifications.notify(tx, {
              to: addressee(theCase),
              kind: "news",
              title: visitTexts.keptTitle(when),
              body: { zh: note, en: note },
              href: `/cases/${theCase.id}/visits`,
              caseNo: theCase.id,
              key: `visit-kept:${id}:${moveId}`,
            }),
          audit: { action: "visits.keepTime" },
        };
      });
      await notifications.announce(addressee(theCase));
    },
  };
}
