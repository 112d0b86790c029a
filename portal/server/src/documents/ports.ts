/** What the documents area must be told by others. */
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";

/** A kind of document as `documents.yaml` has it. */
export interface DocumentKind {
  id: string;
  title: Text;
  /** Second part of the number's word: 受 in 寿审批受字. */
  word: string;
  /** Who issues: the item's department, or the common window. */
  organ: "item" | "window";
  /** A seal's id, or `none`. */
  seal: string;
  /** Name of the template. */
  template: string;
  /** Paths that must have a value before it is issued. */
  needs: string[];
  /** For offices only: not served on the applicant. */
  internal?: boolean;
}

export interface DocumentOrgan {
  id: string;
  name: Text;
  /** The name in full, as on seals. */
  full: Text;
  /** First part of the number's word: 寿审批. */
  word: string;
  /** Credit code. */
  uscc: string;
}

export interface DocumentContent {
  documentKind(id: string): DocumentKind | null;
  /** Purpose text of a seal, e.g. 受理专用章. */
  seal(id: string): Text | null;
  organ(department: string): DocumentOrgan | null;
  /** Source of a template by name. */
  template(name: string): string | null;
  partials(): Record<string, string>;
}

/** What a template may read, but for `document`, which this area adds. Texts may be `{ zh, en }`. */
export interface CaseContext {
  case: { no: string; packageName: Text; submittedAt: string; delivery: unknown; [more: string]: unknown };
  applicant: { name: string | Text; kind: string; [more: string]: unknown };
  items: Record<string, unknown>[];
  item: Record<string, unknown> | null;
  form: Record<string, unknown>;
  materials: Record<string, unknown>[];
  decision?: Record<string, unknown> | null;
  procedure?: Record<string, unknown> | null;
  licence?: Record<string, unknown> | null;
  delivery?: Record<string, unknown> | null;
  [more: string]: unknown;
}

export interface ContextRequest {
  /** All items that the document is about; more than one in a notice per organ and day. */
  caseItemIds: string[];
  /** The department that issues. */
  department: string | null;
  /** What it is about beyond its items, e.g. a correction's id. */
  about: string | null;
  /** What is being written: preview only. */
  pending: { outcome: string; data: Record<string, unknown> } | null;
}

export interface DocumentCaseFacts {
  context: CaseContext;
  /** Department of the item, for kinds whose organ is `item`. */
  department: string;
  /** Who is served: `person:<id>` or `enterprise:<id>`, and the people to be told at once. */
  applicant: { owner: string; personIds?: string[] };
}
/** Given by the cases area. Null: there is no such case or item. */
export type ContextOf = (
  caseId: string,
  caseItemId: string | null,
  kind: string,
  request: ContextRequest,
) => Promise<DocumentCaseFacts | null>;

/** Given by the cases area: the applicant's own case, or a department that takes part. */
export type MayReadCase = (
  actor: Actor,
  about: { caseId: string; caseItemIds: string[]; internal: boolean },
) => Promise<boolean>;
