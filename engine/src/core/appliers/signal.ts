/** Appliers of signals. */
import type { Appliers } from "../appliers.ts";
import type { LifeEventName, SignalSubscriptionValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";

type Names = Extract<LifeEventName, `SIGNAL${string}`>;

export const signalAppliers: Appliers<Names> = {
  "SIGNAL.BROADCASTED": () => undefined,
  "SIGNAL_SUBSCRIPTION.CREATED": (state, key, value) => {
    state.signals.put(value.signalName, key, value);
    state.signalsByElement.put(signalOwner(value), key, value.signalName);
    state.hold(value.catchEventInstanceKey, value.processInstanceKey, HOLDS.signals);
  },
  "SIGNAL_SUBSCRIPTION.DELETED": (state, key, value) => {
    state.signals.delete(value.signalName, key);
    state.signalsByElement.delete(signalOwner(value), key);
  },
};

function signalOwner(value: SignalSubscriptionValue): number {
  return value.catchEventInstanceKey === -1 ? value.processDefinitionKey : value.catchEventInstanceKey;
}
