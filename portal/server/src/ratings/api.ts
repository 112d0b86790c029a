import { z } from "zod";
import { date, instant, light, namedRef, text } from "../platform/api.ts";
import { ratingMark, ratingState } from "./model.ts";

const shownGrade = z.object({
  stars: z.number(),
  word: text,
  reasons: z.array(text),
  words: z.string(),
  at: instant,
});
const shownStep = z.object({
  kind: z.enum(["verify", "appeal", "rectify", "callback"]),
  text,
  result: z.string(),
  at: instant,
  by: text,
  notes: z.array(text),
});

/** GET /rate/:token, GET /cases/:no/rating (C17). No personal data: a link is enough to open it. */
export const ratingPage = z.object({
  title: text,
  closedOn: date,
  until: date,
  /** `open`: something may be rated; `follow-up`: only once more; `expired`: too late; `done`: all is said. */
  state: z.enum(["open", "follow-up", "expired", "done"]),
  /** Of the reasons: sent back with the ratings. */
  version: z.string(),
  grades: z.array(
    z.object({
      stars: z.number(),
      word: text,
      bad: z.boolean(),
      reasons: z.array(z.object({ id: z.string(), text })),
    }),
  ),
  /** Working days of what follows a bad rating. */
  limits: z.object({ verify: z.number(), rectify: z.number() }),
  targets: z.array(
    z.object({
      id: z.string(),
      whole: z.boolean(),
      name: text,
      department: namedRef,
      can: z.enum(["rate", "follow-up"]).nullable(),
      given: shownGrade.nullable(),
      followUp: shownGrade.nullable(),
      /** What has been done about a bad one, and what comes by when. */
      state: ratingState,
      stateLabel: text,
      due: date.nullable(),
      rectifyBy: date.nullable(),
      steps: z.array(shownStep),
    }),
  ),
});
export type RatingPage = z.infer<typeof ratingPage>;

/** POST /rate/:token, POST /cases/:no/rating */
export const rateRequest = z.object({
  version: z.string().max(40),
  ratings: z
    .array(
      z.object({
        target: z.string().max(60),
        stars: z.number().int().min(1).max(5),
        reasons: z.array(z.string().max(60)).max(12).default([]),
        words: z.string().trim().max(500).default(""),
      }),
    )
    .min(1)
    .max(50),
});
export type RateRequest = z.infer<typeof rateRequest>;

/** GET /ratings/open: closed cases that the caller may rate now. */
export const openRatings = z.object({
  rows: z.array(z.object({ no: z.string(), title: text, until: date, followUp: z.boolean() })),
});
export type OpenRatings = z.infer<typeof openRatings>;

/** GET /ratings/:id, for the posts of the department and the office for ratings. */
export const ratingView = z.object({
  id: z.string(),
  caseNo: z.string(),
  name: text,
  whole: z.boolean(),
  department: namedRef,
  state: ratingState,
  stateLabel: text,
  given: shownGrade.nullable(),
  followUp: shownGrade.nullable(),
  light: light.nullable(),
  steps: z.array(shownStep),
  /** Whom to call, while something is to be done. */
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
});
export type RatingView = z.infer<typeof ratingView>;

export const reportQuery = z.object({
  from: date.optional(),
  to: date.optional(),
  department: z.string().max(60).optional(),
  /** Which number's list. */
  mark: ratingMark.optional(),
});
const part = z.object({ mark: ratingMark, count: z.number() });
/** GET /ratings: figures by department and period, each with its formula and the list behind it. */
export const ratingReport = z.object({
  from: date,
  to: date,
  kpis: z.array(
    z.object({
      id: z.enum(["participation", "good", "rectified", "called-back"]),
      name: text,
      formula: text,
    }),
  ),
  departments: z.array(
    z.object({
      department: namedRef,
      /** By the order of `kpis`; percent with one decimal, null where there is nothing to divide by. */
      values: z.array(z.object({ of: part, over: part, percent: z.number().nullable() })),
      bad: z.number(),
      excluded: z.number(),
    }),
  ),
  list: z
    .object({
      mark: ratingMark,
      department: namedRef.nullable(),
      total: z.number(),
      rows: z.array(
        z.object({
          id: z.string(),
          caseNo: z.string(),
          name: text,
          department: namedRef,
          day: date,
          stars: z.number().nullable(),
          stateLabel: text,
          reasons: z.array(text),
          words: z.string(),
          due: date.nullable(),
        }),
      ),
    })
    .nullable(),
});
export type RatingReport = z.infer<typeof ratingReport>;

/** POST /ratings/links: for the tablet at the counter. */
export const ratingLinkRequest = z.object({ no: z.string().max(40) });
export const ratingLink = z.object({ path: z.string(), until: instant });
export type RatingLink = z.infer<typeof ratingLink>;
