/** Intermediate catch events and receive tasks: wait for their timer, message or signal. */
import { isBehindEventGateway } from "../behaviours/event-gateway.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings, applyOutputMappings, receiveTrigger } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import type { ElementKind } from "../element-kind.ts";

export const intermediateCatchEvent: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    subscribe(p, element, row);
    activated(p, row);
    if (element.event?.kind === "link") return "completes";
    const happened = isBehindEventGateway(p.process(row.value.processDefinitionKey), element);
    if (!happened) return "waits";
    receiveTrigger(p, row);
    return "completes";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    return "done";
  },
};
