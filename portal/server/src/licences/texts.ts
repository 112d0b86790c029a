import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const statusLabels: Record<string, Text> = {
  "01": of("有效", "valid"),
  "02": of("暂扣", "withheld"),
  "03": of("撤销", "withdrawn"),
  "04": of("注销", "cancelled"),
  "05": of("失效", "expired"),
  "06": of("办理转出", "transferred out"),
  "07": of("吊销", "revoked"),
  "99": of("其他", "other"),
};

export const texts = {
  noLicence: of("没有这张证照，或者它不是您的", "There is no such licence, or it is not yours"),
  noType: (id: string): Text =>
    of(`没有证照类型“${id}”，请在内容里补上`, `There is no licence type “${id}”: add it to the content`),
  noIssuer: (id: string): Text => of(`没有机关“${id}”`, `There is no department “${id}”`),
  noCase: of("没有这个事项，无法制证", "There is no such item to issue a licence for"),
  registerDown: of("登记系统暂时查不到", "The register does not answer just now"),
  noBrowser: of(
    "这台服务器没有打印用的浏览器，PDF 暂时生成不了",
    "This server has no browser to print with: the PDF cannot be made now",
  ),
  usedAsIs: of("签发机关生成，可直接使用", "made by the issuing office, used as it is"),
  offer: (name: Text, number: string): Text => of(`${name.zh} ${number}`, `${name.en} ${number}`),
  expiredOn: (date: string): Text => of(`已于 ${date} 到期`, `expired on ${date}`),
  validFrom: (date: string): Text => of(`自 ${date} 起生效`, `in force from ${date}`),
  notValid: (status: Text): Text => of(`证照状态为“${status.zh}”`, `the licence is ${status.en}`),
  tooOften: of("查询太频繁，请一分钟后再试", "Too many checks: try again in a minute"),
  verdict: {
    valid: of("有效", "Valid"),
    "not-valid": of("不是有效状态", "Not valid"),
    "not-found": of("查不到这张证照", "Not found"),
    "bad-check-digit": of("证照标识的校验位不对", "The check character is wrong"),
    foreign: of("不是本市签发的证照标识", "Not an identifier issued here"),
  },
  explain: {
    valid: of(
      "本市签发，目前有效。请核对持证主体和编号与您看到的一致。",
      "Issued here and in force. Compare holder and number with what you were shown.",
    ),
    "not-valid": of(
      "确由本市签发，但现在不能作为有效证照使用。",
      "It was issued here, but it cannot be relied on now.",
    ),
    "not-found": of(
      "校验位正确，但登记里没有。请核对每一位；仍查不到的，可能是伪造。",
      "The check character fits, but there is no such licence. Compare each character; if it still is not found, it may be forged.",
    ),
    "bad-check-digit": of(
      "请核对每一位，容易混淆的有 0 和 O、1 和 I。",
      "Compare each character: 0 and O, 1 and I are easily confused.",
    ),
    foreign: of("请到签发地的政务服务网验证。", "Check it at the portal of the place that issued it."),
  },
  documentVerdict: {
    valid: of("文书真实有效", "The document is genuine and in force"),
    void: of("文书真实，但已经作废", "The document is genuine, but void"),
    none: of("查不到这份文书", "There is no such document"),
  },
  page: {
    title: of("证照和文书验证", "Check a licence or document"),
    checkedAt: of("核验时间", "Checked at"),
    name: of("证照名称", "Licence"),
    document: of("文书名称", "Document"),
    number: of("编号", "Number"),
    identifier: of("证照标识", "Identifier"),
    holder: of("持证主体", "Holder"),
    issuer: of("签发机关", "Issued by"),
    issuedOn: of("签发日期", "Issued on"),
    validity: of("有效期", "Valid"),
    until: (from: string, until: string): Text => of(`${from} 至 ${until}`, `${from} to ${until}`),
    forGood: (from: string): Text => of(`${from} 起长期有效`, `from ${from}, without end`),
    status: of("状态", "Status"),
    reason: of("说明", "Reason"),
    another: of("证照标识或二维码里的网址", "Identifier, or the address in the QR code"),
    check: of("验证", "Check"),
    masked: of(
      "为保护个人信息，持证主体名称部分隐去。",
      "Part of the holder's name is hidden to protect personal data.",
    ),
    print: of("本页可直接打印留存。", "You can print this page and keep it."),
    demo: of(
      "演示环境：这里的机关、证照和文书都是示例。",
      "Demonstration: offices, licences and documents here are examples.",
    ),
  },
} as const;
