import { defineTexts } from "../../shared/i18n/texts.ts";

export const serviceTexts = defineTexts({
  title: { zh: "服务", en: "Services" },
  searchLabel: { zh: "找服务", en: "Find a service" },
  searchHint: {
    zh: "说您的情况，例如“开个小饭店”",
    en: "Say your situation, e.g. “open a small restaurant”",
  },
  search: { zh: "搜索", en: "Search" },
  found: { zh: "找到 {n} 项服务", en: "{n} {n?service:services} found" },
  packages: { zh: "一件事", en: "One-stop services" },
  items: { zh: "单个事项", en: "Single approvals" },
  inPackage: { zh: "在“{name}”里一起办", en: "done within “{name}”" },
  nothing: { zh: "没找到，换个说法或打 {hotline}", en: "Nothing found: try other words or call {hotline}" },
  nearest: { zh: "最接近的服务", en: "Nearest services" },
  showAll: { zh: "看全部服务", en: "See all services" },
  days: { zh: "{n} 个工作日", en: "{n} working {n?day:days}" },
  visits: { zh: "跑大厅 {n} 次", en: "{n} {n?visit:visits} to the hall" },
  itemCount: { zh: "合办 {n} 项", en: "{n} {n?approval:approvals} in one" },
  paused: { zh: "暂停办理", en: "Paused" },
  immediate: { zh: "当场办结", en: "on the spot" },
});
