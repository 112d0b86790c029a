/** Hit policies: what the matching rules of a table give together (DMN 1.5, 8.2.8). */
import { compareValues, equalValues, isNumber, newContext } from "../feel/index.ts";
import type { Dialect, FeelUnaryTests, FeelValue } from "../feel/index.ts";
import { addNumbers } from "../feel/index.ts";
import type { Boxed } from "./literal.ts";
import type { Place } from "./place.ts";
import { EvaluationFailure } from "./trace.ts";
import type { XmlElement } from "./xml.ts";

export interface HitPolicy {
  kind: "UNIQUE" | "FIRST" | "PRIORITY" | "ANY" | "COLLECT" | "RULE ORDER" | "OUTPUT ORDER";
  aggregation: "SUM" | "MIN" | "MAX" | "COUNT" | null;
}

export interface TableOutput {
  name: string;
  /** The values from the highest priority to the lowest. */
  order: FeelValue[];
  values: FeelUnaryTests | null;
  fallback: Boxed | null;
  /** The reference of the type of its values. */
  type: string | undefined;
  /** The text of the allowed values. */
  allowed: string | null;
}

export interface Hit {
  /** 0-based index of the rule. */
  rule: number;
  outputs: FeelValue[];
}

const kinds: readonly HitPolicy["kind"][] = [
  "UNIQUE",
  "FIRST",
  "PRIORITY",
  "ANY",
  "COLLECT",
  "RULE ORDER",
  "OUTPUT ORDER",
];
const aggregations = ["SUM", "MIN", "MAX", "COUNT"] as const;

export function hitPolicyOf(table: XmlElement, outputs: number, place: Place): HitPolicy {
  const written = table.attributes["hitPolicy"] ?? "UNIQUE";
  const kind = kinds.find((k) => k === written);
  if (!kind) {
    throw place.error("TABLE", {
      zh: `没有命中策略“${written}”。`,
      en: `there is no hit policy "${written}"; use ${kinds.join(", ")}.`,
    });
  }
  const aggregator = table.attributes["aggregation"];
  const aggregation = aggregations.find((a) => a === aggregator) ?? null;
  if (aggregator !== undefined && aggregation === null) {
    throw place.error("TABLE", {
      zh: `没有聚合方式“${aggregator}”。`,
      en: `there is no aggregation "${aggregator}"; use ${aggregations.join(", ")}.`,
    });
  }
  if (kind === "COLLECT" && aggregation && outputs > 1) {
    throw place.error("TABLE", {
      zh: "COLLECT 聚合只能有一个输出列。",
      en: "COLLECT with an aggregation is not defined for several outputs; keep one output.",
    });
  }
  return { kind, aggregation: kind === "COLLECT" ? aggregation : null };
}

/** The result of at least one hit. @throws EvaluationFailure where the policy forbids these hits */
export function reduce(
  policy: HitPolicy,
  outputs: TableOutput[],
  hits: Hit[],
  place: Place,
  dialect: Dialect,
): FeelValue {
  const values = hits.map((hit) => valueOf(outputs, hit));
  switch (policy.kind) {
    case "UNIQUE":
      if (hits.length > 1) throw several(hits, place, "UNIQUE");
      return values[0] ?? null;
    case "FIRST":
      return values[0] ?? null;
    case "ANY":
      if (!values.every((value) => equalValues(value, values[0] ?? null) === true))
        throw several(hits, place, "ANY");
      return values[0] ?? null;
    case "PRIORITY":
      return byPriority(outputs, hits).map((hit) => valueOf(outputs, hit))[0] ?? null;
    case "OUTPUT ORDER":
      return byPriority(outputs, hits).map((hit) => valueOf(outputs, hit));
    case "RULE ORDER":
      return values;
    case "COLLECT":
      return policy.aggregation ? aggregate(policy.aggregation, values, place, dialect) : values;
  }
}

function several(hits: Hit[], place: Place, policy: string): EvaluationFailure {
  const rules = hits.map((hit) => hit.rule + 1).join(", ");
  return new EvaluationFailure(
    "HIT_POLICY",
    `${place.path}: rules ${rules} match at once, which hit policy ${policy} forbids${policy === "ANY" ? " unless their outputs are equal" : ""}.`,
    `${place.pathZh}：规则 ${rules} 同时命中，命中策略 ${policy} 不允许${policy === "ANY" ? "输出不同" : ""}。`,
  );
}

/** One output is the value itself, several are a context. */
function valueOf(outputs: TableOutput[], hit: Hit): FeelValue {
  if (outputs.length === 1) return hit.outputs[0] ?? null;
  const value = newContext();
  outputs.forEach((output, i) => (value[output.name] = hit.outputs[i] ?? null));
  return value;
}

function byPriority(outputs: TableOutput[], hits: Hit[]): Hit[] {
  const rank = (hit: Hit, column: number): number => {
    const order = outputs[column]?.order ?? [];
    const at = order.findIndex((value) => equalValues(value, hit.outputs[column] ?? null) === true);
    return at < 0 ? order.length : at;
  };
  return [...hits].sort((a, b) => {
    for (let column = 0; column < outputs.length; column++) {
      const difference = rank(a, column) - rank(b, column);
      if (difference !== 0) return difference;
    }
    return a.rule - b.rule;
  });
}

function aggregate(
  kind: "SUM" | "MIN" | "MAX" | "COUNT",
  values: FeelValue[],
  place: Place,
  dialect: Dialect,
): FeelValue {
  if (kind === "COUNT") return values.length;
  const bad = values.findIndex(
    (value) =>
      !(isNumber(value) || (kind !== "SUM" && dialect === "dmn" && compareValues(value, value) === 0)),
  );
  if (bad >= 0) {
    throw new EvaluationFailure(
      "HIT_POLICY",
      `${place.path}: ${kind} needs numbers; output ${bad + 1} is none.`,
      `${place.pathZh}：${kind} 需要数字；第 ${bad + 1} 个输出不是数字。`,
    );
  }
  return values.reduce((a, b) => {
    if (kind === "SUM") return isNumber(a) && isNumber(b) ? addNumbers(a, b) : null;
    const order = compareValues(b, a) ?? 0;
    return (kind === "MIN" ? order < 0 : order > 0) ? b : a;
  });
}
