import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

/** One rating as it was given; the words of its reasons stay as they were then. */
export const givenRating = z.object({
  stars: z.number().int(),
  reasons: z.array(z.object({ id: z.string(), text })),
  words: z.string(),
  at: z.number(),
  /** Who was signed in; null: by link. */
  by: z.string().nullable(),
  via: z.enum(["account", "link", "counter"]),
  /** Of the list of reasons. */
  version: z.string(),
});
export type GivenRating = z.infer<typeof givenRating>;

/** `verify` … `callback`: process P02 runs; `closed`, `excluded`: how it ended. */
export const ratingState = z.enum([
  "invited",
  "rated",
  "verify",
  "appeal",
  "rectify",
  "callback",
  "closed",
  "excluded",
]);
export type RatingState = z.infer<typeof ratingState>;

/** What people did about a bad rating, oldest first. */
export const ratingStep = z.object({
  submissionId: z.string(),
  kind: z.enum(["verify", "appeal", "rectify", "callback"]),
  outcome: z.string(),
  at: z.number(),
  by: z.object({ personId: z.string(), name: z.string() }),
  department: z.string(),
  /** In the clerk's words; the rater reads it. */
  result: z.string(),
  /** Choices of the form by field (`contact`, `measure`, `satisfied`), and what is for the office only (`prevent`). */
  choices: z.record(z.string(), z.string()),
  /** By when it was to be done. */
  due: z.string(),
  /** By when the next step is to be done; null: there is none. */
  next: z.string().nullable(),
});
export type RatingStep = z.infer<typeof ratingStep>;

/** What figures count it as (report.ts). */
export const ratingMark = z.enum([
  "invited",
  "rated",
  "counted",
  "good",
  "bad",
  "valid",
  "rectified",
  "called-back",
  "excluded",
]);
export type RatingMark = z.infer<typeof ratingMark>;

/** An invitation to rate one item of a closed case, or the whole; and what became of it. Never a rating by itself. */
export const ratingDocument = z.object({
  caseId: z.string(),
  /** Null: the whole case. */
  caseItemId: z.string().nullable(),
  itemId: z.string(),
  name: text,
  department: z.string(),
  ownerKey: z.string(),
  /** When it was asked for, its day, and until when it may be given. */
  at: z.number(),
  day: z.string(),
  until: z.number(),
  state: ratingState,
  given: givenRating.nullable(),
  /** By when the step of now is to be done. */
  due: z.string().nullable(),
  steps: z.array(ratingStep),
  /** Once, after the call back. */
  followUp: z.object({ at: z.number(), until: z.number(), given: givenRating.nullable() }).nullable(),
  marks: z.array(ratingMark),
});
export type RatingDocument = z.infer<typeof ratingDocument>;
export type StoredRating = RatingDocument & Stored;

export const ratings = defineCollection<RatingDocument>({
  name: "ratings",
  schema: ratingDocument,
  indexes: [
    { fields: ["caseId"] },
    { fields: ["ownerKey", "until"] },
    { fields: ["marks", "day"] },
    { fields: ["marks", "department", "day"] },
    { fields: ["department", "day"] },
    { fields: ["day"] },
  ],
  unique: [],
});

/** Links to the rating page of a case; the secret is kept as its hash only. */
export const ratingLinkDocument = z.object({
  tokenHash: z.string(),
  caseId: z.string(),
  via: z.enum(["link", "counter"]),
  at: z.number(),
  until: z.number(),
});
export type RatingLinkDocument = z.infer<typeof ratingLinkDocument>;
export type StoredRatingLink = RatingLinkDocument & Stored;
export const ratingLinks = defineCollection<RatingLinkDocument>({
  name: "rating-links",
  schema: ratingLinkDocument,
  indexes: [{ fields: ["caseId"] }, { fields: ["until"] }],
  unique: [["tokenHash"]],
});
