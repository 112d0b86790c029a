import { defineTexts } from "../../shared/i18n/texts.ts";

export const ratingTexts = defineTexts({
  title: { zh: "评价", en: "Rate" },
  cases: { zh: "我的办件", en: "My cases" },
  lead: {
    zh: "“{title}”已于 {date} 办结，办得怎么样？不评价不算好评。",
    en: "“{title}” was closed on {date}. How was it? No rating is not a good one.",
  },
  until: { zh: "{date} 前可以评价，每项评一次。", en: "You can rate until {date}, each part once." },
  whole: { zh: "整件事的办理", en: "The whole matter" },
  grade: { zh: "您的评价", en: "Your rating" },
  reasons: { zh: "原因（可多选）", en: "Why (any number)" },
  words: { zh: "还想说什么（可不填）", en: "Anything else (optional)" },
  wordsHint: {
    zh: "最多 500 字，请不要写身份证号、电话",
    en: "Up to 500 characters; please no identity or telephone numbers",
  },
  items: { zh: "分事项评价（可选，{n} 项）", en: "Rate single items (optional, {n})" },
  send: { zh: "提交评价", en: "Send" },
  sendAgain: { zh: "提交追评", en: "Send the second rating" },
  none: { zh: "请先选择满意程度。", en: "Choose a grade first." },
  sent: { zh: "评价已提交，谢谢。", en: "Your rating has been sent. Thank you." },
  again: { zh: "追评（一次）", en: "Rate once more" },
  badNow: {
    zh: "提交后：{verify} 个工作日内有人核实并联系您；属实的 {rectify} 个工作日内整改并回访，之后您可以追评一次。",
    en: "What comes: within {verify} working {verify?day:days} it is verified and you are contacted; if it holds, it is put right within {rectify} working days and you are called back. Then you can rate once more.",
  },
  comesVerify: {
    zh: "{due} 前核实并联系您；属实的，约 {rectify} 前整改并回访。",
    en: "You are contacted by {due}; if it holds, it is put right by about {rectify} and you are called back.",
  },
  comes_appeal: { zh: "{due} 前由政务服务管理办公室独立审核。", en: "Another office reviews it by {due}." },
  comes_rectify: { zh: "{due} 前整改。", en: "It is put right by {due}." },
  comes_callback: { zh: "{due} 前回访您。", en: "You are called back by {due}." },
  given: { zh: "您的评价", en: "Your rating" },
  second: { zh: "您的追评", en: "Your second rating" },
  expired: { zh: "评价期限已过", en: "The time for rating has passed" },
  expiredBody: {
    zh: "评价在办结后有期限。没有评价不算好评；有意见可拨打 {hotline}。",
    en: "Ratings have a time limit after closing. None given is not a good one; call {hotline} with what you want to say.",
  },
  done: { zh: "已评价，谢谢", en: "Rated, thank you" },
  deadLink: { zh: "链接打不开", en: "This link does not open" },
  back: { zh: "回到办件", en: "Back to the case" },
  stars: { zh: "{n} 星", en: "{n} {n?star:stars}" },
  soft: { zh: "这件事办得怎么样？", en: "How was it handled?" },
  softBody: {
    zh: "{date} 前可以评价，自愿，不评价不算好评。",
    en: "You can rate it until {date}. It is up to you; none given is not a good one.",
  },
  softAgain: {
    zh: "您的差评已处理完，可以追评一次",
    en: "What you rated badly has been dealt with; you can rate once more",
  },
  see: { zh: "看评价和处理情况", en: "See the ratings and what was done" },
  toRate: { zh: "去评价", en: "Rate" },
  openTitle: { zh: "可以评价（自愿）", en: "You may rate (if you like)" },
});
