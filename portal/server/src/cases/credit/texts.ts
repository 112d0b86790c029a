import type { Text } from "../../platform/text.ts";

const both = (zh: string, en: string): Text => ({ zh, en });
export const creditTexts = {
  late: (item: Text): Text =>
    both(
      `${item.zh}：容缺受理后未按承诺补交材料，已终止办理`,
      `${item.en}: what was to follow was not supplied as promised, and handling was ended`,
    ),
  false: (item: Text): Text =>
    both(
      `${item.zh}：告知承诺不实，许可已撤销`,
      `${item.en}: the undertaking was not true, and the grant was revoked`,
    ),
  barred: (reason: Text, until: string | null): Text =>
    until === null
      ? both(
          `信用修复前不能使用容缺受理和告知承诺。原因：${reason.zh}。请提交全部材料，按一般程序办理。`,
          `No supplying later and no undertaking until credit is repaired. Why: ${reason.en}. Hand in all documents and go the ordinary way.`,
        )
      : both(
          `${until} 前不能使用容缺受理和告知承诺，信用修复后恢复。原因：${reason.zh}。请提交全部材料，按一般程序办理。`,
          `No supplying later and no undertaking until ${until}, or until credit is repaired. Why: ${reason.en}. Hand in all documents and go the ordinary way.`,
        ),
  otherWay: (item: Text): Text =>
    both(
      `${item.zh}现在不能用告知承诺，请在情形问卷里改选提交材料`,
      `${item.en} cannot go by undertaking now: choose to hand in documents in the questions`,
    ),
  noSuch: both("没有这条记录。", "There is no such record."),
  over: both("这条记录已经修复或者到期。", "This record is repaired or over already."),
  past: both("到期日不能早于今天。", "The last day cannot be before today."),
  notYours: both("这个办件不属于本部门，不能登记。", "This case is not your department's."),
} as const;
