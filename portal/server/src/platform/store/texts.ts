import type { Text } from "../text.ts";

export const storeTexts = {
  badCursor: {
    zh: "翻页标记无效，请从第一页重新查看。",
    en: "The page cursor is not valid. Start again at the first page.",
  },
  changed: {
    zh: "内容刚被他人修改，请查看最新内容后再试。",
    en: "Someone else changed this. Look at the latest version and try again.",
  },
  exists: { zh: "已存在相同的记录。", en: "The same record exists already." },
} satisfies Record<string, Text>;
