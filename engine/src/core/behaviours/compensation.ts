/** Compensation: completed activities remember that they can be undone; a throw event undoes them. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { CompensationValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow } from "../state/rows.ts";
import { complete, elementValue } from "./transitions.ts";

type Entry = readonly [key: number, value: CompensationValue];

/** Of the whole process instance, in the order in which the activities completed. */
function entries(p: Processing, row: ElementRow): Entry[] {
  const { processInstanceKey } = row.value;
  const instance = p.state.instances.get(processInstanceKey);
  if (instance === undefined || !(instance.holds & HOLDS.compensations)) return [];
  return [...p.state.compensations.rows(processInstanceKey)];
}

/** The activity is about to complete: it, or what is inside it, can be undone from now on. */
export function rememberCompensation(p: Processing, element: ExecutableElement, row: ElementRow): void {
  const scope = p.state.flowScope(row);
  if (scope === undefined) return;
  const boundary = p.process(row.value.processDefinitionKey).elements[element.compensation ?? -1];
  const isInner = scope.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  const handler = boundary === undefined || isInner ? undefined : handlerOf(p, row, boundary);
  if (handler === undefined && (element.type === "EVENT_SUB_PROCESS" || !holdsCompensations(p, row))) return;
  const { processInstanceKey, processDefinitionKey } = row.value;
  p.event("COMPENSATION_SUBSCRIPTION.CREATED", p.state.nextKey(), {
    processInstanceKey,
    processDefinitionKey,
    compensableActivityId: element.id,
    compensableActivityScopeKey: scope.key,
    compensableActivityInstanceKey: row.key,
    throwEventId: "",
    throwEventInstanceKey: -1,
    compensationHandlerId: handler?.id ?? "",
    compensationHandlerInstanceKey: -1,
    variables: [],
  });
}

function handlerOf(
  p: Processing,
  row: ElementRow,
  boundary: ExecutableElement,
): ExecutableElement | undefined {
  const index = boundary.event?.kind === "compensation" ? boundary.event.handler : undefined;
  return index === undefined ? undefined : p.process(row.value.processDefinitionKey).elements[index];
}

function holdsCompensations(p: Processing, row: ElementRow): boolean {
  if (!(p.current(row).holds & HOLDS.compensations)) return false;
  return entries(p, row).some(([, value]) => value.compensableActivityScopeKey === row.key);
}

/** Undoes what has completed in the scope of the throw event. False when there is nothing to wait for. */
export function throwCompensation(p: Processing, element: ExecutableElement, row: ElementRow): boolean {
  const scope = p.state.flowScope(row);
  const activityId = element.event?.kind === "compensation" ? element.event.activityId : undefined;
  if (scope === undefined) return false;
  const scopeKeys = thrownInto(scope);
  const all = entries(p, row);
  for (const entry of all) {
    const [, value] = entry;
    if (!scopeKeys.includes(value.compensableActivityScopeKey) || value.throwEventInstanceKey !== -1)
      continue;
    if (activityId === undefined || value.compensableActivityId === activityId)
      undo(p, all, entry, row, scope);
  }
  return entries(p, row).some(
    ([, value]) => value.throwEventInstanceKey === row.key && value.compensationHandlerInstanceKey !== -1,
  );
}

/** From an event sub-process the scope around it is undone too. */
function thrownInto(scope: ElementRow): number[] {
  if (scope.value.bpmnElementType !== "EVENT_SUB_PROCESS") return [scope.key];
  return [scope.key, scope.value.flowScopeKey];
}

function undo(
  p: Processing,
  all: readonly Entry[],
  [key, value]: Entry,
  thrower: ElementRow,
  scope: ElementRow,
): void {
  const handlerKey = value.compensationHandlerId === "" ? -1 : activateHandler(p, value, scope);
  p.event("COMPENSATION_SUBSCRIPTION.TRIGGERED", key, {
    ...value,
    throwEventId: thrower.value.elementId,
    throwEventInstanceKey: thrower.key,
    compensationHandlerInstanceKey: handlerKey,
  });
  for (const entry of all) {
    const inside = entry[1].compensableActivityScopeKey === value.compensableActivityInstanceKey;
    if (inside && entry[1].throwEventInstanceKey === -1) undo(p, all, entry, thrower, scope);
  }
}

/** The boundary event passes at once; the handler is activated in the scope of the throw event. */
function activateHandler(p: Processing, value: CompensationValue, scope: ElementRow): number {
  const graph = p.process(value.processDefinitionKey);
  const handler = graph.byId(value.compensationHandlerId);
  const boundary = graph.elements[graph.byId(value.compensableActivityId)?.compensation ?? -1];
  if (handler === undefined || boundary === undefined) {
    throw new Error(`'${value.compensableActivityId}' has no compensation handler`);
  }
  const boundaryKey = p.state.nextKey();
  const passing = elementValue(scope, boundary);
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATING", boundaryKey, passing);
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATED", boundaryKey, passing);
  p.event("PROCESS_INSTANCE.ELEMENT_COMPLETING", boundaryKey, passing);
  p.event("PROCESS_INSTANCE.ELEMENT_COMPLETED", boundaryKey, passing);
  const key = p.state.nextKey();
  p.command("PROCESS_INSTANCE.ACTIVATE_ELEMENT", key, elementValue(scope, handler));
  return key;
}

/** A handler has completed: when it was the last one, the throw event completes. */
export function handlerCompleted(p: Processing, handler: ElementRow): void {
  const own = entries(p, handler).find(([, value]) => value.compensationHandlerInstanceKey === handler.key);
  if (own === undefined) return;
  p.event("COMPENSATION_SUBSCRIPTION.COMPLETED", own[0], own[1]);
  completeAround(p, handler, own[1]);
  const thrower = p.state.elements.get(own[1].throwEventInstanceKey);
  const rest = entries(p, handler).some(
    ([, value]) =>
      value.throwEventInstanceKey === own[1].throwEventInstanceKey &&
      value.compensationHandlerInstanceKey !== -1,
  );
  if (!rest && thrower?.state === "ACTIVATED") complete(p, thrower);
}

/** A sub-process is undone when nothing inside it is left to undo. */
function completeAround(p: Processing, row: ElementRow, done: CompensationValue): void {
  const all = entries(p, row);
  if (all.some(([, value]) => value.compensableActivityScopeKey === done.compensableActivityScopeKey)) return;
  const around = all.find(
    ([, value]) =>
      value.compensableActivityInstanceKey === done.compensableActivityScopeKey &&
      value.compensationHandlerInstanceKey === -1 &&
      value.throwEventInstanceKey !== -1,
  );
  if (around === undefined) return;
  p.event("COMPENSATION_SUBSCRIPTION.COMPLETED", around[0], around[1]);
  completeAround(p, row, around[1]);
}

/** The scope ends for good: nothing inside it can be undone any more. */
export function forgetCompensations(p: Processing, row: ElementRow): void {
  if (!(p.current(row).holds & HOLDS.compensations)) return;
  const isRoot = row.key === row.value.processInstanceKey;
  for (const [key, value] of entries(p, row)) {
    if (isRoot || value.compensableActivityScopeKey === row.key) {
      p.event("COMPENSATION_SUBSCRIPTION.DELETED", key, value);
    }
  }
}
