/** Electronic service: a result is served once the applicant has read it (domain.md 1.2, DELIVERED). */
import type { StoredCase, StoredItem } from "../model.ts";

type Way = StoredCase["delivery"]["way"];

/** The way that a result which waits goes: as chosen when it was ready, or anew since. */
export function wayOfResult(theCase: Pick<StoredCase, "delivery">, item: StoredItem): Way {
  return item.resultWay ?? theCase.delivery.way;
}

/** Put into the applicant's space, and not read yet. */
export function isUnread(theCase: Pick<StoredCase, "delivery">, item: StoredItem): boolean {
  return (
    item.status === "READY" &&
    item.acceptance !== "none" &&
    wayOfResult(theCase, item) === "electronic" &&
    item.resultRead === undefined
  );
}
