/** Manual task, undefined task: nothing to wait for, and, as in Zeebe, no mappings. */
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const passThrough: ElementKind = {
  onActivate(p, element, row) {
    subscribe(p, element, row);
    activated(p, row);
    return "completes";
  },
  onComplete(p, _element, row) {
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    return "done";
  },
};
