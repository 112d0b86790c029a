/** The process itself: begins with its start event, which opens its event sub-processes; ends when nothing in it is alive. */
import { unsubscribe } from "../behaviours/event-subscriptions.ts";
import { forgetCompensations } from "../behaviours/compensation.ts";
import { activateStartFor } from "../behaviours/events.ts";
import { scopeIsIdle, scopeTerminates } from "../behaviours/scopes.ts";
import { activateChild, activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const processKind: ElementKind = {
  onActivate(p, _element, row) {
    activated(p, row);
    return "waits";
  },
  onActivated(p, element, row) {
    const graph = p.process(row.value.processDefinitionKey);
    if (activateStartFor(p, row)) return;
    const start = element.startEvents
      .map((index) => graph.elements[index])
      .find((event) => event?.event === undefined || event.event.kind === "none");
    if (start === undefined) throw new Error(`process '${element.id}' has no none start event`);
    activateChild(p, row, start);
  },
  onComplete(p, _element, row) {
    unsubscribe(p, row);
    forgetCompensations(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    forgetCompensations(p, row);
    return scopeTerminates(p, row);
  },
  onChildCompleted(p, _element, row) {
    return scopeIsIdle(p, row);
  },
  onChildTerminated(p, _element, row) {
    return scopeIsIdle(p, row);
  },
};
