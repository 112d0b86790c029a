/** Manual task, undefined task, none throw event: nothing to wait for. */
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const passThrough: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    subscribe(p, element, row);
    activated(p, row);
    return "completes";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    return "done";
  },
};
