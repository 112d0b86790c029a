import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { createRateLimit, newToken } from "../cases/index.ts";
import type { CasesArea } from "../cases/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { NotFoundError, StateError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import {
  ratingLinkRequest,
  openRatings,
  rateRequest,
  ratingLink,
  ratingPage,
  ratingReport,
  ratingView,
  reportQuery,
} from "./api.ts";
import type { RatingBook } from "./book.ts";
import { ratingLinks } from "./model.ts";
import type { RatingPages } from "./pages.ts";
import type { Rate } from "./rate.ts";
import type { RatingReport } from "./api.ts";
import type { ReportQuery } from "./report.ts";
import type { Actor } from "../platform/http/route.ts";
import { ratingTexts } from "./texts.ts";

const TRIES = { limit: 60, windowMs: 60_000 };
/** The tablet at the counter is handed over at once. */
const COUNTER_MS = 15 * 60_000;
const byToken = z.object({ token: z.string().max(100) });
const byNo = z.object({ no: z.string().max(40) });
const byId = z.object({ id: z.string().max(60) });
const tag = "ratings";

export function registerRatingRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  cases: Pick<CasesArea, "ownCase" | "case">;
  book: RatingBook;
  pages: RatingPages;
  rate: Rate;
  report: (actor: Actor, query: ReportQuery) => Promise<RatingReport>;
}): void {
  const { platform, audit, cases, book, pages, rate, report } = parts;
  const allowed = createRateLimit({ ...TRIES, now: () => platform.realTime.now() });

  platform.route({
    method: "get",
    path: "/rate/:token",
    summary: "What may be rated, by link without an account",
    tag,
    access: "public",
    params: byToken,
    response: ratingPage,
    handler: async ({ params, req }) => {
      allowed(`ip:${req.ip ?? ""}`);
      return pages.page((await book.opened(params.token)).theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/rate/:token",
    summary: "Rates the whole and items, each once; a bad rating begins its verification",
    tag,
    access: "public",
    params: byToken,
    body: rateRequest,
    response: ratingPage,
    handler: async ({ params, body, req }) => {
      allowed(`ip:${req.ip ?? ""}`);
      const { link, theCase } = await book.opened(params.token);
      await rate(theCase, body, { actor: null, by: `rater:${link.id}`, via: link.via });
      return pages.page(theCase);
    },
  });
  platform.route({
    method: "get",
    path: "/cases/:no/rating",
    summary: "What may be rated of one's own closed case, and what became of a bad rating",
    tag,
    access: ["receive", "case"],
    params: byNo,
    response: ratingPage,
    handler: async ({ actor, params }) => {
      const theCase = await cases.ownCase(actor, params.no);
      await audit.recordRead({ actor, action: "ratings.readOwn", thing: { kind: "case", id: theCase.id } });
      return pages.page(theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/rating",
    summary: "Rates one's own case",
    tag,
    access: ["receive", "case"],
    params: byNo,
    body: rateRequest,
    response: ratingPage,
    handler: async ({ actor, params, body }) => {
      const theCase = await cases.ownCase(actor, params.no);
      await rate(theCase, body, { actor, via: "account" });
      return pages.page(theCase);
    },
  });
  platform.route({
    method: "get",
    path: "/ratings/open",
    summary: "Closed cases that the caller may rate now",
    tag,
    access: ["receive", "case"],
    response: openRatings,
    handler: ({ actor }) => pages.open(actor),
  });
  platform.route({
    method: "get",
    path: "/ratings",
    summary: "Figures of ratings by department and period, and the list behind a figure",
    tag,
    access: ["report", "rating"],
    query: reportQuery,
    response: ratingReport,
    handler: async ({ actor, query }) => {
      const answer = await report(actor, query);
      await audit.recordRead({
        actor,
        action: "ratings.report",
        thing: { kind: "ratings", id: query.department ?? "all" },
        data: { from: answer.from, to: answer.to, mark: query.mark ?? null },
      });
      return answer;
    },
  });
  platform.route({
    method: "post",
    path: "/ratings/links",
    summary: "A link for the tablet at the counter, good for a quarter of an hour",
    tag,
    access: ["invite", "rating"],
    body: ratingLinkRequest,
    response: ratingLink,
    status: 201,
    handler: async ({ actor, body }) => {
      const theCase = await cases.case(body.no);
      if (theCase === null) throw new NotFoundError(ratingTexts.none);
      const [first] = await book.ofCase(theCase.id);
      const now = platform.clock.now();
      if (first === undefined) throw new StateError(ratingTexts.notClosed, {}, "not-closed");
      if (first.until <= now) throw new StateError(ratingTexts.expired, {}, "expired");
      const { token, tokenHash } = newToken();
      const until = Math.min(first.until, now + COUNTER_MS);
      await platform.store.transaction((tx) => {
        const id = platform.ids.next();
        tx.insert(ratingLinks, { id, tokenHash, caseId: theCase.id, via: "counter", at: now, until });
        audit.record(tx, {
          actor,
          action: "ratings.link",
          thing: { kind: "case", id: theCase.id },
          data: { link: id },
        });
      });
      return { path: `/rate/${token}?kiosk`, until: isoInstant(until) };
    },
  });
  platform.route({
    method: "get",
    path: "/ratings/:id",
    summary: "A rating and what was done about it",
    tag,
    access: ["read", "rating"],
    params: byId,
    response: ratingView,
    handler: async ({ actor, params }) => {
      const view = await pages.view(actor, params.id);
      await audit.recordRead({
        actor,
        action: "ratings.read",
        thing: { kind: "rating", id: view.id },
        data: { case: view.caseNo },
      });
      return view;
    },
  });
}
