/** The steps of an element's life that elements themselves take; the walker takes the others. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ActivatedValue, ActivationValue, ProcessInstanceValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";

export function activated(p: Processing, row: ElementRow, more?: Partial<ActivatedValue>): void {
  const value = more === undefined ? row.value : { ...row.value, ...more };
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATED", row.key, value);
}

/** The value of an element instance to be: `type` differs from the model's for a multi-instance body. */
export function elementValue(
  scope: ElementRow,
  element: ExecutableElement,
  type: string = element.multiInstance === undefined ? element.type : "MULTI_INSTANCE_BODY",
): ProcessInstanceValue {
  const { bpmnProcessId, version, processDefinitionKey, processInstanceKey } = scope.value;
  return {
    bpmnProcessId,
    version,
    processDefinitionKey,
    processInstanceKey,
    elementId: element.id,
    flowScopeKey: scope.key,
    bpmnElementType: type,
    bpmnEventType: isItemOfHandler(scope, element) ? "UNSPECIFIED" : eventType(element, type),
    parentProcessInstanceKey: -1,
    parentElementInstanceKey: -1,
  };
}

/** Of a compensation handler that is done for several items only the body is marked as one. */
function isItemOfHandler(scope: ElementRow, element: ExecutableElement): boolean {
  return element.forCompensation === true && scope.value.bpmnElementType === "MULTI_INSTANCE_BODY";
}

export function eventType(element: ExecutableElement, type: string = element.type): string {
  if (element.forCompensation === true) return "COMPENSATION";
  if (type === "MULTI_INSTANCE_BODY") return "UNSPECIFIED";
  return element.event === undefined ? "UNSPECIFIED" : element.event.kind.toUpperCase();
}

/** Wishes a new child of the scope. */
export function activateChild(
  p: Processing,
  scope: ElementRow,
  element: ExecutableElement,
  more?: Partial<ActivationValue>,
): void {
  const value = elementValue(scope, element, more?.bpmnElementType);
  p.command("PROCESS_INSTANCE.ACTIVATE_ELEMENT", -1, more === undefined ? value : { ...value, ...more });
}

export function complete(p: Processing, row: ElementRow): void {
  p.command("PROCESS_INSTANCE.COMPLETE_ELEMENT", row.key, row.value);
}

export function terminate(p: Processing, row: ElementRow): void {
  p.command("PROCESS_INSTANCE.TERMINATE_ELEMENT", row.key, row.value);
}

/** Wishes the end of all children of a scope. True when there are none. */
export function terminateChildren(p: Processing, scope: ElementRow): boolean {
  if (p.state.children.isEmpty(scope.key)) return true;
  const { processInstanceKey } = scope.value;
  p.command("PROCESS_INSTANCE_BATCH.TERMINATE", scope.key, { processInstanceKey, afterKey: 0 });
  return false;
}

/** Children read at once; each is then terminated in a turn of its own. */
const CHUNK = 50;

/** Terminates the next child of a scope behind the given key; `known`: children that have been read already. */
export function terminateNext(
  p: Processing,
  scope: ElementRow,
  afterKey: number,
  known: readonly number[] = [],
): void {
  const [next, ...rest] = known.length > 0 ? known : readChildren(p, scope, afterKey);
  if (next === undefined) return;
  const child = p.state.elements.get(next);
  if (child !== undefined && child.state !== "TERMINATING") terminate(p, child);
  const { processInstanceKey } = scope.value;
  const keys = rest.length === 0 ? {} : { keys: rest };
  p.command("PROCESS_INSTANCE_BATCH.TERMINATE", scope.key, { processInstanceKey, afterKey: next, ...keys });
}

function readChildren(p: Processing, scope: ElementRow, afterKey: number): number[] {
  const keys: number[] = [];
  for (const [key] of p.state.children.rows(scope.key)) {
    if (key <= afterKey) continue;
    if (keys.push(key) === CHUNK) break;
  }
  return keys;
}
