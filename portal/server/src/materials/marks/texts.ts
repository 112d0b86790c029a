import type { Text } from "../../platform/text.ts";

export const markTexts = {
  noMark: { zh: "没有这处标记", en: "There is no such mark" },
  noFile: {
    zh: "这份材料里没有这个文件，可能已经更换",
    en: "The case has no such file; it may have been replaced",
  },
  noPage: (pages: number): Text => ({
    zh: `这个文件只有 ${pages} 页`,
    en: pages === 1 ? "The file has one page only" : `The file has ${pages} pages only`,
  }),
  notYours: { zh: "只有作出标记的人可以取消它", en: "Only who made the mark may take it away" },
  closed: {
    zh: "这件事已经办结，不能再标记",
    en: "The case is closed: nothing is marked any more",
  },
  tooMany: (most: number): Text => ({
    zh: `一个文件最多 ${most} 处标记`,
    en: `At most ${most} marks on one file`,
  }),
} as const;
