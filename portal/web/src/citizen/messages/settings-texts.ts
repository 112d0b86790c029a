import { defineTexts } from "../../shared/i18n/texts.ts";

export const settingsTexts = defineTexts({
  choices: { zh: "哪些事用什么方式告诉您", en: "What reaches you, and how" },
  event: { zh: "事件", en: "Event" },
  portal: { zh: "站内", en: "Portal" },
  sms: { zh: "短信", en: "Text message" },
  mail: { zh: "邮件", en: "Mail" },
  act: { zh: "要您办的事", en: "You must act" },
  progress: { zh: "办件有进展", en: "Your case moves on" },
  service: { zh: "文书送达", en: "Service of documents" },
  choice: { zh: "{event}：{channel}", en: "{event}: {channel}" },
  capacity: {
    zh: "这张表只管您现在的身份（本人、企业或者岗位）；换了身份，可以另选。",
    en: "These choices hold for the capacity you act in now: yourself, an enterprise or a post. Others have their own.",
  },
  portalReason: {
    zh: "站内消息是办件记录的一部分，一直保留。",
    en: "Messages in the portal are part of the case's record and are always kept.",
  },
  quiet: {
    zh: "免打扰：21:00 至 8:00 不发短信和邮件，紧急的除外",
    en: "Quiet hours: no text message or mail from 21:00 to 8:00, but urgent ones",
  },
  digest: {
    zh: "进展合并：每天 18:00 合成一条发送",
    en: "Digest: news together, once a day at 18:00",
  },
  saved: { zh: "已保存", en: "Saved" },
  again: { zh: "重试", en: "Try again" },
  addresses: { zh: "发到哪里", en: "Where to" },
  addressesNote: {
    zh: "新的号码或邮箱，填回验证码以后才使用。消息里只有链接，没有个人信息。",
    en: "A new address is used once you have entered the code sent there. Messages carry a link only, no personal data.",
  },
  noAddress: { zh: "尚未填写", en: "None yet" },
  ofAccount: { zh: "实名账号的手机", en: "of your verified account" },
  proved: { zh: "已验证", en: "verified" },
  forget: { zh: "删除 {address}", en: "Remove {address}" },
  newMail: { zh: "新邮箱", en: "New mail address" },
  newPhone: { zh: "新手机号", en: "New mobile number" },
  askCode: { zh: "获取验证码", en: "Send a code" },
  code: { zh: "发到 {address} 的 6 位验证码", en: "The 6-digit code sent to {address}" },
  verify: { zh: "验证", en: "Verify" },
});
