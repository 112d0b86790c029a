/** A compiled DMN model as the core wants it: JSON values, failures as text. */
import type { DecisionModel } from "../core/processing.ts";
import type { DmnModel } from "../dmn/index.ts";
import { toJson } from "../feel/index.ts";
import type { DecisionResult, EvaluatedDecision, JsonValue } from "../port.ts";

type Evaluated = ReturnType<DmnModel["evaluate"]>["evaluated"][number];

export function decisionModel(model: DmnModel): DecisionModel {
  return {
    evaluate(decisionId, context, now) {
      const decisionName = model.decisions.find(({ id }) => id === decisionId)?.name ?? decisionId;
      try {
        const { output, failure, evaluated } = model.evaluate(decisionId, context, { clock: () => now });
        const result: DecisionResult = {
          decisionId,
          decisionName,
          output: json(toJson(output)),
          failure: failure === undefined ? null : `${failure.message}`,
          evaluated: evaluated.map(portDecision),
        };
        return result;
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        return { decisionId, decisionName, output: null, failure, evaluated: [] };
      }
    },
  };
}

function json(value: unknown): JsonValue {
  return (value ?? null) as JsonValue;
}

function portDecision(evaluated: Evaluated): EvaluatedDecision {
  return {
    decisionId: evaluated.decision.id,
    decisionName: evaluated.decision.name,
    inputs: evaluated.inputs.map(({ label, expression, value }) => ({
      label,
      expression,
      value: json(toJson(value)),
    })),
    matchedRules: evaluated.matchedRules.map((rule) => ({
      index: rule.index,
      ruleId: rule.ruleId ?? "",
      annotation: rule.annotation,
      outputs: Object.fromEntries(
        Object.entries(rule.outputs).map(([name, value]) => [name, json(toJson(value))]),
      ),
    })),
    output: json(toJson(evaluated.output)),
  };
}
