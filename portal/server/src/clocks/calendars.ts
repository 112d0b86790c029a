/**
 * The working calendar: years of the content, and notices that an administrator has loaded since, which take precedence.
 * A notice moves the due dates of open clocks (1.2a rule 19); how many is shown before it is published.
 */
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { InvalidError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { CalendarList, CalendarYearView, DayKind, NoticeInput, NoticePreview } from "./api.ts";
import { derive } from "./arithmetic.ts";
import { byCalendar } from "./changes.ts";
import { addDays, isoInstant, localDate } from "./local-time.ts";
import { clocks } from "./model.ts";
import type { StoredClock } from "./model.ts";
import { noticeFaults } from "./notice.ts";
import type { CalendarNotice } from "./notice.ts";
import { noticeTexts } from "./texts.ts";
import { workingCalendar } from "./working-days.ts";
import type { CalendarYear } from "./working-days.ts";

/** A year as the content gives it: with the notice it comes from. */
export interface ContentYear extends CalendarYear {
  notice?: { title: string; document?: string | undefined } | undefined;
}

const noticeDocument = z.object({
  year: z.int(),
  title: z.string(),
  document: z.string(),
  off: z.array(z.string()),
  work: z.array(z.string()),
  loadedAt: z.number(),
  loadedBy: z.object({ personId: z.string(), name: z.string() }),
});
type NoticeDocument = z.infer<typeof noticeDocument>;

/** One row a year; its id is the year. */
export const calendarNotices = defineCollection<NoticeDocument>({
  name: "calendar-notices",
  schema: noticeDocument,
  indexes: [{ fields: ["year"] }],
  unique: [],
});

const PAGE = 200;
const SHOWN = 50;

export interface Calendars {
  /** All years with a notice. */
  years(): CalendarYear[];
  /** Reads what was loaded; once at the start, and after another process has published. */
  load(): Promise<void>;
  list(): Promise<CalendarList>;
  year(year: number): CalendarYearView;
  preview(year: number, input: NoticeInput): Promise<NoticePreview>;
  /** Keeps the notice; the caller has the open clocks reckoned anew. Throws InvalidError with each fault. */
  publish(actor: Actor, year: number, input: NoticeInput): Promise<void>;
}

export function createCalendars(parts: {
  platform: Platform;
  audit: AuditArea;
  content: () => readonly ContentYear[];
  endOfBusiness: string;
  department: (id: string) => Text;
}): Calendars {
  const { platform, audit, content, endOfBusiness, department } = parts;
  const { store, clock } = platform;
  const rows = store.collection(calendarNotices);
  const openClocks = store.collection(clocks);
  let loaded: CalendarYear[] = [];

  const merged = (extra: readonly CalendarYear[]): CalendarYear[] => {
    const replaced = new Set(extra.map((entry) => entry.year));
    return [...content().filter((entry) => !replaced.has(entry.year)), ...extra].toSorted(
      (a, b) => a.year - b.year,
    );
  };
  const years = (): CalendarYear[] => merged(loaded);
  const checked = (year: number, input: NoticeInput): CalendarNotice => {
    const notice = { year, ...input, off: input.off.toSorted(), work: input.work.toSorted() };
    const faults = noticeFaults(notice);
    if (faults.length > 0) throw new InvalidError(noticeTexts.wrong(year), faults, "notice");
    return notice;
  };
  const openOnes = async function* (): AsyncGenerator<StoredClock> {
    let after: string | undefined;
    do {
      const page = await openClocks.find({ filter: { ne: ["state", "stopped"] }, limit: PAGE, after });
      yield* page.rows;
      after = page.next ?? undefined;
    } while (after !== undefined);
  };

  return {
    years,
    async load() {
      const { rows: stored } = await rows.find({ sort: ["year"] });
      loaded = stored.map(({ year, off, work }) => ({ year, off, work }));
    },
    async list() {
      const { rows: stored } = await rows.find({ sort: ["year"] });
      const today = localDate(clock.now());
      const known = new Map<number, CalendarList["years"][number]>();
      for (const { year, off, work, notice } of content())
        known.set(year, {
          year,
          source: "content",
          title: notice?.title ?? "",
          document: notice?.document ?? "",
          off: [...off],
          work: [...work],
          loadedAt: null,
          loadedBy: null,
        });
      for (const { year, title, document, off, work, loadedAt, loadedBy } of stored) {
        const at = { loadedAt: isoInstant(loadedAt), loadedBy: loadedBy.name };
        known.set(year, { year, source: "loaded", title, document, off, work, ...at });
      }
      const thisYear = Number(today.slice(0, 4));
      for (const year of [thisYear, thisYear + 1])
        if (!known.has(year)) known.set(year, { ...noNotice, year });
      return { years: [...known.values()].toSorted((a, b) => a.year - b.year), today, endOfBusiness };
    },
    year(year) {
      const calendar = workingCalendar(years());
      const named = years().find((entry) => entry.year === year);
      const days: CalendarYearView["days"] = [];
      for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = addDays(date, 1))
        days.push({ date, kind: kindOf(date, calendar.isWorkingDay(date)) });
      const workingDays = days.filter(({ kind }) => kind === "work" || kind === "makeup").length;
      return { year, provisional: named === undefined, workingDays, days };
    },
    async preview(year, input) {
      const calendar = workingCalendar(
        merged([...loaded.filter((entry) => entry.year !== year), checked(year, input)]),
      );
      const preview: NoticePreview = { moves: 0, open: 0, first: [] };
      for await (const row of openOnes()) {
        preview.open += 1;
        const { due } = derive(byCalendar(row, calendar), calendar, clock.now(), endOfBusiness);
        if (due === row.due) continue;
        preview.moves += 1;
        if (preview.first.length < SHOWN)
          preview.first.push({
            caseNo: row.caseId,
            itemId: row.itemId,
            kind: row.kind,
            department: department(row.department),
            from: row.due,
            to: due,
          });
      }
      return preview;
    },
    async publish(actor, year, input) {
      const notice = checked(year, input);
      const before = await rows.get(String(year));
      const row = {
        ...notice,
        loadedAt: clock.now(),
        loadedBy: { personId: actor.personId, name: actor.name },
      };
      await store.transaction((tx) => {
        if (before === null) tx.insert(calendarNotices, { id: String(year), ...row });
        else tx.update(calendarNotices, { ...before, ...row });
        audit.record(tx, {
          actor,
          action: "clocks.calendar",
          thing: { kind: "calendar", id: String(year) },
          data: {
            title: notice.title,
            document: notice.document,
            off: notice.off.length,
            work: notice.work.length,
          },
        });
      });
      loaded = [...loaded.filter((entry) => entry.year !== year), notice];
    },
  };
}

const noNotice = {
  source: "none" as const,
  title: "",
  document: "",
  off: [],
  work: [],
  loadedAt: null,
  loadedBy: null,
};

function kindOf(date: string, working: boolean): DayKind {
  const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
  if (working) return weekend ? "makeup" : "work";
  return weekend ? "weekend" : "off";
}
