/** Expressions of start events, evaluated at deployment without any variable. */
import type { ModelExpression } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";

export function evaluateStatic(p: Processing, expression: ModelExpression): string {
  const value = expression.evaluate({}, { clock: () => p.now });
  if (typeof value === "string") return value;
  throw new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Expected result of the expression '${expression.source}' to be 'STRING': a start event knows no variables`,
  );
}
