/** W6: one case with all that happened to it, as far as the reader's post may see it. */
import { caseEvents, type CasesArea } from "../cases/index.ts";
import { isoInstant, type ClocksArea } from "../clocks/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { TasksArea } from "../tasks/index.ts";
import type { OpenedCase } from "./access.ts";
import type { CaseFile, SealedPart } from "./api.ts";
import { clocksOfCase } from "./case-clocks.ts";
import { formVersions } from "./form-versions.ts";
import { caseLinks } from "./model.ts";
import { sealTexts } from "./texts.ts";

const TIMELINE = 1000;

export type CaseFiles = ReturnType<typeof createCaseFiles>;

export function createCaseFiles(parts: {
  platform: Platform;
  cases: CasesArea;
  clocks: ClocksArea;
  documents: Pick<DocumentsArea, "ofCase">;
  notifications: Pick<NotificationsArea, "ofCase">;
  tasks: Pick<TasksArea, "openOf">;
  identity: Pick<IdentityArea, "personName">;
}) {
  const { platform, cases, clocks, documents, notifications, tasks, identity } = parts;
  const events = platform.store.collection(caseEvents);
  const links = platform.store.collection(caseLinks);

  return async (actor: Actor, opened: OpenedCase): Promise<CaseFile> => {
    const { theCase, items, mine, sees, may } = opened;
    const progress = await cases.view.progress(theCase);
    const line = await events.find({ filter: { eq: ["caseId", theCase.id] }, sort: ["at"], limit: TIMELINE });
    const itemIds = new Set(mine.map((item) => item.itemId));
    const caseItemIds = new Set(mine.map((item) => item.id));
    const versions = sees("data") ? await formVersions(cases, opened, identity.personName) : [];
    const issued = await documents.ofCase(theCase.id, { internal: true });
    const readable = issued.filter(
      (document) =>
        document.caseItemIds.length === 0 || document.caseItemIds.some((id) => caseItemIds.has(id)),
    );
    const used = progress.materials.filter((slot) => slot.usedBy.some((use) => itemIds.has(use.id)));
    const sealed = sealedOf(opened, {
      fields: Math.max(0, ...versions.map((version) => version.sealed)),
      materials: progress.materials.length - used.length,
      documents: issued.length - readable.length,
    });
    const shownDocuments = new Set(sees("documents") ? readable.map((document) => document.id) : []);
    return {
      no: theCase.id,
      version: theCase.version,
      title: theCase.title,
      applicant: sees("applicant") ? theCase.applicant.name : null,
      submittedAt: progress.submittedAt,
      closedAt: theCase.closedAt === null ? null : isoInstant(theCase.closedAt),
      status: progress.status,
      worst: progress.worst,
      due: progress.due,
      // why an item was refused or withdrawn is a part of its documents
      lanes: sees("documents")
        ? progress.lanes
        : progress.lanes.map((lane) => ({ ...lane, reasons: null, remedies: null, check: null })),
      days: progress.days,
      // what happened is told in words that people wrote: not for whoever sees the outline only
      timeline: (sees("documents") ? line.rows : []).map((event) => ({
        id: event.id,
        at: isoInstant(event.at),
        text: event.text,
        by: event.by,
        item: items.find((item) => item.id === event.caseItemId)?.name ?? null,
        documentId:
          event.documentId !== null && shownDocuments.has(event.documentId) ? event.documentId : null,
        internal: !event.public,
      })),
      versions,
      materials: sees("materials") ? used : [],
      documents: sees("documents")
        ? readable.map(({ kind: _kind, caseItemIds: _items, ...document }) => document)
        : [],
      clocks: await clocksOfCase({ clocks, cases }, theCase.id, items),
      messages: sees("documents") ? await notifications.ofCase(theCase.id, theCase.ownerKey) : [],
      tasks: await tasks.openOf(actor, theCase.id),
      links: (await links.find({ filter: { contains: ["caseIds", theCase.id] }, limit: 100 })).rows.map(
        (link) => ({
          no: link.caseIds.find((id) => id !== theCase.id) ?? "",
          reason: sees("documents") ? link.reason : "",
          by: link.by.name,
          at: isoInstant(link.at),
        }),
      ),
      sealed,
      may: {
        note: may("note"),
        urge: may("urge"),
        link: may("link"),
        print: may("print"),
        trace: may("trace"),
      },
    };
  };
}

/** What the reader's post does not see of this case, with the reason. */
function sealedOf(
  { sees }: OpenedCase,
  others: { fields: number; materials: number; documents: number },
): SealedPart[] {
  const parts: SealedPart[] = [];
  for (const part of ["applicant", "contact", "identity", "data", "materials", "documents"] as const)
    if (!sees(part)) parts.push({ part, ...sealTexts[part] });
  if (sees("data") && others.fields > 0) parts.push({ part: "data", ...sealTexts.fields(others.fields) });
  if (sees("materials") && others.materials > 0)
    parts.push({ part: "materials", ...sealTexts.otherMaterials(others.materials) });
  if (sees("documents") && others.documents > 0)
    parts.push({ part: "documents", ...sealTexts.otherDocuments(others.documents) });
  return parts;
}
