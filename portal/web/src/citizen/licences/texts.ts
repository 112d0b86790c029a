import { defineTexts } from "../../shared/i18n/texts.ts";

export const licenceTexts = defineTexts({
  title: { zh: "证照", en: "Licences" },
  empty: { zh: "还没有电子证照", en: "No electronic licence yet" },
  emptyHint: {
    zh: "办件批准后，证照会出现在这里；登记在您名下的也会列出。",
    en: "Once a case is granted its licence stands here, as do licences registered in your name.",
  },
  services: { zh: "看服务", en: "See services" },
  holder: { zh: "持有人", en: "Holder" },
  number: { zh: "编号", en: "Number" },
  issuer: { zh: "发证机关", en: "Issuer" },
  validUntil: { zh: "有效至 {date}", en: "valid until {date}" },
  noEnd: { zh: "长期有效", en: "no end date" },
  used: { zh: "已用于 {n} 个事项", en: "Used in {n} {n?service:services}" },
  trust: { zh: "可信 {level} 级", en: "trust level {level}" },
  identifier: { zh: "证照标识", en: "Identifier" },
  issuedOn: { zh: "发证日期", en: "Issued" },
  period: { zh: "有效期", en: "Valid" },
  from: { zh: "{from} 起", en: "from {from}" },
  fromTo: { zh: "{from} 至 {to}", en: "{from} to {to}" },
  qr: { zh: "验证用二维码", en: "QR code for verification" },
  verify: { zh: "任何人扫码或打开这个地址都能验证：", en: "Anyone can verify it by this code or address:" },
  pdf: { zh: "下载 PDF", en: "Download PDF" },
  usedBy: { zh: "谁在什么时候用过", en: "Used by whom and when" },
  notUsed: { zh: "还没有被用过", en: "Not used yet" },
});
