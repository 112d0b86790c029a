/** What the licences area must be told by others. */
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";

export interface LicenceElement {
  /** Name of the element, in Chinese, e.g. 经营者名称. */
  id: string;
  en: string;
  /** FEEL over the case's data; empty when absent. */
  from?: string;
  mask?: string;
}

/** A type as `licence-types.yaml` has it. */
export interface LicenceType {
  id: string;
  /** 21 characters. */
  code: string;
  name: Text;
  /** Department. */
  issuer: string;
  holder: "enterprise" | "person";
  /** Pattern of the number, see licenceNumber of the catalogue. */
  number: string;
  validity: "long" | { years: number };
  /** Template of its face. */
  face: string;
  elements: LicenceElement[];
}

export interface LicenceIssuer {
  id: string;
  name: Text;
  full: Text;
  uscc: string;
}

export interface LicenceContent {
  licenceType(id: string): LicenceType | null;
  licenceTypes(): LicenceType[];
  organ(department: string): LicenceIssuer | null;
  seal(id: string): Text | null;
  /** A town by its code, whose name faces show instead. */
  town(code: string): { name: Text } | null;
}

/** What a licence of an item says, given by the cases area. */
export interface LicenceFacts {
  caseNo: string;
  /** Who gets it: `person:<id>` or `enterprise:<id>`, with name and code (credit code, identity number). */
  holder: { key: string; name: Text; code: string };
  /** Keys whose licences count as the applicant's, e.g. the enterprise and the person behind it. */
  holders: string[];
  /** The form's sections by name, choices in words. */
  data: Record<string, unknown>;
  /** Validity as decided; null fields follow the type's rule. */
  validity: { from: string | null; until: string | null };
}
export type LicenceFactsOf = (caseItemId: string) => Promise<LicenceFacts | null>;

/** Given by the documents area: a template's HTML and the PDF of it. */
export interface LicencePress {
  html(template: string, data: Record<string, unknown>): Promise<{ html: string; missing: string[] }>;
  pdf(html: string, options?: { title?: string }): Promise<Uint8Array>;
}

/** Which posts see what a case has to do with, given by the cases area. */
export interface LicenceReaders {
  material(actor: Actor, caseNo: string, materialId: string): Promise<boolean>;
  item(actor: Actor, caseNo: string, caseItemId: string): Promise<boolean>;
}
