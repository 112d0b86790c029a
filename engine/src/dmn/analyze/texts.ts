/** What the analysis of a table says, in Chinese and English. */
import { formatValue } from "../../feel/index.ts";
import type { FeelValue } from "../../feel/index.ts";
import type { DecisionTable } from "../table.ts";
import type { Column } from "./columns.ts";
import type { Sampled } from "./uncovered.ts";

export interface TwoTexts {
  zh: string;
  en: string;
}

export interface ExampleValue {
  /** Label of the input. */
  input: string;
  expression: string;
  /** Undefined where any value shows it. */
  value: FeelValue | undefined;
  /** The value as FEEL shows it; `-` for any. */
  text: string;
}

/** One value for each input of the table. */
export function exampleOf(
  table: DecisionTable,
  columns: readonly Column[],
  sampled: Sampled,
): ExampleValue[] {
  return table.inputs.map(({ label, expression }, i) => {
    const at = columns.findIndex((column) => column.inputs.includes(i));
    const sample = sampled[at] ?? null;
    const value = sample === null ? undefined : (columns[at]?.samples[sample] ?? null);
    const text = value === undefined ? "-" : typeof value === "string" ? quote(value) : formatValue(value);
    return { input: label, expression, value, text };
  });
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** `area = 500, kind = "a"`; inputs with any value are left out. */
function shown(example: readonly ExampleValue[]): TwoTexts {
  const parts = example.filter((one) => one.value !== undefined).map((one) => `${one.input} = ${one.text}`);
  if (parts.length === 0) return { zh: "任何输入", en: "any input" };
  return { zh: `如 ${parts.join("，")}`, en: `e.g. ${parts.join(", ")}` };
}

type Kind = "overlap" | "gap" | "unreachable" | "duplicate" | "never";

export function messageOf(
  kind: Kind,
  policy: string,
  rules: readonly number[],
  example: readonly ExampleValue[],
): TwoTexts {
  const [a, b] = rules;
  const e = shown(example);
  switch (kind) {
    case "overlap":
      return {
        zh: `规则 ${a} 与规则 ${b} 会同时命中（${e.zh}；命中策略 ${policy}）`,
        en: `Rules ${a} and ${b} match at once (${e.en}; hit policy ${policy})`,
      };
    case "gap":
      return { zh: `没有规则命中：${e.zh}`, en: `No rule matches: ${e.en}` };
    case "unreachable":
      return {
        zh: `规则 ${a} 永远轮不到：前面的规则总会先命中`,
        en: `Rule ${a} is never reached: earlier rules always match first`,
      };
    case "never":
      return {
        zh: `规则 ${a} 永远不会命中：没有符合它条件的值`,
        en: `Rule ${a} never matches: no value meets its conditions`,
      };
    case "duplicate":
      return { zh: `规则 ${a} 与规则 ${b} 重复`, en: `Rule ${b} repeats rule ${a}` };
  }
}

export const notAnalysed = {
  rules: (count: number, most: number): TwoTexts => ({
    zh: `未分析：规则太多（${count} 条，最多 ${most} 条）`,
    en: `Not analysed: too many rules (${count}, at most ${most})`,
  }),
  values: { zh: "未分析：不同的值太多", en: "Not analysed: too many different values" },
  cells: (table: DecisionTable, column: Column, rules: readonly number[]): TwoTexts => {
    const label = column.inputs.map((i) => table.inputs[i]?.label ?? "").join(" / ");
    const list = rules.slice(0, 10).join(", ") + (rules.length > 10 ? ", …" : "");
    return {
      zh: `“${label}”列规则 ${list} 未分析：单元格不只与常量比较`,
      en: `Column “${label}”, rules ${list} not analysed: the cells do more than compare with constants`,
    };
  },
  overlaps: (rule: number): TwoTexts => ({
    zh: `自规则 ${rule} 起的重叠未全部列出：太多`,
    en: `Overlaps from rule ${rule} on are not all told: too many`,
  }),
  unreachable: (rule: number): TwoTexts => ({
    zh: `自规则 ${rule} 起未分析能否轮到：组合太多`,
    en: `Not analysed whether rules from ${rule} on are reached: too many combinations`,
  }),
  gaps: { zh: "缺少的规则未查完：组合太多", en: "Not all missing rules are told: too many combinations" },
};
