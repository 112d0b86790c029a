/** An event has happened to an element instance: what it leads to. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { VariableDocument } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow, EventTriggerRow } from "../state/rows.ts";
import { unsubscribe } from "./event-subscriptions.ts";
import { firstTrigger } from "./mappings.ts";
import { activateChild, complete, elementValue, terminate, terminateChildren } from "./transitions.ts";

/**
 * The event `target` has happened to `row` (the activity of a boundary event, the scope of an event sub-process,
 * the gateway, or the waiting element itself). False when the instance cannot take it any more.
 */
export function triggerEvent(
  p: Processing,
  row: ElementRow,
  target: ExecutableElement,
  variables: VariableDocument,
): boolean {
  if (!canTakeEvent(p, row)) return false;
  if (target.type === "BOUNDARY_EVENT") return triggerBoundary(p, row, target, variables);
  if (target.type === "START_EVENT") return triggerEventSubProcess(p, row, target, variables);
  if (row.state !== "ACTIVATED" || firstTrigger(p, row) !== undefined) return false;
  trigger(p, row, target.id, variables);
  complete(p, row);
  return true;
}

/** Terminating elements take no events, nor do those that an event has interrupted already. */
export function canTakeEvent(p: Processing, row: ElementRow): boolean {
  if (row.state === "TERMINATING" || row.interruptedBy !== "") return false;
  if (!(p.current(row).holds & HOLDS.triggers)) return true;
  for (const [, waiting] of p.state.eventTriggers.rows(row.key)) {
    const target = p.process(row.value.processDefinitionKey).byId(waiting.targetElementId);
    if (target?.type === "BOUNDARY_EVENT") return false;
  }
  return true;
}

/** What a job, a message or a child process brings along, kept until the element completes. */
export function trigger(
  p: Processing,
  row: ElementRow,
  targetElementId: string,
  variables: VariableDocument,
  interrupts?: string,
): { key: number; row: EventTriggerRow } {
  const { processInstanceKey, processDefinitionKey } = row.value;
  const key = p.state.nextKey();
  p.event("PROCESS_EVENT.TRIGGERING", key, {
    scopeKey: row.key,
    processInstanceKey,
    processDefinitionKey,
    targetElementId,
    variables,
    ...(interrupts === undefined ? {} : { interrupts }),
  });
  return { key, row: { targetElementId, variables } };
}

function triggerBoundary(
  p: Processing,
  row: ElementRow,
  target: ExecutableElement,
  variables: VariableDocument,
): boolean {
  const scope = p.state.flowScope(row);
  if (scope === undefined || scope.state !== "ACTIVATED" || scope.interruptedBy !== "") return false;
  const event = trigger(p, row, target.id, variables);
  if (target.interrupting !== false) terminate(p, row);
  else activateTriggered(p, row, scope, target, event.key, event.row);
  return true;
}

function triggerEventSubProcess(
  p: Processing,
  scope: ElementRow,
  start: ExecutableElement,
  variables: VariableDocument,
): boolean {
  if (scope.state !== "ACTIVATED") return false;
  const graph = p.process(scope.value.processDefinitionKey);
  const subProcess = graph.elements[start.parent];
  if (subProcess === undefined) return false;
  if (start.interrupting === false) {
    const event = trigger(p, scope, start.id, variables);
    activateTriggered(p, scope, scope, subProcess, event.key, event.row);
    return true;
  }
  trigger(p, scope, start.id, variables, subProcess.id);
  unsubscribe(p, scope, (id) => graph.byId(id)?.type === "START_EVENT");
  if (terminateChildren(p, scope)) activateInterrupting(p, p.current(scope));
  return true;
}

/** All other activity of an interrupted scope has ended: its event sub-process begins. */
export function activateInterrupting(p: Processing, scope: ElementRow): boolean {
  const graph = p.process(scope.value.processDefinitionKey);
  for (const [key, event] of p.state.eventTriggers.rows(scope.key)) {
    const start = graph.byId(event.targetElementId);
    const subProcess = start === undefined ? undefined : graph.elements[start.parent];
    if (subProcess === undefined || subProcess.id !== scope.interruptedBy) continue;
    activateTriggered(p, scope, scope, subProcess, key, event);
    return true;
  }
  return false;
}

/** The boundary event whose trigger ended this activity, if one did. */
export function boundaryTrigger(
  p: Processing,
  row: ElementRow,
): { key: number; event: EventTriggerRow; target: ExecutableElement } | undefined {
  if (!(p.current(row).holds & HOLDS.triggers)) return undefined;
  const graph = p.process(row.value.processDefinitionKey);
  for (const [key, event] of p.state.eventTriggers.rows(row.key)) {
    const target = graph.byId(event.targetElementId);
    if (target?.type === "BOUNDARY_EVENT") return { key, event, target };
  }
  return undefined;
}

/** Activates `element` in `scope` for an event that `owner` holds until now. */
export function activateTriggered(
  p: Processing,
  owner: ElementRow,
  scope: ElementRow,
  element: ExecutableElement,
  key: number,
  event: EventTriggerRow,
): void {
  takeTrigger(p, owner, key, event, element.type === "START_EVENT" ? undefined : scope.key);
  const trigger = { key, ...event };
  // A boundary event has its place at once: nothing else takes its turn before it.
  if (element.type !== "BOUNDARY_EVENT") return activateChild(p, scope, element, { trigger });
  const value = { ...elementValue(scope, element), trigger };
  p.perform("PROCESS_INSTANCE.ACTIVATE_ELEMENT", -1, value);
}

/** `pendingScopeKey`: the scope that must not end before the element is activated in it. */
function takeTrigger(
  p: Processing,
  owner: ElementRow,
  key: number,
  event: EventTriggerRow,
  pendingScopeKey: number | undefined,
): void {
  const { processInstanceKey, processDefinitionKey } = owner.value;
  p.event("PROCESS_EVENT.TAKEN", key, {
    scopeKey: owner.key,
    processInstanceKey,
    processDefinitionKey,
    targetElementId: event.targetElementId,
    variables: [],
    ...(pendingScopeKey === undefined ? {} : { pendingScopeKey }),
  });
}

/** A scope that was activated for an event passes it on to its start event. False when there is none. */
export function activateStartFor(p: Processing, scope: ElementRow): boolean {
  const first = firstTrigger(p, scope);
  if (first === undefined) return false;
  const [key, event] = first;
  const start = p.process(scope.value.processDefinitionKey).byId(event.targetElementId);
  if (start === undefined) return false;
  activateTriggered(p, scope, scope, start, key, event);
  return true;
}
