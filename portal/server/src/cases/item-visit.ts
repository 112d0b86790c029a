/** What an item keeps of its site visits, and what follows from the last one. Pure. A visit stops no clock (1.2a rule 10). */
import { z } from "zod";
import { localDate } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";

export const itemVisit = z.object({
  id: z.string(),
  state: z.enum(["asked", "appointed", "done", "cancelled"]),
  /** When it begins; null: not appointed yet. */
  on: z.number().nullable(),
  /** How many departments come. */
  departments: z.number().int(),
  result: z.enum(["pass", "rectify", "fail"]).nullable(),
  finding: z.string(),
  points: z.string(),
  until: z.string().nullable(),
});
export type ItemVisit = z.infer<typeof itemVisit>;
interface Visited {
  visits?: ItemVisit[] | undefined;
}

/** The last visit that was not cancelled. */
export function lastVisit(item: Visited): ItemVisit | null {
  return (item.visits ?? []).findLast((visit) => visit.state !== "cancelled") ?? null;
}
/** A visit that is under way: asked for or appointed. */
export function openVisit(item: Visited): ItemVisit | null {
  const last = lastVisit(item);
  return last === null || last.state === "done" ? null : last;
}

const time = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Shanghai",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
const day = (at: number): Text => {
  const [, month = "", date = ""] = localDate(at).split("-");
  const name = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", month: "short" }).format(at);
  return { zh: `${Number(month)}月${Number(date)}日`, en: `${Number(date)} ${name}` };
};

export const itemVisitTexts = {
  when: (at: number): Text => ({ zh: `${day(at).zh} ${time(at)}`, en: `${day(at).en}, ${time(at)}` }),
  open: {
    zh: "现场核查还没有结果，结果出来后才能通过。",
    en: "The site visit has no result yet; only then can this be passed.",
  },
  notPassed: {
    zh: "现场核查没有通过：整改后再次核查通过，或者建议不予许可。",
    en: "The site visit was not passed: visit again once it is put right, or recommend refusal.",
  },
  check: {
    zh: "现场核查已通过（没有提出的不用核查）",
    en: "The site visit was passed, if one was asked for",
  },
  asked: (department: Text): Text => ({
    zh: `${department.zh}要到现场核查，时间约定后告诉您；不影响办理时限`,
    en: `${department.en} will visit the place and tell you when; the time limit is not affected`,
  }),
  appointed: (on: number, departments: number): Text => ({
    zh: `${itemVisitTexts.when(on).zh} 现场核查，${departments} 个部门一起来；不影响办理时限`,
    en: `Site visit on ${itemVisitTexts.when(on).en}, ${departments} department${departments === 1 ? "" : "s"}; the time limit is not affected`,
  }),
  rectify: (until: string): Text => ({
    zh: `现场核查后要整改，${until} 前改好，之后再次核查`,
    en: `To be put right after the site visit by ${until}; another visit follows`,
  }),
  todo: (on: number): Text => ({
    zh: `现场核查：${itemVisitTexts.when(on).zh}`,
    en: `Site visit: ${itemVisitTexts.when(on).en}`,
  }),
  todoDetail: (names: Text, departments: number): Text => ({
    zh: `${names.zh}，${departments} 个部门一次看完；来的人和要准备的见详情`,
    en: `${names.en}: ${departments} department${departments === 1 ? "" : "s"}, one visit; see who comes and what to prepare`,
  }),
  todoRectify: { zh: "现场核查后要整改", en: "To be put right after the site visit" },
  todoRectifyDetail: (name: Text, until: string): Text => ({
    zh: `${name.zh}：请在 ${until} 前按现场整改告知书改好`,
    en: `${name.en}: put it right by ${until}, as the notice says`,
  }),
} as const;

/** Why the item cannot be passed or granted because of its visits; null when it can. */
export function visitBar(item: Visited): Text | null {
  const last = lastVisit(item);
  if (last === null) return null;
  if (last.state !== "done") return itemVisitTexts.open;
  return last.result === "pass" ? null : itemVisitTexts.notPassed;
}
/** What is to be put right before another visit; null when nothing is. */
export function toRectify(item: Visited & { decision: unknown; status: string }): ItemVisit | null {
  const last = lastVisit(item);
  return item.decision === null && item.status === "IN_REVIEW" && last?.result === "rectify" ? last : null;
}
/** What documents and messages say of the last visit of an item. */
export function visitedFacts(item: Visited | null): Record<string, unknown> | null {
  const last = item === null ? null : lastVisit(item);
  if (last === null || last.on === null || last.state !== "done") return null;
  return { on: localDate(last.on), finding: last.finding, points: last.points, until: last.until };
}
