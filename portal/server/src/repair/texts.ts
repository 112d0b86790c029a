import type { Text } from "../platform/text.ts";

const w = (zh: string, en: string): Text => ({ zh, en });

/** What an incident's type means, for people who do not read engine messages. */
const plain: Readonly<Record<string, Text>> = {
  IO_MAPPING_ERROR: w("步骤的输入或输出算不出来", "The step's input or output cannot be worked out"),
  JOB_NO_RETRIES: w(
    "自动步骤多次失败，已不再重试",
    "An automatic step failed until its retries were used up",
  ),
  EXECUTION_LISTENER_NO_RETRIES: w("附加的自动步骤多次失败", "An attached automatic step failed too often"),
  AD_HOC_SUB_PROCESS_NO_RETRIES: w("临时子流程多次失败", "An ad-hoc part failed too often"),
  CONDITION_ERROR: w("分支条件算不出“是”或“否”", "A branch's condition gives neither yes nor no"),
  EXTRACT_VALUE_ERROR: w(
    "步骤需要的值缺失或类型不对",
    "A value that the step needs is missing or of the wrong kind",
  ),
  CALLED_ELEMENT_ERROR: w("要调用的流程找不到", "The process to be called is not there"),
  UNHANDLED_ERROR_EVENT: w("步骤报告了没有人处理的错误", "The step reported an error that nothing handles"),
  MESSAGE_SIZE_EXCEEDED: w("数据太大", "The data is too large"),
  CALLED_DECISION_ERROR: w("要用的规则找不到", "The rule to be used is not there"),
  DECISION_EVALUATION_ERROR: w("规则算不出结果", "A rule gives no result"),
  FORM_NOT_FOUND: w("步骤的表单找不到", "The step's form is not there"),
  RESOURCE_NOT_FOUND: w("步骤需要的内容找不到", "Content that the step needs is not there"),
};
const unknown = w("步骤停住了", "The step stands still");
export const plainError = (type: string): Text => plain[type] ?? unknown;

export const repairTexts = {
  effect: (no: string, item: Text | null): Text =>
    item === null
      ? w(
          `办件 ${no} 停在这一步：申请人看不到进展，收不到后续文书；法定时限照常计算。`,
          `Case ${no} stands still here: its applicant sees no progress and gets no further notice; legal limits run on.`,
        )
      : w(
          `办件 ${no} 的“${item.zh}”停在这一步：申请人看不到进展，收不到后续文书；法定时限照常计算。`,
          `“${item.en}” of case ${no} stands still here: its applicant sees no progress and gets no further notice; legal limits run on.`,
        ),
  noEffect: w("与具体办件无关，申请人没有感觉。", "No case hangs on it: no applicant notices."),
  gone: w("没有这个故障，可能已经恢复。", "There is no such incident; it may have been resolved."),
  noChange: w("没有这项改动。", "There is no such change."),
  decided: w("这项改动已经处理过了。", "This change has been decided already."),
  second: w(
    "须由另一位管理员确认，自己不能确认自己的改动。",
    "Another administrator must confirm it: nobody confirms their own change.",
  ),
  noVariable: (name: string): Text => w(`没有变量“${name}”。`, `There is no variable “${name}”.`),
  noJson: w(
    '值须是 JSON，文字请加双引号，例如 "是"、12、true。',
    'The value must be JSON; put words in double quotes, like "yes", 12, true.',
  ),
  same: w("新值与现值相同。", "The new value is the present one."),
  noTarget: (id: string): Text => w(`不能移到“${id}”。`, `The token cannot be moved to “${id}”.`),
  overtaken: w("值已被改动，请重新提出。", "The value has changed meanwhile: propose it anew."),
  pending: w("这个故障已有一项改动待确认。", "A change of this incident waits for its confirmation already."),
  applied: w("已改并重试，故障解除", "Changed and retried; the incident is resolved"),
  moved: w("已移到新步骤", "Moved to the new step"),
  movedStuck: w("已移到新步骤，但流程又有故障", "Moved to the new step, but the process is stuck again"),
  refused: (why: string): Text => w(`引擎没有接受：${why}`, `The engine refused it: ${why}`),
};
