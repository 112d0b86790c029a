/** Appliers of conditional events. */
import type { Appliers } from "../appliers.ts";
import type { LifeEventName } from "../records.ts";
import { HOLDS } from "../state/rows.ts";

type Names = Extract<LifeEventName, `CONDITIONAL_${string}`>;

export const conditionalAppliers: Appliers<Names> = {
  "CONDITIONAL_SUBSCRIPTION.CREATED": (state, key, value) => {
    const { elementInstanceKey, processInstanceKey } = value;
    state.conditionals.put(elementInstanceKey, key, value);
    state.hold(elementInstanceKey, processInstanceKey, HOLDS.conditionals);
    state.hold(processInstanceKey, processInstanceKey, HOLDS.conditionals);
  },
  "CONDITIONAL_SUBSCRIPTION.TRIGGERED": () => undefined,
  "CONDITIONAL_SUBSCRIPTION.DELETED": (state, key, value) => {
    state.conditionals.delete(value.elementInstanceKey, key);
  },
  "CONDITIONAL_EVALUATION.EVALUATED": () => undefined,
};
