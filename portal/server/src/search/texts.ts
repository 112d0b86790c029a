import type { Text } from "../platform/text.ts";

const w = (zh: string, en: string): Text => ({ zh, en });

export const searchTexts = {
  purpose: w(
    "按姓名等查询要写明目的，会记入审计；按完整办件编号查不用。",
    "To look for people, say why; it is recorded. A whole case number needs no purpose.",
  ),
  officials: w(
    "这里供工作人员查询；您的办件在“我的办件”。",
    "This is for officials; your cases are under My cases.",
  ),
  wholeNumber: w("您的岗位只能按完整办件编号查。", "Your post looks up by whole case numbers only."),
  nothing: w("没有可申请查看的办件。", "There is no case to ask for."),
  askTitle: (by: string): Text => w(`${by} 申请查看办件`, `${by} asks to see a case`),
  askBody: (no: string, reason: string): Text =>
    w(`办件 ${no}。理由：${reason}`, `Case ${no}. Reason: ${reason}`),
  askedToday: w("今天已经申请过，对方已收到。", "You have asked today already; they have the message."),
  exported: (who: string, at: string, q: string): Text =>
    w(`导出人 ${who}，${at}，查询“${q}”`, `Exported by ${who}, ${at}, query "${q}"`),
  columns: [
    w("办件编号", "case number"),
    w("名称", "title"),
    w("申请人", "applicant"),
    w("状态", "status"),
    w("提交时间", "submitted"),
  ],
};
