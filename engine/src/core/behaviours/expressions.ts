/** Evaluating the model's expressions, with the incident each failure leads to. */
import type { ModelExpression } from "../../bpmn/graph.ts";
import type { IncidentType } from "../../port.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { visibleVariables } from "./variables.ts";
import type { Context } from "./variables.ts";

const NOTHING: Context = {};

export interface Evaluated {
  readonly value: unknown;
  /** What FEEL had to say on the way, e.g. that a variable is missing. */
  readonly warnings: readonly string[];
}

/** Evaluates with what the element instance sees; `more` comes before it. */
export function evaluate(
  p: Processing,
  expression: ModelExpression,
  row: ElementRow,
  failure: IncidentType,
  more?: Context,
): Evaluated {
  if (expression.static) return { value: expression.evaluate(NOTHING), warnings: [] };
  const warnings: string[] = [];
  const context = visibleVariables(p, row, expression.variables);
  try {
    const value = expression.evaluate(more === undefined ? context : { ...context, ...more }, {
      clock: () => p.now,
      onWarning: (message) => warnings.push(message),
    });
    return { value: value ?? null, warnings };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new IncidentError(failure, `failed to evaluate expression '${expression.source}': ${reason}`);
  }
}

/** The expression as people write it in FEEL, without the mark in front. */
export function feelText(expression: ModelExpression): string {
  return expression.source.replace(/^=\s*/, "");
}

function notes({ warnings }: Evaluated): string {
  return warnings.length === 0
    ? ""
    : ` The evaluation reported the following warnings:\n${warnings.join("\n")}`;
}

/** The incident of an expression whose value has the wrong type. */
export function wrongType(expression: ModelExpression, result: Evaluated, expected: string): IncidentError {
  return new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Expected result of the expression '${feelText(expression)}' to be ${expected}, but was '${typeName(result.value)}'.${notes(result)}`,
  );
}

export function evaluateString(
  p: Processing,
  expression: ModelExpression,
  row: ElementRow,
  expected = "'STRING'",
): string {
  const result = evaluate(p, expression, row, "EXTRACT_VALUE_ERROR");
  if (typeof result.value === "string") return result.value;
  throw wrongType(expression, result, expected);
}

/** Correlation keys may be numbers. */
export function evaluateCorrelationKey(p: Processing, expression: ModelExpression, row: ElementRow): string {
  const result = evaluate(p, expression, row, "EXTRACT_VALUE_ERROR");
  if (typeof result.value === "string") return result.value;
  if (typeof result.value === "number") return String(result.value);
  throw new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Failed to extract the correlation key for '${feelText(expression)}': The value must be either a string or a number, but was '${typeName(result.value)}'.${notes(result)}`,
  );
}

export function evaluateNumber(p: Processing, expression: ModelExpression, row: ElementRow): number {
  const result = evaluate(p, expression, row, "EXTRACT_VALUE_ERROR");
  const { value } = result;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && /^[+-]?\d+$/.test(value)) return Number(value);
  throw wrongType(expression, result, "'NUMBER'");
}

export function evaluateBoolean(
  p: Processing,
  expression: ModelExpression,
  row: ElementRow,
  failure: IncidentType,
  more?: Context,
): boolean {
  const result = evaluate(p, expression, row, failure, more);
  if (typeof result.value === "boolean") return result.value;
  throw wrongType(expression, result, "'BOOLEAN'");
}

/** A list of texts; null gives an empty list. */
export function evaluateStrings(p: Processing, expression: ModelExpression, row: ElementRow): string[] {
  const result = evaluate(p, expression, row, "EXTRACT_VALUE_ERROR");
  const { value } = result;
  if (value === null) return [];
  if (expression.static && typeof value === "string") {
    return value
      .split(",")
      .map((text) => text.trim())
      .filter((text) => text !== "");
  }
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw wrongType(expression, result, "'ARRAY' of 'STRING'");
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return "ARRAY";
  return typeof value === "object" ? "OBJECT" : (typeof value).toUpperCase();
}
