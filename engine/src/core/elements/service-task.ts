/** Service task, and every task that is done by a worker: a job is created; its completion completes the task. */
import { cancelJob, createJob, evaluateJob, jobOf } from "../behaviours/jobs.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const serviceTask: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    const properties = evaluateJob(p, jobOf(element), row);
    subscribe(p, element, row);
    createJob(p, row, properties);
    activated(p, row);
    return "waits";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    cancelJob(p, row);
    unsubscribe(p, row);
    return "done";
  },
};
