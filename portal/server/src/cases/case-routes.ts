import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { qrDataUrl } from "../documents/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Filter } from "../platform/store/port.ts";
import { ownerKeyOf } from "./access.ts";
import { caseList, caseProgress, lookupRequest, lookupResult, receipt } from "./api.ts";
import type { CaseCore } from "./case-core.ts";
import type { CaseView } from "./case-view.ts";
import type { DraftService } from "./draft-service.ts";
import type { DraftView } from "./draft-view.ts";
import type { StoredCase } from "./model.ts";
import { plainCaseNumber } from "./numbers.ts";
import { createRateLimit } from "./rate-limit.ts";
import { errorTexts } from "./texts.ts";

const byNo = z.object({ no: z.string().max(40) });
const tag = "cases";
const PAGE = 100;
const LOOKUPS = { limit: 10, windowMs: 10 * 60_000 };

export function registerCaseRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  core: CaseCore;
  view: CaseView;
  drafts: DraftService;
  draftView: DraftView;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}): void {
  const { platform, audit, core, view, drafts, draftView, ownCase } = parts;
  const allowed = createRateLimit({ ...LOOKUPS, now: () => platform.realTime.now() });

  platform.route({
    method: "get",
    path: "/cases",
    summary: "The caller's cases and drafts, those that need something first",
    tag,
    access: ["read", "case"],
    query: z.object({ view: z.enum(["todo", "running", "done"]).optional() }),
    response: caseList,
    handler: async ({ actor, query }) => {
      const owner = ownerKeyOf(actor);
      const mine: Filter = { eq: ["ownerKey", owner ?? ""] };
      const inView = (name: string): Filter => ({ and: [mine, { eq: ["view", name] }] });
      const [todo, running, done] = await Promise.all(
        ["todo", "running", "done"].map((name) => core.caseRows.count(inView(name))),
      );
      const filter = query.view === undefined ? mine : inView(query.view);
      const page = await core.caseRows.find({ filter, sort: ["-submittedAt"], limit: PAGE });
      const rank = { todo: 0, running: 1, done: 2 };
      const sorted = page.rows.toSorted((a, b) => rank[a.view] - rank[b.view]);
      const open = await drafts.openDrafts(actor);
      if (page.rows.length > 0)
        await audit.recordRead({
          actor,
          action: "cases.list",
          thing: { kind: "cases", id: query.view ?? "all" },
          data: { cases: page.rows.map((row) => row.id) },
        });
      return {
        counts: { todo: todo ?? 0, running: running ?? 0, done: done ?? 0 },
        rows: await view.cards(sorted),
        drafts: await Promise.all(
          open.map(async (stored) => {
            const parted = (await draftView.wire(stored)).parts.filter((part) => part.kind !== "check");
            return {
              id: stored.id,
              packageName: drafts.contentOf(stored).name,
              done: parted.filter((part) => part.state === "completed").length,
              total: parted.length,
              savedAt: isoInstant(stored.savedAt),
              keptUntil: stored.keptUntil,
            };
          }),
        ),
      };
    },
  });
  platform.route({
    method: "get",
    path: "/cases/:no",
    summary: "Where a case stands: lanes, days, what happened, documents, answers",
    tag,
    access: ["read", "case"],
    params: byNo,
    response: caseProgress,
    handler: async ({ actor, params }) => {
      const theCase = await ownCase(actor, params.no);
      await audit.recordRead({ actor, action: "cases.read", thing: { kind: "case", id: theCase.id } });
      return view.progress(theCase);
    },
  });
  platform.route({
    method: "get",
    path: "/cases/:no/receipt",
    summary: "Number, query code, what happens next",
    tag,
    access: ["read", "case"],
    params: byNo,
    response: receipt,
    handler: async ({ actor, params }) => {
      const theCase = await ownCase(actor, params.no);
      await audit.recordRead({ actor, action: "cases.readReceipt", thing: { kind: "case", id: theCase.id } });
      const { link, ...rest } = await view.receipt(
        theCase,
        (no) => `${platform.config.publicUrl}/cases/${no}`,
      );
      return { ...rest, qr: await qrDataUrl(link) };
    },
  });
  platform.route({
    method: "post",
    path: "/cases/lookup",
    anywhere: true,
    summary: "A case by number and query code, without sign-in: status and lanes only",
    tag,
    access: "public",
    body: lookupRequest,
    response: lookupResult,
    handler: async ({ body, req }) => {
      const no = plainCaseNumber(body.no);
      allowed(`ip:${req.ip ?? ""}`);
      allowed(`case:${no}`);
      const theCase = await core.caseRows.get(no);
      if (!sameCode(theCase?.queryCode ?? "      ", body.queryCode.replace(/\s/g, "")) || theCase === null)
        throw new NotFoundError(errorTexts.wrongCode);
      await audit.recordRead({
        actor: null,
        by: "lookup",
        action: "cases.lookup",
        thing: { kind: "case", id: no },
      });
      return view.lookup(theCase);
    },
  });
}

function sameCode(known: string, given: string): boolean {
  const [a, b] = [Buffer.from(known), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
