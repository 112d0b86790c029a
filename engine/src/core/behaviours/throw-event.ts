/** What throwing intermediate events and end events have in common: each kind of event they throw. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Activation } from "../element-kind.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { catchError, findCatcher, uncaught } from "./catch-error.ts";
import { throwCompensation } from "./compensation.ts";
import { throwEscalation } from "./escalation.ts";
import { evaluateString } from "./expressions.ts";
import { createJob, evaluateJob } from "./jobs.ts";
import { applyInputMappings } from "./mappings.ts";
import { activated } from "./transitions.ts";
import { localDocument } from "./variables.ts";

export function throwEvent(p: Processing, element: ExecutableElement, row: ElementRow): Activation {
  if (element.job !== undefined) {
    applyInputMappings(p, element, row);
    createJob(p, row, evaluateJob(p, element.job, row));
    activated(p, row);
    return "waits";
  }
  switch (element.event?.kind) {
    case "error":
      return throwError(p, element, row);
    case "signal": {
      applyInputMappings(p, element, row);
      const signalName = evaluateString(p, element.event.name, row);
      p.command("SIGNAL.BROADCAST", -1, { signalName, variables: localDocument(p, row.key) });
      activated(p, row);
      return "completes";
    }
    case "escalation": {
      const { code } = element.event.escalation;
      const escalationCode = code === null ? "" : evaluateString(p, code, row);
      activated(p, row);
      return throwEscalation(p, row, escalationCode) ? "completes" : "waits";
    }
    case "compensation":
      activated(p, row);
      return throwCompensation(p, element, row) ? "waits" : "completes";
    default:
      activated(p, row);
      return "completes";
  }
}

function throwError(p: Processing, element: ExecutableElement, row: ElementRow): Activation {
  const code = element.event?.kind === "error" ? element.event.error.code : null;
  const errorCode = code === null ? "" : evaluateString(p, code, row);
  activated(p, row);
  const catcher = findCatcher(p, row, errorCode);
  if (catcher === undefined) throw new IncidentError("UNHANDLED_ERROR_EVENT", uncaught(p, row, errorCode));
  catchError(p, catcher, []);
  return "waits";
}
