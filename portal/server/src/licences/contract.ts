/** What other areas call of the licences area. */
import type { LicenceOffer } from "../materials/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { LicenceCard, LicenceFace, Verification } from "./api.ts";
import type { LicenceDocument, StoredLicence } from "./model.ts";
import type { LicenceType } from "./ports.ts";

export interface NewLicence {
  key: string;
  type: string;
  holder: { key: string; name: Text; code: string };
  elements: Record<string, string>;
  /** Dates; `until` null follows the type's rule. */
  from: string;
  until: string | null;
  /** When it was issued, for licences from before this system; otherwise today. */
  issuedOn?: string;
  caseNo: string | null;
  caseItemId: string | null;
  status?: LicenceDocument["status"];
  statusReason?: Text | null;
  by: string;
}
export interface HeldLicence {
  id: string;
  type: string;
  name: Text;
  status: string;
  elements: Record<string, string>;
  validUntil: string | null;
}

export interface LicencesService {
  list(actor: Actor): Promise<LicenceCard[]>;
  face(actor: Actor, id: string, qr: (url: string) => Promise<string>): Promise<LicenceFace>;
  /** The licence itself, when the actor holds it or a case of the actor's department made or used it. Audited. */
  own(actor: Actor, id: string, action: string): Promise<StoredLicence>;
  verify(text: string): Promise<Verification>;
  /** Licences of a holder, valid or not, newest first. */
  licencesOf(holder: { kind: "person" | "enterprise"; id: string }): Promise<HeldLicence[]>;
  /** The best of a type that the holders have; null when none. */
  offer(holders: string[], type: string): Promise<LicenceOffer | null>;
  recordUse(
    tx: Transaction,
    use: { licenceId: string; caseNo: string; what: Text; materialId: string; key: string },
  ): void;
  /** Numbers and writes a licence; the same key once only. */
  issue(licence: NewLicence): Promise<StoredLicence>;
  issueForItem(caseItemId: string, type: string): Promise<StoredLicence>;
  ofItem(caseItemId: string): Promise<StoredLicence[]>;
  /** Licences that a case has brought, oldest first. */
  ofCase(caseNo: string): Promise<StoredLicence[]>;
  /** Looks the applicant's licence of a type up in the register. Null: the register is down. */
  check(caseItemId: string, type: string): Promise<"valid" | "invalid" | null>;
  /** Credit code or identity number of a holder, as the register has it. */
  codeOf(holderKey: string): Promise<string | null>;
  /** Changes the state of a licence, e.g. 07 revoked, with its reason. */
  setStatus(actor: Actor | null, id: string, status: LicenceDocument["status"], reason: Text): Promise<void>;
  setRegisterDown(type: string, down: boolean): Promise<void>;
  typeOf(licence: LicenceDocument): LicenceType;
  verifyUrl(identifier: string): string;
}
