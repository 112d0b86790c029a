/** End events: none, terminate (the walker ends the scope's other activity), and all that throw something. */
import { cancelJob } from "../behaviours/jobs.ts";
import { applyOutputMappings } from "../behaviours/mappings.ts";
import { throwEvent } from "../behaviours/throw-event.ts";
import type { ElementKind } from "../element-kind.ts";

export const endEvent: ElementKind = {
  onActivate: throwEvent,
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    cancelJob(p, row);
    return "done";
  },
};
