/** Exclusive gateway: the first flow whose condition holds (see `outgoing` for the order), else the default flow. */
import { evaluateBoolean } from "../behaviours/expressions.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { ElementKind } from "../element-kind.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";

export const exclusiveGateway: ElementKind = {
  onActivate(p, element, row) {
    const takes = chosenFlow(p, element, row);
    activated(p, row);
    return { takes };
  },
  onComplete(p, element, row) {
    return chosenFlow(p, element, row);
  },
  onTerminate() {
    return "done";
  },
};

function chosenFlow(p: Processing, element: ExecutableElement, row: ElementRow): readonly number[] {
  const { flows } = p.process(row.value.processDefinitionKey);
  const { outgoing, defaultFlow } = element;
  if (outgoing.length === 0) return [];
  const conditional = outgoing.filter((index) => index !== defaultFlow && flows[index]?.condition != null);
  if (outgoing.length === 1 && conditional.length === 0) return outgoing;
  for (const index of conditional) {
    const condition = flows[index]?.condition;
    if (condition != null && evaluateBoolean(p, condition, row, "CONDITION_ERROR")) return [index];
  }
  if (defaultFlow !== undefined) return [defaultFlow];
  throw new IncidentError(
    "CONDITION_ERROR",
    "Expected at least one condition to evaluate to true, or to have a default flow",
  );
}
