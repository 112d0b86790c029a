/** Business rule task: a called decision whose result becomes a variable, or a job. */
import { calledDecision } from "../behaviours/calls.ts";
import { evaluateDecision } from "../behaviours/decisions.ts";
import { trigger } from "../behaviours/events.ts";
import { subscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import { allVariables, toJsonText } from "../behaviours/variables.ts";
import type { ElementKind } from "../element-kind.ts";
import { IncidentError } from "../errors.ts";
import { serviceTask } from "./service-task.ts";

export const businessRuleTask: ElementKind = {
  onActivate(p, element, row) {
    const { decision: called } = element;
    if (called === undefined) return serviceTask.onActivate(p, element, row);
    applyInputMappings(p, element, row);
    const decision = calledDecision(p, called, row);
    const { bpmnProcessId, processDefinitionKey, processInstanceKey, elementId } = row.value;
    const result = evaluateDecision(p, decision, allVariables(p, row), {
      bpmnProcessId,
      processDefinitionKey,
      processInstanceKey,
      elementId,
      elementInstanceKey: row.key,
    });
    p.keep();
    if (result.failure !== null) throw new IncidentError("DECISION_EVALUATION_ERROR", result.failure);
    subscribe(p, element, row);
    activated(p, row);
    trigger(p, row, element.id, [[called.resultVariable, toJsonText(result.output)]]);
    return "completes";
  },
  onComplete: serviceTask.onComplete,
  onTerminate: serviceTask.onTerminate,
};
