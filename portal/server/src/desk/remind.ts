/** Electronic results that lie unread: the applicant is reminded, at most once a day. */
import { isUnread } from "../cases/index.ts";
import { NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { DeskBook } from "./book.ts";
import type { DeskParts } from "./index.ts";
import { deskTexts } from "./texts.ts";

export function createReminders(parts: DeskParts, book: DeskBook) {
  const { platform, audit, cases, clocks, notifications } = parts;
  return {
    /** Answers how many results were named. Throws StateError when none of them waits to be read. */
    async remind(actor: Actor, caseItemIds: readonly string[]): Promise<number> {
      let told = 0;
      for (const id of new Set(caseItemIds)) {
        const item = await cases.item(id);
        const theCase = item === null ? null : await cases.case(item.caseId);
        if (item === null || theCase === null) throw new NotFoundError(deskTexts.none);
        await book.notOwn(actor, [theCase]);
        if (!isUnread(theCase, item)) continue;
        told += 1;
        await platform.store.transaction((tx) => {
          notifications.notify(tx, {
            to: book.addresseeOf(theCase),
            kind: "todo",
            title: deskTexts.remindTitle,
            body: deskTexts.remindBody(item.name),
            href: `/cases/${theCase.id}`,
            caseNo: theCase.id,
            key: `unread:${id}:${clocks.today()}`,
          });
          audit.record(tx, {
            actor,
            action: "deliveries.remind",
            thing: { kind: "case-item", id },
            data: { case: theCase.id },
          });
        });
        await notifications.announce(book.addresseeOf(theCase));
      }
      if (told === 0) throw new StateError(deskTexts.notUnread);
      return told;
    },
  };
}
export type DeskReminders = ReturnType<typeof createReminders>;
