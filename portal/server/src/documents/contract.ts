/** What other areas call of the documents area. */
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { DocumentMeta } from "./api.ts";
import type { DocumentDocument, StoredDocument } from "./model.ts";

export interface IssueRequest {
  /** The same key issues once, however often it is asked. */
  key: string;
  kind: string;
  caseId: string;
  /** Other cases of the same applicant that it is about too. */
  alsoCaseIds?: string[];
  /** Empty: the document is about the whole case. */
  caseItemIds: string[];
  /** Issuing department; default: the kind's window, else the item's department. */
  department?: string | null;
  /** What it is about beyond its items, e.g. a correction's id; the context gets it. */
  about?: string | null;
  /** Key of an issued document that this one takes the place of: it becomes void, its number stays. */
  replaces?: string | null;
  /** For the audit row, e.g. `worker:documents.render`. */
  by?: string;
}
export interface PreviewRequest {
  kind: string;
  caseId: string;
  caseItemIds: string[];
  department?: string | null;
  about?: string | null;
  pending: { outcome: string; data: Record<string, unknown> } | null;
}
export interface DocumentPreview {
  /** A page of its own, each value marked with `data-field`. */
  html: string;
  title: Text;
  /** What is lacking; a decision with anything here is not issued. */
  missing: Text[];
  pages: number | null;
  /** Fingerprint of the text but for number, date and code: the issued text has the same. */
  previewId: string;
}
export interface DocumentLine {
  id: string;
  kind: string;
  title: Text;
  number: string;
  issuedAt: string;
  by: Text;
  caseItemId: string | null;
  /** All items that it is about; empty: the whole case. */
  caseItemIds: string[];
  licenceId: string | null;
}

export interface DocumentsService {
  /** Numbers, renders, seals, files and serves electronically. Throws InvalidError `document-incomplete` naming what lacks. */
  issue(request: IssueRequest): Promise<StoredDocument>;
  /** The document that was issued under a key; null when there is none yet. */
  byKey(key: string): Promise<StoredDocument | null>;
  preview(request: PreviewRequest): Promise<DocumentPreview>;
  /** What the number will look like, with the serial left open. */
  numberPreview(kind: string, department: string): string;
  /** Issued documents of a case, oldest first; those for offices only when asked. */
  ofCase(caseId: string, options?: { internal?: boolean }): Promise<DocumentLine[]>;
  meta(actor: Actor, id: string): Promise<DocumentMeta>;
  /** The PDF's hash and a name for it; made now when it could not be made before. Audited. */
  pdf(actor: Actor, id: string): Promise<{ hash: string; name: string }>;
  /** Of these hashes, those that a document names. */
  holdsFiles(hashes: string[]): Promise<ReadonlySet<string>>;
  /** Takes a document out of force; number and text stay. */
  voidDocument(actor: Actor, id: string, reason: string): Promise<void>;
  /** Facts for the public check by the document's code; null when there is none. */
  publicFacts(
    id: string,
  ): Promise<{ title: Text; number: string; organ: Text; issuedAt: number; voided: boolean } | null>;
}

/** Called inside the issuing transaction, e.g. to add a line to the case's timeline. */
export type IssuedListener = (tx: Transaction, document: DocumentDocument & { id: string }) => void;
