import type { Text } from "../platform/text.ts";

export const withdrawalTexts = {
  decided: { zh: "已作出决定，不能撤回。", en: "It has been decided and cannot be withdrawn." },
  systemCheck: {
    zh: "这是系统核验，不是您申请的事项。",
    en: "This is a check by the system, not an item you applied for.",
  },
  ended: (status: Text): Text => ({ zh: `已结束：${status.zh}。`, en: `It has ended: ${status.en}.` }),
  nothing: { zh: "请选择要撤回的事项。", en: "Choose what you withdraw." },
  reasonMissing: { zh: "请写明撤回的原因。", en: "Say why you withdraw." },
  unknown: { zh: "这个办件没有这个事项。", en: "The case has no such item." },
  wrongDigits: {
    zh: "与办件编号的后四位不符，请再看一遍编号。",
    en: "These are not the last four digits of the case number; look at it again.",
  },
  faults: { zh: "还不能撤回，请按提示修改。", en: "This cannot be withdrawn yet; see each hint." },
  lost: (names: Text): Text => ({
    zh: `未撤回：${names.zh}已作出决定，请刷新查看。您的申请没有改变。`,
    en: `Not withdrawn: ${names.en} has been decided meanwhile; load the page again. Nothing has changed.`,
  }),
  event: (name: Text): Text => ({
    zh: `${name.zh}：申请人撤回`,
    en: `${name.en}: withdrawn by the applicant`,
  }),
  toldTitle: (name: Text): Text => ({ zh: `申请人撤回：${name.zh}`, en: `Withdrawn: ${name.en}` }),
  toldBody: (name: Text, reason: string): Text => ({
    zh: `申请人已撤回“${name.zh}”，不用再办，待办已收回。原因：${reason}`,
    en: `The applicant has withdrawn “${name.en}”; nothing more is to be done and its tasks are gone. Reason: ${reason}`,
  }),
} as const;
