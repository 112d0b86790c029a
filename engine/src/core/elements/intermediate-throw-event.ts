/** Throwing intermediate events: none, message (a job), signal, escalation, compensation, link. */
import { cancelJob } from "../behaviours/jobs.ts";
import { applyOutputMappings } from "../behaviours/mappings.ts";
import { throwEvent } from "../behaviours/throw-event.ts";
import { activateChild } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const intermediateThrowEvent: ElementKind = {
  onActivate: throwEvent,
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    return undefined;
  },
  onCompleted(p, element, _row, scope) {
    if (element.event?.kind !== "link") return false;
    const target = p.process(scope.value.processDefinitionKey).elements[element.event.target ?? -1];
    if (target === undefined) throw new Error(`link event '${element.id}' leads nowhere`);
    activateChild(p, scope, target);
    return true;
  },
  onTerminate(p, _element, row) {
    cancelJob(p, row);
    return "done";
  },
};
