/**
 * What the cases area needs of others, as narrow ports: given at creation or by `register`. Content is the parsed
 * package.yaml (design of the package format), narrowed to what a case reads.
 */
import type { JsonValue } from "@onewindow/engine";
import type { FormDefinition } from "@onewindow/forms";
import type { Situation } from "../catalogue/api.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { LicencesArea } from "../licences/index.ts";
import type { MaterialNeed, MaterialsArea } from "../materials/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { NamedRef } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
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
  undertaking: { text: Text; replaces: string[]; when: string | null; checkWithinDays: number } | null;
  /** Licence type that a grant brings. */
  licence: string | null;
  /** A grant may be valid from a day before its decision. */
  backdating: boolean;
}

export interface PackageSection {
  id: string;
  form: string;
  name: Text;
}

export interface PackagePrefill {
  /** Dotted path beginning with the section. */
  field: string;
  from: "licence" | "register" | "account" | "answer" | "last";
  /** Licence: its type and the element of its face. */
  type?: string;
  element?: string;
  /** Others: a path, e.g. `phone` (account), `answers.floorArea`, `applicant.kind`. */
  value?: string;
}

export interface PackageSigner {
  id: string;
  name: Text;
  why: Text;
  /** FEEL: the situation that needs the signature. */
  when: string;
  /** Ids of sections and materials; null: everything. */
  signs: string[] | null;
  statement: Text;
  several: boolean;
  /** FEEL over the form: who it is, where the form says it. */
  person: { name: string | null; phone: string | null };
  ways: ("link" | "here")[];
  /** Days that a link is good for. */
  days: number;
}

export interface PackageContent {
  id: string;
  version: string;
  name: Text;
  status: "live" | "paused";
  process: string;
  questionnaire: { form: string };
  items: PackageItem[];
  sections: PackageSection[];
  prefill: PackagePrefill[];
  /** All materials of the package; which are needed, and why, is the situation's to say. */
  materials: (Pick<MaterialNeed, "id" | "name" | "source" | "accept" | "sample" | "maxBytes"> & {
    /** 容缺: working days within which it may follow after acceptance; null: it may not. */
    tolerantDays: number | null;
  })[];
  declarations: { id: string; text: Text; required: boolean }[];
  /** Absent in versions kept from before there were signers. */
  signers?: PackageSigner[];
  delivery: ("window" | "post" | "electronic")[];
}

export interface CaseFacts {
  answers: Record<string, unknown>;
  items: string[];
  data: Record<string, Record<string, unknown>>;
  applicant: { kind: string };
}

export interface CatalogueNeeds {
  /** The package as it was at that version; the live one without. Null when there is none. */
  package(id: string, version?: string): PackageContent | null;
  situation(
    packageId: string,
    answers: Record<string, unknown>,
    version?: string,
    /** Sections of the form, once they are there: conditions of materials may read them. */
    options?: { data?: Record<string, Record<string, unknown>>; applicant?: { kind: string } },
  ): Promise<Situation>;
  /** The questionnaire's and sections' forms by id, of the package's version. */
  form(packageId: string, form: string, version?: string): FormDefinition;
  /** Sections whose condition holds, in order. */
  sections(packageId: string, facts: CaseFacts, version?: string): PackageSection[];
  /** A DMN decision over the case's data; answers its output. */
  decide(packageId: string, decision: string, facts: CaseFacts, version?: string): Promise<JsonValue>;
  /** Does a FEEL condition of the package hold? */
  holds(packageId: string, condition: string, facts: CaseFacts, version?: string): boolean;
  /** A text that FEEL of the package finds in the case; null when it is not known. */
  textOf(packageId: string, expression: string, facts: CaseFacts, version?: string): string | null;
  /** What documents say about the applicant, by FEEL of the package: idNumber, legalRepresentative, phone, address, agent. */
  applicantFacts(packageId: string, facts: CaseFacts, version?: string): Record<string, string>;
  department(id: string): NamedRef;
  /** Limits of the acceptance stage that the county sets, in working days. */
  acceptanceLimits(): {
    verdict: { days: number };
    correction: { days: number; remind: number[] };
    visit: { notice: number; moves: number; moveNotice: number };
    /** Calendar days that 容缺 and 告知承诺 are closed after a broken promise; null: until credit is repaired. */
    credit: { late: { days: number | null }; false: { days: number | null } };
    phrases: { for: "field" | "material"; name: Text; problem: string; ask: string; basis: string }[];
  };
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
  /** Licences that an item has brought. */
  ofItem(caseItemId: string): Promise<{ id: string; status: string }[]>;
  setStatus: LicencesArea["setStatus"];
  licencesOf(holder: { kind: "person" | "enterprise"; id: string }): Promise<HeldLicence[]>;
}
export interface AccountNeeds {
  /** Name and contact facts of the person and of the enterprise acted for, e.g. { name, phone, idNumber }. */
  facts(actor: Actor): Promise<Record<string, string>>;
  applicant(actor: Actor): Promise<Applicant>;
  /** As packages speak of applicants: `person`, `individual-business`, `enterprise`. */
  kindOf(applicant: Applicant): Promise<string>;
  /** Is this person the applicant, or the owner of the applying enterprise? (own cases are barred to clerks) */
  isOwn(personId: string, applicant: Applicant): Promise<boolean>;
}

/** The materials area, as far as cases use it. */
export type MaterialNeeds = Pick<
  MaterialsArea,
  | "marks"
  | "slotsFor"
  | "uploadsOver"
  | "handover"
  | "copy"
  | "exchange"
  | "uploadFor"
  | "removeFor"
  | "registerOwner"
  | "fieldFiles"
  | "fieldHandover"
  | "fieldExchange"
>;

/** The documents area, as far as cases use it. */
export type DocumentNeeds = Pick<
  DocumentsArea,
  "issue" | "byKey" | "ofCase" | "registerContext" | "registerAccess" | "onIssued"
>;

/** The notifications area, as far as cases use it. */
export type NotificationNeeds = Pick<
  NotificationsArea,
  "ofCase" | "send" | "notify" | "notifyGuest" | "announce" | "registerFacts"
>;
