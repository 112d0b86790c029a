import type { Text } from "../platform/text.ts";
import type { TaskKind } from "./api.ts";

export const kindTexts: Record<TaskKind, Text> = {
  accept: { zh: "受理核验", en: "Acceptance" },
  verdict: { zh: "部门受理意见", en: "Department's view on acceptance" },
  correction: { zh: "补正告知", en: "Correction notice" },
  review: { zh: "审查", en: "Review" },
  approve: { zh: "审核", en: "Approval" },
  decide: { zh: "决定", en: "Decision" },
  procedure: { zh: "结束特别程序", en: "End of the special procedure" },
  confirm: { zh: "人工确认登记信息", en: "Confirm the register by hand" },
  supply: { zh: "容缺补交核对", en: "Check of what was supplied" },
  extend: { zh: "延期审批", en: "Approval of an extension" },
  check: { zh: "告知承诺核查", en: "Check of an undertaking" },
  visit: { zh: "现场核查", en: "Site visit" },
  "rating-verify": { zh: "差评核实", en: "Bad rating: verify" },
  "rating-appeal": { zh: "差评申诉审核", en: "Bad rating: appeal" },
  "rating-rectify": { zh: "差评整改", en: "Bad rating: put right" },
  "rating-callback": { zh: "差评回访", en: "Bad rating: call back" },
  form: { zh: "出件送达", en: "Delivery" },
};

export const waitsForTexts: Record<TaskKind, Text> = {
  accept: { zh: "窗口受理结论", en: "the window's verdict" },
  verdict: { zh: "部门意见", en: "the department's view" },
  correction: { zh: "发出补正告知", en: "the notice to be sent" },
  review: { zh: "审查意见", en: "the review" },
  approve: { zh: "审核意见", en: "the approval" },
  decide: { zh: "决定", en: "the decision" },
  procedure: { zh: "特别程序结果", en: "the procedure's result" },
  confirm: { zh: "核验结论", en: "the check's result" },
  supply: { zh: "补交材料的确认", en: "the check of what was supplied" },
  extend: { zh: "延期审批", en: "the approval of the extension" },
  check: { zh: "核查结果", en: "the check's finding" },
  visit: { zh: "现场核查", en: "the site visit" },
  "rating-verify": { zh: "核实和联系评价人", en: "the rating to be verified" },
  "rating-appeal": { zh: "申诉审核结论", en: "the result of the appeal" },
  "rating-rectify": { zh: "整改", en: "what is to be put right" },
  "rating-callback": { zh: "回访", en: "the call back" },
  form: { zh: "送达", en: "delivery" },
};

export interface OutcomeText {
  id: string;
  label: Text;
  tone: "primary" | "default" | "danger";
  needsReason: boolean;
}
const outcome = (
  id: string,
  zh: string,
  en: string,
  tone: OutcomeText["tone"] = "primary",
  needsReason = false,
): OutcomeText => ({
  id,
  label: { zh, en },
  tone,
  needsReason,
});
/** What may become of a task, by its kind (docs/decisions/0003). */
export const outcomesOf: Record<TaskKind, OutcomeText[]> = {
  accept: [outcome("done", "提交受理结论", "Record the verdicts")],
  verdict: [outcome("done", "提交意见", "Record the view")],
  correction: [outcome("send", "发出补正告知书", "Send the notice")],
  review: [
    outcome("pass", "通过", "Pass"),
    outcome("refuse", "建议不予许可", "Recommend refusal", "danger", true),
  ],
  approve: [
    outcome("pass", "同意", "Agree"),
    outcome("return", "退回审查", "Return to review", "default", true),
  ],
  decide: [
    outcome("grant", "准予许可", "Grant"),
    outcome("refuse", "不予许可", "Refuse", "danger", true),
    outcome("return", "退回审查", "Return to review", "default", true),
  ],
  procedure: [outcome("end", "程序结束，恢复计时", "End it, the clock goes on")],
  confirm: [
    outcome("valid", "登记有效", "Valid"),
    outcome("invalid", "登记无效", "Not valid", "danger", true),
  ],
  supply: [
    outcome("accept", "符合要求，确认", "It fits, confirm"),
    outcome("return", "不符合，请重新补交", "It does not fit, ask again", "danger", true),
  ],
  check: [
    outcome("ok", "符合承诺", "The undertaking is kept"),
    outcome("correct", "限期改正", "To be put right", "default", true),
    outcome("revoke", "承诺不实，撤销", "Not kept, revoke", "danger", true),
  ],
  // appointed, recorded and signed on its own page
  visit: [],
  extend: [
    outcome("approve", "批准延期", "Approve the extension"),
    outcome("refuse", "不批准", "Do not approve", "danger", true),
  ],
  "rating-verify": [
    outcome("valid", "评价属实，整改", "It holds, put it right"),
    outcome("invalid", "与事实不符，提交申诉审核", "It does not hold, have it reviewed", "default"),
  ],
  "rating-appeal": [
    outcome("keep", "评价有效，退回整改", "It stands, put it right"),
    outcome("exclude", "误评或恶意差评，不采纳", "Mistaken or malicious, exclude it", "danger"),
  ],
  "rating-rectify": [outcome("done", "整改完成", "It has been put right")],
  "rating-callback": [outcome("done", "回访完成", "The call back is done")],
  form: [outcome("delivered", "已送达", "Delivered")],
};

export const taskTexts = {
  noTask: {
    zh: "没有这个任务，或不在您的办理范围。",
    en: "There is no such task, or it is not within your post.",
  },
  needsKey: { zh: "提交需要 Idempotency-Key。", en: "Completing needs an Idempotency-Key." },
  behind: {
    zh: "内容已保存，处理稍有延迟，请稍后刷新查看。",
    en: "What you sent is kept; it takes effect with a short delay. Load the page again in a moment.",
  },
  over: { zh: "任务已经结束。", en: "The task is over." },
  handled: (name: string): Text => ({
    zh: `任务已由${name}办理，您的内容未生效，仍保存在草稿中。`,
    en: `${name} has already handled this task. What you entered has no effect; it is kept as a draft.`,
  }),
  endedOtherwise: {
    zh: "任务已因其他原因结束（例如期满视为受理、申请人撤回），您提交的内容未生效。",
    en: "The task ended by other means (for example the time limit passed, or the applicant withdrew). What you submitted has no effect.",
  },
  withdrawn: {
    zh: "申请人已撤回这个事项，不用再办，您提交的内容未生效。",
    en: "The applicant has withdrawn this item; nothing more is to be done. What you submitted has no effect.",
  },
  terminated: {
    zh: "这个事项已终止办理，您提交的内容未生效。",
    en: "Handling of this item has ended. What you submitted has no effect.",
  },
  verdictWithdrawn: (name: Text): Text => ({
    zh: `申请人已撤回${name.zh}，请刷新后重新提交。`,
    en: `The applicant has withdrawn ${name.en}; load the page again and repeat.`,
  }),
  changed: {
    zh: "任务已在别处更改，请刷新后再试。",
    en: "The task changed elsewhere; load it again and repeat.",
  },
  notYourPost: { zh: "由其他岗位办理，您可以查看。", en: "Another post handles this; you may read it." },
  ownCase: {
    zh: "这是您本人（或您的企业）的办件，须由他人办理。",
    en: "This is your own case (or your enterprise's); somebody else must handle it.",
  },
  suspended: (kind: Text, until: string): Text => ({
    zh: `特别程序（${kind.zh}）期间计时暂停，预计 ${until} 结束，结束后再办理。`,
    en: `The clock is stopped for a special procedure (${kind.en}), expected to end on ${until}; act when it has ended.`,
  }),
  suspendedPlain: { zh: "特别程序期间暂停办理。", en: "Handling is stopped during the special procedure." },
  heldBy: (name: string): Text => ({
    zh: `由${name}持有，可请其放回。`,
    en: `Held by ${name}; ask them to release it.`,
  }),
  notHeld: { zh: "任务不在您手里。", en: "You do not hold this task." },
  noOutcome: (given: string): Text => ({
    zh: `没有“${given}”这个办理结果。`,
    en: `There is no outcome "${given}".`,
  }),
  formWrong: { zh: "填写有误，请按提示修改。", en: "Some entries are wrong; see each hint." },
  reasonNeeded: { zh: "请写明理由。", en: "Give the reasons." },
  required: (name: Text): Text => ({ zh: `${name.zh}必须填写。`, en: `${name.en} is required.` }),
  tooLong: (years: number, end: string): Text => ({
    zh: `该证照有效期为 ${years} 年，有效期至不得晚于 ${end}。`,
    en: `This licence is valid for ${years} years: it cannot end later than ${end}.`,
  }),
  backdated: (today: string): Text => ({
    zh: `有效期起不得早于作出决定之日（${today}），许可不能溯及以前。`,
    en: `The period cannot begin before the day of the decision (${today}): a permit does not reach back.`,
  }),
  verdictMissing: (name: Text): Text => ({
    zh: `${name.zh}还没有结论。`,
    en: `${name.en} has no verdict yet.`,
  }),
  verdictReason: (name: Text): Text => ({
    zh: `${name.zh}不予受理须写明理由。`,
    en: `Not accepting ${name.en} needs reasons.`,
  }),
  verdictUndertaking: (name: Text): Text => ({
    zh: `${name.zh}没有告知承诺，不能按承诺受理。`,
    en: `There is no undertaking for ${name.en}; it cannot be accepted on one.`,
  }),
  verdictUnknown: { zh: "这一轮没有这个事项。", en: "This round has no such item." },
  noPoints: { zh: "还没有补正内容。", en: "There is no point to correct yet." },
  checkFailed: { zh: "签发前检查未通过。", en: "A check before issue has failed." },
  missingParts: { zh: "文书还缺内容，不能签发。", en: "The document lacks parts and cannot be issued." },
  noPause: {
    zh: "现在不能暂停计时：只有审查中的事项可以进入特别程序。",
    en: "The clock cannot be stopped now: only an item in review may enter a special procedure.",
  },
  noClarification: {
    zh: "这个任务不针对一个已受理的事项，不能请申请人说明。",
    en: "This task is about no accepted item; the applicant cannot be asked to explain anything.",
  },
  noExtension: {
    zh: "只有审查、审核、决定中的事项可以申请延期。",
    en: "Only an item in review, approval or decision can be extended.",
  },
  pauseRunning: { zh: "特别程序已在进行。", en: "A special procedure is already running." },
  ratedHandler: {
    zh: "您办理过这个办件，差评须由没有办理过的人核实、审核和回访。",
    en: "You handled this case; somebody who did not must verify, review and call back.",
  },
  ratedAppeal: {
    zh: "这条差评由您核实，申诉须由别人审核。",
    en: "You verified this rating; somebody else must review the appeal.",
  },
  notAssignable: { zh: "该人员不能办理这个任务。", en: "That person cannot take this task." },
} as const;

export const detailTexts = {
  done: { zh: "已办结", en: "finished" },
  open: { zh: "办理中", en: "in progress" },
  waiting: { zh: "尚未开始", en: "not started" },
  created: (name: Text): Text => ({ zh: `${name.zh}：待办`, en: `${name.en}: to do` }),
  act: (kind: Text, outcome: Text): Text => ({
    zh: `${kind.zh}：${outcome.zh}`,
    en: `${kind.en}: ${outcome.en}`,
  }),
  wholeCase: { zh: "整个办件", en: "the whole case" },
  checkReview: { zh: "审查意见已完成", en: "The review is done" },
  checkMaterials: { zh: "必要材料齐全", en: "All required documents are there" },
  checkTolerance: (names: Text): Text => ({
    zh: names.zh === "" ? "容缺材料已补齐" : `容缺材料未补齐：${names.zh}`,
    en: names.en === "" ? "All that was to follow is there" : `Still to follow: ${names.en}`,
  }),
  checkRules: { zh: "审查规则没有不符合项", en: "No review rule is unmet" },
  checkClarification: {
    zh: "请申请人说明的都已答复（未答复不能单独作为不予许可的理由）",
    en: "The applicant has answered every question (silence alone is no reason for refusal)",
  },
  checkClock: { zh: "未在特别程序中", en: "No special procedure is running" },
  noSeal: { zh: "不盖章", en: "No seal" },
  serviceElectronic: { zh: "电子送达", en: "Electronic service" },
  serviceWindow: { zh: "窗口领取", en: "Collection at the window" },
  servicePost: { zh: "邮寄", en: "By post" },
  years: (n: number): Text => ({ zh: `自签发之日起 ${n} 年`, en: `${n} years from issue` }),
  unlimited: { zh: "长期有效", en: "Without an end" },
} as const;
