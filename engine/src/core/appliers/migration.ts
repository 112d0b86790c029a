/** Appliers of migration: what goes over keeps its key and its place, and gets new names. */
import { forgetBusinessId, noteBusinessId } from "./process-instance.ts";
import type { Appliers } from "../appliers.ts";
import type { MigrationEvents } from "../migration-records.ts";
import type { ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import type { State } from "../state/state.ts";

export const migrationAppliers: Appliers<keyof MigrationEvents> = {
  "PROCESS_INSTANCE_MIGRATION.MIGRATED": () => undefined,
  "PROCESS_INSTANCE.ANCESTOR_MIGRATED": () => undefined,
  "VARIABLE.MIGRATED": () => undefined,

  "PROCESS_INSTANCE.ELEMENT_MIGRATED": (state, key, { interruptedBy, ...value }) => {
    const row = state.element(key, value.processInstanceKey);
    if (row === undefined) return;
    if (key === value.processInstanceKey) {
      moveMessageLock(state, row, value.bpmnProcessId);
      state.countInstance(row.value.processDefinitionKey, -1);
      state.countInstance(value.processDefinitionKey, 1);
    }
    state.updateElement({ ...row, value, interruptedBy: interruptedBy ?? row.interruptedBy });
  },
  "PROCESS_INSTANCE.SEQUENCE_FLOW_DELETED": (state, _key, value) => {
    const scope = state.element(value.flowScopeKey, value.processInstanceKey);
    if (scope === undefined || value.joinedBy === undefined) return;
    state.updateElement({ ...scope, flows: Math.max(0, scope.flows - 1) });
    const flow = textKey(value.joinedBy, value.elementId);
    const count = state.takenFlows.get(scope.key, flow) ?? 0;
    if (count > 1) state.takenFlows.put(scope.key, flow, count - 1);
    else state.takenFlows.delete(scope.key, flow);
  },
  "JOB.MIGRATED": (state, key, value) => {
    const row = state.jobs.get(key);
    if (row !== undefined) state.jobs.update(key, { ...row, value });
  },
  "INCIDENT.MIGRATED": (state, key, value) => state.incidents.update(key, value),
  "USER_TASK.MIGRATED": (state, key, value) => {
    const pending = state.userTasks.get(key)?.pending;
    if (pending === undefined) return state.userTasks.update(key, value);
    const { bpmnProcessId, processDefinitionKey, processDefinitionVersion, elementId } = value;
    const place = { bpmnProcessId, processDefinitionKey, processDefinitionVersion, elementId };
    const next = { ...pending, value: { ...pending.value, ...place } };
    state.userTasks.update(key, { ...value, pending: next });
  },
  "TIMER.MIGRATED": (state, key, value) => state.timers.update(key, value),
  "PROCESS_MESSAGE_SUBSCRIPTION.MIGRATED": (state, key, value) => state.subscriptions.update(key, value),
  "SIGNAL_SUBSCRIPTION.MIGRATED": (state, key, value) => state.signals.put(value.signalName, key, value),
  "CONDITIONAL_SUBSCRIPTION.MIGRATED": (state, key, value) =>
    state.conditionals.put(value.elementInstanceKey, key, value),
  "COMPENSATION_SUBSCRIPTION.MIGRATED": (state, key, value) =>
    state.compensations.put(value.processInstanceKey, key, value),
};

/** An instance that a message has started holds its correlation key for the process that it is of. */
function moveMessageLock(state: State, row: ElementRow, bpmnProcessId: string): void {
  if (row.value.bpmnProcessId !== bpmnProcessId) {
    forgetBusinessId(state, row, row.value.bpmnProcessId);
    noteBusinessId(state, row, bpmnProcessId);
  }
  if (row.messageLock === undefined || row.value.bpmnProcessId === bpmnProcessId) return;
  state.messageLocks.delete(textKey(row.value.bpmnProcessId, row.messageLock));
  state.messageLocks.put(textKey(bpmnProcessId, row.messageLock), row.key);
}
