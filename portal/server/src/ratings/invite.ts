/** A case that closes is asked about: one rating for the whole, one for each item that was handled. None is ever assumed. */
import type { CaseFollower } from "../cases/index.ts";
import { newToken } from "../cases/index.ts";
import { addDays, localDate, localInstant } from "../clocks/index.ts";
import type { RatingParts } from "./index.ts";
import { marksOf } from "./marks.ts";
import { ratingLinks, ratings } from "./model.ts";
import type { RatingDocument } from "./model.ts";
import { ratingTexts } from "./texts.ts";

/** The end of the last day on which it may be given. */
export function openUntil(now: number, days: number): number {
  return localInstant(addDays(localDate(now), days + 1), "00:00");
}

/** The day shown for it. */
export function lastDay(until: number): string {
  return localDate(until - 1);
}

export function inviting(parts: RatingParts): CaseFollower {
  const { platform, catalogue, notifications, people } = parts;
  return async ({ theCase, after, now, closes }) => {
    if (!closes) return null;
    // what the applicant took back, and what only a register answered, nobody has handled
    const handled = after.filter((item) => item.result !== "withdrawn" && item.acceptance !== "none");
    if (handled.length === 0) return null;
    const { invite, bad } = catalogue.rating();
    const until = openUntil(now, invite);
    const common = {
      caseId: theCase.id,
      ownerKey: theCase.ownerKey,
      at: now,
      day: localDate(now),
      until,
      state: "invited" as const,
      given: null,
      due: null,
      steps: [],
      followUp: null,
    };
    const marks = marksOf(common, bad);
    const rows: (RatingDocument & { id: string })[] = [
      {
        ...common,
        marks,
        id: `r${theCase.id}`,
        caseItemId: null,
        itemId: theCase.packageId,
        name: theCase.title,
        department: "window",
      },
      ...handled.map((item) => ({
        ...common,
        marks,
        id: `r${item.id}`,
        caseItemId: item.id,
        itemId: item.itemId,
        name: item.name,
        department: item.department,
      })),
    ];
    const { token, tokenHash } = newToken();
    const person = await people.personFacts(theCase.filedBy.personId);
    const words = ratingTexts.invite(theCase.title, lastDay(until));
    return {
      audit: [
        { action: "ratings.invite", thing: { kind: "case", id: theCase.id }, data: { of: rows.length } },
      ],
      write: (tx) => {
        for (const row of rows) tx.insert(ratings, row);
        tx.insert(ratingLinks, {
          id: platform.ids.next(),
          tokenHash,
          caseId: theCase.id,
          via: "link",
          at: now,
          until,
        });
        notifications.notify(tx, {
          to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
          kind: "news",
          ...words,
          href: `/cases/${theCase.id}/rating`,
          caseNo: theCase.id,
          key: `rating:${theCase.id}`,
        });
        notifications.notifyGuest(tx, {
          to: { name: theCase.filedBy.name, phone: person?.phone ?? "" },
          title: ratingTexts.guest,
          body: words.body,
          link: `${platform.config.publicUrl}/rate/${token}`,
          key: `rating-link:${theCase.id}`,
        });
      },
    };
  };
}
