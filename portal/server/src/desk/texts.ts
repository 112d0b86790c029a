import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const deskTexts = {
  none: of("没有这次出件，或不在您的办理范围。", "There is no such delivery, or it is not within your post."),
  ownCase: of(
    "这是您本人（或您的企业）的办件，须由他人办理。",
    "This is your own case (or your enterprise's); somebody else must handle it.",
  ),
  changed: of(
    "内容已被别人更改，请刷新后再试。",
    "Somebody changed this meanwhile; load it again and repeat.",
  ),
  notWaiting: (item: Text): Text =>
    of(`“${item.zh}”现在不在出件窗口。`, `“${item.en}” does not wait at the delivery desk now.`),
  electronic: (item: Text): Text => of(`“${item.zh}”是电子送达。`, `“${item.en}” is served electronically.`),
  underWay: (item: Text, by: string): Text =>
    of(`“${item.zh}”正由 ${by} 出件。`, `“${item.en}” is being delivered by ${by}.`),
  heldBy: (item: Text, by: string): Text =>
    of(`“${item.zh}”的出件任务在 ${by} 手里。`, `${by} holds the delivery task of “${item.en}”.`),
  oneApplicant: of("一次只能给同一个申请人出件。", "One act delivers to one applicant only."),
  over: of("这次出件已经结束。", "This delivery is over."),
  atWindow: of("这是窗口出件。", "This is a delivery at the window."),
  byPost: of("这是邮寄。", "This went by post."),
  name: of("写明签收人姓名。", "Say who receives it."),
  last4: of("证件号最后四位，例如 0021 或 002X。", "The last four, e.g. 0021 or 002X."),
  mandate: of(
    "代理人须出示委托书：写明文号或日期。",
    "An agent shows an authorisation: give its number or date.",
  ),
  carrier: of("写明承运单位。", "Say who carries it."),
  number: of("邮寄单号是 6 位以上的字母或数字。", "A tracking number has at least 6 letters or digits."),
  address: of("这个办件没有邮寄地址。", "The case has no postal address."),
  future: of("日期不能晚于今天。", "The day cannot be after today."),
  beforePosting: of("不能早于寄出的那一天。", "Not before the day of posting."),
  beforeReady: of("不能早于结果备好的那一天。", "Not before the day on which the result was ready."),
  reason: of("写明理由。", "Say why."),
  read: of("请签收人先通读送达回证。", "The receiver reads the record first."),
  noReceiver: of("先填签收人。", "Enter the receiver first."),
  stale: of("送达回证已有变化，请重新通读。", "The record has changed; read it again."),
  otherName: (name: string): Text =>
    of(`签名与签收人不同：应为 ${name}。`, `The signature is not the receiver's: it should be ${name}.`),
  placeWindow: of("市政务服务中心综合窗口", "Common Window, Government Service Centre"),
  granted: of("准予", "Granted"),
  refused: of("不予许可", "Refused"),
  handing: (by: string): Text => of(`${by} 正在出件`, `${by} is handing it over`),
  posted: (carrier: string, number: string, on: string): Text =>
    of(`${on} 已寄出：${carrier} ${number}`, `Posted ${on}: ${carrier} ${number}`),
  returned: (on: string, reason: string): Text => of(`${on} 退回：${reason}`, `Returned ${on}: ${reason}`),
  returnedNext: (on: string, reason: string, next: "again" | "window"): Text =>
    of(
      `${on} 邮件退回（${reason}），${next === "again" ? "将再次寄出" : "请到综合窗口领取"}`,
      `Came back ${on} (${reason}); ${next === "again" ? "it will be posted again" : "please collect it at the Common Window"}`,
    ),
  remindTitle: of("请查收结果", "Please read your result"),
  remindBody: (item: Text): Text =>
    of(
      `“${item.zh}”的结果在您的空间里，查看即为送达；也可以改为窗口领取或邮寄。`,
      `The result of “${item.en}” is in your space and is served once you read it; you may also choose the window or the post.`,
    ),
  notUnread: of("没有等待查收的结果。", "No result waits to be read."),
  event: {
    posted: (item: Text, carrier: string, number: string): Text =>
      of(`“${item.zh}”已寄出：${carrier} ${number}`, `“${item.en}” was posted: ${carrier} ${number}`),
    returned: (item: Text, reason: string, next: "again" | "window"): Text =>
      of(
        `“${item.zh}”邮件退回（${reason}），${next === "again" ? "将再次寄出" : "改到综合窗口领取"}`,
        `“${item.en}” came back by post (${reason}); ${next === "again" ? "it will be posted again" : "to be collected at the Common Window"}`,
      ),
    cancelled: (item: Text): Text =>
      of(`“${item.zh}”的出件已撤销`, `The delivery of “${item.en}” was taken back`),
    mistaken: (item: Text): Text =>
      of(
        `“${item.zh}”没有寄出，登记已撤销`,
        `“${item.en}” was not posted after all; the entry is taken back`,
      ),
  },
  postedTitle: of("结果已寄出", "Your results are in the post"),
  postedBody: (names: Text, carrier: string, number: string): Text =>
    of(`${names.zh}：${carrier} ${number}。`, `${names.en}: ${carrier} ${number}.`),
  returnedTitle: of("邮件被退回", "The post came back"),
  returnedBody: (names: Text, reason: string, next: "again" | "window"): Text =>
    next === "again"
      ? of(
          `${names.zh}的邮件退回：${reason}。将再次寄出，请核对地址和电话。`,
          `${names.en} came back: ${reason}. It will be posted again; please check address and phone.`,
        )
      : of(
          `${names.zh}的邮件退回：${reason}。请带证件到综合窗口领取。`,
          `${names.en} came back: ${reason}. Please collect it at the Common Window with your identity card.`,
        ),
  cancelledTitle: of("邮寄登记已撤销", "Not posted after all"),
  cancelledBody: (names: Text): Text =>
    of(
      `${names.zh}还没有寄出，之前的单号作废。`,
      `${names.en} has not been posted; the earlier number does not hold.`,
    ),
} as const;
