import { z } from "zod";
import { text } from "../platform/api.ts";

/** How a day counts: a working day, a weekend, a day off by notice or law, a weekend day that is worked. */
export const dayKind = z.enum(["work", "weekend", "off", "makeup"]);
export type DayKind = z.infer<typeof dayKind>;

const day = z.iso.date();
const days = z.array(day).max(366);

/** GET /calendars (A4) */
export const calendarList = z.object({
  years: z.array(
    z.object({
      year: z.int(),
      /** `content`: came with the content; `loaded`: loaded here; `none`: no notice, dates are provisional. */
      source: z.enum(["content", "loaded", "none"]),
      title: z.string(),
      document: z.string(),
      off: days,
      work: days,
      loadedAt: z.iso.datetime({ offset: true }).nullable(),
      loadedBy: z.string().nullable(),
    }),
  ),
  today: day,
  endOfBusiness: z.string(),
});
export type CalendarList = z.infer<typeof calendarList>;

/** GET /calendars/:year */
export const calendarYear = z.object({
  year: z.int(),
  provisional: z.boolean(),
  workingDays: z.int(),
  days: z.array(z.object({ date: day, kind: dayKind })),
});
export type CalendarYearView = z.infer<typeof calendarYear>;

/** GET /calendars/reckoning: start + n working days */
export const reckoning = z.object({ from: day, days: z.int(), date: day, provisional: z.boolean() });
export type Reckoning = z.infer<typeof reckoning>;

/** Body of the preview and of the publication. */
export const notice = z.strictObject({
  title: z.string().trim().min(1).max(200),
  document: z.string().trim().max(100).default(""),
  off: z.array(z.string().max(10)).min(1).max(366),
  work: z.array(z.string().max(10)).max(366).default([]),
});
export type NoticeInput = z.infer<typeof notice>;

const moved = z.object({
  caseNo: z.string(),
  itemId: z.string(),
  kind: z.string(),
  department: text,
  from: day,
  to: day,
});
/** POST /calendars/:year/preview: what the notice would move; nothing is kept. `first`: up to 50 of them. */
export const noticePreview = z.object({
  moves: z.int(),
  open: z.int(),
  first: z.array(moved),
});
export type NoticePreview = z.infer<typeof noticePreview>;

/** PUT /calendars/:year */
export const noticePublished = z.object({ year: z.int(), moved: z.int() });
export type NoticePublished = z.infer<typeof noticePublished>;
