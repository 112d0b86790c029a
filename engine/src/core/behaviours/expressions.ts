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
    if (warnings.length > 0) refuseAssertion(expression, warnings, failure);
    return { value: value ?? null, warnings };
  } catch (error) {
    if (error instanceof IncidentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new IncidentError(failure, `failed to evaluate expression '${expression.source}': ${reason}`);
  }
}

const ASSERT_FAILURE = "[ASSERT_FAILURE] ";

/** A failed assertion fails the expression as a whole. */
function refuseAssertion(
  expression: ModelExpression,
  warnings: readonly string[],
  failure: IncidentType,
): void {
  const failed = warnings.find((warning) => warning.startsWith(ASSERT_FAILURE));
  if (failed === undefined) return;
  throw new AssertionError(failure, feelText(expression), failed.slice(ASSERT_FAILURE.length), warnings);
}

/** The incident of an expression whose assertion failed; a larger text that holds the expression can take its place. */
export class AssertionError extends IncidentError {
  readonly #cause: string;
  readonly #warnings: readonly string[];
  constructor(type: IncidentType, text: string, cause: string, warnings: readonly string[]) {
    super(
      type,
      `Assertion failure on evaluate the expression '${text}': ${cause}${notes({ value: null, warnings })}`,
    );
    this.#cause = cause;
    this.#warnings = warnings;
  }

  within(text: string, earlier: readonly string[]): AssertionError {
    return new AssertionError(this.type, text, this.#cause, [...earlier, ...this.#warnings]);
  }
}

/** The expression as people write it in FEEL, without the mark in front. */
export function feelText(expression: ModelExpression): string {
  return expression.source.replace(/^=/, "");
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

/** A list of texts. */
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
  if (!Array.isArray(value)) throw wrongType(expression, result, "'ARRAY'");
  throw notAllTexts(expression);
}

/** The incident of a list in which something is no text. */
export function notAllTexts(expression: ModelExpression): IncidentError {
  return new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Expected result of the expression '${feelText(expression)}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.`,
  );
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return "ARRAY";
  return typeof value === "object" ? "OBJECT" : (typeof value).toUpperCase();
}
