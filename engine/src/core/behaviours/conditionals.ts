/** Conditional events of running instances: they look at their condition when they are opened and when its variables change. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ChangedVariable, ConditionalSubscriptionValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow } from "../state/rows.ts";
import { IncidentError } from "../errors.ts";
import { conditionHolds } from "./condition.ts";
import { triggerEvent } from "./events.ts";

/** The event happens, unless its element cannot take it any more. */
export function triggerConditional(p: Processing, key: number, value: ConditionalSubscriptionValue): boolean {
  const row = p.state.element(value.elementInstanceKey, value.processInstanceKey);
  const target = row && p.process(row.value.processDefinitionKey).byId(value.catchEventId);
  if (row?.state !== "ACTIVATED" || target === undefined) return false;
  const savepoint = p.savepoint();
  p.event("CONDITIONAL_SUBSCRIPTION.TRIGGERED", key, value);
  if (triggerEvent(p, row, target, [])) return true;
  p.rollback(savepoint);
  return false;
}

/**
 * Variables have changed: from the scope of the change downwards, each event that reads one of them looks at its
 * condition, once, until an event interrupts a scope.
 */
export function lookAtConditions(
  p: Processing,
  processInstanceKey: number,
  changes: readonly ChangedVariable[],
): void {
  const seen = new Set<number>();
  for (const change of changes) {
    const scope = p.state.element(change.scopeKey, processInstanceKey);
    if (scope !== undefined) look(p, scope, change, seen);
  }
}

function look(p: Processing, row: ElementRow, change: ChangedVariable, seen: Set<number>): void {
  if (row.state !== "ACTIVATED") return;
  if (row.key !== change.scopeKey && p.state.variables.get(row.key, change.name) !== undefined) return;
  if (row.holds & HOLDS.conditionals) {
    for (const [key, value] of [...p.state.conditionals.rows(row.key)]) {
      if (seen.has(key) || !concerns(p, row, value, change)) continue;
      seen.add(key);
      const target = p.process(row.value.processDefinitionKey).byId(value.catchEventId);
      if (target === undefined || !holdsNow(p, target, row)) continue;
      if (triggerConditional(p, key, value) && target.interrupting !== false) return;
    }
  }
  for (const [key] of [...p.state.children.rows(row.key)]) {
    const child = p.state.elements.get(key);
    if (child !== undefined) look(p, child, change, seen);
  }
}

function concerns(
  p: Processing,
  row: ElementRow,
  value: ConditionalSubscriptionValue,
  { name, change }: ChangedVariable,
): boolean {
  const event = p.process(row.value.processDefinitionKey).byId(value.catchEventId)?.event;
  return (
    event?.kind === "conditional" &&
    event.changes.includes(change) &&
    event.condition.variables.includes(name)
  );
}

/** A change that makes the condition unusable triggers nothing. */
function holdsNow(p: Processing, event: ExecutableElement, row: ElementRow): boolean {
  try {
    return conditionHolds(p, event, row);
  } catch (error) {
    if (error instanceof IncidentError) return false;
    throw error;
  }
}
