import { defineTexts } from "../../shared/i18n/texts.ts";

export const messageTexts = defineTexts({
  title: { zh: "消息", en: "Messages" },
  views: { zh: "消息分类", en: "Kinds of messages" },
  todo: { zh: "要办的", en: "To do" },
  news: { zh: "动态", en: "News" },
  settings: { zh: "设置", en: "Settings" },
  unread: { zh: "未读", en: "unread" },
  served: { zh: "已送达 {at}", en: "Served {at}" },
  empty: { zh: "没有消息", en: "No messages" },
  emptyTodo: {
    zh: "有事要您办时，消息会在这里，也会在首页。",
    en: "When something needs you, the message stands here and on the home page.",
  },
  emptyNews: { zh: "办件有进展时，消息会在这里。", en: "When a case moves on, the message stands here." },
  open: { zh: "打开", en: "Open" },
});
