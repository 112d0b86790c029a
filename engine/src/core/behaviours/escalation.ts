/** An escalation travels up the scopes and through call activities; nobody needs to catch it. */
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { findCatcher } from "./catch-error.ts";
import { triggerEvent } from "./events.ts";

/** True when the thrower goes on: nobody caught it, or the event that did does not interrupt. */
export function throwEscalation(p: Processing, row: ElementRow, escalationCode: string): boolean {
  const key = p.state.nextKey();
  const { processInstanceKey, elementId } = row.value;
  const catcher = findCatcher(p, row, escalationCode, "escalation");
  const value = { processInstanceKey, escalationCode, throwElementId: elementId };
  if (catcher === undefined) {
    p.event("ESCALATION.NOT_ESCALATED", key, { ...value, catchElementId: "" });
    return true;
  }
  triggerEvent(p, p.current(catcher.row), catcher.event, []);
  p.event("ESCALATION.ESCALATED", key, { ...value, catchElementId: catcher.event.id });
  return catcher.event.interrupting === false;
}
