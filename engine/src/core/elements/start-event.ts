/**
 * Start events of processes and sub-processes: what the trigger brought is local here and moves up on completion. Then
 * the scope begins to wait for its events, as in Zeebe: a wrong expression of theirs stops here.
 */
import { subscribe } from "../behaviours/event-subscriptions.ts";
import { applyOutputMappings, receiveTrigger } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const startEvent: ElementKind = {
  onActivate(p, _element, row) {
    activated(p, row);
    if (row.value.flowScopeKey === row.value.processInstanceKey) receiveTrigger(p, row);
    return "completes";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    const scope = p.state.flowScope(row);
    if (scope !== undefined) subscribe(p, p.model(scope.value), scope);
    return undefined;
  },
  onTerminate() {
    return "done";
  },
};
