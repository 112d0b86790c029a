/** P02 step by step: what an official handed in about a bad rating moves it on, and the rater is told. */
import type { StoredSubmission } from "../cases/index.ts";
import { newToken, submissions } from "../cases/index.ts";
import { localDate } from "../clocks/index.ts";
import type { NewMessage } from "../notifications/index.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { stepClock } from "./book.ts";
import type { RatingBook, RatingChange } from "./book.ts";
import type { RatingParts } from "./index.ts";
import { lastDay, openUntil } from "./invite.ts";
import { ratingLinks, ratingStep } from "./model.ts";
import type { RatingState, RatingStep, StoredRating } from "./model.ts";
import { ratingTexts } from "./texts.ts";

const PREFIX = "rating-";
const CHOICES = ["contact", "measure", "satisfied", "prevent"];

type Waiting = "verify" | "appeal" | "rectify" | "callback";
/** What follows on each result, and nothing else. */
const follows: Readonly<Record<string, Exclude<RatingState, "invited" | "rated" | "verify">>> = {
  "verify:valid": "rectify",
  "verify:invalid": "appeal",
  "appeal:keep": "rectify",
  "appeal:exclude": "excluded",
  "rectify:done": "callback",
  "callback:done": "closed",
};

export type RatingSteps = ReturnType<typeof createRatingSteps>;

export function createRatingSteps(parts: RatingParts, book: RatingBook) {
  const { platform, cases, catalogue, clocks, notifications, people } = parts;
  const submissionRows = platform.store.collection(submissions);

  /** Handed in about the rating and not yet taken up, oldest first. */
  const pending = async (rating: StoredRating): Promise<StoredSubmission[]> =>
    (
      await submissionRows.find({ filter: { eq: ["caseId", rating.caseId] }, sort: ["at"], limit: 1000 })
    ).rows.filter(
      (one) =>
        one.actId === rating.id &&
        one.kind.startsWith(PREFIX) &&
        one.state !== "void" &&
        !rating.steps.some((step) => step.submissionId === one.id),
    );

  const told = (rating: StoredRating, step: RatingStep, until: number): { title: Text; body: Text } => {
    const { name } = rating;
    const due = step.next ?? "";
    switch (`${step.kind}:${step.outcome}`) {
      case "verify:valid":
        return ratingTexts.told.valid(name, step.result, due);
      case "verify:invalid":
        return ratingTexts.told.invalid(name, step.result, due);
      case "appeal:keep":
        return ratingTexts.told.keep(name, step.result, due);
      case "appeal:exclude":
        return ratingTexts.told.exclude(name, step.result);
      case "rectify:done":
        return ratingTexts.told.rectified(name, step.result, due);
      default:
        return ratingTexts.told.calledBack(name, lastDay(until));
    }
  };

  const moved = async (
    rating: StoredRating,
    submission: StoredSubmission,
    now: number,
  ): Promise<RatingChange> => {
    const limits = catalogue.rating();
    const kind = ratingStep.shape.kind.parse(submission.kind.slice(PREFIX.length));
    const state = follows[`${kind}:${submission.outcome}`];
    if (state === undefined || rating.state !== kind)
      throw new Error(
        `Rating ${rating.id} is at "${rating.state}"; "${kind}: ${submission.outcome}" does not fit.`,
      );
    const waits: Waiting | null = state === "closed" || state === "excluded" ? null : state;
    const next = waits === null ? null : clocks.calendar().addWorkingDays(localDate(now), limits[waits]);
    const { result } = submission.data;
    const step: RatingStep = {
      submissionId: submission.id,
      kind,
      outcome: submission.outcome,
      at: submission.at,
      by: { personId: submission.by.personId, name: submission.by.name },
      department: submission.by.department ?? rating.department,
      result: typeof result === "string" ? result : "",
      choices: Object.fromEntries(
        CHOICES.flatMap((field) => {
          const value = submission.data[field];
          return typeof value === "string" && value !== "" ? [[field, value]] : [];
        }),
      ),
      due: rating.due ?? "",
      next,
    };
    const until = openUntil(now, limits.invite);
    const theCase = await cases.case(rating.caseId);
    if (theCase === null) throw new Error(`There is no case ${rating.caseId}.`);
    const person = state === "closed" ? await people.personFacts(theCase.filedBy.personId) : null;
    const words = told(rating, step, until);
    const message: NewMessage = {
      to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
      kind: "news",
      ...words,
      href: `/cases/${theCase.id}/rating`,
      caseNo: theCase.id,
      key: `rating-step:${submission.id}`,
    };
    const fresh = newToken();
    return {
      ratings: [
        {
          ...rating,
          state,
          due: next,
          steps: [...rating.steps, step],
          followUp: state === "closed" ? { at: now, until, given: null } : rating.followUp,
        },
      ],
      clocks: [
        waits === null
          ? { do: "stop", kind: "rating", caseItemId: rating.id, at: now }
          : stepClock(rating, waits, limits[waits], now),
      ],
      audit: [
        {
          action: `ratings.${kind}`,
          thing: { kind: "rating", id: rating.id },
          data: { case: rating.caseId, outcome: submission.outcome, submission: submission.id },
        },
      ],
      write: (tx: Transaction) => {
        notifications.notify(tx, message);
        if (state !== "closed") return;
        tx.insert(ratingLinks, {
          id: platform.ids.next(),
          tokenHash: fresh.tokenHash,
          caseId: rating.caseId,
          via: "link",
          at: now,
          until,
        });
        notifications.notifyGuest(tx, {
          to: { name: theCase.filedBy.name, phone: person?.phone ?? "" },
          title: ratingTexts.guestAgain,
          body: words.body,
          link: `${platform.config.publicUrl}/rate/${fresh.token}`,
          key: `rating-again:${rating.id}`,
        });
      },
    };
  };

  return {
    /** Takes up all that was handed in about the rating. May come twice. */
    async apply(ratingId: string): Promise<void> {
      for (;;) {
        let more = false;
        await book.change({ actor: null, by: "worker:ratings.apply" }, async (now) => {
          const rating = await book.get(ratingId);
          const [first] = await pending(rating);
          more = first !== undefined;
          return first === undefined ? null : moved(rating, first, now);
        });
        if (!more) return;
      }
    },
  };
}
