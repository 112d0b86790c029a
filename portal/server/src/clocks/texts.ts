import type { Text } from "../platform/text.ts";

export const clockTexts = {
  noClock: (id: string): Text => ({
    zh: `没有时限 ${id}。`,
    en: `There is no clock ${id}.`,
  }),
  unknownProcedure: (id: string): Text => ({
    zh: `“${id}”不是第四十五条所列的程序，不能停止计时。`,
    en: `"${id}" is no procedure of article 45; the clock cannot stop for it.`,
  }),
  notRunning: { zh: "该时限未在计时，不能暂停。", en: "This clock is not running, so it cannot be paused." },
};

export const noticeTexts = {
  wrong: (year: number): Text => ({
    zh: `${year} 年的放假通知有误，未发布。`,
    en: `The notice for ${year} has faults and was not published.`,
  }),
  noDate: (text: string): Text => ({
    zh: `“${text}”不是日期，例如 2027-10-01。`,
    en: `"${text}" is no date; like 2027-10-01.`,
  }),
  otherYear: (date: string, year: number): Text => ({
    zh: `${date} 不属于 ${year} 年的安排（元旦假期可从上年 12 月 20 日起）。`,
    en: `${date} is not of ${year} (New Year's holiday may begin from 20 December of the year before).`,
  }),
  twice: (date: string): Text => ({
    zh: `${date} 出现两次。`,
    en: `${date} stands twice.`,
  }),
  weekday: (date: string): Text => ({
    zh: `${date} 不是周六或周日，本来就上班，不能列为调休上班。`,
    en: `${date} is no weekend day: it is worked anyway and cannot be a make-up day.`,
  }),
  fixedDay: (date: string): Text => ({
    zh: `缺少法定节假日 ${date}。`,
    en: `The statutory day off ${date} is missing.`,
  }),
};
