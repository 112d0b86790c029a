/** What the content folder holds, read and in shape. Nothing here has been checked against anything else yet. */
import type { ExecutableProcess } from "@onewindow/engine/bpmn";
import type { DmnModel } from "@onewindow/engine/dmn";
import type { FormDefinition } from "@onewindow/forms";
import type { Text } from "../../platform/text.ts";
import type { PackageFile } from "../schema/package.ts";
import type {
  AcceptanceFile,
  CalendarsFile,
  CountyFile,
  DepartmentFile,
  DocumentKindFile,
  HomeFile,
  LicenceTypeFile,
  MessageFile,
  ProcedureFile,
  RatingFile,
} from "../schema/shared.ts";
import type { ContentFault } from "./fault.ts";
import type { ContentFiles, DataFile } from "./source.ts";

export interface PackageSource {
  /** Folder below processes/ and forms/, which is the package's id. */
  folder: string;
  definition: PackageFile;
  data: DataFile;
}

export interface FormSource {
  /** `catering-shop/food`, `shared/review`. */
  id: string;
  definition: FormDefinition;
  data: DataFile;
}

export interface DecisionSource {
  file: string;
  /** Package folder or `shared`. */
  folder: string;
  xml: string;
  model: DmnModel;
}

export interface ProcessSource {
  file: string;
  folder: string;
  xml: string;
  process: ExecutableProcess;
}

export interface Town {
  code: string;
  name: Text;
}

export interface SharedTables {
  county: CountyFile;
  departments: DepartmentFile[];
  licenceTypes: LicenceTypeFile[];
  seals: Record<string, Text>;
  documents: DocumentKindFile[];
  calendars: CalendarsFile;
  acceptance: AcceptanceFile;
  procedures: ProcedureFile[];
  rating: RatingFile;
  reasons: { id: string; text: Text }[];
  home: HomeFile;
  synonyms: string[][];
  towns: Town[];
}

export interface Content {
  files: ContentFiles;
  hash: string;
  shared: SharedTables;
  /** The parsed tables by file name, to tell places. */
  tables: ReadonlyMap<string, DataFile>;
  packages: ReadonlyMap<string, PackageSource>;
  forms: ReadonlyMap<string, FormSource>;
  /** By decision id. */
  decisions: ReadonlyMap<string, DecisionSource>;
  /** By BPMN process id. */
  processes: ReadonlyMap<string, ProcessSource>;
  /** `receipt` (templates/receipt/document.hbs), `licences/sign-permit` (templates/licences/sign-permit.hbs). */
  templates: ReadonlyMap<string, { file: string; source: string }>;
  partials: Readonly<Record<string, string>>;
  messages: ReadonlyMap<string, MessageFile & { file: string; index: number }>;
}

/** The content as far as it could be read, with everything that is wrong. `content` is null when a table is unreadable. */
export interface ReadContent {
  content: Content | null;
  faults: ContentFault[];
}
