import type { Text } from "../platform/text.ts";
import type { ItemStatus } from "./api.ts";

/** Limits of the law by the clock that counts them. */
export const limitTexts = {
  completeness: { zh: "受理", en: "Acceptance" },
  handling: { zh: "办理", en: "Handling" },
  delivery: { zh: "送达", en: "Delivery" },
} as const satisfies Record<string, Text>;

export const statusTexts: Record<ItemStatus, Text> = {
  WAITING: { zh: "等待前置事项", en: "Waiting for another item" },
  SUBMITTED: { zh: "已提交", en: "Submitted" },
  RECEIVED: { zh: "已收件，待受理", en: "Received, not yet accepted" },
  SUPPLEMENT: { zh: "待补正", en: "Correction needed" },
  NOT_ACCEPTED: { zh: "不予受理", en: "Not accepted" },
  ACCEPTED: { zh: "已受理", en: "Accepted" },
  IN_REVIEW: { zh: "审查中", en: "In review" },
  SUSPENDED: { zh: "特别程序，计时暂停", en: "Special procedure, clock stopped" },
  APPROVAL: { zh: "待决定", en: "Awaiting decision" },
  GRANTED: { zh: "准予许可", en: "Granted" },
  REFUSED: { zh: "不予许可", en: "Refused" },
  CERTIFYING: { zh: "制证中", en: "Certificate in preparation" },
  READY: { zh: "待领取", en: "Ready for collection" },
  DELIVERED: { zh: "已送达", en: "Delivered" },
  CLOSED: { zh: "办结", en: "Closed" },
  WITHDRAWN: { zh: "申请人撤回", en: "Withdrawn" },
  LAPSED: { zh: "逾期未补正退件", en: "Lapsed" },
  TERMINATED: { zh: "终止办理", en: "Terminated" },
};
export const outcomeTexts = {
  DONE: { zh: "办结", en: "Done" },
  PARTLY_DONE: { zh: "部分办结", en: "Partly done" },
  NOT_DONE: { zh: "未办成", en: "Not done" },
} satisfies Record<string, Text>;
export const modeTexts = {
  ON_SPOT: { zh: "当场受理", en: "accepted on the spot" },
  COMPLETE: { zh: "材料齐全受理", en: "accepted, papers complete" },
  TOLERANT: { zh: "容缺受理", en: "accepted, a document may follow" },
  UNDERTAKING: { zh: "告知承诺受理", en: "accepted on an undertaking" },
  CORRECTED: { zh: "补正后受理", en: "accepted after corrections" },
  DEEMED: { zh: "视为受理", en: "deemed accepted" },
} satisfies Record<string, Text>;

export const stepTexts = {
  received: { zh: "收件", en: "Received" },
  accepted: { zh: "受理", en: "Accepted" },
  review: { zh: "审查", en: "Review" },
  decision: { zh: "决定", en: "Decision" },
  certificate: { zh: "制证", en: "Certificate" },
  delivered: { zh: "送达", en: "Delivery" },
  check: { zh: "核验", en: "Check" },
} satisfies Record<string, Text>;

export const partTexts = {
  situation: { zh: "情形引导", en: "Your situation" },
  materials: { zh: "材料", en: "Documents" },
  check: { zh: "核对提交", en: "Check and submit" },
  finishFirst: (names: string, namesEn: string): Text => ({
    zh: `先完成：${names}`,
    en: `Finish first: ${namesEn}`,
  }),
  problems: (n: number): Text => ({
    zh: `${n} 处需要修改`,
    en: n === 1 ? "1 thing to fix" : `${n} things to fix`,
  }),
  missing: (n: number): Text => ({
    zh: `还缺 ${n} 份材料`,
    en: n === 1 ? "1 document is missing" : `${n} documents are missing`,
  }),
} as const;

export const errorTexts = {
  noDraft: {
    zh: "没有这份申报草稿，可能已删除或不属于您。",
    en: "There is no such draft; it was deleted or is not yours.",
  },
  noCase: { zh: "没有这个办件，或不属于您。", en: "There is no such case, or it is not yours." },
  noApplicant: {
    zh: "没有这家企业，请切换身份后再试。",
    en: "There is no such enterprise; switch your capacity.",
  },
  noPackage: {
    zh: "没有这个一件事，请从服务列表选择。",
    en: "There is no such service; choose one from the list.",
  },
  paused: { zh: "该服务暂停办理。", en: "This service is paused." },
  incomplete: {
    zh: "情形引导还没答完，请先回答全部问题。",
    en: "The questionnaire is not finished; answer all its questions first.",
  },
  outside: { zh: "按您的情况不能走这个一件事。", en: "This service does not fit your situation." },
  noPart: { zh: "这份申报没有这个部分。", en: "This application has no such part." },
  submitted: {
    zh: "这份申报已经提交，不能再改。",
    en: "This application is submitted and can no longer change.",
  },
  changed: {
    zh: "内容已在别处更改，请查看差异后再保存。",
    en: "Someone else changed this; look at the difference and save again.",
  },
  blocked: {
    zh: "还有没完成的部分，不能提交。",
    en: "Some parts are not finished; it cannot be submitted yet.",
  },
  needsKey: { zh: "提交需要 Idempotency-Key。", en: "Submitting needs an Idempotency-Key." },
  declaration: { zh: "请逐条确认声明。", en: "Confirm each declaration." },
  undertaking: { zh: "该事项不适用告知承诺。", en: "This item may not be granted on an undertaking." },
  undertakingNeeded: (name: Text): Text => ({
    zh: `${name.zh}：您选择了告知承诺，请阅读并确认承诺；不承诺的，请更改情形并补交材料。`,
    en: `${name.en}: you chose an undertaking; read and confirm it, or change your answers and hand in the papers.`,
  }),
  delivery: {
    zh: "请选择可用的领取方式；邮寄须填写地址。",
    en: "Choose an offered way of delivery; post needs an address.",
  },
  tooSlow: {
    zh: "检查用时过长，已停止，内容未改变。请稍后再试。",
    en: "The check took too long and was stopped; nothing has changed. Try again later.",
  },
  tooMuchMemory: {
    zh: "检查这些内容占用内存过多，已停止，内容未改变。请减少重复填写的行或过长的文字后再试。",
    en: "Checking this took too much memory and was stopped; nothing has changed. Try again with fewer rows or shorter texts.",
  },
  unknownField: (path: string): Text => ({
    zh: `表单没有“${path}”这一项。`,
    en: `The form has no field "${path}".`,
  }),
  unknownFields: {
    zh: "提交的内容里有表单没有的项，未保存。请刷新页面后再试。",
    en: "The form lacks some of the fields sent; nothing was saved. Reload the page and try again.",
  },
  foreignValues: {
    zh: "提交的内容里有表单不会产生的值，未保存。请刷新页面后再试。",
    en: "Some values sent cannot come from the form; nothing was saved. Reload the page and try again.",
  },
  wrongCode: { zh: "办件编号或查询码不对。", en: "The case number or the query code is wrong." },
  tooMany: { zh: "查询太频繁，请稍后再试。", en: "Too many look-ups; try again later." },
  transition: (from: Text, to: Text): Text => ({
    zh: `事项现为“${from.zh}”，不能变为“${to.zh}”。`,
    en: `The item is "${from.en}" and cannot become "${to.en}".`,
  }),
} as const;

export const eventTexts = {
  submitted: { zh: "已提交，取得收件编号", en: "Submitted; number issued" },
  received: (name: Text): Text => ({
    zh: `${name.zh}：已收件，还不是受理`,
    en: `${name.en}: received, not yet accepted`,
  }),
  waiting: (name: Text): Text => ({
    zh: `${name.zh}：等待前置事项`,
    en: `${name.en}: waits for another item`,
  }),
  checking: (name: Text): Text => ({ zh: `${name.zh}：开始核验`, en: `${name.en}: check begins` }),
  accepted: (name: Text, how: Text): Text => ({ zh: `${name.zh}：${how.zh}`, en: `${name.en}: ${how.en}` }),
  notAccepted: (name: Text): Text => ({ zh: `${name.zh}：不予受理`, en: `${name.en}: not accepted` }),
  status: (name: Text, status: Text): Text => ({
    zh: `${name.zh}：${status.zh}`,
    en: `${name.en}: ${status.en}`,
  }),
  procedure: (name: Text, kind: Text, days: number): Text => ({
    zh: `${name.zh}：${kind.zh}，需 ${days} 个工作日，不计入办理期限`,
    en: `${name.en}: ${kind.en}, ${days} working days, not counted`,
  }),
  verdictLate: (name: Text, department: Text, due: string): Text => ({
    zh: `${name.zh}：${department.zh}的受理意见超过内部时限（${due}）`,
    en: `${name.en}: ${department.en} is over its internal limit (${due}) for its view on acceptance`,
  }),
  closed: (outcome: Text): Text => ({ zh: `办件结束：${outcome.zh}`, en: `Case closed: ${outcome.en}` }),
  moved: (name: Text, from: string, to: string): Text => ({
    zh: `${name.zh}：放假安排公布，到期日由 ${from} 改为 ${to}`,
    en: `${name.en}: the holiday notice moved the due date from ${from} to ${to}`,
  }),
} as const;

/** To the head of a department that has not given its view on acceptance in time. */
export const lateTexts = {
  title: (name: Text): Text => ({
    zh: `受理意见超时：${name.zh}`,
    en: `Late view on acceptance: ${name.en}`,
  }),
  body: (name: Text, no: string, due: string): Text => ({
    zh: `“${name.zh}”的部门受理意见应在 ${due} 前给出（内部时限），请督促办理。逾期不影响法定时限，五日期满仍视为受理。办件 ${no}。`,
    en: `The department's view on acceptance of “${name.en}” was due on ${due} (internal limit). Please see to it. The legal limit is not affected: after five days the item is deemed accepted. Case ${no}.`,
  }),
} as const;

export const byTexts = {
  applicant: { zh: "申请人", en: "Applicant" },
  system: { zh: "系统", en: "System" },
  window: { zh: "综合窗口", en: "Common window" },
} satisfies Record<string, Text>;

export const provenanceTexts = {
  licence: (name: Text): Text => ({ zh: `取自${name.zh}`, en: `From ${name.en}` }),
  account: { zh: "取自您的账户", en: "From your account" },
  register: { zh: "取自登记信息", en: "From the register" },
  last: { zh: "取自您上次的申报", en: "From your last application" },
} as const;

export const nowTexts = {
  ended: (status: Text): Text => status,
  waiting: (names: string, namesEn: string): Text => ({
    zh: `等${names}办成后收件`,
    en: `Received when ${namesEn} has succeeded`,
  }),
  window: {
    zh: "综合窗口核验材料，齐全即受理",
    en: "The window checks the papers; it accepts when they are complete",
  },
  check: (department: Text): Text => ({
    zh: `系统向${department.zh}核验`,
    en: `Being checked with ${department.en}`,
  }),
  review: (department: Text): Text => ({
    zh: `${department.zh}审查，之后作出决定`,
    en: `${department.en} reviews, then decides`,
  }),
  approval: (department: Text): Text => ({ zh: `${department.zh}作出决定`, en: `${department.en} decides` }),
  paused: (kind: Text, until: string): Text => ({
    zh: `${kind.zh}，预计 ${until} 结束，所需时间不计入期限`,
    en: `${kind.en}, expected to end on ${until}; the time is not counted`,
  }),
  certificate: { zh: "制证中，完成后送达", en: "The certificate is made, then delivered" },
  ready: {
    zh: "查收、到综合窗口领取，或等待寄送",
    en: "Read it, collect it at the window, or wait for the post",
  },
  handling: (department: Text): Text => ({ zh: `${department.zh}办理`, en: `With ${department.en}` }),
} as const;

export const receiptTexts = {
  window: { zh: "综合窗口", en: "Common window" },
  check: {
    zh: "核验材料，告知受理结果；逾期未告知视为受理",
    en: "Checks the papers and tells the result; silence means accepted",
  },
  departments: { zh: "各部门", en: "Departments" },
  decide: { zh: "受理后办理并作出决定", en: "Handle and decide after acceptance" },
  you: { zh: "您", en: "You" },
  watch: { zh: "随时查询进度", en: "Follow the progress at any time" },
} satisfies Record<string, Text>;

export const needTexts = {
  read: { zh: "查收结果", en: "Read your result" },
  readDetail: (name: Text): Text => ({
    zh: `${name.zh}的结果已送到您的空间，您查看即为送达`,
    en: `The result of ${name.en} is in your space; it is served once you read it`,
  }),
  collect: { zh: "领取结果", en: "Collect your result" },
  collectDetail: (name: Text): Text => ({
    zh: `${name.zh}的结果可以领取了`,
    en: `The result of ${name.en} is ready`,
  }),
} as const;

/** Labels on the pages where data is shown. */
export const valueTexts = {
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  none: { zh: "未填", en: "Not given" },
  rows: (n: number): Text => ({ zh: `共 ${n} 项`, en: n === 1 ? "1 entry" : `${n} entries` }),
  separator: { zh: "；", en: "; " },
} as const;

export const remedyTexts = {
  standard: {
    zh: "不服的，可自收到之日起 60 日内申请行政复议，或 6 个月内提起行政诉讼。",
    en: "You may ask for administrative review within 60 days of receipt, or sue within 6 months.",
  },
} satisfies Record<string, Text>;
