/** Parallel gateway: the walker activates it once every incoming flow is taken; it takes all outgoing ones. */
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const parallelGateway: ElementKind = {
  onActivate(p, element, row) {
    activated(p, row);
    return { takes: element.outgoing };
  },
  onComplete() {
    return undefined;
  },
  onTerminate() {
    return "done";
  },
};
