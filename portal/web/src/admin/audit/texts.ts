import { defineTexts } from "../../shared/i18n/texts.ts";

export const auditPageTexts = defineTexts({
  title: { zh: "审计", en: "Audit" },
  intro: {
    zh: "谁、以什么身份、对什么做了什么。您在这里的查看也会记入。",
    en: "Who did what to what, in which capacity. What you look at here is recorded, too.",
  },
  filters: { zh: "筛选", en: "Filters" },
  who: { zh: "何人（人员编号）", en: "Who (person's id)" },
  action: { zh: "动作", en: "Act" },
  kind: { zh: "对象类别", en: "Kind of thing" },
  thing: { zh: "对象编号", en: "Id of the thing" },
  from: { zh: "自", en: "From" },
  to: { zh: "至", en: "To" },
  any: { zh: "全部", en: "all" },
  apply: { zh: "查", en: "Find" },
  clear: { zh: "清空", en: "Clear" },
  total: { zh: "共 {n} 行", en: "{n} {n?row:rows} in all" },
  export: { zh: "导出（最多 10,000 行）", en: "Export (up to 10,000 rows)" },
  verify: { zh: "校验审计链", en: "Verify the chain" },
  stop: { zh: "停止", en: "Stop" },
  verifying: { zh: "已校验 {done} / {total} 行", en: "{done} of {total} rows verified" },
  whole: { zh: "链完整至第 {n} 行", en: "Chain intact to row {n}" },
  broken: {
    zh: "链在第 {n} 行断开：该行被修改、删除或插入过。请与备份比对。",
    en: "The chain is broken at row {n}: it was changed, taken out or put in. Compare with a backup.",
  },
  seeRow: { zh: "看断开处", en: "See the place" },
  stopped: { zh: "校验已停止", en: "Verification stopped" },
  failed: { zh: "校验没有完成：{why}", en: "Not verified: {why}" },
});
