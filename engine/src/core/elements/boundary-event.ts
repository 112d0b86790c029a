/** Boundary event: activated only after its event has happened; what that brought is local and moves up. */
import { applyOutputMappings, receiveTrigger } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const boundaryEvent: ElementKind = {
  onActivate(p, _element, row) {
    activated(p, row);
    receiveTrigger(p, row);
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
