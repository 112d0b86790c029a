import { defineTexts } from "../../shared/i18n/texts.ts";

export const withdrawTexts = defineTexts({
  cases: { zh: "我的办件", en: "My cases" },
  title: { zh: "撤回申请", en: "Withdraw" },
  lead: {
    zh: "还没作出决定的事项可以撤回，其他事项照常办理。可重新申报，内容保留。",
    en: "What is not decided yet can be withdrawn; the other items go on. You can apply again; your answers are kept.",
  },
  which: { zh: "撤回哪些事项", en: "What do you withdraw?" },
  falls: {
    zh: "它一撤回，这些等它的事项也会终止：{names}",
    en: "These wait for it and will end too: {names}",
  },
  fallsTitle: { zh: "随之终止 {n} 项", en: "{n} {n?item:items} will end too" },
  fallsLead: {
    zh: "下面的事项要等您撤回的事项办成，撤回后一并终止，会另行通知您：",
    en: "These wait for what you withdraw. They end with it, and you will be told of each:",
  },
  reason: { zh: "撤回的原因", en: "Why do you withdraw?" },
  reasonHint: {
    zh: "会写进回执，也会告诉办理部门。",
    en: "It is written in the receipt and told to the office.",
  },
  confirm: {
    zh: "输入办件编号的后四位，确认撤回",
    en: "Type the last four digits of the case number to confirm",
  },
  confirmHint: { zh: "办件编号 {no}", en: "Case number {no}" },
  chooseOne: { zh: "请至少选择一个要撤回的事项", en: "Choose at least one item" },
  giveReason: { zh: "请写明撤回的原因", en: "Say why you withdraw" },
  wrongDigits: {
    zh: "与办件编号的后四位不符，应为编号最后四个数字",
    en: "These are not the last four digits of the case number",
  },
  none: { zh: "没有可以撤回的事项", en: "Nothing can be withdrawn any more" },
  noneWhy: {
    zh: "每个事项不能撤回的原因列在下面。",
    en: "The reason is given with each item below.",
  },
  send: { zh: "撤回 {n} 项申请", en: "Withdraw {n} {n?item:items}" },
  sendNone: { zh: "撤回申请", en: "Withdraw" },
  back: { zh: "不撤回，返回办件", en: "Keep everything, go back" },
  done: { zh: "已撤回", en: "Withdrawn" },
  doneNames: { zh: "已撤回：{names}", en: "Withdrawn: {names}" },
  doneAt: { zh: "{at}，原因：{reason}", en: "{at}, reason: {reason}" },
  receipt: { zh: "看撤回回执", en: "Open the receipt" },
  receiptSoon: {
    zh: "回执正在生成，片刻后出现在这里。",
    en: "The receipt is being made and will show here.",
  },
  again: { zh: "重新申报，内容保留", en: "Apply again with the same answers" },
  progress: { zh: "看办件进度", en: "See the progress" },
  before: { zh: "已撤回的事项", en: "Withdrawn before" },
  joiner: { zh: "、", en: ", " },
});
