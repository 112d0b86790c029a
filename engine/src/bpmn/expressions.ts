/** Texts of the model as expressions: `=` FEEL compiled once, anything else fixed. */
import { compileExpression, FeelSyntaxError, toJson } from "../feel/index.ts";
import type { EvaluateOptions, ModelExpression } from "./graph.ts";
import type { FaultReport } from "./model-error.ts";
import type { ModdleElement } from "./moddle.ts";

export interface ExpressionRules {
  /** Only FEEL is accepted: a fixed text makes no sense here. */
  readonly feelOnly?: boolean;
  /** A fixed text that reads as null, true, false or a number is that value. */
  readonly literal?: boolean;
}

/** Compiles the texts of one resource; what does not compile is reported with its place and stays harmless. */
export class ExpressionCompiler {
  readonly #report: FaultReport;
  constructor(report: FaultReport) {
    this.#report = report;
  }

  /** `place` names the attribute, e.g. `zeebe:taskDefinition type`. */
  compile(
    element: ModdleElement,
    place: string,
    source: string | undefined,
    rules: ExpressionRules = {},
  ): ModelExpression {
    const trimmed = source?.trim() ?? "";
    if (!trimmed.startsWith("=")) {
      if (rules.feelOnly === true && trimmed !== "") {
        this.#report.add(element, "expression-required", {
          en: `${place} must be a FEEL expression, found the fixed text '${trimmed}': begin it with '='`,
          zh: `${place} 必须是 FEEL 表达式，现为固定文本「${trimmed}」：请以“=”开头`,
        });
      }
      return staticExpression(rules.literal === true ? trimmed : (source ?? ""), rules.literal === true);
    }
    try {
      return feelExpression(trimmed.slice(1), trimmed);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.#report.add(element, "invalid-expression", {
        en: `${place} is not a valid FEEL expression: ${trimmed} (${error.message}): correct it`,
        zh: `${place} 不是有效的 FEEL 表达式：${trimmed}（${error.messageZh}）：请改正`,
      });
      return staticExpression("", false);
    }
  }

  /** As `compile`, undefined when the text is absent or empty. */
  optional(
    element: ModdleElement,
    place: string,
    source: string | undefined,
    rules: ExpressionRules = {},
  ): ModelExpression | undefined {
    return source === undefined || source.trim() === ""
      ? undefined
      : this.compile(element, place, source, rules);
  }
}

function feelExpression(source: string, full: string): ModelExpression {
  const compiled = compileExpression(source, { dialect: "zeebe" });
  const paths = [...compiled.variables, ...compiled.possibleVariables];
  return {
    source: full,
    static: false,
    variables: [...new Set(paths.flatMap((path) => path.slice(0, 1)))],
    evaluate: (context: { [name: string]: unknown }, options: EvaluateOptions = {}) => {
      const { onWarning, ...given } = options;
      const listener = onWarning && {
        onWarning: ({ code, message }: { code: string; message: string }) =>
          onWarning(`[${code}] ${message.replace(/\.$/, "")}`),
      };
      return toJson(compiled.evaluate(context, { ...given, ...listener }));
    },
  };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A fixed text; `literal` reads null, true, false and numbers as such. */
export function staticExpression(source: string, literal: boolean): ModelExpression {
  const value = literal ? literalValue(source) : source;
  return { source, static: true, variables: [], evaluate: () => value };
}

function literalValue(source: string): string | number | boolean | null {
  if (source === "null") return null;
  if (source === "true" || source === "false") return source === "true";
  return NUMBER.test(source) ? Number(source) : source;
}
