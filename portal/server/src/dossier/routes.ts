import { z } from "zod";
import { auditPage, type AuditPage } from "../audit/api.ts";
import type { AuditArea } from "../audit/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { CaseAccess, OpenedCase } from "./access.ts";
import type { DossierActs } from "./acts.ts";
import { caseDiagram, caseFile, dossierAct, linkRequest, noteRequest, urgeRequest } from "./api.ts";
import type { CaseFile } from "./api.ts";
import type { DiagramService } from "./diagram.ts";

const byNo = z.object({ no: z.string().max(40) });
const tag = "case files";

export function registerDossierRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  access: CaseAccess;
  file: (actor: Actor, opened: OpenedCase) => Promise<CaseFile>;
  trail: (opened: OpenedCase, after: string | undefined) => Promise<AuditPage>;
  diagrams: DiagramService;
  acts: DossierActs;
}): void {
  const { platform, audit, access, file, trail, diagrams, acts } = parts;
  platform.route({
    method: "get",
    path: "/case-files/:no",
    summary: "A case with all that happened to it, as far as the post may see it",
    tag,
    access: ["read", "case"],
    params: byNo,
    response: caseFile,
    handler: async ({ actor, params }) => {
      const opened = await access.open(actor, params.no);
      const page = await file(actor, opened);
      await audit.recordRead({
        actor,
        action: "dossier.read",
        thing: { kind: "case", id: opened.theCase.id },
        data: {
          fields: page.versions.at(-1)?.parts.flatMap((part) => part.rows.map((row) => row.path)) ?? [],
        },
      });
      return page;
    },
  });
  platform.route({
    method: "get",
    path: "/case-files/:no/diagram",
    summary: "Where a process of the case is: its drawing, and the same as a list",
    tag,
    access: ["read", "case"],
    params: byNo,
    query: z.object({ instance: z.string().max(40).optional() }),
    response: caseDiagram,
    handler: async ({ actor, params, query }) => {
      const { theCase, items } = await access.open(actor, params.no);
      return diagrams.diagram(theCase, items, query.instance);
    },
  });
  platform.route({
    method: "get",
    path: "/case-files/:no/audit",
    summary: "The audit rows about the case, newest first, each checked against the row before",
    tag,
    access: ["trace", "case"],
    params: byNo,
    query: z.object({ after: z.string().max(500).optional() }),
    response: auditPage,
    handler: async ({ actor, params, query }) => {
      const opened = await access.open(actor, params.no, "trace");
      const page = await trail(opened, query.after);
      await audit.recordRead({
        actor,
        action: "dossier.trace",
        thing: { kind: "case", id: opened.theCase.id },
      });
      return page;
    },
  });
  platform.route({
    method: "post",
    path: "/case-files/:no/notes",
    summary: "Writes a note into the case file, for officials only",
    tag,
    access: ["note", "case"],
    params: byNo,
    body: noteRequest,
    response: dossierAct,
    handler: ({ actor, params, body }) => acts.note(actor, params.no, body.text),
  });
  platform.route({
    method: "post",
    path: "/case-files/:no/urge",
    summary: "Reminds whoever has an open task of the case; once a day",
    tag,
    access: ["urge", "case"],
    params: byNo,
    body: urgeRequest,
    response: dossierAct,
    handler: ({ actor, params, body }) => acts.urge(actor, params.no, body.taskId, body.text),
  });
  platform.route({
    method: "post",
    path: "/case-files/:no/links",
    summary: "Links the case with another about the same thing",
    tag,
    access: ["link", "case"],
    params: byNo,
    body: linkRequest,
    response: dossierAct,
    handler: ({ actor, params, body }) => acts.link(actor, params.no, body.no, body.reason),
  });
}
