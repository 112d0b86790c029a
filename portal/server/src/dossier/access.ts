/** Who may open a case file, and what of it. */
import type { CasesArea, StoredCase, StoredItem } from "../cases/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import { ForbiddenError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import { dossierTexts } from "./texts.ts";

export type Act = "read" | "note" | "urge" | "link" | "print" | "trace";
type Part = "summary" | "applicant" | "contact" | "identity" | "data" | "materials" | "documents";

export interface OpenedCase {
  theCase: StoredCase;
  items: StoredItem[];
  /** Items that the reader's department handles; the window's and the summary reader's are all, none. */
  mine: StoredItem[];
  sees(part: Part): boolean;
  may(act: Act): boolean;
  /** Kinds of personal numbers whose middle the reader does not see. */
  hidden: ReadonlySet<string>;
}

export type CaseAccess = ReturnType<typeof createCaseAccess>;

export function createCaseAccess(parts: {
  cases: Pick<CasesArea, "case" | "itemsOf" | "accounts">;
  people: Pick<IdentityArea, "can" | "canField">;
}) {
  const { cases, people } = parts;
  return {
    /** Throws NotFoundError for what the post does not see at all, ForbiddenError for one's own or a right that lacks. */
    async open(actor: Actor, no: string, act: Act = "read"): Promise<OpenedCase> {
      const theCase = await cases.case(no.normalize("NFKC").replace(/\D/g, ""));
      // a citizen reads the own case on the public side; a case file is opened by posts only
      if (theCase === null || actor.capacityKind !== "post" || !people.can(actor, "read", "case", theCase))
        throw new NotFoundError(dossierTexts.noCase);
      if (await cases.accounts.isOwn(actor.personId, theCase.applicant))
        throw new ForbiddenError(dossierTexts.ownCase, "own-case");
      const may = (wanted: Act): boolean => people.can(actor, wanted, "case", theCase);
      if (!may(act)) throw new NotFoundError(dossierTexts.noCase);
      const sees = (part: Part): boolean => people.canField(actor, "read", "case", part, theCase);
      const items = await cases.itemsOf(theCase.id);
      const hidden = new Set<string>();
      if (!sees("identity")) hidden.add("id-card");
      if (!sees("contact")) hidden.add("phone");
      return {
        theCase,
        items,
        mine:
          actor.department === "window"
            ? items
            : items.filter((item) => item.department === actor.department),
        sees,
        may,
        hidden,
      };
    },
  };
}
