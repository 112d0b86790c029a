/** Signals reach everybody who waits for them at this moment. */
import { triggerEvent } from "../behaviours/events.ts";
import { startByEvent } from "../behaviours/start-instance.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { SignalSubscriptionValue, VariableDocument } from "../records.ts";

export const signalProcessors: Processors<"SIGNAL.BROADCAST"> = {
  "SIGNAL.BROADCAST": (p, _key, value) => {
    const key = p.state.nextKey();
    p.event("SIGNAL.BROADCASTED", key, value);
    for (const [, subscription] of [...p.state.signals.rows(value.signalName)]) {
      deliver(p, subscription, value.variables);
    }
    p.respond(key, null);
  },
};

function deliver(p: Processing, subscription: SignalSubscriptionValue, variables: VariableDocument): void {
  if (subscription.catchEventInstanceKey === -1) {
    const process = p.state.processes.get(subscription.processDefinitionKey);
    if (process !== undefined) startByEvent(p, process, subscription.catchEventId, variables);
    return;
  }
  if (p.state.isSuspended(subscription.processInstanceKey)) return;
  const row = p.state.element(subscription.catchEventInstanceKey, subscription.processInstanceKey);
  const target = row && p.process(row.value.processDefinitionKey).byId(subscription.catchEventId);
  if (row === undefined || target === undefined) return;
  triggerEvent(p, row, target, variables);
}
