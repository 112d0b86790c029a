import { defineTexts } from "../i18n/texts.ts";

export const auditTexts = defineTexts({
  colRow: { zh: "行号", en: "Row" },
  colTime: { zh: "时间", en: "Time" },
  colWho: { zh: "何人", en: "Who" },
  colAs: { zh: "身份", en: "As" },
  colAct: { zh: "动作", en: "Act" },
  colThing: { zh: "对象", en: "Thing" },
  colChange: { zh: "之前 → 之后", en: "Before → after" },
  colPurpose: { zh: "目的", en: "Purpose" },
  colHash: { zh: "哈希", en: "Hash" },
  intact: { zh: "完整", en: "intact" },
  broken: { zh: "第 {n} 行断开", en: "row {n} is broken" },
  table: { zh: "审计记录", en: "Audit rows" },
  more: { zh: "再载入", en: "Load more" },
  none: { zh: "没有记录", en: "No rows" },
  noneBody: { zh: "放宽筛选再看。", en: "Widen the filters." },
});
