/** Native user tasks: assign, claim, update, complete. The default action of each is its own name. */
import { changeUserTask, proceed } from "../behaviours/user-task-changes.ts";
import { refuseSuspended } from "../behaviours/suspended.ts";
import { parseInstant } from "../../bpmn/timers.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { UserTaskChanges, UserTaskValue } from "../records.ts";

type Names =
  | "USER_TASK.ASSIGN"
  | "USER_TASK.CLAIM"
  | "USER_TASK.UPDATE"
  | "USER_TASK.COMPLETE"
  | "USER_TASK.COMPLETE_TASK_LISTENER";

export const userTaskProcessors: Processors<Names> = {
  "USER_TASK.ASSIGN": (p, key, { assignee, action }) => {
    const task = openTask(p, key, "assign");
    changeUserTask(p, "ASSIGNING", { ...task, assignee, changedAttributes: ["assignee"], action });
    p.respond(key, null);
  },
  "USER_TASK.CLAIM": (p, key, { assignee, action }) => {
    const task = openTask(p, key, "claim");
    if (assignee === "")
      throw new Refusal("INVALID_ARGUMENT", `to claim user task '${key}', name the assignee`);
    if (task.assignee !== "" && task.assignee !== assignee) {
      throw new Refusal("INVALID_STATE", `user task '${key}' is already held by '${task.assignee}'`);
    }
    changeUserTask(p, "CLAIMING", { ...task, assignee, changedAttributes: ["assignee"], action });
    p.respond(key, null);
  },
  "USER_TASK.UPDATE": (p, key, { changes, action }) => {
    const task = openTask(p, key, "update");
    checkChanges(key, changes);
    const changedAttributes = Object.keys(changes);
    changeUserTask(p, "UPDATING", { ...task, ...changes, changedAttributes, action });
    p.respond(key, null);
  },
  "USER_TASK.COMPLETE": (p, key, { variables, action }) => {
    const task = openTask(p, key, "complete");
    changeUserTask(p, "COMPLETING", { ...task, variables, action });
    p.respond(key, null);
  },
  "USER_TASK.COMPLETE_TASK_LISTENER": (p, key) => proceed(p, key),
};

function openTask(p: Processing, key: number, verb: string): UserTaskValue {
  const task = p.state.userTasks.get(key);
  if (task === undefined) {
    throw new Refusal("NOT_FOUND", `no user task '${key}' is open: it is completed, cancelled, or never was`);
  }
  refuseSuspended(p, task.processInstanceKey, `${verb} user task with key '${key}'`);
  if (task.pending !== undefined) {
    throw new Refusal(
      "INVALID_STATE",
      `cannot ${verb} user task '${key}': it is in state '${task.pending.event}', its listeners decide first`,
    );
  }
  return task;
}

/** Throws the refusal of changes that no task can have. */
export function checkChanges(key: number, changes: UserTaskChanges): void {
  const { priority, dueDate, followUpDate } = changes;
  if (priority !== undefined && !(Number.isInteger(priority) && priority >= 0 && priority <= 100)) {
    throw new Refusal("INVALID_ARGUMENT", `priority of user task '${key}' must be 0 to 100, not ${priority}`);
  }
  for (const date of [dueDate, followUpDate]) {
    if (date !== undefined && date !== "" && parseInstant(date, "UTC") === null) {
      throw new Refusal(
        "INVALID_ARGUMENT",
        `'${date}' is no date-time of user task '${key}': write e.g. 2026-03-01T09:00:00+08:00`,
      );
    }
  }
}
