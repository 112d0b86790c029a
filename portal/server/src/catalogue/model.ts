/** A package as the other areas read it: package.yaml with every choice written out, one version of it. */
import type { FormDefinition } from "@onewindow/forms";
import type { Text } from "../platform/text.ts";

export interface Basis {
  title: Text;
  document: Text;
}

export interface PackageItem {
  id: string;
  name: Text;
  pinyin: string;
  /** 实施编码, 31 characters. */
  code: string;
  kind: Text;
  department: string;
  handling: "immediate" | "promised" | "referred";
  /** BPMN process id of the item. */
  process: string;
  after: string[];
  acceptance: "window" | "department" | "none";
  /** Working days. */
  limits: {
    legal: { days: number; extension: number } | null;
    promised: { days: number } | null;
    deliver: { days: number } | null;
  };
  review: { decision: string | null; approval: "one-level" | "two-level"; rules: string | null };
  undertaking: { text: Text; replaces: string[]; when: string | null; checkWithinDays: number } | null;
  /** Licence type that a grant brings; for a register check, the type that is looked up. */
  licence: string | null;
  /** A grant may be valid from a day before its decision. */
  backdating: boolean;
  optional: boolean;
  condition: Text | null;
  fee: { amount: number; basis: Text } | null;
  basis: Basis[];
  /** Own kinds of documents in place of the shared ones. */
  documents: Record<string, string>;
}

export interface PackageSection {
  id: string;
  form: string;
  name: Text;
  when: string | null;
}

export interface PackagePrefill {
  field: string;
  from: "licence" | "register" | "account" | "answer" | "last";
  type?: string;
  element?: string;
  value?: string;
}

export type MaterialSource =
  | { kind: "applicant" }
  /** Made from the merged form. */
  | { kind: "form" }
  | { kind: "licence"; type: string }
  | { kind: "item"; id: string }
  | { kind: "department"; id: string };

export interface PackageMaterial {
  id: string;
  name: Text;
  usedBy: string[];
  need: "required" | "optional" | { when: string };
  condition: Text | null;
  copies: { original: number; copy: number; electronic: number };
  source: MaterialSource;
  tolerantDays: number | null;
  accept: string[];
  reason: Text;
  sample: string | null;
}

export interface PackageRule {
  id: string;
  text: Text;
  basis: Text | null;
  field: string | null;
  material: string | null;
}

/** Who signs beside the applicant, in the situation that has it. */
export interface PackageSigner {
  id: string;
  name: Text;
  why: Text;
  when: string;
  /** Ids of sections and materials; null: everything. */
  signs: string[] | null;
  statement: Text;
  several: boolean;
  /** FEEL over the form. */
  person: { name: string | null; phone: string | null };
  ways: ("link" | "here")[];
  days: number;
}

export interface PackageContent {
  id: string;
  /** `1.0.0`, or `1.0.0+3fa2b1c0` when content changed under the same number. */
  version: string;
  name: Text;
  pinyin: string;
  summary: Text;
  keywords: string[];
  topic: string;
  status: "live" | "paused";
  audience: ("person" | "individual-business" | "enterprise")[];
  basis: Basis[];
  lead: string;
  handling: "single" | "unified" | "joint" | "concentrated";
  visits: number;
  /** BPMN process id of the package. */
  process: string;
  questionnaire: { form: string; decision: string; known: PackageKnown[]; outside: Text };
  sections: PackageSection[];
  prefill: PackagePrefill[];
  /** What documents say about the applicant: FEEL by name of the fact. */
  applicant: Record<string, string>;
  declarations: { id: string; text: Text; required: boolean }[];
  signers: PackageSigner[];
  items: PackageItem[];
  materials: PackageMaterial[];
  steps: { name: Text; time: Text }[];
  rules: Record<string, { decision: string; rules: PackageRule[] }>;
  /** Fixed number of working days, or the longest path through the items. */
  promisedDays: number | null;
  delivery: ("window" | "post" | "electronic")[];
  rating: "after-close" | "none";
}

/** An answer of the questionnaire that is known from a licence or register. */
export interface PackageKnown {
  answer: string;
  from: "register" | "licence";
  type?: string;
  element?: string;
  value?: string;
}

/** What FEEL sees of a case or draft, and nothing else (docs/decisions/0003). */
export interface CaseFacts {
  answers: Record<string, unknown>;
  /** Ids. */
  items: string[];
  /** The form's sections by name. */
  data: Record<string, Record<string, unknown>>;
  applicant: { kind: string };
}

/** Everything of one package version, as it is kept in the store: a case reads it to its end. */
export interface PackageBundle {
  content: Omit<PackageContent, "version">;
  forms: Record<string, FormDefinition>;
  /** DMN files by name. */
  decisions: Record<string, string>;
}
