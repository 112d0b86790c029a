import type { Text } from "../platform/text.ts";

export const dossierTexts = {
  noCase: { zh: "没有这个办件，或者您不能查看。", en: "There is no such case, or you may not see it." },
  ownCase: {
    zh: "这是您本人或您企业的办件，须回避；请在“我的办件”里查看。",
    en: "This is your own case or your enterprise's: you keep out of it. See it under My cases.",
  },
  noProcess: { zh: "这个办件还没有流程记录。", en: "This case has no process on record yet." },
  filed: { zh: "申报", en: "Application" },
  corrected: (n: number, k: number): Text => ({
    zh: `第 ${n} 次补正，第 ${k} 次提交`,
    en: `Correction ${n}, hand-in ${k}`,
  }),
  noted: (text: string): Text => ({ zh: `备注：${text}`, en: `Note: ${text}` }),
  urged: (what: Text, who: Text): Text => ({
    zh: `催办：${what.zh}（${who.zh}）`,
    en: `Urged: ${what.en} (${who.en})`,
  }),
  urgeTitle: (item: Text): Text => ({ zh: `催办：${item.zh}`, en: `Please hurry: ${item.en}` }),
  urgeBody: (no: string, by: string, text: string): Text => ({
    zh: `${by} 请您尽快办理办件 ${no}。${text}`,
    en: `${by} asks you to go on with case ${no}. ${text}`,
  }),
  urgedToday: {
    zh: "今天已经催办过这一项，对方已收到消息。",
    en: "This was urged today already; they have the message.",
  },
  noTask: { zh: "这个办件没有这项待办。", en: "This case has no such open task." },
  linked: (no: string, reason: string): Text => ({
    zh: `与办件 ${no} 关联：${reason}`,
    en: `Linked with case ${no}: ${reason}`,
  }),
  linkSelf: {
    zh: "不能与自己关联，请填另一个办件编号。",
    en: "A case is not linked with itself: give another number.",
  },
  linkKnown: { zh: "这两个办件已经关联。", en: "These two cases are linked already." },
} satisfies Record<string, Text | ((...values: never[]) => Text)>;

export const sealTexts = {
  applicant: {
    name: { zh: "申请人", en: "Applicant" },
    reason: { zh: "您的岗位只看办件概况。", en: "Your post sees the outline of cases only." },
  },
  contact: {
    name: { zh: "联系方式", en: "Contact details" },
    reason: {
      zh: "您的岗位不看联系方式，号码中间隐去。",
      en: "Your post does not see contact details; numbers are masked.",
    },
  },
  identity: {
    name: { zh: "证件号码", en: "Identity numbers" },
    reason: {
      zh: "只有受理窗口和决定岗能看全号，您看到的中间隐去。",
      en: "Only the window and who decides see them whole; you see them masked.",
    },
  },
  data: {
    name: { zh: "表单", en: "Form" },
    reason: { zh: "您的岗位不看申报内容。", en: "Your post does not see what was filed." },
  },
  fields: (n: number): { name: Text; reason: Text } => ({
    name: { zh: `表单其他 ${n} 项`, en: `${n} other ${n === 1 ? "field" : "fields"} of the form` },
    reason: { zh: "您部门的事项不用这些内容。", en: "No item of your department uses them." },
  }),
  materials: {
    name: { zh: "材料", en: "Documents supplied" },
    reason: { zh: "您的岗位不看材料。", en: "Your post does not see documents." },
  },
  otherMaterials: (n: number): { name: Text; reason: Text } => ({
    name: {
      zh: `其他部门的 ${n} 份材料`,
      en: `${n} ${n === 1 ? "document" : "documents"} of other departments`,
    },
    reason: { zh: "您部门的事项不用这些材料。", en: "No item of your department uses them." },
  }),
  documents: {
    name: { zh: "文书和消息", en: "Notices and messages" },
    reason: { zh: "您的岗位不看文书。", en: "Your post does not see notices." },
  },
  otherDocuments: (n: number): { name: Text; reason: Text } => ({
    name: { zh: `其他部门的 ${n} 份文书`, en: `${n} ${n === 1 ? "notice" : "notices"} of other departments` },
    reason: { zh: "只与其他部门的事项有关。", en: "They concern items of other departments only." },
  }),
};
