import type { AuditArea, AuditReading } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { MaterialsArea } from "../materials/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { TasksArea } from "../tasks/index.ts";
import { createCaseAccess } from "./access.ts";
import { createDossierActs } from "./acts.ts";
import { createCaseFiles } from "./case-file.ts";
import { createDiagrams } from "./diagram.ts";
import { createDossierPrinter } from "./print/printer.ts";
import { registerPrintRoutes } from "./print/routes.ts";
import { registerDossierRoutes } from "./routes.ts";
import { createTrail } from "./trail.ts";
import { createTraces } from "./trace.ts";
import type { Traces } from "./trace.ts";

export interface DossierArea {
  traces: Traces;
  /** Of these hashes, those that a printed case file names. */
  holdsFiles(hashes: string[]): Promise<ReadonlySet<string>>;
}

/** Case files: one case with all that happened to it, for officials. */
export function createDossierArea(options: {
  platform: Platform;
  audit: AuditArea;
  reading: AuditReading;
  cases: CasesArea;
  clocks: ClocksArea;
  identity: IdentityArea;
  documents: DocumentsArea;
  materials: MaterialsArea;
  notifications: NotificationsArea;
  tasks: TasksArea;
}): DossierArea {
  const { platform, audit, cases, identity } = options;
  const traces = createTraces(platform);
  const access = createCaseAccess({ cases, people: identity });
  const file = createCaseFiles(options);
  const printer = createDossierPrinter(options);
  registerPrintRoutes({ platform, access, file, printer });
  registerDossierRoutes({
    platform,
    audit,
    access,
    file,
    trail: createTrail(options),
    diagrams: createDiagrams({ platform, traces }),
    acts: createDossierActs({ ...options, access }),
  });
  return { traces, holdsFiles: printer.holdsFiles };
}
