/** Appliers of the life cycle of element instances, of flows and of triggered events. */
import type { Appliers } from "../appliers.ts";
import type { ActivatingValue, LifeEventName, ProcessInstanceValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import type { State } from "../state/state.ts";

type Names =
  | Extract<
      LifeEventName,
      | `PROCESS_INSTANCE.${string}`
      | `PROCESS_INSTANCE_CREATION.${string}`
      | `PROCESS_INSTANCE_RESULT.${string}`
    >
  | "PROCESS_EVENT.TRIGGERING"
  | "PROCESS_EVENT.TAKEN"
  | "PROCESS_EVENT.TRIGGERED"
  | "CONTINUATION.QUEUED"
  | "CONTINUATION.TAKEN";

const ignore = (): void => undefined;

export const processInstanceAppliers: Appliers<Names> = {
  "PROCESS_INSTANCE_CREATION.CREATED": ignore,
  "PROCESS_INSTANCE_RESULT.COMPLETED": ignore,

  "PROCESS_INSTANCE.ELEMENT_ACTIVATING": (state, key, value) => {
    const row = newRow(key, value);
    if (value.trigger !== undefined) {
      const { key: triggerKey, ...trigger } = value.trigger;
      state.eventTriggers.put(key, triggerKey, trigger);
    }
    if (key === value.processInstanceKey) {
      const holds = state.variables.isEmpty(key) ? row.holds : row.holds | HOLDS.variables;
      state.instances.insert(key, { ...row, holds });
      state.countInstance(value.processDefinitionKey, 1);
      noteBusinessId(state, row, value.bpmnProcessId);
      calledBy(state, value, key);
      return;
    }
    const holds = state.variables.hasNew(key) ? row.holds | HOLDS.variables : row.holds;
    state.elements.insert(key, { ...row, holds });
    state.children.put(value.flowScopeKey, key, true);
    const scope = state.element(value.flowScopeKey, value.processInstanceKey);
    if (scope === undefined) return;
    const flows = Math.max(0, scope.flows - consumedFlows(state, scope, value));
    state.updateElement({ ...scope, children: scope.children + 1, flows });
  },
  "PROCESS_INSTANCE.ELEMENT_ACTIVATED": (state, key, value) => {
    const row = state.element(key, value.processInstanceKey);
    if (row === undefined) return;
    const size = value.numberOfInstances ?? row.size;
    state.updateElement({ ...heardAll(row), state: "ACTIVATED", size });
  },
  "PROCESS_INSTANCE.ELEMENT_COMPLETING": (state, key, value) => setState(state, key, value, "COMPLETING"),
  "PROCESS_INSTANCE.ELEMENT_TERMINATING": (state, key, value) => setState(state, key, value, "TERMINATING"),
  "PROCESS_INSTANCE.ELEMENT_COMPLETED": (state, key, value) => {
    const scope = remove(state, key, value);
    if (scope === undefined) return;
    const jumps = value.bpmnElementType === "INTERMEDIATE_THROW_EVENT" && value.bpmnEventType === "LINK";
    const flows = jumps ? scope.flows + 1 : scope.flows;
    const completed = { ...scope, flows, children: scope.children - 1, completed: scope.completed + 1 };
    const ends = value.bpmnElementType === "END_EVENT" && value.bpmnEventType === "TERMINATE";
    state.updateElement(ends ? interrupted(state, completed, value.elementId) : completed);
  },
  "PROCESS_INSTANCE.ELEMENT_TERMINATED": (state, key, value) => {
    const scope = remove(state, key, value);
    if (scope === undefined) return;
    state.updateElement({ ...scope, children: scope.children - 1, terminated: scope.terminated + 1 });
  },
  "PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN": (state, _key, value) => {
    const scope = state.element(value.flowScopeKey, value.processInstanceKey);
    if (scope === undefined) return;
    if (value.joinedBy === undefined) return state.updateElement({ ...scope, flows: scope.flows + 1 });
    state.updateElement({ ...scope, flows: scope.flows + 1, holds: scope.holds | HOLDS.takenFlows });
    const flow = textKey(value.joinedBy, value.elementId);
    state.takenFlows.put(scope.key, flow, (state.takenFlows.get(scope.key, flow) ?? 0) + 1);
  },

  "PROCESS_EVENT.TRIGGERING": (state, key, value) => {
    const { targetElementId, variables } = value;
    if (value.scopeKey === value.processDefinitionKey) return;
    state.eventTriggers.put(value.scopeKey, key, { targetElementId, variables });
    state.hold(value.scopeKey, value.processInstanceKey, HOLDS.triggers);
    if (value.interrupts === undefined) return;
    const scope = state.element(value.scopeKey, value.processInstanceKey);
    if (scope !== undefined) state.updateElement(interrupted(state, scope, value.interrupts));
  },
  "PROCESS_EVENT.TRIGGERED": (state, key, value) => state.eventTriggers.delete(value.scopeKey, key),
  "PROCESS_EVENT.TAKEN": (state, key, value) => {
    state.eventTriggers.delete(value.scopeKey, key);
    if (value.pendingScopeKey === undefined) return;
    const scope = state.element(value.pendingScopeKey, value.processInstanceKey);
    if (scope !== undefined) state.updateElement({ ...scope, flows: scope.flows + 1 });
  },

  "CONTINUATION.QUEUED": (state, key, value) => state.continuations.insert(key, value),
  "CONTINUATION.TAKEN": (state, key) => state.continuations.delete(key),
};

function newRow(key: number, value: ActivatingValue): ElementRow {
  const { multiInstanceLoopCounter, root, trigger, ...rest } = value;
  const bare = multiInstanceLoopCounter === undefined && root === undefined && trigger === undefined;
  const row: ElementRow = {
    key,
    state: "ACTIVATING",
    value: bare ? value : rest,
    children: 0,
    flows: 0,
    completed: 0,
    terminated: 0,
    loopCounter: multiInstanceLoopCounter ?? 0,
    size: 0,
    jobKey: 0,
    userTaskKey: 0,
    incidentKey: 0,
    calledKey: 0,
    interruptedBy: "",
    holds: trigger === undefined ? 0 : HOLDS.triggers,
  };
  return root === undefined ? row : { ...row, ...root };
}

/** The call activity knows whom it called. */
function calledBy(state: State, value: ProcessInstanceValue, key: number): void {
  if (value.parentElementInstanceKey === -1) return;
  const caller = state.elements.get(value.parentElementInstanceKey);
  if (caller !== undefined) state.updateElement({ ...caller, calledKey: key });
}

/** How many taken flows (or triggered events) this activation uses up. */
function consumedFlows(state: State, scope: ElementRow, value: ProcessInstanceValue): number {
  if (value.bpmnElementType === "START_EVENT") return 0;
  if (scope.value.bpmnElementType === "MULTI_INSTANCE_BODY") return 0;
  if (value.bpmnElementType === "AD_HOC_SUB_PROCESS_INNER_INSTANCE") return 0;
  if (undoes(value)) return 0;
  if (!(scope.holds & HOLDS.takenFlows)) return 1;
  const joins = value.bpmnElementType === "PARALLEL_GATEWAY" || value.bpmnElementType === "INCLUSIVE_GATEWAY";
  const prefix = textKey(value.elementId, "");
  let joined = 0;
  for (const [flow, count] of [...state.takenFlows.rows(scope.key)]) {
    if (!flow.startsWith(prefix)) continue;
    if (!joins && joined === 1) break;
    joined += 1;
    if (count > 1) state.takenFlows.put(scope.key, flow, count - 1);
    else state.takenFlows.delete(scope.key, flow);
  }
  return Math.max(joined, 1);
}

/** Boundary event and handler of a compensation: no flow leads to them. */
function undoes({ bpmnEventType, bpmnElementType }: ProcessInstanceValue): boolean {
  return (
    bpmnEventType === "COMPENSATION" &&
    bpmnElementType !== "INTERMEDIATE_THROW_EVENT" &&
    bpmnElementType !== "END_EVENT"
  );
}

function setState(state: State, key: number, value: ProcessInstanceValue, to: ElementRow["state"]): void {
  const row = state.element(key, value.processInstanceKey);
  if (row !== undefined) state.updateElement({ ...heardAll(row), state: to });
}

/** A new transition has listeners of its own. */
export function heardAll(row: ElementRow): ElementRow {
  if (row.listened === undefined) return row;
  const { listened: _listened, ...rest } = row;
  return rest;
}

/** An interrupted scope forgets the flows that were on their way. */
function interrupted(state: State, scope: ElementRow, by: string): ElementRow {
  if (scope.holds & HOLDS.takenFlows) state.takenFlows.clear(scope.key);
  return { ...scope, flows: 0, interruptedBy: by };
}

/** Removes the row and all that hangs on its scope; answers the scope around it. */
function remove(state: State, key: number, value: ProcessInstanceValue): ElementRow | undefined {
  const row = state.element(key, value.processInstanceKey);
  if (row === undefined) return undefined;
  if (row.holds & HOLDS.variables) state.variables.clear(key);
  if (row.holds & HOLDS.triggers) state.eventTriggers.clear(key);
  if (row.holds & HOLDS.takenFlows) state.takenFlows.clear(key);
  if (key === value.processInstanceKey) {
    releaseMessageLock(state, row);
    forgetBusinessId(state, row, row.value.bpmnProcessId);
    if (row.suspended === true) state.heldCommands.clear(key);
    state.instances.delete(key);
    state.countInstance(row.value.processDefinitionKey, -1);
    return undefined;
  }
  state.elements.delete(key);
  state.children.delete(value.flowScopeKey, key);
  return state.element(value.flowScopeKey, value.processInstanceKey);
}

/** Instances that another called do not hold their business id. */
export function noteBusinessId(
  state: State,
  { key, businessId, value }: ElementRow,
  processId: string,
): void {
  if (businessId === undefined || value.parentProcessInstanceKey !== -1) return;
  state.businessIds.put(textKey(processId, businessId), key, true);
}

export function forgetBusinessId(
  state: State,
  { key, businessId, value }: ElementRow,
  processId: string,
): void {
  if (businessId === undefined || value.parentProcessInstanceKey !== -1) return;
  state.businessIds.delete(textKey(processId, businessId), key);
}

function releaseMessageLock(state: State, row: ElementRow): void {
  if (row.messageLock === undefined) return;
  state.messageLocks.delete(textKey(row.value.bpmnProcessId, row.messageLock));
}
