import type { Text } from "../platform/text.ts";

export const clerkMessageTexts = {
  given: (kind: Text, by: string): Text => ({
    zh: `${by}把一件任务分派给您：${kind.zh}`,
    en: `${by} gave you a task: ${kind.en}`,
  }),
  soon: (kind: Text, due: string): Text => ({
    zh: `快到期：${kind.zh}，${due} 17:30 前办`,
    en: `Due soon: ${kind.en}, by ${due}, 17:30`,
  }),
  over: (kind: Text, due: string): Text => ({
    zh: `已超期：${kind.zh}，应在 ${due} 前办`,
    en: `Overdue: ${kind.en}, was due by ${due}`,
  }),
  body: (item: Text, no: string): Text => ({
    zh: `${item.zh}，办件 ${no}。`,
    en: `${item.en}, case ${no}.`,
  }),
};
