/**
 * What the cases area needs of others, as narrow ports: given at creation or by `register`. Content is the parsed
 * package.yaml (design of the package format), narrowed to what a case reads.
 */
import type { JsonValue } from "@onewindow/engine";
import type { FormDefinition } from "@onewindow/forms";
import type { Situation } from "../catalogue/api.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { NamedRef } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Applicant } from "./model.ts";

export interface PackageItem {
  id: string;
  name: Text;
  department: string;
  /** BPMN process id of the item. */
  process: string;
  after: string[];
  acceptance: "window" | "department" | "none";
  limits: {
    legal: { days: number; extension: number } | null;
    promised: { days: number } | null;
    deliver: { days: number } | null;
  };
  review: { decision: string | null; approval: string };
  undertaking: { text: Text; replaces: string[] } | null;
  /** Licence type that a grant brings. */
  licence: string | null;
}

export interface PackageSection {
  id: string;
  form: string;
  name: Text;
}

export interface PackagePrefill {
  /** Dotted path beginning with the section. */
  field: string;
  from: "licence" | "account" | "last";
  type?: string;
  element?: string;
}

export interface PackageContent {
  id: string;
  version: string;
  name: Text;
  status: "live" | "paused";
  process: string;
  items: PackageItem[];
  sections: PackageSection[];
  prefill: PackagePrefill[];
  declarations: { id: string; text: Text; required: boolean }[];
  delivery: ("window" | "post" | "electronic")[];
}

export interface CaseFacts {
  answers: Record<string, unknown>;
  items: string[];
  data: Record<string, Record<string, unknown>>;
  applicant: { kind: "person" | "enterprise" };
}

export interface CatalogueNeeds {
  /** The package as it was at that version; the live one without. Null when there is none. */
  package(id: string, version?: string): PackageContent | null;
  situation(packageId: string, answers: Record<string, unknown>, version?: string): Promise<Situation>;
  /** The questionnaire's and sections' forms by id, of the package's version. */
  form(packageId: string, form: string, version?: string): FormDefinition;
  /** Sections whose condition holds, in order. */
  sections(packageId: string, facts: CaseFacts, version?: string): PackageSection[];
  /** A DMN decision over the case's data; answers its output. */
  decide(packageId: string, decision: string, facts: CaseFacts, version?: string): Promise<JsonValue>;
  department(id: string): NamedRef;
  /** Text of a reason that a process names; null when unknown. */
  reason(id: string): Text | null;
}

/** A fact we hold about the applicant, to fill a field with. */
export interface HeldLicence {
  id: string;
  type: string;
  name: Text;
  status: string;
  elements: Record<string, string>;
  validUntil: string | null;
}
export interface LicenceNeeds {
  licencesOf(holder: { kind: "person" | "enterprise"; id: string }): Promise<HeldLicence[]>;
}
export interface AccountNeeds {
  /** Name and contact facts of the person and of the enterprise acted for, e.g. { name, phone, idNumber }. */
  facts(actor: Actor): Promise<Record<string, string>>;
  applicant(actor: Actor): Promise<Applicant>;
  /** Is this person the applicant, or the owner of the applying enterprise? (own cases are barred to clerks) */
  isOwn(personId: string, applicant: Applicant): Promise<boolean>;
}

export interface MaterialOwner {
  kind: "draft" | "case";
  id: string;
}
export interface MaterialNeeds {
  slots(owner: MaterialOwner, options?: { item?: string }): Promise<MaterialSlot[]>;
  /** Ids of files uploaded for the draft, that its forms may name. */
  fileIds(owner: MaterialOwner): Promise<ReadonlySet<string>>;
  /** The draft's materials become the case's. Prepared outside, written in the submitting transaction. */
  prepareFreeze(
    draftId: string,
    options: { undertakings: string[] },
  ): Promise<(tx: Transaction, caseNo: string, itemIds: Map<string, string>) => void>;
}

export interface CaseDocumentLine {
  id: string;
  kind: string;
  title: Text;
  number: string;
  issuedAt: string;
  by: Text;
  caseItemId: string | null;
  licenceId: string | null;
}
export interface DocumentNeeds {
  /** Renders, numbers, seals, files and serves. `key` makes it once only. */
  issue(request: {
    key: string;
    kind: string;
    caseId: string;
    caseItemIds: string[];
    department: string;
  }): Promise<{ id: string }>;
  ofCase(caseId: string): Promise<CaseDocumentLine[]>;
}
export interface NotificationNeeds {
  /** Tells the applicant. `key` makes it once only. */
  tell(request: {
    key: string;
    template: string;
    caseId: string;
    caseItemId: string | null;
  }): Promise<void>;
  ofCase(
    actor: Actor,
    caseNo: string,
  ): Promise<{ id: string; at: string; title: Text; body: Text }[]>;
}
