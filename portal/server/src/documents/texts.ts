import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

/** Words for what a template reads, to name what is missing. */
const words: Record<string, Text> = {
  "case.no": of("办件编号", "case number"),
  "case.submittedAt": of("提交时间", "time of submission"),
  "applicant.name": of("申请人", "applicant"),
  "applicant.idNumber": of("证件号码", "identity number"),
  "applicant.phone": of("联系电话", "telephone"),
  "applicant.address": of("地址", "address"),
  "applicant.legalRepresentative": of("法定代表人或经营者", "legal representative"),
  "item.name": of("事项名称", "item"),
  items: of("事项", "items"),
  "decision.content": of("许可内容", "what is granted"),
  "decision.from": of("有效期起始日", "start of validity"),
  "decision.until": of("有效期截止日", "end of validity"),
  "decision.conditions": of("附加条件", "conditions"),
  "decision.facts": of("事实", "facts"),
  "decision.reasons": of("理由", "reasons"),
  "decision.articles": of("依据条文", "articles of law"),
  "decision.remedies": of("救济途径", "remedies"),
  "procedure.name": of("特别程序种类", "kind of special procedure"),
  "procedure.days": of("所需时间", "time needed"),
  "procedure.from": of("开始日期", "start date"),
  "procedure.until": of("结束日期", "end date"),
  "correction.points": of("补正内容", "points to correct"),
  "correction.due": of("补正期限", "time to correct"),
  "correction.receivedAt": of("收到补正的时间", "time of receipt"),
  "delivery.receivedBy": of("签收人", "received by"),
  "delivery.at": of("送达时间", "time of delivery"),
  "check.result": of("核查情况", "what the check found"),
  "check.on": of("核查日期", "date of the check"),
  "check.until": of("改正期限", "time to put it right"),
  "visit.on": of("核查时间", "time of the visit"),
  "visit.place": of("核查地点", "place of the visit"),
  "visit.findings": of("核查情况", "findings"),
  "visit.signatures": of("核查人签名", "signatures"),
  "visited.on": of("核查日期", "date of the visit"),
  "visited.points": of("整改内容", "what to put right"),
  "visited.until": of("整改期限", "time to put it right"),
  "extension.reason": of("延期理由", "reason of the extension"),
  "extension.until": of("新到期日", "new due date"),
  "extension.days": of("延长时间", "days of the extension"),
  "tolerance.materials": of("所缺材料", "what is missing"),
  "tolerance.until": of("补交期限", "time to supply"),
  "tolerance.agreedOn": of("承诺日期", "date of the promise"),
  "withdrawal.on": of("撤回日期", "date of the withdrawal"),
  "withdrawal.reason": of("撤回原因", "reason of the withdrawal"),
};

export function wordFor(path: string): Text {
  return words[path.replace(/\.\d+(?=\.|$)/g, "")] ?? of(path, path);
}

export const texts = {
  noDocument: of("没有这份文书", "There is no such document"),
  noKind: (id: string): Text =>
    of(`没有文书种类“${id}”，请在内容里补上`, `There is no kind of document “${id}”: add it to the content`),
  noTemplate: (name: string): Text => of(`没有模板“${name}”`, `There is no template “${name}”`),
  noOrgan: (id: string): Text => of(`没有机关“${id}”`, `There is no department “${id}”`),
  noCase: of("没有这个办件，或者事项不在其中", "There is no such case, or the item is not in it"),
  missing: (paths: string[]): Text =>
    of(
      `文书还缺：${paths.map((path) => wordFor(path).zh).join("、")}`,
      `The document still lacks: ${paths.map((path) => wordFor(path).en).join(", ")}`,
    ),
  notReady: of("文书正在生成，请稍后再看", "The document is being made: look again shortly"),
  noBrowser: of(
    "这台服务器没有打印用的浏览器，PDF 暂时生成不了",
    "This server has no browser to print with: the PDF cannot be made now",
  ),
  replacedBy: (number: string): string => `由 ${number} 替代`,
  alreadyVoid: of("这份文书已经作废", "This document is void already"),
  notIssued: of("这份文书还没有签发", "This document has not been issued"),
  issuedTitle: (title: Text): Text => of(`已向您送达《${title.zh}》`, `Served on you: ${title.en}`),
  issuedBody: (number: string): Text =>
    of(
      `文号 ${number}。已电子送达，可在办件里查看和下载。`,
      `Number ${number}. Served electronically; read and save it in your case.`,
    ),
  preview: of("预览，未签发", "Preview, not issued"),
} as const;
