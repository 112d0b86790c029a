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
