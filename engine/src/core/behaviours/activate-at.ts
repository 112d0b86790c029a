/** Activating an element out of turn, for modifications and starts at an element: missing scopes are opened around it. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { VariableDocument } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { isBehindEventGateway } from "./event-gateway.ts";
import { subscribe } from "./event-subscriptions.ts";
import { activateChild, activated, elementValue } from "./transitions.ts";
import { mergeLocal } from "./variables.ts";

export interface VariableInstruction {
  /** Id of the element itself or of a scope around it; "" for the process instance. */
  readonly scopeId: string;
  readonly variables: VariableDocument;
}

/** The element that an instruction names, when it may be activated so. Throws Refusal. */
export function activatable(
  p: Processing,
  processDefinitionKey: number,
  elementId: string,
): ExecutableElement {
  const graph = p.process(processDefinitionKey);
  const element = graph.byId(elementId);
  if (element === undefined || element.index === 0) {
    throw new Refusal("INVALID_ARGUMENT", `process '${graph.bpmnProcessId}' has no element '${elementId}'`);
  }
  const unsupported =
    ["START_EVENT", "BOUNDARY_EVENT", "AD_HOC_SUB_PROCESS_INNER_INSTANCE", "EVENT_SUB_PROCESS"].includes(
      element.type,
    ) || isBehindEventGateway(graph, element);
  if (unsupported) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `element '${elementId}' (${element.type}) cannot be activated out of turn: choose an activity, a gateway or another event`,
    );
  }
  return element;
}

/** Wishes the element inside `root`; answers the key of the scope that it will be in. */
export function activateAt(
  p: Processing,
  root: ElementRow,
  element: ExecutableElement,
  ancestorScopeKey: number,
  instructions: readonly VariableInstruction[],
): number {
  const graph = p.process(root.value.processDefinitionKey);
  const chain: ExecutableElement[] = [];
  for (
    let at = graph.elements[element.parent];
    at !== undefined && at.index > 0;
    at = graph.elements[at.parent]
  ) {
    chain.unshift(at);
  }
  checkScopes(graph.bpmnProcessId, [...chain, element], instructions);
  const ancestor = ancestorScopeKey === -1 ? undefined : ancestorOf(p, root, element, ancestorScopeKey);
  const below = ancestor === undefined ? 0 : chain.findIndex(({ id }) => id === ancestor.value.elementId) + 1;
  let scope = ancestor ?? root;
  setVariables(p, scope === root ? "" : scope.value.elementId, scope, instructions);
  for (const inner of chain.slice(below)) {
    scope = open(p, scope, inner) ?? create(p, scope, inner);
    setVariables(p, inner.id, scope, instructions);
  }
  const own = instructions
    .filter(({ scopeId }) => scopeId === element.id)
    .flatMap(({ variables }) => variables);
  if (own.length === 0) activateChild(p, scope, element);
  else activateChild(p, scope, element, { variables: own });
  return scope.key;
}

function checkScopes(
  bpmnProcessId: string,
  around: readonly ExecutableElement[],
  instructions: readonly VariableInstruction[],
): void {
  for (const { scopeId } of instructions) {
    if (scopeId === "" || scopeId === bpmnProcessId || around.some(({ id }) => id === scopeId)) continue;
    throw new Refusal(
      "INVALID_ARGUMENT",
      `variables are for '${scopeId}', which is neither the element '${around.at(-1)?.id ?? ""}' nor a scope around it`,
    );
  }
}

function setVariables(
  p: Processing,
  id: string,
  scope: ElementRow,
  instructions: readonly VariableInstruction[],
): void {
  const isRoot = scope.key === scope.value.processInstanceKey;
  for (const { scopeId, variables } of instructions) {
    const here = scopeId === id || (isRoot && (scopeId === "" || scopeId === scope.value.elementId));
    if (here) mergeLocal(p, scope.key, scope.value, variables);
  }
}

function ancestorOf(p: Processing, root: ElementRow, element: ExecutableElement, key: number): ElementRow {
  const row = p.state.element(key, root.key);
  const graph = p.process(root.value.processDefinitionKey);
  if (row?.value.processInstanceKey === root.key && row.state === "ACTIVATED") {
    for (let at = graph.elements[element.parent]; at !== undefined; at = graph.elements[at.parent]) {
      if (at.id === row.value.elementId) return row;
    }
  }
  throw new Refusal(
    "INVALID_ARGUMENT",
    `'${key}' is no active scope of this process instance around element '${element.id}'`,
  );
}

/** The only active instance of the scope element; undefined when there is none. */
function open(p: Processing, scope: ElementRow, element: ExecutableElement): ElementRow | undefined {
  const found: ElementRow[] = [];
  for (const [key] of p.state.children.rows(scope.key)) {
    const child = p.state.elements.get(key);
    if (child?.value.elementId === element.id && child.state === "ACTIVATED") found.push(child);
  }
  if (found.length > 1) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `there are ${found.length} active instances of scope '${element.id}': name one as ancestor`,
    );
  }
  return found[0]?.value.bpmnElementType === "MULTI_INSTANCE_BODY" ? open(p, found[0], element) : found[0];
}

/** A scope that nothing has entered: its events are waited for, its start event is not run. */
function create(p: Processing, scope: ElementRow, element: ExecutableElement): ElementRow {
  if (element.multiInstance !== undefined || element.type === "AD_HOC_SUB_PROCESS") {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `scope '${element.id}' has no active instance and cannot be opened from outside: activate the scope itself`,
    );
  }
  const key = p.state.nextKey();
  const value = elementValue(scope, element);
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATING", key, value);
  const row = p.state.elements.get(key);
  if (row === undefined) throw new Error(`scope '${element.id}' could not be opened`);
  subscribe(p, element, row);
  activated(p, row);
  return p.current(row);
}
