import { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import { calendarList, calendarYear, notice, noticePreview, noticePublished, reckoning } from "./api.ts";
import type { Calendars } from "./calendars.ts";
import type { ClocksService } from "./service.ts";

const tag = "calendars";
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const LONGEST = 1_000;
const yearParam = z.object({ year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR) });

/** A4: what counts as a working day, and next year's notice. */
export function registerCalendarRoutes(
  platform: Platform,
  calendars: Calendars,
  clocks: ClocksService,
): void {
  platform.route({
    method: "get",
    path: "/calendars",
    summary: "Years with their notices of days off; a year without one is provisional",
    tag,
    access: ["view", "calendar"],
    response: calendarList,
    handler: () => calendars.list(),
  });
  platform.route({
    method: "get",
    path: "/calendars/reckoning",
    summary: "The n-th working day after a date",
    tag,
    access: ["view", "calendar"],
    query: z.object({ from: z.iso.date(), days: z.coerce.number().int().min(0).max(LONGEST) }),
    response: reckoning,
    handler: ({ query: { from, days } }) => {
      const calendar = clocks.calendar();
      const date = calendar.addWorkingDays(from, days);
      return { from, days, date, provisional: calendar.isProvisional(date) };
    },
  });
  platform.route({
    method: "get",
    path: "/calendars/:year",
    summary: "Each day of a year: working day, weekend, off, or a weekend day that is worked",
    tag,
    access: ["view", "calendar"],
    params: yearParam,
    response: calendarYear,
    handler: ({ params }) => calendars.year(params.year),
  });
  platform.route({
    method: "post",
    path: "/calendars/:year/preview",
    summary: "Which due dates a notice would move; nothing is kept",
    tag,
    access: ["change", "calendar"],
    params: yearParam,
    body: notice,
    response: noticePreview,
    handler: ({ params, body }) => calendars.preview(params.year, body),
  });
  platform.route({
    method: "put",
    path: "/calendars/:year",
    summary: "Publishes a year's notice: open clocks are reckoned anew, whom a date moves for is told",
    tag,
    access: ["change", "calendar"],
    params: yearParam,
    body: notice,
    response: noticePublished,
    handler: async ({ actor, params, body }) => {
      await calendars.publish(actor, params.year, body);
      const { moved } = await clocks.recalculate();
      return { year: params.year, moved };
    },
  });
}
