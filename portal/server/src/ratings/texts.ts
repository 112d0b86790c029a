import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const stateTexts = {
  invited: of("未评价", "Not rated"),
  rated: of("已评价", "Rated"),
  verify: of("待核实", "To be verified"),
  appeal: of("申诉审核中", "Appeal under review"),
  rectify: of("整改中", "Being put right"),
  callback: of("待回访", "To be called back"),
  closed: of("已整改并回访", "Put right and called back"),
  excluded: of("不采纳", "Excluded"),
} as const;

export const stepTexts = {
  verify: {
    valid: of("核实属实", "It was found to hold"),
    invalid: of(
      "认为与事实不符，已交申诉审核",
      "Found not to match the facts; under review by another office",
    ),
  },
  appeal: {
    keep: of("申诉审核：评价有效", "Review: the rating stands"),
    exclude: of("申诉审核：不采纳这条评价", "Review: the rating is not adopted"),
  },
  rectify: { done: of("整改完成", "Put right") },
  callback: { done: of("回访完成", "Called back") },
} as const;

/** Choices of the forms that pages show, by field and value. */
export const choiceTexts: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  contact: {
    phone: of("电话联系", "contacted by phone"),
    window: of("窗口面谈", "met at the window"),
    message: of("站内消息联系", "contacted by message"),
    unreached: of("多次联系未联系上", "could not be reached"),
  },
  measure: {
    "at-once": of("立行立改", "put right at once"),
    planned: of("建立台账限期解决", "kept in the ledger with a limit"),
    explain: of("解释说明", "explained"),
    "not-adopt": of("申请不采纳", "asked not to adopt it"),
  },
  satisfied: {
    yes: of("对整改满意", "satisfied with what was done"),
    no: of("对整改不满意", "not satisfied with what was done"),
    unknown: of("未表态", "did not say"),
  },
};

export const ratingTexts = {
  whole: of("整件事的办理", "The whole matter"),
  noLink: of(
    "链接无效。请从短信里重新打开，或登录后在办件里评价。",
    "This link is not valid. Open it again from the message, or sign in and rate from your case.",
  ),
  linkExpired: of(
    "评价链接已过有效期。没有评价不算好评。",
    "This link has expired. No rating is not a good one.",
  ),
  expired: of(
    "评价期限已过。没有评价不算好评。",
    "The time for rating has passed. No rating is not a good one.",
  ),
  none: of("没有这条评价，或不在您的办理范围。", "There is no such rating, or it is not within your post."),
  notClosed: of(
    "这个办件没有评价邀请：办结后才会邀请评价。",
    "There is no invitation to rate this case: it is sent when the case closes.",
  ),
  noTarget: of("没有可以评价的这一项。", "There is nothing of that name to rate."),
  already: (name: Text): Text =>
    of(
      `“${name.zh}”已经评价过，一次办理评价一次。`,
      `“${name.en}” has been rated already; each handling is rated once.`,
    ),
  twice: of("同一项只能评一次。", "Each is rated once."),
  reason: of(
    "原因不在这个等级的选项里，请刷新页面。",
    "A reason is not among those of this grade; load the page again.",
  ),
  changed: of("评价选项已更新，请刷新页面。", "The reasons have changed; load the page again."),
  invite: (title: Text, until: string) => ({
    title: of(`请评价：${title.zh}`, `Please rate: ${title.en}`),
    body: of(
      `“${title.zh}”已办结，请在 ${until} 前评价。不评价不算好评。`,
      `“${title.en}” is closed. You can rate it until ${until}. No rating is not a good one.`,
    ),
  }),
  told: {
    valid: (name: Text, result: string, due: string) => ({
      title: of(`差评已核实：${name.zh}`, `Your rating was verified: ${name.en}`),
      body: of(
        `核实情况：${result} 我们将在 ${due} 前整改并回访您。`,
        `What was found: ${result} It will be put right by ${due}, and you will be called back.`,
      ),
    }),
    invalid: (name: Text, result: string, due: string) => ({
      title: of(`差评正在审核：${name.zh}`, `Your rating is under review: ${name.en}`),
      body: of(
        `办理单位核实：${result} 已交政务服务管理办公室独立审核，${due} 前有结论。`,
        `The department found: ${result} Another office reviews it, with a result by ${due}.`,
      ),
    }),
    keep: (name: Text, result: string, due: string) => ({
      title: of(`评价有效：${name.zh}`, `Your rating stands: ${name.en}`),
      body: of(
        `审核结论：${result} 办理单位将在 ${due} 前整改并回访您。`,
        `The review: ${result} It will be put right by ${due}, and you will be called back.`,
      ),
    }),
    exclude: (name: Text, result: string) => ({
      title: of(`评价未采纳：${name.zh}`, `Your rating was not adopted: ${name.en}`),
      body: of(
        `审核结论：${result} 这条评价不计入好评率，内容仍会保留。有异议可拨打 12345。`,
        `The review: ${result} It does not count in the figures; its words are kept. Call 12345 if you disagree.`,
      ),
    }),
    rectified: (name: Text, result: string, due: string) => ({
      title: of(`已整改：${name.zh}`, `Put right: ${name.en}`),
      body: of(
        `整改情况：${result} 我们会在 ${due} 前回访您。`,
        `What was done: ${result} You will be called back by ${due}.`,
      ),
    }),
    calledBack: (name: Text, until: string) => ({
      title: of(`可以追评：${name.zh}`, `You can rate again: ${name.en}`),
      body: of(
        `整改和回访已完成。${until} 前您可以追评一次。`,
        `It has been put right and you were called back. You can rate it once more until ${until}.`,
      ),
    }),
  },
  guest: of("请评价您在寿光市办理的事项", "Please rate the matter you had handled in Shouguang"),
  guestAgain: of(
    "您的差评已整改，可以追评一次",
    "What you rated badly has been put right; you can rate it once more",
  ),
  kpi: {
    participation: {
      name: of("主动评价率", "Rated by applicants"),
      formula: of(
        "主动评价数 ÷ 邀请数（期内办结）",
        "ratings given ÷ invitations (cases closed in the period)",
      ),
    },
    good: {
      name: of("好评率", "Good ratings"),
      formula: of(
        "3–5 星 ÷ 有效评价数（不含不采纳的；未评价不计）",
        "3 to 5 stars ÷ ratings that count (without excluded ones; none given is none)",
      ),
    },
    rectified: {
      name: of("差评整改率", "Bad ratings put right"),
      formula: of("已整改 ÷ 核实属实的差评", "put right ÷ bad ratings found to hold"),
    },
    "called-back": {
      name: of("回访率", "Called back"),
      formula: of("已回访 ÷ 已整改的差评", "called back ÷ bad ratings put right"),
    },
  },
} as const;
