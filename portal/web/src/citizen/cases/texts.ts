import { defineTexts } from "../../shared/i18n/texts.ts";

export const casesTexts = defineTexts({
  title: { zh: "我的办件", en: "My cases" },
  views: { zh: "办件分类", en: "Kinds of cases" },
  todo: { zh: "要您办 {n}", en: "Need you {n}" },
  running: { zh: "办理中 {n}", en: "Running {n}" },
  done: { zh: "已办结 {n}", en: "Done {n}" },
  drafts: { zh: "没交的申报", en: "Not submitted yet" },
  draftParts: { zh: "{total} 部分完成了 {done}", en: "{done} of {total} parts done" },
  draftKept: { zh: "{at} 保存，保留到 {until}", en: "Saved {at}, kept until {until}" },
  continue: { zh: "继续填", en: "Continue" },
  emptyTodo: { zh: "没有要您办的件", en: "No case needs you" },
  emptyTodoHint: {
    zh: "部门要您补交或领取时，会列在这里。",
    en: "When an office asks for something or a result is ready, it stands here.",
  },
  emptyRunning: { zh: "没有正在办的件", en: "No case is running" },
  emptyDone: { zh: "没有办结的件", en: "No case is done yet" },
  empty: { zh: "没有办件，去看看服务", en: "No cases yet: see services" },
  services: { zh: "看服务", en: "See services" },
  submitted: { zh: "{at} 提交", en: "Submitted {at}" },
  before: { zh: "{date}前", en: "by {date}" },
  doNow: { zh: "去办", en: "Do it now" },
});
