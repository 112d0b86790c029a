import { z } from "zod";
import { instant, light, text } from "../platform/api.ts";
import { caseProgress } from "../cases/api.ts";

/** GET /search?q=&purpose=&status=&package=&after= */
export const searchQuery = z.object({
  q: z.string().trim().min(1).max(100),
  /** Why one looks for a person; not needed for a whole case number. */
  purpose: z.string().trim().max(100).optional(),
  status: z.string().max(40).optional(),
  package: z.string().max(60).optional(),
  after: z.string().max(500).optional(),
});
export const searchHit = z.object({
  no: z.string(),
  title: text,
  /** Masked; null: not for this post. */
  applicant: z.string().nullable(),
  status: caseProgress.shape.status,
  light: light.nullable(),
  submittedAt: instant,
  /** What fits the query. */
  matched: z.enum(["number", "applicant", "item", "town", "personal-number"]),
});
export type SearchHit = z.infer<typeof searchHit>;
export const searchResult = z.object({
  /** The one case whose whole number was given: the page goes there. */
  jump: z.string().nullable(),
  rows: z.array(searchHit),
  next: z.string().nullable(),
  /** Stops at 10,001, which means "more than 10,000". */
  total: z.number(),
  facets: z.object({
    status: z.array(z.object({ id: z.string(), name: text, count: z.number() })),
    package: z.array(z.object({ id: z.string(), name: text, count: z.number() })),
  }),
  /** Cases that the post may not see; counted only where a whole number was given. */
  hidden: z.number(),
  mayExport: z.boolean(),
});
export type SearchResult = z.infer<typeof searchResult>;

/** POST /search/asks: asks those in charge of what one may not see. */
export const searchAskRequest = z.object({
  q: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(200),
});
export const searchAsked = z.object({ at: instant });
export type SearchAsked = z.infer<typeof searchAsked>;
