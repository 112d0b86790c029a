import type { AuditArea } from "../audit/index.ts";
import { csv } from "../audit/index.ts";
import { SEARCH_SECRET, type CasesArea } from "../cases/index.ts";
import { isoInstant, localDate } from "../clocks/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import { ConflictError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { searchAsked, searchAskRequest, searchQuery, searchResult } from "./api.ts";
import { renewCaseSearch } from "./renew.ts";
import { createSearch } from "./service.ts";
import { searchTexts } from "./texts.ts";

const tag = "search";

/** Search over all cases (W8). */
export function createSearchArea(options: {
  platform: Platform;
  audit: AuditArea;
  identity: IdentityArea;
  cases: CasesArea;
  notifications: NotificationsArea;
}): void {
  const { platform, audit, notifications } = options;
  const service = createSearch(options);
  platform.onReady(() => renewCaseSearch(platform.store, platform.secret(SEARCH_SECRET)));
  platform.route({
    method: "get",
    path: "/search",
    summary: "Cases by number and words, as far as the post may see them",
    tag,
    access: ["read", "case"],
    query: searchQuery,
    response: searchResult,
    handler: async ({ actor, query }) => {
      const result = await service.find(actor, query);
      const { q: _words, ...filters } = query;
      await audit.recordRead({
        actor,
        action: "search.find",
        thing: { kind: "search", id: "cases" },
        // who was looked for stands in the cases found, never as a name
        data: { ...filters, cases: result.rows.map((row) => row.no) },
      });
      return result;
    },
  });
  platform.route({
    method: "get",
    path: "/search/export",
    summary: "The hits as CSV, with who took them away in its first row",
    tag,
    access: ["export", "case"],
    query: searchQuery,
    raw: "text/csv",
    handler: async ({ actor, query, language, res }) => {
      const rows = await service.all(actor, query);
      const { q: _words, after: _after, ...filters } = query;
      await audit.recordRead({
        actor,
        action: "search.export",
        thing: { kind: "search", id: "cases" },
        data: { ...filters, cases: rows.map((row) => row.no) },
      });
      res.setHeader("Content-Type", "text/csv; charset=utf-8");
      res.setHeader("Content-Disposition", 'attachment; filename="cases.csv"');
      res.send(
        csv([
          [searchTexts.exported(actor.name, isoInstant(platform.clock.now()), query.q)[language]],
          searchTexts.columns.map((column) => column[language]),
          ...rows.map((row) => [
            row.no,
            row.title[language],
            row.applicant ?? "",
            row.status.label[language],
            row.submittedAt,
          ]),
        ]),
      );
    },
  });
  platform.route({
    method: "post",
    path: "/search/asks",
    summary: "Asks those in charge of a case that one may not see; told the same whichever it is",
    tag,
    access: ["read", "case"],
    body: searchAskRequest,
    response: searchAsked,
    handler: async ({ actor, body }) => {
      const found = await service.hidden(actor, body.q);
      if (found.length === 0) throw new NotFoundError(searchTexts.nothing, "nothing-to-ask");
      try {
        await platform.store.transaction((tx) => {
          for (const theCase of found) {
            const department = theCase.departments.find((id) => id !== "window") ?? "window";
            const role = department === "window" ? "clerk" : "decider";
            notifications.notify(tx, {
              to: { group: `${department}:${role}` },
              kind: "todo",
              title: searchTexts.askTitle(actor.name),
              body: searchTexts.askBody(theCase.id, body.reason),
              href: `/w/cases/${theCase.id}`,
              caseNo: theCase.id,
              key: `ask:${actor.personId}:${theCase.id}:${localDate(platform.clock.now())}`,
            });
            audit.record(tx, {
              actor,
              action: "search.ask",
              thing: { kind: "case", id: theCase.id },
              data: { purpose: body.reason },
            });
          }
        });
      } catch (error) {
        if (error instanceof ConflictError) throw new StateError(searchTexts.askedToday);
        throw error;
      }
      return { at: isoInstant(platform.clock.now()) };
    },
  });
}
