import type { Text } from "../platform/text.ts";

export const verifyTexts = {
  whole: (rows: number): Text => ({
    zh: `审计链完整：${rows} 条。`,
    en: `The audit chain is whole: ${rows} rows.`,
  }),
  broken: (at: number, rows: number): Text => ({
    zh: `审计链在第 ${at} 条处断开（共 ${rows} 条）：该条被修改、删除或插入过。请与备份比对。`,
    en: `The audit chain is broken at row ${at} of ${rows}: it was changed, taken out or put in. Compare with a backup.`,
  }),
  nothing: (folder: string): Text => ({
    zh: `${folder} 中没有数据库。请指明数据目录，例如 DATA_DIR=./data`,
    en: `There is no database in ${folder}. Name the data folder, for example DATA_DIR=./data`,
  }),
};

/** Head of the exported table. */
export const columnTexts: readonly Text[] = [
  { zh: "行号", en: "row" },
  { zh: "时间", en: "time" },
  { zh: "何人", en: "who" },
  { zh: "身份", en: "as" },
  { zh: "动作", en: "act" },
  { zh: "动作代码", en: "act code" },
  { zh: "对象类别", en: "kind of thing" },
  { zh: "对象", en: "thing" },
  { zh: "之前", en: "before" },
  { zh: "之后", en: "after" },
  { zh: "目的", en: "purpose" },
  { zh: "其他", en: "other facts" },
  { zh: "哈希", en: "hash" },
  { zh: "完整", en: "intact" },
];
