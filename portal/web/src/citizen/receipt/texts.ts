import { defineTexts } from "../../shared/i18n/texts.ts";

export const receiptTexts = defineTexts({
  title: { zh: "收件回执", en: "Receipt" },
  received: { zh: "已收到，还不是受理", en: "Received, not yet accepted" },
  receivedAt: { zh: "{name}，{at} 收到", en: "{name}, received {at}" },
  number: { zh: "办件编号", en: "Case number" },
  numberSpoken: { zh: "收件成功，办件编号 {no}", en: "Received. Case number {no}" },
  queryCode: { zh: "查询码", en: "Query code" },
  queryCodeHint: {
    zh: "不登录也能用编号和查询码查进度",
    en: "number and code let you look the case up without signing in",
  },
  qr: { zh: "扫码看进度的二维码", en: "QR code to the progress page" },
  next: { zh: "接下来", en: "What happens next" },
  pdf: { zh: "下载回执 PDF", en: "Download the receipt (PDF)" },
  progress: { zh: "看办件进度", en: "See the progress" },
  print: { zh: "打印", en: "Print" },
  cases: { zh: "我的办件", en: "My cases" },
  before: { zh: "{date}前", en: "by {date}" },
});
