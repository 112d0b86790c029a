/** Inclusive gateway: takes each flow whose condition holds, else the default flow; the walker joins its tokens. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { evaluateBoolean } from "../behaviours/expressions.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";

export const inclusiveGateway: ElementKind = {
  onActivate(p, element, row) {
    const takes = chosenFlows(p, element, row);
    activated(p, row);
    return { takes };
  },
  onComplete(p, element, row) {
    return chosenFlows(p, element, row);
  },
  onTerminate() {
    return "done";
  },
};

function chosenFlows(p: Processing, element: ExecutableElement, row: ElementRow): readonly number[] {
  const { flows } = p.process(row.value.processDefinitionKey);
  const { outgoing, defaultFlow } = element;
  const conditional = outgoing.filter((index) => index !== defaultFlow && flows[index]?.condition != null);
  if (outgoing.length <= 1 && conditional.length === 0) return outgoing;
  const chosen = conditional.filter((index) => {
    const condition = flows[index]?.condition;
    return condition != null && evaluateBoolean(p, condition, row, "CONDITION_ERROR");
  });
  if (chosen.length > 0) return chosen;
  if (defaultFlow !== undefined) return [defaultFlow];
  throw new IncidentError(
    "CONDITION_ERROR",
    "Expected at least one condition to evaluate to true, or to have a default flow",
  );
}
