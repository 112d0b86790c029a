import type { Text } from "../../platform/text.ts";

export const channelTexts = {
  noTemplate: (id: string): Text => ({
    zh: `没有消息模板“${id}”，请在内容里补上`,
    en: `There is no message template “${id}”: add it to the content`,
  }),
  noDelivery: { zh: "没有这条发送记录", en: "There is no such delivery" },
  notDead: {
    zh: "这条没有停发，不用重试",
    en: "This one has not been given up; there is nothing to try again",
  },
  sealed: {
    zh: "正文只在演示时可看：正式运行时，链接和验证码只有收件人能看",
    en: "The text can be read in a demo only: otherwise links and codes are for the addressee alone",
  },
  badMail: {
    zh: "请填写正确的邮箱地址，例如 name@example.cn",
    en: "Enter a mail address, e.g. name@example.cn",
  },
  badPhone: { zh: "请填写 11 位手机号码", en: "Enter a mobile number of 11 digits" },
  noPending: {
    zh: "没有等待验证的号码或邮箱，请先获取验证码",
    en: "No address waits for a code; ask for one first",
  },
  badCode: { zh: "验证码不对，请核对后再填", en: "The code is not right; check it and enter it again" },
  oldCode: { zh: "验证码已失效，请重新获取", en: "The code is no longer good; ask for a new one" },
  tooMany: {
    zh: "一小时内最多获取 5 次验证码，请稍后再试",
    en: "At most 5 codes an hour; try again later",
  },
  serviceLaw: {
    zh: "送达是法定程序，从送达之日起计算期限，所以不能关闭。电子送达须经您同意，如要改为邮寄或窗口领取，请在办件中修改。",
    en: "Service is a legal act from which time limits run, so it cannot be turned off. Electronic service needs your consent; to have papers by post or at the window, change it in the case.",
  },
} as const satisfies Record<string, Text | ((id: string) => Text)>;
