/** What the materials area must be told by others. */
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";

/** One material that an application needs, as the package and the answers make it. */
export interface MaterialNeed {
  id: string;
  name: Text;
  need: "required" | "optional";
  reason: Text;
  /** Items of the application that use it. */
  usedBy: { id: string; name: Text }[];
  source:
    | { kind: "applicant" }
    | { kind: "licence"; type: string }
    | { kind: "form" }
    | { kind: "item"; id: string }
    | { kind: "department"; id: string };
  /** `pdf`, `jpg`, `png`. */
  accept: string[];
  /** Bytes of one file; the house limit when absent. */
  maxBytes?: number;
  sample: string | null;
  /** The applicant's undertaking stands for it (告知承诺). */
  replacedByUndertaking?: boolean;
  /** It may follow after acceptance within these working days (容缺); null or absent: it may not. */
  tolerantDays?: number | null;
  /** The applicant promised to supply it after acceptance. */
  later?: boolean;
  /** Made by the applicant, not shown by an original: trust level D instead of C (domain.md 1.9). */
  selfMade?: boolean;
}

/** A draft or case as the materials area sees it. */
export interface MaterialOwner {
  /** `draft:<id>` `case:<number>`, or `correction:<number>-<n>` for what waits to be handed in. */
  key: string;
  version: number;
  /** Whose licences may be used: `person:<id>`, `enterprise:<id>`. */
  holders: string[];
  needs: MaterialNeed[];
  /** Files that form fields may hold: kept and read like materials, but not asked for among them. */
  fields?: () => MaterialNeed[];
  /** Files may still be added and taken away. */
  open: boolean;
}

export interface MaterialOwners {
  /** Something of the owner's materials has changed: for whoever keeps what somebody agreed to. */
  changed?(ownerKey: string): void;
  /** Throws NotFoundError when the actor may not see the draft. */
  draft(actor: Actor, draftId: string): Promise<MaterialOwner>;
  /** Which of these drafts are still there. */
  existing(draftIds: string[]): Promise<ReadonlySet<string>>;
  /** The applicant's own, or a department that takes part and whose item uses the material. `owner` as in MaterialOwner.key. */
  mayRead(actor: Actor, file: { owner: string; materialId: string }): Promise<boolean>;
  /** What marks on pages must know of cases. */
  marks?: {
    /** The case is not closed. */
    open(caseNo: string): Promise<boolean>;
    /** Tells whoever looks at the case. */
    announce(caseNo: string): Promise<void>;
    department(id: string): Text;
  };
}

export interface LicenceOffer {
  licenceId: string;
  label: Text;
  validUntil: string | null;
  usable: boolean;
  whyNot: Text | null;
}

export interface MaterialLicences {
  /** The best licence of a type that one of the holders has; null when none. */
  offer(holders: string[], type: string): Promise<LicenceOffer | null>;
  /** Each reuse is listed with the licence. */
  recordUse(
    tx: Transaction,
    use: { licenceId: string; caseNo: string; what: Text; materialId: string; key: string },
  ): void;
}
