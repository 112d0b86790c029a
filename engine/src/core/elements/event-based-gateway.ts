/** Event-based gateway: waits for the events behind it; the one that comes first is activated, no flow is taken. */
import { activateTriggered } from "../behaviours/events.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { firstTrigger } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

const NO_FLOWS: readonly number[] = [];

export const eventBasedGateway: ElementKind = {
  onActivate(p, element, row) {
    subscribe(p, element, row);
    activated(p, row);
    return "waits";
  },
  onComplete(p, _element, row) {
    unsubscribe(p, row);
    const trigger = firstTrigger(p, row);
    const scope = p.state.flowScope(row);
    const target = trigger && p.process(row.value.processDefinitionKey).byId(trigger[1].targetElementId);
    if (trigger !== undefined && scope !== undefined && target !== undefined) {
      activateTriggered(p, row, scope, target, trigger[0], trigger[1]);
    }
    return NO_FLOWS;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    return "done";
  },
};
