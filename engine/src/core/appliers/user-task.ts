/** Appliers of native user tasks: a finished task leaves the state; a change that is under way stands beside it. */
import type { Appliers } from "../appliers.ts";
import type { LifeEventName, UserTaskValue } from "../records.ts";
import type { PendingChange, UserTaskRow } from "../state/rows.ts";
import type { State } from "../state/state.ts";

type Names = Extract<LifeEventName, `USER_TASK${string}`>;

export const userTaskAppliers: Appliers<Names> = {
  "USER_TASK.CREATING": (state, key, value) => {
    state.userTasks.insert(key, { ...stored(value), pending: { event: "CREATING", value, listened: 0 } });
    setTask(state, value, key);
  },
  "USER_TASK.CREATED": (state, key, value) => {
    state.userTasks.put(key, stored(value));
    setTask(state, value, key);
  },
  "USER_TASK.ASSIGNING": begun("ASSIGNING"),
  "USER_TASK.CLAIMING": begun("CLAIMING"),
  "USER_TASK.ASSIGNED": settled,
  "USER_TASK.ASSIGNMENT_DENIED": denied,
  "USER_TASK.UPDATING": begun("UPDATING"),
  "USER_TASK.UPDATED": settled,
  "USER_TASK.UPDATE_DENIED": denied,
  "USER_TASK.COMPLETING": begun("COMPLETING"),
  "USER_TASK.COMPLETION_DENIED": denied,
  "USER_TASK.COMPLETED": remove,
  "USER_TASK.CANCELING": begun("CANCELING"),
  "USER_TASK.CANCELED": remove,
  "USER_TASK.CORRECTED": (state, key, value) => {
    const row = state.userTasks.get(key);
    if (row?.pending !== undefined)
      state.userTasks.update(key, { ...row, pending: { ...row.pending, value } });
  },
};

function begun(event: PendingChange["event"]) {
  return (state: State, key: number, value: UserTaskValue): void => {
    const row = state.userTasks.get(key);
    if (row !== undefined) state.userTasks.update(key, { ...row, pending: { event, value, listened: 0 } });
  };
}

function settled(state: State, key: number, value: UserTaskValue): void {
  state.userTasks.update(key, stored(value));
}

function denied(state: State, key: number): void {
  const row = state.userTasks.get(key);
  if (row === undefined) return;
  const { pending: _pending, ...task } = row;
  state.userTasks.update(key, task);
}

/** What an act brought along is in its record; the row keeps the task itself. */
function stored(value: UserTaskValue): UserTaskRow {
  return { ...value, action: "", changedAttributes: [], variables: [] };
}

function setTask(state: State, value: UserTaskValue, userTaskKey: number): void {
  const element = state.elements.get(value.elementInstanceKey);
  if (element !== undefined) state.updateElement({ ...element, userTaskKey });
}

function remove(state: State, key: number, value: UserTaskValue): void {
  state.userTasks.delete(key);
  setTask(state, value, 0);
}
