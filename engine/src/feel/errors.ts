/** Why a FEEL text was refused. Codes are stable; texts are for people. */
export type FeelSyntaxCode =
  "SYNTAX" | "EMPTY" | "TOO_LONG" | "TOO_DEEP" | "UNKNOWN_NAME_FORM" | "EXTERNAL_FUNCTION";

export interface FeelSyntaxErrorData {
  code: FeelSyntaxCode;
  /** 1-based line of the fault. */
  line: number;
  /** 1-based column (UTF-16 units) of the fault. */
  column: number;
  /** What could stand there; may be empty when the grammar cannot tell. */
  expected: string[];
  /** The text around the fault. */
  near: string;
  /** The whole FEEL text. */
  source: string;
  reason: { zh: string; en: string };
}

/** A FEEL text that cannot be compiled; names the place, what was found and what could stand there. */
export class FeelSyntaxError extends Error {
  readonly code: FeelSyntaxCode;
  readonly line: number;
  readonly column: number;
  readonly expected: string[];
  readonly near: string;
  readonly source: string;
  /** The message in Chinese; `message` is the English one. */
  readonly messageZh: string;

  constructor(data: FeelSyntaxErrorData) {
    const list = data.expected.join(", ");
    const at = `line ${data.line}, column ${data.column}`;
    super(`FEEL, ${at}: ${data.reason.en}${list ? ` Expected: ${list}.` : ""} Near: ${data.near}`);
    this.name = "FeelSyntaxError";
    const listZh = data.expected.map((word) => expectedZh[word] ?? word).join("、");
    this.messageZh = `FEEL 第 ${data.line} 行第 ${data.column} 列：${data.reason.zh}${listZh ? `可以是：${listZh}。` : ""}附近：${data.near}`;
    this.code = data.code;
    this.line = data.line;
    this.column = data.column;
    this.expected = data.expected;
    this.near = data.near;
    this.source = data.source;
  }
}

const expectedZh: Record<string, string> = {
  "an expression": "表达式",
  "an operator": "运算符",
  "the end": "结尾",
};

export type FeelLimit = "steps" | "depth" | "list" | "string" | "pattern" | "millis";

/** An evaluation that wanted more steps, depth or memory than it was given. The only error thrown by `evaluate`. */
export class FeelLimitError extends Error {
  readonly code = "LIMIT";
  readonly limit: FeelLimit;
  readonly maximum: number;
  readonly messageZh: string;

  constructor(limit: FeelLimit, maximum: number) {
    super(
      `FEEL evaluation stopped: more than ${maximum} ${limitNames[limit].en}. Make the expression or its data smaller.`,
    );
    this.name = "FeelLimitError";
    this.limit = limit;
    this.maximum = maximum;
    this.messageZh = `FEEL 计算已停止：超过 ${maximum} ${limitNames[limit].zh}。请缩小表达式或数据。`;
  }
}

const limitNames: Record<FeelLimit, { zh: string; en: string }> = {
  steps: { zh: "个计算步骤", en: "steps" },
  depth: { zh: "层嵌套", en: "nested levels" },
  list: { zh: "个列表元素", en: "list elements" },
  string: { zh: "个字符", en: "characters" },
  millis: { zh: "毫秒", en: "milliseconds" },
  pattern: { zh: "个正则表达式状态", en: "states of a regular expression" },
};

export type FeelWarningCode =
  | "NO_VARIABLE_FOUND"
  | "NO_CONTEXT_ENTRY_FOUND"
  | "NO_PROPERTY_FOUND"
  | "NOT_COMPARABLE"
  | "INVALID_TYPE"
  | "NO_FUNCTION_FOUND"
  | "FUNCTION_INVOCATION_FAILURE"
  | "OUT_OF_RANGE"
  | "ASSERT_FAILURE";

/** Something odd in the data that gave null; the evaluation went on. */
export interface FeelWarning {
  code: FeelWarningCode;
  message: string;
  messageZh: string;
}
