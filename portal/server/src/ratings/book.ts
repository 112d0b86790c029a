/** The ratings of a case, the links to them, and how they change: with clock, messages and audit in one transaction. */
import type { AuditEntry } from "../audit/index.ts";
import { tokenHashOf } from "../cases/index.ts";
import type { StoredCase } from "../cases/index.ts";
import type { ClockChange } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import { AppError, ConflictError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { RatingParts } from "./index.ts";
import { marksOf } from "./marks.ts";
import { ratingLinks, ratings } from "./model.ts";
import type { StoredRating, StoredRatingLink } from "./model.ts";
import { ratingTexts } from "./texts.ts";

const ATTEMPTS = 30;

export interface RatingChange {
  ratings: StoredRating[];
  clocks?: ClockChange[];
  messages?: EngineMessage[];
  audit: Omit<AuditEntry, "actor" | "by">[];
  write?: (tx: Transaction) => void;
}
export type RatingBook = ReturnType<typeof createRatingBook>;

export function createRatingBook(parts: RatingParts) {
  const { platform, audit, cases, clocks, outbox, catalogue } = parts;
  const rows = platform.store.collection(ratings);
  const links = platform.store.collection(ratingLinks);

  /** The whole first, then the items in their order. */
  const ofCase = async (caseId: string): Promise<StoredRating[]> =>
    (await rows.find({ filter: { eq: ["caseId", caseId] }, limit: 200 })).rows.sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
  return {
    rows,
    ofCase,
    get: async (id: string): Promise<StoredRating> => {
      const rating = await rows.get(id);
      if (rating === null) throw new NotFoundError(ratingTexts.none);
      return rating;
    },
    /** What a link opens. Throws NotFoundError, or 410 when it has expired. */
    opened: async (token: string): Promise<{ link: StoredRatingLink; theCase: StoredCase }> => {
      const link = await links.first({ filter: { eq: ["tokenHash", tokenHashOf(token)] } });
      const theCase = link === null ? null : await cases.case(link.caseId);
      if (link === null || theCase === null) throw new NotFoundError(ratingTexts.noLink, "link-unknown");
      if (link.until <= platform.clock.now())
        throw new AppError({ code: "link-expired", status: 410, detail: ratingTexts.linkExpired });
      return { link, theCase };
    },
    /** Reads anew, asks what changes, writes it; again when somebody else was quicker. Null: nothing changes. */
    change: async (
      by: { actor: Actor | null; by?: string },
      decide: (now: number) => Promise<RatingChange | null>,
    ): Promise<void> => {
      for (let attempt = 1; ; attempt += 1) {
        const made = await decide(platform.clock.now());
        if (made === null) return;
        const planned = await clocks.plan(made.clocks ?? [], by);
        try {
          await platform.store.transaction((tx) => {
            for (const rating of made.ratings)
              tx.update(ratings, { ...rating, marks: marksOf(rating, catalogue.rating().bad) });
            for (const message of made.messages ?? []) outbox.message(tx, message);
            for (const entry of made.audit) audit.record(tx, { ...by, ...entry });
            made.write?.(tx);
            planned.apply(tx);
          });
        } catch (error) {
          if (error instanceof ConflictError && error.code === "conflict" && attempt < ATTEMPTS) continue;
          throw error;
        }
        planned.committed();
        void outbox.flush();
        const [first] = made.ratings;
        if (first !== undefined) await cases.core.announce(first.caseId);
        return;
      }
    },
  };
}

/** The clock of a bad rating, begun anew for each step. */
export function stepClock(
  rating: StoredRating,
  step: "verify" | "appeal" | "rectify" | "callback",
  days: number,
  at: number,
): ClockChange {
  return {
    do: "start",
    kind: "rating",
    caseId: rating.caseId,
    caseItemId: rating.id,
    itemId: rating.itemId,
    department: rating.department,
    startedAt: at,
    legalDays: days,
    promisedDays: null,
    roundId: `${step}:${rating.id}`,
    again: true,
  };
}
