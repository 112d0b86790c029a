import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { CatalogueArea } from "../catalogue/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createRatingBook } from "./book.ts";
import { inviting } from "./invite.ts";
import { createRatingPages } from "./pages.ts";
import { createRate } from "./rate.ts";
import { createRatingReport } from "./report.ts";
import { registerRatingRoutes } from "./routes.ts";
import { createRatingSteps } from "./steps.ts";

export interface RatingParts {
  platform: Platform;
  audit: AuditArea;
  cases: CasesArea;
  clocks: ClocksArea;
  outbox: Outbox;
  catalogue: Pick<CatalogueArea, "rating">;
  people: Pick<IdentityArea, "can" | "filterFor" | "ownerKeyOf" | "personFacts">;
  notifications: Pick<NotificationsArea, "notify" | "notifyGuest">;
}

/** 好差评 (domain.md 1.10): invitations when a case closes, ratings, and what follows a bad one (P02). */
export function createRatingsArea(parts: RatingParts): void {
  const { platform, audit, cases } = parts;
  const book = createRatingBook(parts);
  const steps = createRatingSteps(parts, book);
  registerRatingRoutes({
    platform,
    audit,
    cases,
    book,
    pages: createRatingPages(parts, book),
    rate: createRate(parts, book),
    report: createRatingReport(parts, book),
  });
  cases.core.follow(inviting(parts));
  platform.worker<{ actId: string }>({
    type: "ratings.apply",
    fetchVariables: ["actId"],
    handler: async (job, actions) => {
      await steps.apply(job.variables.actId);
      return actions.complete();
    },
  });
}
