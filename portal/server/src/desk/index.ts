import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { LicencesArea } from "../licences/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { TasksArea } from "../tasks/index.ts";
import { createDeskBook } from "./book.ts";
import { createDeskPages } from "./pages.ts";
import { createPost } from "./post.ts";
import { createRecords } from "./record.ts";
import { createReminders } from "./remind.ts";
import { registerDeskRoutes } from "./routes.ts";
import { createWindow } from "./window.ts";

export interface DeskParts {
  platform: Platform;
  audit: AuditArea;
  cases: CasesArea;
  clocks: Pick<ClocksArea, "ofCases" | "today">;
  tasks: Pick<TasksArea, "openDelivery" | "complete">;
  people: Pick<IdentityArea, "can">;
  documents: Pick<DocumentsArea, "preview" | "byKey" | "ofCase" | "useJoint">;
  licences: Pick<LicencesArea, "ofCase" | "typeOf">;
  notifications: Pick<NotificationsArea, "notify" | "announce">;
}

/** The delivery desk (出件): results of one applicant handed over or posted in one act, with one record for all. */
export function createDeskArea(parts: DeskParts): void {
  const book = createDeskBook(parts);
  const records = createRecords(parts);
  const pages = createDeskPages(parts, book, records);
  const window = createWindow(parts, book, pages);
  registerDeskRoutes({
    platform: parts.platform,
    audit: parts.audit,
    pages,
    window,
    post: createPost(parts, book, window),
    reminders: createReminders(parts, book),
  });
  parts.cases.useDelivery({
    async facts(about) {
      const delivery = await book.rows.get(about);
      return delivery === null ? null : records.facts(delivery);
    },
    papers: records.papersOfItem,
    line: pages.line,
  });
  // the record that the process asks for is one for the whole act
  parts.documents.useJoint("delivery-record", async (caseItemId) => {
    const act = (await book.ofItem(caseItemId)).findLast((one) => one.state === "signed");
    const caseId = act?.caseIds[0];
    if (act === undefined || caseId === undefined) return null;
    return {
      key: `delivery:${act.id}`,
      caseId,
      alsoCaseIds: act.caseIds.slice(1),
      caseItemIds: act.items.map((item) => item.caseItemId),
      about: `delivery:${act.id}`,
    };
  });
}
