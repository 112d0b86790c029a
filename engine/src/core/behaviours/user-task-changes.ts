/**
 * Changes of a native user task: each is announced (ASSIGNING …), then the task's listeners are asked one after
 * another, who may correct or refuse it, then it is done (ASSIGNED …). Without listeners that is one step.
 */
import type { JobDefinition, TaskListenerEvent } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { TaskListenerResultValue, UserTaskValue } from "../records.ts";
import type { ElementRow, PendingChange, UserTaskRow } from "../state/rows.ts";
import { trigger } from "./events.ts";
import { createIncident } from "./incidents.ts";
import { businessIdOf } from "./labels.ts";
import { createJob, evaluateJob } from "./jobs.ts";
import type { JobProperties } from "./jobs.ts";
import { complete } from "./transitions.ts";
import type { UserTaskProperties } from "./user-tasks.ts";

type Change = PendingChange["event"];

const LISTENER_EVENTS: Readonly<Record<Change, TaskListenerEvent>> = {
  CREATING: "creating",
  ASSIGNING: "assigning",
  CLAIMING: "assigning",
  UPDATING: "updating",
  COMPLETING: "completing",
  CANCELING: "canceling",
};

/** A new task, created unless listeners are to be asked; answers its key. */
export function createUserTask(p: Processing, row: ElementRow, properties: UserTaskProperties): number {
  const { value } = row;
  const userTaskKey = p.state.nextKey();
  p.event("USER_TASK.CREATING", userTaskKey, {
    ...properties,
    ...businessIdOf(p, row),
    userTaskKey,
    bpmnProcessId: value.bpmnProcessId,
    processDefinitionKey: value.processDefinitionKey,
    processDefinitionVersion: value.version,
    processInstanceKey: value.processInstanceKey,
    elementId: value.elementId,
    elementInstanceKey: row.key,
    creationTimestamp: p.now,
    changedAttributes: [],
    action: "",
    variables: [],
  });
  proceed(p, userTaskKey);
  return userTaskKey;
}

/** The assignee that the model names gets a task that is created: by an assignment of its own. */
export function assignFirst(p: Processing, userTaskKey: number, assignee: string): void {
  const task = p.state.userTasks.get(userTaskKey);
  if (task === undefined || task.pending !== undefined || assignee === "") return;
  changeUserTask(p, "ASSIGNING", { ...task, assignee, changedAttributes: ["assignee"] });
}

/** Announces a change and does it, unless listeners are to be asked. */
export function changeUserTask(
  p: Processing,
  event: Exclude<Change, "CREATING">,
  value: UserTaskValue,
): void {
  p.event(`USER_TASK.${event}`, value.userTaskKey, value);
  proceed(p, value.userTaskKey);
}

/** The next listener is asked; when all have agreed, the change is done. */
export function proceed(p: Processing, userTaskKey: number): void {
  const task = p.state.userTasks.get(userTaskKey);
  const row = task && p.state.elements.get(task.elementInstanceKey);
  if (task?.pending === undefined || row === undefined) return;
  const { event, listened } = task.pending;
  const value = listened === 0 ? task.pending.value : withVariablesNamed(event, task.pending.value);
  const next = listenersOf(p, row, event)[listened];
  if (next === undefined) return settle(p, task, row, { event, listened, value });
  const job = listenerJob(p, next, row, event === "CREATING" && listened === 0);
  if (job === null) return;
  const { type, retries, headers } = job;
  const listener = LISTENER_EVENTS[event].toUpperCase() as Uppercase<TaskListenerEvent>;
  createJob(p, row, { type, retries, headers: { ...headers, ...taskHeaders(value) }, listener });
}

/**
 * The job of a listener, or null when its type or retries cannot be evaluated: the change waits with an incident. The
 * first listener of a creation fails with the activation that it is part of (`entering`), which is tried again as a whole.
 */
function listenerJob(
  p: Processing,
  listener: JobDefinition,
  row: ElementRow,
  entering: boolean,
): JobProperties | null {
  try {
    return evaluateJob(p, listener, row);
  } catch (error) {
    if (entering || !(error instanceof IncidentError)) throw error;
    const { type, message, variableScopeKey } = error;
    createIncident(p, row, { type, message, variableScopeKey: variableScopeKey || row.key });
    return null;
  }
}

/** As in Zeebe, variables of a completion count as a change once a listener has been asked. */
function withVariablesNamed(event: Change, value: UserTaskValue): UserTaskValue {
  if (event !== "COMPLETING" || value.variables.length === 0) return value;
  return { ...value, changedAttributes: [...value.changedAttributes, "variables"] };
}

function listenersOf(p: Processing, row: ElementRow, event: Change): readonly JobDefinition[] {
  return p.model(row.value).userTask?.listeners?.[LISTENER_EVENTS[event]] ?? [];
}

const PREFIX = "io.camunda.zeebe:";

/** What a listener sees of the task. */
function taskHeaders(task: UserTaskValue): Record<string, string> {
  const told: [string, string][] = [
    ["action", task.action],
    ["userTaskKey", String(task.userTaskKey)],
    ["assignee", task.assignee],
    [
      "candidateGroups",
      task.candidateGroupsList.length === 0 ? "" : JSON.stringify(task.candidateGroupsList),
    ],
    ["candidateUsers", task.candidateUsersList.length === 0 ? "" : JSON.stringify(task.candidateUsersList)],
    ["changedAttributes", task.changedAttributes.length === 0 ? "" : JSON.stringify(task.changedAttributes)],
    ["dueDate", task.dueDate],
    ["followUpDate", task.followUpDate],
    ["priority", String(task.priority)],
  ];
  return Object.fromEntries(
    told.filter(([, value]) => value !== "").map(([name, value]) => [PREFIX + name, value] as const),
  );
}

function settle(p: Processing, task: UserTaskRow, row: ElementRow, { event, value }: PendingChange): void {
  const { userTaskKey } = task;
  switch (event) {
    case "CREATING":
      return settleCreation(p, task, row, value);
    case "ASSIGNING":
    case "CLAIMING":
      return p.event("USER_TASK.ASSIGNED", userTaskKey, value);
    case "UPDATING":
      return p.event("USER_TASK.UPDATED", userTaskKey, value);
    case "COMPLETING":
      p.event("USER_TASK.COMPLETED", userTaskKey, value);
      if (value.variables.length > 0) trigger(p, row, task.elementId, value.variables);
      return complete(p, row);
    case "CANCELING":
      p.event("USER_TASK.CANCELED", userTaskKey, value);
      if (row.state === "TERMINATING")
        p.command("PROCESS_INSTANCE.CONTINUE_TERMINATING_ELEMENT", row.key, row.value);
  }
}

/** An assignee that a listener gave has the task at once. */
function settleCreation(p: Processing, task: UserTaskRow, row: ElementRow, value: UserTaskValue): void {
  const first = task.assignee;
  const created = first === "" ? value : { ...value, assignee: "" };
  p.event("USER_TASK.CREATED", task.userTaskKey, created);
  if (row.state === "ACTIVATED") assignFirst(p, task.userTaskKey, first);
}

/** What a listener has corrected: the change goes on with it. */
export function correct(
  p: Processing,
  task: UserTaskRow,
  corrections: TaskListenerResultValue["corrections"],
): void {
  const names = Object.keys(corrections);
  if (task.pending === undefined || names.length === 0) return;
  const { value } = task.pending;
  const changedAttributes = [...new Set([...value.changedAttributes, ...names])];
  p.event("USER_TASK.CORRECTED", task.userTaskKey, { ...value, ...corrections, changedAttributes });
}

/** A listener has refused: the task stays as it is. */
export function deny(p: Processing, task: UserTaskRow, deniedReason: string): void {
  const { pending, ...value } = task;
  const names = {
    ASSIGNING: "USER_TASK.ASSIGNMENT_DENIED",
    CLAIMING: "USER_TASK.ASSIGNMENT_DENIED",
    UPDATING: "USER_TASK.UPDATE_DENIED",
    COMPLETING: "USER_TASK.COMPLETION_DENIED",
  } as const;
  if (pending === undefined || pending.event === "CREATING" || pending.event === "CANCELING") return;
  p.event(names[pending.event], task.userTaskKey, { ...value, deniedReason });
}

/** The element ends. True when listeners are to be asked first. */
export function cancelUserTask(p: Processing, row: ElementRow): boolean {
  const { userTaskKey } = p.current(row);
  const task = userTaskKey === 0 ? undefined : p.state.userTasks.get(userTaskKey);
  if (task === undefined) return false;
  const { pending: _pending, ...value } = task;
  p.event("USER_TASK.CANCELING", userTaskKey, value);
  if (listenersOf(p, row, "CANCELING").length === 0) {
    p.event("USER_TASK.CANCELED", userTaskKey, value);
    return false;
  }
  proceed(p, userTaskKey);
  return true;
}
