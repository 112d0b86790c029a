/** Appliers of timers. A timer start event's timer belongs to its process definition. */
import type { Appliers } from "../appliers.ts";
import type { LifeEventName, TimerValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { State } from "../state/state.ts";

type Names = Extract<LifeEventName, `TIMER${string}`>;

export const timerAppliers: Appliers<Names> = {
  "TIMER.CREATED": (state, key, value) => {
    state.timers.insert(key, value);
    state.timersByElement.put(timerOwner(value), key, true);
    if (!state.isSuspended(value.processInstanceKey)) state.due.add("timer", value.dueDate, key);
    state.hold(value.elementInstanceKey, value.processInstanceKey, HOLDS.timers);
  },
  "TIMER.TRIGGERED": (state, key) => remove(state, key),
  "TIMER.CANCELED": (state, key) => remove(state, key),
};

export function timerOwner(value: TimerValue): number {
  return value.elementInstanceKey === -1 ? value.processDefinitionKey : value.elementInstanceKey;
}

function remove(state: State, key: number): void {
  const timer = state.timers.get(key);
  if (timer === undefined) return;
  state.timers.delete(key);
  state.timersByElement.delete(timerOwner(timer), key);
  if (!state.isSuspended(timer.processInstanceKey)) state.due.remove("timer", timer.dueDate, key);
}
