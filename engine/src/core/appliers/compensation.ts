/** Appliers of completed activities that can be undone. */
import type { Appliers } from "../appliers.ts";
import type { CompensationValue, LifeEventName } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { State } from "../state/state.ts";

type Names = Extract<LifeEventName, `COMPENSATION_SUBSCRIPTION${string}`>;

export const compensationAppliers: Appliers<Names> = {
  "COMPENSATION_SUBSCRIPTION.CREATED": (state, key, value) => {
    const { processInstanceKey, compensableActivityScopeKey } = value;
    state.compensations.put(processInstanceKey, key, value);
    state.hold(processInstanceKey, processInstanceKey, HOLDS.compensations);
    state.hold(compensableActivityScopeKey, processInstanceKey, HOLDS.compensations);
  },
  "COMPENSATION_SUBSCRIPTION.TRIGGERED": (state, key, value) => {
    state.compensations.put(value.processInstanceKey, key, value);
  },
  "COMPENSATION_SUBSCRIPTION.COMPLETED": remove,
  "COMPENSATION_SUBSCRIPTION.DELETED": remove,
};

function remove(state: State, key: number, value: CompensationValue): void {
  state.compensations.delete(value.processInstanceKey, key);
}
