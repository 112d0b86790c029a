import { defineTexts } from "../../shared/i18n/texts.ts";

export const verifyTexts = defineTexts({
  title: { zh: "验证证照", en: "Verify a licence" },
  lead: {
    zh: "输入证照标识，或扫证照上的二维码。谁都可以查，一次一件。",
    en: "Enter the identifier, or scan the code on the licence. Open to anyone, one at a time.",
  },
  identifier: { zh: "证照标识", en: "Licence identifier" },
  hint: {
    zh: "印在二维码下方，可以粘贴，空格和点不影响",
    en: "printed below the code; may be pasted, spaces do not matter",
  },
  verify: { zh: "验证", en: "Verify" },
  missing: { zh: "填证照标识", en: "Enter the identifier" },
  valid: { zh: "有效", en: "Valid" },
  notValid: { zh: "无效", en: "Not valid" },
  notFound: { zh: "查无此证", en: "Not found" },
  badDigit: { zh: "标识有误", en: "The identifier is wrong" },
  foreign: { zh: "不是本地签发", en: "Not issued here" },
  checkedAt: { zh: "{at}核验", en: "checked {at}" },
  name: { zh: "证照", en: "Licence" },
  number: { zh: "编号", en: "Number" },
  holder: { zh: "持有人", en: "Holder" },
  issuer: { zh: "发证机关", en: "Issuer" },
  issuedOn: { zh: "发证日期", en: "Issued" },
  period: { zh: "有效期", en: "Valid" },
  from: { zh: "{from} 起", en: "from {from}" },
  fromTo: { zh: "{from} 至 {to}", en: "{from} to {to}" },
  status: { zh: "状态", en: "Status" },
});
