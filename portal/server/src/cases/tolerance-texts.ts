import type { Text } from "../platform/text.ts";

export const toleranceTexts = {
  promise: {
    zh: "我已知晓所缺材料、补交形式、补交期限和逾期后果。我承诺在期限内补交符合要求的材料；补交前不领取办理结果；逾期不补交或者补交的材料不符合要求的，同意终止办理，由此造成的损失由我承担。不愿承诺的，可以补齐材料后按一般程序办理。",
    en: "I know what is missing, how and until when to supply it, and what follows if I am late. I promise to supply it in time and in the form asked for; no result is issued before that; if it is not supplied in time, or not as asked for, handling is ended and the loss is mine. I may instead supply everything first and go the ordinary way.",
  },
  needs: (n: number): Text => ({
    zh: `容缺补交，还缺 ${n} 份材料`,
    en: n === 1 ? "Supply 1 document that may follow" : `Supply ${n} documents that may follow`,
  }),
  needsDetail: (name: Text, due: string): Text => ({
    zh: `${name.zh}已容缺受理，请在 ${due} 17:30 前补交，逾期终止办理`,
    en: `${name.en} was accepted without them; supply them by ${due}, 17:30, or it is ended`,
  }),
  agreeFirst: { zh: "请先阅读并确认容缺受理承诺书。", en: "Read and agree to the promise first." },
  noSuch: {
    zh: "这个事项没有要补交的材料。",
    en: "Nothing is to be supplied for this item.",
  },
  notOpen: {
    zh: "这份材料现在不用补交：已交来待确认，或已确认。",
    en: "This document is not asked for now: it is with the office, or confirmed.",
  },
  noFile: (name: Text): Text => ({ zh: `${name.zh}还没有上传文件。`, en: `${name.en} has no new file yet.` }),
  nothing: { zh: "请选择要交的材料。", en: "Choose what you hand in." },
  faults: { zh: "还不能提交，请按提示修改。", en: "This cannot be handed in yet; see each hint." },
  over: { zh: "事项已有结果，不用再补交。", en: "The item has a result; nothing more is to be supplied." },
  notTolerable: (name: Text): Text => ({
    zh: `${name.zh}不在容缺清单内，不能容缺受理。`,
    en: `${name.en} may not follow later; the item cannot be accepted without it.`,
  }),
  nothingMissing: (name: Text): Text => ({
    zh: `${name.zh}：容缺受理须列明缺什么。`,
    en: `${name.en}: say what is missing when you accept with tolerance.`,
  }),
  tooLong: (name: Text, days: number): Text => ({
    zh: `${name.zh}：补交期限最长 ${days} 个工作日，不超过承诺办结时限。`,
    en: `${name.en}: at most ${days} working days to supply it, never more than its promised time.`,
  }),
  stillMissing: (item: Text, material: Text): Text => ({
    zh: `${item.zh}还缺${material.zh}，不能按材料齐全受理。`,
    en: `${item.en} still lacks ${material.en}; it cannot be accepted as complete.`,
  }),
  promiseNeeded: (name: Text): Text => ({
    zh: `${name.zh}还没交：请上传，或承诺受理后补交。`,
    en: `${name.en} is missing: upload it, or promise to supply it after acceptance.`,
  }),
  agreed: (name: Text): Text => ({
    zh: `${name.zh}：申请人确认容缺受理承诺书`,
    en: `${name.en}: the applicant agreed to the promise`,
  }),
  suppliedEvent: (name: Text, materials: Text): Text => ({
    zh: `${name.zh}：补交${materials.zh}`,
    en: `${name.en}: supplied ${materials.en}`,
  }),
  confirmed: (name: Text): Text => ({
    zh: `${name.zh}：补交的材料已确认`,
    en: `${name.en}: what was supplied is confirmed`,
  }),
  returned: (name: Text, note: string): Text => ({
    zh: `${name.zh}：补交的材料不符合要求，请重新补交：${note}`,
    en: `${name.en}: what was supplied does not fit; supply it again: ${note}`,
  }),
  late: (name: Text): Text => ({
    zh: `${name.zh}：逾期未补交，终止办理`,
    en: `${name.en}: not supplied in time; handling is ended`,
  }),
  lateReason: {
    zh: "容缺受理后，未在承诺的期限内补交所缺材料，终止办理。",
    en: "What was to follow after acceptance was not supplied in the time promised; handling is ended.",
  },
} as const;

/** Several names in one text. */
export function listed(names: readonly Text[]): Text {
  return { zh: names.map((name) => name.zh).join("、"), en: names.map((name) => name.en).join(", ") };
}
