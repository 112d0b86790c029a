/** What the rater and the posts see of ratings. */
import type { StoredCase } from "../cases/index.ts";
import { isoInstant, localDate } from "../clocks/index.ts";
import { ForbiddenError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { OpenRatings, RatingPage, RatingView } from "./api.ts";
import type { RatingBook } from "./book.ts";
import type { RatingParts } from "./index.ts";
import { lastDay } from "./invite.ts";
import type { GivenRating, RatingStep, StoredRating } from "./model.ts";
import { mayRate } from "./rate.ts";
import { choiceTexts, ratingTexts, stateTexts, stepTexts } from "./texts.ts";

const LISTED = 100;

export type RatingPages = ReturnType<typeof createRatingPages>;

export function createRatingPages(parts: RatingParts, book: RatingBook) {
  const { platform, cases, catalogue, clocks, people } = parts;
  const department = cases.catalogue.department;
  const now = (): number => platform.clock.now();

  const grade = (given: GivenRating | null) =>
    given === null
      ? null
      : {
          stars: given.stars,
          word: catalogue.rating().grades.find((one) => one.stars === given.stars)?.word ?? {
            zh: "",
            en: "",
          },
          reasons: given.reasons.map((reason) => reason.text),
          words: given.words,
          at: isoInstant(given.at),
        };
  const outcomeText = (step: RatingStep): Text => {
    const known: Readonly<Record<string, Text>> = stepTexts[step.kind];
    return known[step.outcome] ?? { zh: step.outcome, en: step.outcome };
  };
  /** For the rater: which office, never who. */
  const steps = (rating: StoredRating, named: boolean) =>
    rating.steps.map((step) => {
      const organ = department(step.department).name;
      return {
        kind: step.kind,
        text: outcomeText(step),
        result: step.result,
        at: isoInstant(step.at),
        by: named ? { zh: `${organ.zh} ${step.by.name}`, en: `${organ.en}, ${step.by.name}` } : organ,
        notes: Object.entries(step.choices).flatMap(([field, value]): Text[] => {
          const known = choiceTexts[field]?.[value];
          if (known !== undefined) return [known];
          return named && field === "prevent" ? [{ zh: value, en: value }] : [];
        }),
      };
    });
  const title = (rating: StoredRating): Text =>
    rating.caseItemId === null ? ratingTexts.whole : rating.name;

  return {
    steps,
    grade,
    async page(theCase: StoredCase): Promise<RatingPage> {
      const rows = await book.ofCase(theCase.id);
      const [first] = rows;
      if (first === undefined) throw new NotFoundError(ratingTexts.notClosed, "not-closed");
      const at = now();
      const { grades, version, bad, verify, rectify } = catalogue.rating();
      const can = rows.map((rating) => mayRate(rating, at));
      const again = rows.flatMap((rating) => (rating.followUp === null ? [] : [rating.followUp.until]));
      return {
        title: theCase.title,
        closedOn: localDate(first.at),
        until: lastDay(can.includes("rate") ? first.until : Math.max(first.until, ...again)),
        state: can.includes("rate")
          ? "open"
          : can.includes("follow-up")
            ? "follow-up"
            : rows.some((rating) => rating.given !== null)
              ? "done"
              : "expired",
        version,
        grades: [...grades]
          .sort((a, b) => b.stars - a.stars)
          .map((one) => ({ ...one, bad: one.stars <= bad })),
        limits: { verify, rectify },
        targets: rows.map((rating, index) => ({
          id: rating.id,
          whole: rating.caseItemId === null,
          name: title(rating),
          department: department(rating.department),
          can: can[index] ?? null,
          given: grade(rating.given),
          followUp: grade(rating.followUp?.given ?? null),
          state: rating.state,
          stateLabel: stateTexts[rating.state],
          due: rating.due,
          rectifyBy:
            rating.state === "verify" && rating.due !== null
              ? clocks.calendar().addWorkingDays(rating.due, rectify)
              : rating.state === "rectify"
                ? rating.due
                : null,
          steps: steps(rating, false),
        })),
      };
    },
    async open(actor: Actor): Promise<OpenRatings> {
      const owner = people.ownerKeyOf(actor);
      if (owner === null) return { rows: [] };
      const at = now();
      // an invitation that is over may have a follow-up: looked for by its case
      const since = at - 366 * 86_400_000;
      const found = await book.rows.find({
        filter: { and: [{ eq: ["ownerKey", owner] }, { gt: ["until", since] }] },
        sort: ["-until"],
        limit: 1000,
      });
      const byCase = Map.groupBy(
        found.rows.filter((rating) => mayRate(rating, at) !== null),
        (rating) => rating.caseId,
      );
      const open = await Promise.all(
        [...byCase].slice(0, LISTED).map(async ([no, rows]) => {
          const theCase = await cases.case(no);
          const all = await book.ofCase(no);
          const follow = rows.filter((rating) => mayRate(rating, at) === "follow-up");
          const untouched = all.every((rating) => rating.given === null);
          // softly: who has rated something is not asked again for the rest
          if (theCase === null || (follow.length === 0 && !untouched)) return [];
          const until = follow[0]?.followUp?.until ?? rows[0]?.until ?? at;
          return [{ no, title: theCase.title, until: lastDay(until), followUp: follow.length > 0 }];
        }),
      );
      return { rows: open.flat() };
    },
    /** Throws NotFoundError outside the post, ForbiddenError for one's own case. */
    async view(actor: Actor, id: string): Promise<RatingView> {
      const rating = await book.get(id);
      const theCase = await cases.case(rating.caseId);
      if (theCase === null || !people.can(actor, "read", "rating", rating))
        throw new NotFoundError(ratingTexts.none);
      if (await cases.accounts.isOwn(actor.personId, theCase.applicant))
        throw new ForbiddenError(ratingTexts.none, "own-case");
      const clock = await clocks.get(rating.id, "rating");
      const open = ["verify", "appeal", "rectify", "callback"].includes(rating.state);
      const person = open ? await people.personFacts(theCase.filedBy.personId) : null;
      return {
        id: rating.id,
        caseNo: rating.caseId,
        name: rating.name,
        whole: rating.caseItemId === null,
        department: department(rating.department),
        state: rating.state,
        stateLabel: stateTexts[rating.state],
        given: grade(rating.given),
        followUp: grade(rating.followUp?.given ?? null),
        light: clock === null ? null : clocks.light(clock),
        steps: steps(rating, true),
        contact: open ? { name: theCase.filedBy.name, phone: person?.phone ?? "" } : null,
      };
    },
  };
}
