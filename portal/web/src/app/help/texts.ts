import { defineTexts } from "../../shared/i18n/texts.ts";

/** `key_*` and `law_*` are named by guides.json. */
export const helpTexts = defineTexts({
  title: { zh: "这一页怎么用", en: "How to use this page" },
  general: { zh: "这一页没有单独的说明。", en: "This page has no guide of its own." },
  keys: { zh: "键盘", en: "Keys" },
  key_palette: { zh: "Ctrl+K：去哪里，找什么", en: "Ctrl+K: go to, or find" },
  key_help: { zh: "?：本页说明", en: "?: this guide" },
  key_slash: { zh: "/：到搜索框", en: "/: to the search field" },
  key_save: { zh: "Ctrl+S：保存", en: "Ctrl+S: save" },
  key_move: { zh: "j k：下一行、上一行", en: "j k: next and former row" },
  key_mark: { zh: "x：选中；u：标为未读", en: "x: select; u: unread" },
  key_take: { zh: "t：取件；Enter：打开", en: "t: take; Enter: open" },
  key_assign: { zh: "a：指派", en: "a: assign" },
  key_page: { zh: "[ ]：上一份、下一份材料", en: "[ ]: former and next document" },
  key_send: { zh: "Ctrl+Enter：提交结论", en: "Ctrl+Enter: send the outcome" },
  key_tabs: { zh: "g 加字母：到标签页，例如 g t、g d", en: "g and a letter: to a tab, such as g t, g d" },
  keysOff: {
    zh: "单键快捷键已关闭，可在“字号”里打开。",
    en: "Single-letter keys are off; turn them on at “Text size”.",
  },
  law: { zh: "依据", en: "Law" },
  law_open: {
    zh: "《行政许可法》第三十条：事项、依据、条件、程序、期限和全部材料应当公示。",
    en: "Administrative Licensing Law, art. 30: items, basis, conditions, steps, limits and all documents are made public.",
  },
  law_once: {
    zh: "《行政许可法》第三十二条：材料不齐的，当场或者五个工作日内一次告知需要补正的全部内容。",
    en: "Administrative Licensing Law, art. 32: all that must be corrected is told at once, on the spot or within five working days.",
  },
  law_time: {
    zh: "《行政许可法》第四十二条、第四十五条：办理期限，以及不计入期限的程序。",
    en: "Administrative Licensing Law, art. 42 and 45: limits, and the procedures that do not count in them.",
  },
  law_serve: {
    zh: "《行政许可法》第四十四条：作出决定之日起十个工作日内送达。",
    en: "Administrative Licensing Law, art. 44: a decision is served within ten working days.",
  },
  doc: { zh: "更多：{name}（安装包内 docs/{file}）", en: "More: {name} (docs/{file} of the installation)" },
  doc_clerk: { zh: "窗口与审查人员指南", en: "Guide for clerks" },
  doc_operator: { zh: "运维指南", en: "Guide for operators" },
  phone: { zh: "打电话问", en: "Ask by phone" },
  close: { zh: "关闭", en: "Close" },
});
