/** End events: none, terminate (the walker ends the scope's other activity), error (thrown up the scopes), and by job. */
import { catchError, findCatcher, uncaught } from "../behaviours/catch-error.ts";
import { evaluateString } from "../behaviours/expressions.ts";
import { cancelJob, createJob, evaluateJob } from "../behaviours/jobs.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";
import { IncidentError } from "../errors.ts";

export const endEvent: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    if (element.event?.kind === "error") {
      const { code } = element.event.error;
      const errorCode = code === null ? "" : evaluateString(p, code, row);
      activated(p, row);
      const catcher = findCatcher(p, row, errorCode);
      if (catcher !== undefined) {
        catchError(p, catcher, []);
        return "waits";
      }
      throw new IncidentError("UNHANDLED_ERROR_EVENT", uncaught(p, row, errorCode));
    }
    if (element.job !== undefined) {
      createJob(p, row, evaluateJob(p, element.job, row));
      activated(p, row);
      return "waits";
    }
    activated(p, row);
    return "completes";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    cancelJob(p, row);
    return "done";
  },
};
