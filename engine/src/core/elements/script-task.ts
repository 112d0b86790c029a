/** Script task: a FEEL expression whose result becomes a variable, or a job. */
import { evaluate } from "../behaviours/expressions.ts";
import { trigger } from "../behaviours/events.ts";
import { subscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import { toJsonText } from "../behaviours/variables.ts";
import type { ElementKind } from "../element-kind.ts";
import { serviceTask } from "./service-task.ts";

export const scriptTask: ElementKind = {
  onActivate(p, element, row) {
    const { script } = element;
    if (script === undefined) return serviceTask.onActivate(p, element, row);
    applyInputMappings(p, element, row);
    const { value } = evaluate(p, script.expression, row, "EXTRACT_VALUE_ERROR");
    subscribe(p, element, row);
    activated(p, row);
    trigger(p, row, element.id, [[script.resultVariable, toJsonText(value)]]);
    return "completes";
  },
  onComplete: serviceTask.onComplete,
  onTerminate: serviceTask.onTerminate,
};
