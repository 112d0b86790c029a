/** A5: the list, its export, and the chain verified while one watches. Looking is itself a row. */
import type { Platform } from "../platform/platform.ts";
import { auditFacets, auditPage, auditQuery } from "./api.ts";
import type { AuditLine } from "./api.ts";
import { verifyChain } from "./chain.ts";
import type { AuditArea } from "./contract.ts";
import { csv } from "./csv.ts";
import type { AuditReading } from "./reading.ts";
import { columnTexts } from "./texts.ts";

const tag = "audit";
const EXPORTED = 10_000;
const PAGE = 200;

class Gone extends Error {}

export function registerAuditRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  reading: AuditReading;
}): void {
  const { platform, audit, reading } = parts;
  platform.route({
    method: "get",
    path: "/audit",
    summary: "Audit rows, newest first, each checked against the row before",
    tag,
    access: ["view", "audit"],
    query: auditQuery,
    response: auditPage,
    handler: async ({ actor, query }) => {
      const { limit: _limit, after, ...filters } = query;
      const page = await reading.list(query);
      await audit.recordRead({
        actor,
        action: "audit.list",
        thing: { kind: "audit", id: "list" },
        data: { ...filters, further: after !== undefined },
      });
      return page;
    },
  });
  platform.route({
    method: "get",
    path: "/audit/facets",
    summary: "What the list can be narrowed to",
    tag,
    access: ["view", "audit"],
    response: auditFacets,
    handler: () => reading.facets(),
  });
  platform.route({
    method: "get",
    path: "/audit/export",
    summary: "The rows that the filters leave, as CSV, up to 10,000",
    tag,
    access: ["view", "audit"],
    query: auditQuery,
    raw: "text/csv",
    handler: async ({ actor, query, language, res }) => {
      const { limit: _limit, after: _after, ...filters } = query;
      const rows: AuditLine[] = [];
      for (let after: string | undefined; rows.length < EXPORTED;) {
        const page = await reading.list({ ...filters, after, limit: PAGE });
        rows.push(...page.rows);
        if (page.next === null) break;
        after = page.next;
      }
      await audit.recordRead({
        actor,
        action: "audit.export",
        thing: { kind: "audit", id: "list" },
        data: { ...filters, rows: rows.length },
      });
      const head = columnTexts.map((column) => column[language]);
      res.setHeader("Content-Type", "text/csv; charset=utf-8");
      res.setHeader("Content-Disposition", 'attachment; filename="audit.csv"');
      res.send(
        csv([
          head,
          ...rows.map((row) => [
            String(row.seq),
            row.at,
            row.who[language],
            row.as?.[language] ?? "",
            row.what[language],
            row.action,
            row.thing.kind,
            row.thing.id,
            row.before ?? "",
            row.after ?? "",
            row.purpose ?? "",
            row.facts.map((fact) => `${fact.name}=${fact.value}`).join("; "),
            row.hash,
            String(row.intact),
          ]),
        ]),
      );
    },
  });
  platform.route({
    method: "get",
    path: "/audit/verify",
    summary:
      "Walks the chain from its first row and tells how far it is, a line of JSON each; closing the connection stops it",
    tag,
    access: ["verify", "audit"],
    raw: "application/x-ndjson",
    handler: async ({ actor, res }) => {
      await audit.recordRead({ actor, action: "audit.verify", thing: { kind: "audit", id: "chain" } });
      let gone = false;
      res.on("close", () => {
        gone = true;
      });
      res.setHeader("Content-Type", "application/x-ndjson");
      res.setHeader("Cache-Control", "no-store");
      res.setHeader("X-Accel-Buffering", "no");
      const say = (line: object): void => void res.write(`${JSON.stringify(line)}\n`);
      try {
        const { rows, brokenAt } = await verifyChain(platform.store, (done, total) => {
          if (gone) throw new Gone();
          say({ done, total });
        });
        say({ done: brokenAt === null ? rows : brokenAt - 1, total: rows, brokenAt });
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
      }
      res.end();
    },
  });
}
