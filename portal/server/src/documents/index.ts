import type { AuditArea } from "../audit/index.ts";
import type { LicencesArea } from "../licences/index.ts";
import type { NotificationsService } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createPrinter, type Printer } from "./pdf/printer.ts";
import type { ContextOf, DocumentContent, MayReadCase } from "./ports.ts";
import { createPress, type Press } from "./press.ts";
import { registerDocumentRoutes } from "./routes.ts";
import type { DocumentsService, IssuedListener } from "./contract.ts";
import { createDocumentsService } from "./service.ts";
import { createRenderer } from "./template/renderer.ts";
import { registerDocumentWorkers, type JointDocument } from "./workers.ts";

import { qrDataUrl } from "./qr.ts";

export { qrDataUrl };
export type { Press } from "./press.ts";
export type { Printer, PrinterState } from "./pdf/printer.ts";
export type {
  CaseContext,
  ContextOf,
  ContextRequest,
  DocumentCaseFacts,
  DocumentContent,
  DocumentKind,
  DocumentOrgan,
  MayReadCase,
} from "./ports.ts";
export type {
  DocumentLine,
  DocumentPreview,
  DocumentsService,
  IssuedListener,
  IssueRequest,
  PreviewRequest,
} from "./contract.ts";
export { partialCircles, templateFaults, type KnownToTemplate } from "./template/check.ts";
export type { TemplateFault } from "./template/fault.ts";
export { templatePaths, type TemplatePath } from "./template/paths.ts";
export { createRenderer, TemplateError, type Renderer } from "./template/renderer.ts";

export interface DocumentsArea extends DocumentsService {
  /** Given by the cases area: what a document about a case or item says. */
  registerContext(context: ContextOf): void;
  /** Given by the cases area: who may read documents of a case. */
  registerAccess(mayRead: MayReadCase): void;
  /** Runs inside every issuing transaction. */
  onIssued(listener: IssuedListener): void;
  /** Given by the area that gathers items: a kind of document that may stand for several items at once. */
  useJoint(kind: string, joint: JointDocument): void;
  /** Templates and printing, for licences. */
  press: Press;
}

/** Documents of the office: templates, numbers, seals, PDF, electronic service. */
export function createDocumentsArea(options: {
  platform: Platform;
  audit: AuditArea;
  catalogue: DocumentContent;
  notifications: Pick<NotificationsService, "notify" | "announce">;
  licences: Pick<LicencesArea, "registerPress" | "ofCase">;
  /** Instead of the headless browser. */
  printer?: Printer;
}): DocumentsArea {
  const { platform, catalogue } = options;
  const renderer = createRenderer();
  const printer = options.printer ?? createPrinter({ log: platform.log, tabs: platform.config.pdfTabs });
  const press = createPress(catalogue, renderer, printer);
  const listeners: IssuedListener[] = [];
  let context: ContextOf = async () => null;
  let mayRead: MayReadCase = async () => false;
  const service = createDocumentsService({
    ...options,
    content: catalogue,
    press,
    context: () => context,
    mayRead: () => mayRead,
    listeners,
  });
  options.licences.registerPress({ press, qr: qrDataUrl, documentFacts: service.publicFacts });
  registerDocumentRoutes(platform, service);
  const joints = new Map<string, JointDocument>();
  registerDocumentWorkers(platform, service, (kind) => joints.get(kind));
  // not waited for: the first start unpacks a browser, and the server listens meanwhile
  platform.onReady(async () => void printer.prepare(), { everywhere: true });
  platform.onClose(async () => {
    await Promise.all([renderer.close(), printer.close()]);
  });
  return {
    ...service,
    press,
    registerContext: (given) => {
      context = given;
    },
    registerAccess: (given) => {
      mayRead = given;
    },
    useJoint: (kind, joint) => void joints.set(kind, joint),
    onIssued: (listener) => {
      listeners.push(listener);
    },
  };
}
