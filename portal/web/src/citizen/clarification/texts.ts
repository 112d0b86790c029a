import { defineTexts } from "../../shared/i18n/texts.ts";

export const clarificationTexts = defineTexts({
  cases: { zh: "我的办件", en: "My cases" },
  title: { zh: "请您说明", en: "Explanations" },
  lead: {
    zh: "只用文字回答，不用补交材料。办理期限照常计算；不回答不会单独成为不予许可的理由。",
    en: "Answer in words; no papers are needed. The time limit runs on, and not answering is no reason for refusal by itself.",
  },
  none: { zh: "没有请您说明的内容。", en: "Nothing is asked." },
  asks: { zh: "{who} 于 {at} 问", en: "{who} asked, {at}" },
  answer: { zh: "您的说明", en: "Your answer" },
  send: { zh: "提交说明", en: "Send the answer" },
  answered: { zh: "{at} 已说明，不能再改", en: "Answered {at}; it can no longer change" },
  closed: { zh: "事项已有结果，不用再说明", en: "The item has its result; no answer is needed" },
  needText: { zh: "请写明您的说明。", en: "Write your answer." },
  sent: { zh: "说明已提交。", en: "Your answer has been sent." },
  back: { zh: "回到办件", en: "Back to the case" },
});
