/** A timer is due. */
import { parseTimer, TimerSyntaxError } from "../../bpmn/timers.ts";
import { triggerEvent } from "../behaviours/events.ts";
import { evaluateString } from "../behaviours/expressions.ts";
import { startByEvent } from "../behaviours/start-instance.ts";
import { followingDue } from "../behaviours/timers.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { TimerValue } from "../records.ts";

export const timerProcessors: Processors<"TIMER.TRIGGER"> = {
  "TIMER.TRIGGER": (p, key, { dueDate }) => {
    const timer = p.state.timers.get(key);
    if (timer === undefined || timer.dueDate !== dueDate) return;
    p.event("TIMER.TRIGGERED", key, timer);
    const again = timer.elementInstanceKey === -1 ? triggerStart(p, timer) : triggerElement(p, timer);
    const next = again ? followingDue(p, timer, textNow(p, timer)) : null;
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

/** The text of a cycle as its expression gives it now, as it was when it cannot be read. */
function textNow(p: Processing, timer: TimerValue): string {
  const row = p.state.element(timer.elementInstanceKey, timer.processInstanceKey);
  const event = row && p.process(row.value.processDefinitionKey).byId(timer.targetElementId);
  if (row === undefined || event?.event?.kind !== "timer" || event.event.timer.kind !== "cycle")
    return timer.timerText;
  const { expression } = event.event.timer;
  const scope = event.type === "BOUNDARY_EVENT" ? (p.state.flowScope(row) ?? row) : row;
  try {
    const text = evaluateString(p, expression, scope);
    parseTimer("cycle", text);
    return text;
  } catch (error) {
    if (error instanceof IncidentError || error instanceof TimerSyntaxError) return timer.timerText;
    throw error;
  }
}
