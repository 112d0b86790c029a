/** What other areas call. */
import type { Light } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { PackageItem } from "./needs.ts";
import type { CaseDocument, StoredCase, StoredDraft, StoredItem, StoredSubmission } from "./model.ts";

export interface CaseEvent {
  caseId: string;
  caseItemId?: string | null;
  kind: string;
  text: Text;
  by?: Text;
  documentId?: string | null;
  public?: boolean;
}

export interface CasesContract {
  /** The caller's own open draft, or NotFoundError. */
  draftFor(actor: Actor, draftId: string): Promise<StoredDraft>;
  /** Counts a change of a draft's materials: bumps its version and keeps it longer. */
  touchDraft(tx: Transaction, draft: StoredDraft, actor: Actor): void;
  /** The caller's own open draft of a package, for "Continue". */
  openDraftOf(actor: Actor, packageId: string): Promise<string | null>;
  /** The applicant's own case, or NotFoundError (404 for others' too). */
  ownCase(actor: Actor, no: string): Promise<StoredCase>;
  /** Does a department take part in this case? */
  takesPart(caseId: string, department: string): Promise<boolean>;
  /** Does the actor's department use this material of the case? Nobody of it who is the applicant. */
  readsMaterial(actor: Actor, caseId: string, materialId: string): Promise<boolean>;
  /** Does the actor's department handle this item of the case? Nobody of it who is the applicant. */
  readsItem(actor: Actor, caseId: string, caseItemId: string): Promise<boolean>;
  case(caseId: string): Promise<StoredCase | null>;
  item(caseItemId: string): Promise<StoredItem | null>;
  itemsOf(caseId: string): Promise<StoredItem[]>;
  submissionsOf(caseItemId: string): Promise<StoredSubmission[]>;
  /** The item as its package describes it, in the version that the case keeps. */
  packageItem(theCase: CaseDocument, itemId: string): PackageItem | null;
  /** The worst open item's light, and each item's. */
  lights(caseId: string): Promise<{ worst: Light | null; byItem: Map<string, Light> }>;
  /** Adds a line to the timeline, in the caller's transaction. */
  addEvent(tx: Transaction, event: CaseEvent): void;
  /** Home page: what needs the person, how many run, how many wait to be collected. */
  summary(actor: Actor): Promise<{
    needsYou: number;
    running: number;
    ready: number;
    attention: { no: string; title: Text; what: Text; due: string | null; href: string }[];
  }>;
}
