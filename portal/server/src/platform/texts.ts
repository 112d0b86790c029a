/** Texts of the platform's own answers. */
import type { Text } from "./text.ts";

export const platformTexts = {
  keyReused: {
    zh: "同一个幂等键（Idempotency-Key）用于了不同的请求。",
    en: "This Idempotency-Key was used for a different request.",
  },
  invalid: {
    zh: "填写的内容有误，请按提示修改。",
    en: "Some of the input is not right. See the fields named.",
  },
  signIn: { zh: "请先登录。", en: "Sign in first." },
  csrf: { zh: "页面已过期，请刷新后重试。", en: "This page is out of date. Reload it and try again." },
  origin: { zh: "请求来自其他网站，已拒绝。", en: "The request came from another site and was refused." },
  capacityMoved: {
    zh: "您已在另一个标签页换了身份，这一页还是原来的身份；什么都没有改变。",
    en: "You switched capacity in another tab, and this page was opened in the former one. Nothing was changed.",
  },
  ifMatchMissing: {
    zh: "缺少版本号（If-Match），请刷新后重试。",
    en: "The version (If-Match) is missing. Reload and try again.",
  },
  ifMatchBad: {
    zh: '版本号（If-Match）格式不正确，例如 "3"。',
    en: 'If-Match is not a version. Example: "3".',
  },
  notFound: { zh: "没有这个地址。", en: "There is nothing at this address." },
  badJson: { zh: "请求内容不是有效的 JSON。", en: "The request body is not valid JSON." },
  wantsJson: { zh: "请求内容应为 application/json。", en: "The request body must be application/json." },
  tooLarge: { zh: "请求内容过大。", en: "The request body is too large." },
  broken: {
    zh: "系统出现问题，已记录。请稍后重试；仍有问题请拨打热线并提供请求编号。",
    en: "Something went wrong here and was logged. Try again later; if it stays, call the hotline with the request number.",
  },
  stopping: { zh: "系统正在重启，请稍后重试。", en: "The server is restarting. Try again in a moment." },
  noOwner: {
    zh: "系统正在切换服务器，请几秒后重试。",
    en: "The system is switching to another server. Try again in a few seconds.",
  },
  webMissing: {
    zh: "网页尚未构建，请用 npm start 启动。",
    en: "The web pages are not built yet. Start with npm start.",
  },
  clockBack: { zh: "时钟不能倒退。", en: "The clock cannot go back." },
} satisfies Record<string, Text>;

/** Refusal that names the missing right. */
export function forbiddenText(action: string, subject: string): Text {
  return {
    zh: `当前身份没有此权限（${action} ${subject}）。`,
    en: `You may not do this in your present capacity (${action} ${subject}).`,
  };
}
