/**
 * Ad-hoc sub-process: activates the elements that its collection names; ends by its condition, or when all have ended.
 * With a job, its worker decides after each of them what is next, or that it is to end.
 */
import { activateInner, activeElements, adHocOf, conditionHolds } from "../behaviours/ad-hoc.ts";
import { forgetCompensations } from "../behaviours/compensation.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { cancelJob, createJob, evaluateJob } from "../behaviours/jobs.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { scopeIsIdle, scopeTerminates } from "../behaviours/scopes.ts";
import { activated, terminateChildren } from "../behaviours/transitions.ts";
import { propagate, setLocal, toJsonText } from "../behaviours/variables.ts";
import type { ElementKind } from "../element-kind.ts";

export const adHocSubProcess: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    const { elements, outputCollection } = adHocOf(element);
    setLocal(p, row.key, row.value, "adHocSubProcessElements", toJsonText(elements));
    p.keep();
    activeElements(p, element, row);
    const job = element.job === undefined ? undefined : evaluateJob(p, element.job, row);
    subscribe(p, element, row);
    if (outputCollection !== undefined) setLocal(p, row.key, row.value, outputCollection, "[]");
    if (job !== undefined) createJob(p, row, job);
    activated(p, row);
    return "waits";
  },
  onActivated(p, element, row) {
    for (const id of activeElements(p, element, row)) activateInner(p, element, row, id);
  },
  onComplete(p, element, row) {
    const { outputCollection } = adHocOf(element);
    const output = outputCollection && p.state.variables.get(row.key, outputCollection);
    const scope = p.state.flowScope(row);
    if (outputCollection !== undefined && output && scope !== undefined) {
      propagate(p, scope, [[outputCollection, output.json]]);
    }
    cancelJob(p, row);
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    forgetCompensations(p, row);
    return scopeTerminates(p, row);
  },
  beforeChildCompleted(p, element, row) {
    return row.interruptedBy === "" && conditionHolds(p, element, row);
  },
  onChildCompleted(p, element, row, satisfied) {
    const { cancelRemaining, completionCondition } = adHocOf(element);
    if (satisfied && cancelRemaining) return terminateChildren(p, row);
    if (element.job !== undefined && row.interruptedBy === "" && row.fulfilled === undefined) {
      cancelJob(p, row);
      createJob(p, row, evaluateJob(p, element.job, row));
      return false;
    }
    if (completionCondition !== undefined && !satisfied && row.interruptedBy === "") return false;
    return scopeIsIdle(p, row);
  },
  onChildTerminated(p, _element, row) {
    return scopeIsIdle(p, row);
  },
};
