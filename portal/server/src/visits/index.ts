import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { MaterialsArea } from "../materials/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { callOff } from "./call-off.ts";
import { createAppointments } from "./appointments.ts";
import { createVisitBook } from "./book.ts";
import { createVisitPages } from "./pages.ts";
import { createRecords } from "./records.ts";
import { createRequests } from "./requests.ts";
import { registerVisitRoutes } from "./routes.ts";
import { registerVisitWorkers } from "./workers.ts";

export interface VisitsArea {
  /** Of these hashes, those that a photo names. */
  holdsFiles(hashes: string[]): Promise<ReadonlySet<string>>;
}

export interface VisitParts {
  platform: Platform;
  audit: AuditArea;
  cases: CasesArea;
  clocks: Pick<ClocksArea, "calendar" | "today" | "get">;
  outbox: Outbox;
  people: Pick<IdentityArea, "can" | "membersOf">;
  documents: Pick<DocumentsArea, "issue">;
  materials: Pick<MaterialsArea, "scan">;
  notifications: Pick<NotificationsArea, "notify" | "announce">;
}

/** Joint site visits: asked for by items of a case, appointed once, recorded and signed on the spot. */
export function createVisitsArea(parts: VisitParts): VisitsArea {
  const book = createVisitBook(parts);
  const pages = createVisitPages(parts, book);
  const records = createRecords(parts, book);
  registerVisitRoutes({
    platform: parts.platform,
    audit: parts.audit,
    cases: parts.cases,
    book,
    pages,
    requests: createRequests(parts, book),
    appointments: createAppointments(parts, book),
    records,
  });
  registerVisitWorkers(parts, book);
  parts.cases.core.follow(callOff(book, parts.notifications));
  parts.cases.useVisitFacts(pages.facts);
  return { holdsFiles: records.holdsFiles };
}
