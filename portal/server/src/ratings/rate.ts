/** Giving a rating: by link without an account, or signed in from one's own case. */
import type { StoredCase } from "../cases/index.ts";
import { localDate } from "../clocks/index.ts";
import { AppError, ConflictError, InvalidError, NotFoundError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { RateRequest } from "./api.ts";
import { stepClock } from "./book.ts";
import type { RatingBook } from "./book.ts";
import type { RatingParts } from "./index.ts";
import type { GivenRating, StoredRating } from "./model.ts";
import { ratingTexts } from "./texts.ts";

export interface Rater {
  actor: Actor | null;
  /** Who it was where nobody is signed in. */
  by?: string;
  via: GivenRating["via"];
}

/** Whether it may be rated now; or once more; or not. */
export function mayRate(rating: StoredRating, now: number): "rate" | "follow-up" | null {
  if (rating.given === null) return rating.until > now ? "rate" : null;
  const again = rating.followUp;
  return again !== null && again.given === null && again.until > now ? "follow-up" : null;
}

export type Rate = ReturnType<typeof createRate>;

export function createRate(parts: RatingParts, book: RatingBook) {
  const { catalogue, clocks } = parts;

  const given = (body: RateRequest, rater: Rater, now: number): Map<string, GivenRating> => {
    const { grades, version } = catalogue.rating();
    const faults: FieldProblem[] = [];
    const result = new Map<string, GivenRating>();
    body.ratings.forEach(({ target, stars, reasons, words }, index) => {
      const offered = grades.find((grade) => grade.stars === stars)?.reasons ?? [];
      const chosen = offered.filter((reason) => reasons.includes(reason.id));
      if (chosen.length !== new Set(reasons).size)
        faults.push({
          pointer: `/ratings/${index}/reasons`,
          code: "reason",
          detail: body.version === version ? ratingTexts.reason : ratingTexts.changed,
        });
      if (result.has(target))
        faults.push({ pointer: `/ratings/${index}/target`, code: "twice", detail: ratingTexts.twice });
      result.set(target, {
        stars,
        reasons: chosen,
        words,
        at: now,
        by: rater.actor?.personId ?? null,
        via: rater.via,
        version,
      });
    });
    if (faults.length > 0) throw new InvalidError(faults[0]?.detail ?? ratingTexts.reason, faults, "form");
    return result;
  };

  return async (theCase: StoredCase, body: RateRequest, rater: Rater): Promise<void> => {
    await book.change(
      { actor: rater.actor, ...(rater.by === undefined ? {} : { by: rater.by }) },
      async (now) => {
        const rows = await book.ofCase(theCase.id);
        const { bad, verify } = catalogue.rating();
        const due = clocks.calendar().addWorkingDays(localDate(now), verify);
        const changed = [...given(body, rater, now)].map(
          ([target, grade]): { rating: StoredRating; starts: boolean } => {
            const rating = rows.find((one) => one.id === target);
            if (rating === undefined) throw new NotFoundError(ratingTexts.noTarget, "no-target");
            const may = mayRate(rating, now);
            if (may === null && rating.given === null)
              throw new AppError({ code: "rating-expired", status: 410, detail: ratingTexts.expired });
            if (may === null) throw new ConflictError(ratingTexts.already(rating.name), {}, "already-rated");
            if (may === "follow-up" && rating.followUp !== null)
              return { rating: { ...rating, followUp: { ...rating.followUp, given: grade } }, starts: false };
            const starts = grade.stars <= bad;
            return {
              rating: {
                ...rating,
                given: grade,
                state: starts ? "verify" : "rated",
                due: starts ? due : null,
              },
              starts,
            };
          },
        );
        const begun = changed.filter(({ starts }) => starts).map(({ rating }) => rating);
        return {
          ratings: changed.map(({ rating }) => rating),
          clocks: begun.map((rating) => stepClock(rating, "verify", verify, now)),
          messages: begun.map((rating) => ({
            name: "ratingBad",
            correlationKey: rating.id,
            messageId: `ratingBad:${rating.id}`,
            variables: {
              caseId: rating.caseId,
              actId: rating.id,
              department: rating.department,
              ...(rating.caseItemId === null ? {} : { caseItemId: rating.caseItemId }),
            },
          })),
          audit: changed.map(({ rating }) => {
            const grade = rating.followUp?.given ?? rating.given;
            return {
              action: rating.followUp?.given == null ? "ratings.rate" : "ratings.followUp",
              thing: { kind: "rating", id: rating.id },
              data: { case: rating.caseId, stars: grade?.stars, via: grade?.via, version: grade?.version },
            };
          }),
        };
      },
    );
  };
}
