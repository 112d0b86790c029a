/** Inner instance of an ad-hoc sub-process: holds one activated element and what follows it. */
import { collectResult } from "../behaviours/ad-hoc.ts";
import { scopeIsIdle, scopeTerminates } from "../behaviours/scopes.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const adHocInnerInstance: ElementKind = {
  onActivate(p, _element, row) {
    activated(p, row);
    return "waits";
  },
  onComplete(p, _element, row) {
    collectResult(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    return scopeTerminates(p, row);
  },
  onChildCompleted(p, _element, row) {
    return scopeIsIdle(p, row);
  },
  onChildTerminated(p, _element, row) {
    return scopeIsIdle(p, row);
  },
};
