/**
 * The walker: takes element instances through their life and tokens along the flows. What is special about a kind
 * of element is in its file; here is only the order of things.
 */
import type { ExecutableElement } from "../bpmn/graph.ts";
import { activatable, activateAt } from "./behaviours/activate-at.ts";
import { handlerCompleted, rememberCompensation } from "./behaviours/compensation.ts";
import { subscribe } from "./behaviours/event-subscriptions.ts";
import { activateTriggered, boundaryTrigger, trigger as triggered } from "./behaviours/events.ts";
import { cancelJob } from "./behaviours/jobs.ts";
import { createNextListener, listened, listenersOf, takeListenerVariables } from "./behaviours/listeners.ts";
import { applyInputMappings } from "./behaviours/mappings.ts";
import { enterLoop } from "./behaviours/multi-instance.ts";
import { createIncident, resolveIncidentOf } from "./behaviours/incidents.ts";
import { inclusiveJoins, isCounted, parallelJoins, wakeInclusiveJoins } from "./behaviours/joins.ts";
import { activateChild, complete, terminateChildren } from "./behaviours/transitions.ts";
import { localDocument, mergeLocal } from "./behaviours/variables.ts";
import type { ElementKind } from "./element-kind.ts";
import { elementKind } from "./element-kinds.ts";
import { IncidentError } from "./errors.ts";
import type { Processing } from "./processing.ts";
import type { ActivationValue, ProcessInstanceValue } from "./records.ts";
import { HOLDS } from "./state/rows.ts";
import type { ElementRow } from "./state/rows.ts";

/** ACTIVATE_ELEMENT: a new instance, or another try of one that an incident holds in ACTIVATING. */
export function activateElement(p: Processing, key: number, value: ActivationValue): void {
  const existing = key === -1 ? undefined : p.state.element(key, value.processInstanceKey);
  const row = existing ?? enter(p, key, value);
  if (row === undefined || row.state !== "ACTIVATING") return;
  const element = p.model(row.value);
  const kind = elementKind(row.value.bpmnElementType);
  withIncident(p, row, () => {
    if (startsWithListeners(p, element, row)) return;
    const next = kind.onActivate(p, element, row);
    if (next === "waits" && row.startAt !== undefined) beginAt(p, p.current(row), row.startAt);
    else if (next === "waits") kind.onActivated?.(p, element, p.current(row));
    else if (next === "completes") complete(p, row);
    else {
      p.event("PROCESS_INSTANCE.ELEMENT_COMPLETING", row.key, row.value);
      finishCompletion(p, element, row, next.takes);
    }
  });
}

/** The process begins at these elements. */
function beginAt(p: Processing, root: ElementRow, elementIds: readonly string[]): void {
  subscribe(p, p.model(root.value), root);
  for (const id of elementIds)
    activateAt(p, root, activatable(p, root.value.processDefinitionKey, id), -1, []);
}

/** True while start listeners have their turn: after the input mappings, before anything else. */
function startsWithListeners(p: Processing, element: ExecutableElement, row: ElementRow): boolean {
  if (listenersOf(element, row, "START").length === 0) return false;
  if (listened(p, row) === 0) applyInputMappings(p, element, row);
  return createNextListener(p, element, row, "START");
}

/** COMPLETE_EXECUTION_LISTENER. */
export function completeListener(p: Processing, key: number, value: ProcessInstanceValue): void {
  const row = p.state.element(key, value.processInstanceKey);
  if (row === undefined || (row.state !== "ACTIVATING" && row.state !== "COMPLETING")) return;
  takeListenerVariables(p, row);
  if (row.state === "ACTIVATING") activateElement(p, key, row.value);
  else completeElement(p, key, row.value);
}

/** Writes ELEMENT_ACTIVATING unless the scope has ended meanwhile. */
function enter(p: Processing, wantedKey: number, command: ActivationValue): ElementRow | undefined {
  const { loopCounter, inputItem, root, variables, trigger, ...value } = command;
  if (!scopeIsOpen(p, value) || waitsForTokens(p, value)) return undefined;
  const key = wantedKey === -1 ? p.state.nextKey() : wantedKey;
  if (variables !== undefined) mergeLocal(p, key, value, variables);
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATING", key, {
    ...value,
    ...(loopCounter === undefined ? {} : { multiInstanceLoopCounter: loopCounter }),
    ...(root === undefined ? {} : { root }),
    ...(trigger === undefined ? {} : { trigger }),
  });
  if (loopCounter !== undefined) enterLoop(p, key, value, loopCounter, inputItem);
  if (trigger !== undefined && value.flowScopeKey !== -1) wakeAround(p, value);
  return p.state.element(key, value.processInstanceKey);
}

/** What was on its way by an event has its place now. */
function wakeAround(p: Processing, value: ProcessInstanceValue): void {
  const scope = p.state.element(value.flowScopeKey, value.processInstanceKey);
  if (scope !== undefined) wakeInclusiveJoins(p, scope);
}

/** An inclusive gateway joins only when no other token may come to it. */
function waitsForTokens(p: Processing, value: ProcessInstanceValue): boolean {
  if (value.bpmnElementType !== "INCLUSIVE_GATEWAY") return false;
  const element = p.model(value);
  const scope = p.state.element(value.flowScopeKey, value.processInstanceKey);
  return element.incoming.length > 1 && scope !== undefined && !inclusiveJoins(p, scope, element);
}

/** A scope takes new children while it is active; an interrupted one only what interrupted it. */
function scopeIsOpen(p: Processing, value: ProcessInstanceValue): boolean {
  if (value.flowScopeKey === -1) {
    if (value.parentElementInstanceKey === -1) return true;
    return p.state.elements.get(value.parentElementInstanceKey)?.state === "ACTIVATED";
  }
  const scope = p.state.element(value.flowScopeKey, value.processInstanceKey);
  if (scope?.state !== "ACTIVATED") return false;
  return scope.interruptedBy === "" || scope.interruptedBy === value.elementId;
}

/** COMPLETE_ELEMENT: from ACTIVATED, or another try of one that an incident holds in COMPLETING. */
export function completeElement(p: Processing, key: number, value: ProcessInstanceValue): void {
  const row = p.state.element(key, value.processInstanceKey);
  if (row === undefined || (row.state !== "ACTIVATED" && row.state !== "COMPLETING")) return;
  if (!scopeIsOpen(p, row.value)) return;
  if (row.state === "ACTIVATED") p.event("PROCESS_INSTANCE.ELEMENT_COMPLETING", key, row.value);
  const element = p.model(row.value);
  const kind = elementKind(row.value.bpmnElementType);
  withIncident(p, row, () => {
    const again = listened(p, row) > 0;
    const flows = again ? undefined : kind.onComplete(p, element, p.current(row));
    if (createNextListener(p, element, row, "END")) return;
    finishCompletion(p, element, row, flows ?? element.outgoing);
  });
}

/** Completed: the tokens go on, or the scope around learns that a path has ended. */
function finishCompletion(
  p: Processing,
  element: ExecutableElement,
  row: ElementRow,
  flows: readonly number[],
): void {
  const scope = p.state.flowScope(row);
  if (scope === undefined) return completeProcess(p, row);
  const satisfied = scopeKind(scope).beforeChildCompleted?.(p, p.model(scope.value), scope, row) ?? false;
  if (element.compensation !== undefined || p.current(row).holds & HOLDS.compensations) {
    rememberCompensation(p, element, row);
  }
  p.event("PROCESS_INSTANCE.ELEMENT_COMPLETED", row.key, row.value);
  const isInner = scope.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  if (element.forCompensation === true && !isInner) handlerCompleted(p, row);
  if (elementKind(row.value.bpmnElementType).onCompleted?.(p, element, row, scope) === true) return;
  if (isInner || flows.length === 0) return afterChildCompleted(p, scope, element, satisfied);
  for (const index of flows) takeFlow(p, scope, row.value.processDefinitionKey, index);
  wakeInclusiveJoins(p, scope);
}

function takeFlow(p: Processing, scope: ElementRow, processDefinitionKey: number, index: number): void {
  const graph = p.process(processDefinitionKey);
  const flow = graph.flows[index];
  const target = flow === undefined ? undefined : graph.elements[flow.target];
  if (flow === undefined || target === undefined) throw new Error(`sequence flow ${index} leads nowhere`);
  const counted = isCounted(p.model(scope.value), target);
  const { bpmnProcessId, version, processInstanceKey } = scope.value;
  p.event("PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN", p.state.nextKey(), {
    bpmnProcessId,
    version,
    processDefinitionKey,
    processInstanceKey,
    elementId: flow.id,
    flowScopeKey: scope.key,
    bpmnElementType: "SEQUENCE_FLOW",
    bpmnEventType: "UNSPECIFIED",
    parentProcessInstanceKey: -1,
    parentElementInstanceKey: -1,
    ...(counted ? { joinedBy: target.id } : {}),
  });
  const together = target.type === "PARALLEL_GATEWAY" && target.incoming.length > 1;
  if (!together || parallelJoins(p, scope, target)) activateChild(p, scope, target);
}

function afterChildCompleted(
  p: Processing,
  before: ElementRow,
  child: ExecutableElement,
  satisfied: boolean,
): void {
  const scope = p.current(before);
  const ends = child.type === "END_EVENT" && child.event?.kind === "terminate";
  if (ends && !terminateChildren(p, scope)) return;
  withIncident(p, scope, () => {
    const element = p.model(scope.value);
    if (scopeKind(scope).onChildCompleted?.(p, element, scope, satisfied) === true) complete(p, scope);
    else wakeInclusiveJoins(p, scope);
  });
}

/** The process has completed: who awaits its result, and who called it, learn so. */
function completeProcess(p: Processing, row: ElementRow): void {
  const { bpmnProcessId, version, processDefinitionKey, processInstanceKey } = row.value;
  const caller = p.state.elements.get(row.value.parentElementInstanceKey);
  const result = localDocument(p, row.key);
  if (row.awaitResult !== undefined) {
    const { fetchVariables } = row.awaitResult;
    const variables = result.filter(([name]) => fetchVariables === null || fetchVariables.includes(name));
    const value = { bpmnProcessId, version, processDefinitionKey, processInstanceKey, variables };
    p.event("PROCESS_INSTANCE_RESULT.COMPLETED", p.state.nextKey(), value);
  }
  p.event("PROCESS_INSTANCE.ELEMENT_COMPLETED", row.key, row.value);
  releaseMessageLock(p, row);
  if (caller === undefined || caller.state !== "ACTIVATED") return;
  const element = p.model(caller.value);
  const comesBack = element.called?.propagateAllChildVariables === true || element.outputs.length > 0;
  if (comesBack && result.length > 0) triggered(p, caller, element.id, result);
  complete(p, caller);
}

/** The next buffered message with this key may start an instance now. */
function releaseMessageLock(p: Processing, row: ElementRow): void {
  if (row.messageLock === undefined) return;
  const { bpmnProcessId } = row.value;
  p.command("MESSAGE.CORRELATE_BUFFERED", -1, { bpmnProcessId, correlationKey: row.messageLock });
}

/** TERMINATE_ELEMENT. */
export function terminateElement(p: Processing, key: number, value: ProcessInstanceValue): void {
  const row = p.state.element(key, value.processInstanceKey);
  if (row === undefined || row.state === "TERMINATING") return;
  p.event("PROCESS_INSTANCE.ELEMENT_TERMINATING", key, row.value);
  const kind = elementKind(row.value.bpmnElementType);
  cancelJob(p, row);
  if (kind.onTerminate(p, p.model(row.value), p.current(row)) === "done")
    finishTermination(p, p.current(row));
}

/** CONTINUE_TERMINATING_ELEMENT. */
export function continueTermination(p: Processing, key: number, value: ProcessInstanceValue): void {
  const row = p.state.element(key, value.processInstanceKey);
  if (row?.state === "TERMINATING") finishTermination(p, row);
}

function finishTermination(p: Processing, row: ElementRow): void {
  const scope = p.state.flowScope(row);
  const boundary = boundaryTrigger(p, row);
  resolveIncidentOf(p, row);
  if (scope === undefined) {
    p.event("PROCESS_INSTANCE.ELEMENT_TERMINATED", row.key, row.value);
    releaseMessageLock(p, row);
    const caller = p.state.elements.get(row.value.parentElementInstanceKey);
    if (caller?.state === "TERMINATING") finishTermination(p, caller);
    return;
  }
  if (boundary !== undefined && scope.state === "ACTIVATED" && scope.interruptedBy === "") {
    p.event("PROCESS_INSTANCE.ELEMENT_TERMINATED", row.key, row.value);
    activateTriggered(p, row, scope, boundary.target, boundary.key, boundary.event);
    return;
  }
  p.event("PROCESS_INSTANCE.ELEMENT_TERMINATED", row.key, row.value);
  afterChildTerminated(p, p.current(scope));
}

function afterChildTerminated(p: Processing, scope: ElementRow): void {
  if (scope.state === "TERMINATING") {
    if (scope.children === 0) finishTermination(p, scope);
    return;
  }
  withIncident(p, scope, () => {
    if (scopeKind(scope).onChildTerminated?.(p, p.model(scope.value), scope) === true) complete(p, scope);
    else wakeInclusiveJoins(p, scope);
  });
}

function scopeKind(scope: ElementRow): ElementKind {
  return elementKind(scope.value.bpmnElementType);
}

/** Runs a step; when it cannot go on, what it did is undone and an incident is raised on the element. */
function withIncident(p: Processing, row: ElementRow, step: () => void): void {
  const savepoint = p.savepoint();
  try {
    step();
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    p.rollback(p.lastKept(savepoint));
    const { type, message, variableScopeKey } = error;
    const scope = variableScopeKey === 0 ? row.key : variableScopeKey;
    createIncident(p, p.current(row), { type, message, variableScopeKey: scope });
  }
}
