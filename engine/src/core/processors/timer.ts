/** A timer is due. */
import { triggerEvent } from "../behaviours/events.ts";
import { startByEvent } from "../behaviours/start-instance.ts";
import { followingDue } from "../behaviours/timers.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { TimerValue } from "../records.ts";

export const timerProcessors: Processors<"TIMER.TRIGGER"> = {
  "TIMER.TRIGGER": (p, key, { dueDate }) => {
    const timer = p.state.timers.get(key);
    if (timer === undefined || timer.dueDate !== dueDate) return;
    p.event("TIMER.TRIGGERED", key, timer);
    const again = timer.elementInstanceKey === -1 ? triggerStart(p, timer) : triggerElement(p, timer);
    const next = again ? followingDue(p, timer) : null;
    if (next !== null) p.event("TIMER.CREATED", p.state.nextKey(), { ...timer, ...next });
  },
};

function triggerStart(p: Processing, timer: TimerValue): boolean {
  const process = p.state.processes.get(timer.processDefinitionKey);
  if (process === undefined) return false;
  startByEvent(p, process, timer.targetElementId, []);
  return true;
}

/** True when the event does not interrupt, so that a cycle goes on. */
function triggerElement(p: Processing, timer: TimerValue): boolean {
  const row = p.state.element(timer.elementInstanceKey, timer.processInstanceKey);
  const target = row && p.process(row.value.processDefinitionKey).byId(timer.targetElementId);
  if (row === undefined || target === undefined) return false;
  triggerEvent(p, row, target, []);
  return target.interrupting === false;
}
