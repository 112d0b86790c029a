/** Start events of processes and sub-processes: what the trigger brought is local here and moves up on completion. */
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
    return undefined;
  },
  onTerminate() {
    return "done";
  },
};
