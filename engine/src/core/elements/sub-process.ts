/** Embedded sub-process. Its events, and those at its border, are waited for once its start event completes. */
import { forgetCompensations } from "../behaviours/compensation.ts";
import { unsubscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { scopeIsIdle, scopeTerminates } from "../behaviours/scopes.ts";
import { activateChild, activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const subProcess: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    activated(p, row);
    return "waits";
  },
  onActivated(p, element, row) {
    const start = p.process(row.value.processDefinitionKey).elements[element.startEvents[0] ?? -1];
    if (start === undefined) throw new Error(`sub-process '${element.id}' has no start event`);
    activateChild(p, row, start);
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    forgetCompensations(p, row);
    return scopeTerminates(p, row);
  },
  onChildCompleted(p, _element, row) {
    return scopeIsIdle(p, row);
  },
  onChildTerminated(p, _element, row) {
    return scopeIsIdle(p, row);
  },
};
