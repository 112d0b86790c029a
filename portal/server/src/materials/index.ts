import type { AuditArea } from "../audit/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { createInspector } from "./inspector.ts";
import type { MaterialLicences, MaterialOwners } from "./ports.ts";
import { createMarksService, registerMarkRoutes, type MarksService } from "./marks/index.ts";
import { registerMaterialRoutes } from "./routes.ts";
import { configuredScanner, createScanUpload, type ScanUpload } from "./scan/index.ts";
import { createMaterialsService, type MaterialsService } from "./service.ts";
import { texts } from "./texts.ts";

export type { LicenceOffer, MaterialLicences, MaterialNeed, MaterialOwner, MaterialOwners } from "./ports.ts";
export { serveFile, type ServedFile } from "./serve-file.ts";
export { contentsOf, type MaterialContent } from "./contents.ts";
export type { FieldFiles, NamedFiles } from "./field-files.ts";
export { byteFault } from "./inspect-bytes.ts";
export { cleanName, receiveFile } from "./receive.ts";
export type { Exchange, Handover, Kept, MaterialsService, Receive } from "./service.ts";
export type { MarksService } from "./marks/index.ts";
export { unmet } from "./slots.ts";

export interface MaterialsArea extends MaterialsService {
  /** For uploads that other areas keep; see createScanUpload. */
  scan: ScanUpload;
  /** Marks of officials on pages of a case's documents. */
  marks: MarksService;
  /** Given by the cases area: drafts and cases, and who may read their files. */
  registerOwner(owners: MaterialOwners): void;
  /** Given by the licences area. */
  registerLicences(licences: MaterialLicences): void;
}

/** Materials of drafts and cases: upload, reuse of licences, reading. */
export function createMaterialsArea(options: { platform: Platform; audit: AuditArea }): MaterialsArea {
  let owners: MaterialOwners = {
    draft: async () => {
      throw new NotFoundError(texts.noFile);
    },
    existing: async (ids) => new Set(ids),
    mayRead: async () => false,
  };
  let licences: MaterialLicences = { offer: async () => null, recordUse: () => undefined };
  const inspector = createInspector();
  const scan = createScanUpload({ ...options, scanner: configuredScanner(options.platform) });
  const service = createMaterialsService({
    ...options,
    inspector,
    scan,
    owners: () => owners,
    licences: () => licences,
  });
  registerMaterialRoutes(options.platform, service);
  const marks = createMarksService({ ...options, owners: () => owners });
  registerMarkRoutes(options.platform, marks);
  options.platform.onClose(() => inspector.close());
  return {
    ...service,
    scan,
    marks,
    registerOwner: (given) => {
      owners = given;
    },
    registerLicences: (given) => {
      licences = given;
    },
  };
}
