import { defineTexts } from "../../shared/i18n/texts.ts";

export const paletteTexts = defineTexts({
  title: { zh: "去哪里，找什么", en: "Go to, or find" },
  hint: { zh: "页面、办件编号或服务，可用拼音首字母", en: "A page, a case number or a service" },
  recent: { zh: "最近", en: "Recent" },
  pages: { zh: "页面", en: "Pages" },
  cases: { zh: "办件", en: "Cases" },
  services: { zh: "服务", en: "Services" },
  acts: { zh: "操作", en: "Acts" },
  count: { zh: "{n} 项", en: "{n} {n?entry:entries}" },
  nothing: { zh: "没找到，换个说法试试", en: "Nothing found: try other words" },
  failed: { zh: "没能查找，请重试", en: "The search failed: try again" },
  close: { zh: "关闭", en: "Close" },
  keys: { zh: "↑ ↓ 选择，Enter 打开，Esc 关闭", en: "Up and Down choose, Enter opens, Esc closes" },
});
