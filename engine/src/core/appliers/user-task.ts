/** Appliers of native user tasks: a finished task leaves the state. */
import type { Appliers } from "../appliers.ts";
import type { UserTaskValue } from "../records.ts";
import type { State } from "../state/state.ts";

type Names = Extract<keyof Appliers, `USER_TASK${string}`>;

const announce = (): void => undefined;

export const userTaskAppliers: Appliers<Names> = {
  "USER_TASK.CREATING": announce,
  "USER_TASK.CREATED": (state, key, value) => {
    state.userTasks.insert(key, stored(value));
    const element = state.elements.get(value.elementInstanceKey);
    if (element !== undefined) state.updateElement({ ...element, userTaskKey: key });
  },
  "USER_TASK.ASSIGNING": announce,
  "USER_TASK.CLAIMING": announce,
  "USER_TASK.ASSIGNED": (state, key, value) => state.userTasks.update(key, stored(value)),
  "USER_TASK.UPDATING": announce,
  "USER_TASK.UPDATED": (state, key, value) => state.userTasks.update(key, stored(value)),
  "USER_TASK.COMPLETING": announce,
  "USER_TASK.COMPLETED": remove,
  "USER_TASK.CANCELING": announce,
  "USER_TASK.CANCELED": remove,
};

/** What an act brought along is in its record; the row keeps the task itself. */
function stored(value: UserTaskValue): UserTaskValue {
  return { ...value, action: "", changedAttributes: [], variables: [] };
}

function remove(state: State, key: number, value: UserTaskValue): void {
  state.userTasks.delete(key);
  const element = state.elements.get(value.elementInstanceKey);
  if (element !== undefined) state.updateElement({ ...element, userTaskKey: 0 });
}
