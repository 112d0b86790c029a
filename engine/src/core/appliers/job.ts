/** Appliers of jobs: their row, the queue of free jobs by type, deadlines and back-off. */
import type { Appliers } from "../appliers.ts";
import type { JobValue, LifeEventName } from "../records.ts";
import type { JobRow, JobState } from "../state/rows.ts";
import type { State } from "../state/state.ts";

type Names = Extract<LifeEventName, `JOB${string}`>;

export const jobAppliers: Appliers<Names> = {
  "JOB.CREATED": (state, key, value) => {
    state.jobs.insert(key, { state: "ACTIVATABLE", value });
    state.activatable.add(value.type, 0, key);
    const element = state.element(value.elementInstanceKey, value.processInstanceKey);
    if (element !== undefined) state.updateElement({ ...element, jobKey: key });
  },
  "JOB_BATCH.ACTIVATED": (state, _key, { jobKeys, worker, deadline }) => {
    for (const key of jobKeys) {
      const row = state.jobs.get(key);
      if (row !== undefined) change(state, key, row, "ACTIVATED", { ...row.value, worker, deadline });
    }
  },
  "JOB.COMPLETED": (state, key, value) => {
    remove(state, key);
    if (value.jobKind === undefined) return;
    const element = state.element(value.elementInstanceKey, value.processInstanceKey);
    if (value.jobKind === "TASK_LISTENER") return taskListened(state, element?.userTaskKey ?? 0);
    if (element !== undefined) state.updateElement({ ...element, listened: (element.listened ?? 0) + 1 });
  },
  "JOB.CANCELED": (state, key) => remove(state, key),
  "JOB.FAILED": (state, key, value) => {
    const row = state.jobs.get(key);
    if (row !== undefined) change(state, key, row, afterFailure(value), stored(value));
  },
  "JOB.ERROR_THROWN": (state, key, value) => {
    const row = state.jobs.get(key);
    if (value.errorCaught === true) remove(state, key);
    else if (row !== undefined) change(state, key, row, "ERROR_THROWN", stored(value));
  },
  "JOB.TIMED_OUT": (state, key) => free(state, key),
  "JOB.YIELDED": (state, key) => free(state, key),
  "JOB.RECURRED_AFTER_BACKOFF": (state, key) => free(state, key),
  "JOB.TIMEOUT_UPDATED": (state, key, value) => {
    const row = state.jobs.get(key);
    if (row?.state === "ACTIVATED")
      change(state, key, row, "ACTIVATED", { ...row.value, deadline: value.deadline });
  },
  "JOB.RETRIES_UPDATED": (state, key, value) => {
    const row = state.jobs.get(key);
    if (row !== undefined)
      state.jobs.update(key, { ...row, value: { ...row.value, retries: value.retries } });
  },
};

/** One more task listener has spoken. */
function taskListened(state: State, userTaskKey: number): void {
  const task = state.userTasks.get(userTaskKey);
  if (task?.pending === undefined) return;
  const pending = { ...task.pending, listened: task.pending.listened + 1 };
  state.userTasks.update(userTaskKey, { ...task, pending });
}

/** Makes a job free for workers again. */
export function free(state: State, key: number): void {
  const row = state.jobs.get(key);
  if (row === undefined) return;
  change(state, key, row, "ACTIVATABLE", { ...row.value, deadline: -1, recurringTime: -1, worker: "" });
}

/** The instance of a job is suspended: nobody may take it, and no time of it runs. */
export function park(state: State, key: number): void {
  const row = state.jobs.get(key);
  if (row === undefined || row.state === "ERROR_THROWN") return;
  if (row.state === "FAILED" && row.value.recurringTime <= 0) return;
  leaveQueues(state, key, row);
  state.jobs.update(key, { state: "PARKED", value: { ...row.value, deadline: -1, worker: "" } });
}

export function unpark(state: State, key: number): void {
  const row = state.jobs.get(key);
  if (row?.state !== "PARKED") return;
  change(state, key, row, row.value.recurringTime > 0 ? "FAILED" : "ACTIVATABLE", row.value);
}

function afterFailure(value: JobValue): JobState {
  return value.retries > 0 && value.retryBackoff <= 0 ? "ACTIVATABLE" : "FAILED";
}

/** What a failure brought along is in its record; the row keeps the job itself. */
function stored(value: JobValue): JobValue {
  return { ...value, deadline: -1, worker: "", variables: [] };
}

function change(state: State, key: number, row: JobRow, wanted: JobState, value: JobValue): void {
  const waits = wanted === "ACTIVATABLE" && state.isSuspended(value.processInstanceKey);
  const to = waits ? "PARKED" : wanted;
  leaveQueues(state, key, row);
  state.jobs.update(key, { state: to, value });
  if (to === "ACTIVATABLE") state.activatable.add(value.type, 0, key);
  if (to === "ACTIVATED") state.due.add("job", value.deadline, key);
  if (to === "FAILED" && value.recurringTime > 0) state.due.add("backoff", value.recurringTime, key);
}

function leaveQueues(state: State, key: number, row: JobRow): void {
  if (row.state === "ACTIVATABLE") state.activatable.remove(row.value.type, 0, key);
  if (row.state === "ACTIVATED") state.due.remove("job", row.value.deadline, key);
  if (row.state === "FAILED" && row.value.recurringTime > 0) {
    state.due.remove("backoff", row.value.recurringTime, key);
  }
}

function remove(state: State, key: number): void {
  const row = state.jobs.get(key);
  if (row === undefined) return;
  leaveQueues(state, key, row);
  state.jobs.delete(key);
  const element = state.element(row.value.elementInstanceKey, row.value.processInstanceKey);
  if (element !== undefined) state.updateElement({ ...element, jobKey: 0 });
}
