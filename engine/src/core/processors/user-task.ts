/** Native user tasks: assign, claim, update, complete. The default action of each is its own name. */
import { trigger } from "../behaviours/events.ts";
import { complete } from "../behaviours/transitions.ts";
import { parseInstant } from "../../bpmn/timers.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { UserTaskChanges, UserTaskValue } from "../records.ts";

type Names = "USER_TASK.ASSIGN" | "USER_TASK.CLAIM" | "USER_TASK.UPDATE" | "USER_TASK.COMPLETE";

export const userTaskProcessors: Processors<Names> = {
  "USER_TASK.ASSIGN": (p, key, { assignee, action }) => {
    const task = openTask(p, key);
    const value = { ...task, assignee, changedAttributes: ["assignee"], action };
    p.event("USER_TASK.ASSIGNING", key, value);
    p.event("USER_TASK.ASSIGNED", key, value);
    p.respond(key, null);
  },
  "USER_TASK.CLAIM": (p, key, { assignee, action }) => {
    const task = openTask(p, key);
    if (assignee === "")
      throw new Refusal("INVALID_ARGUMENT", `to claim user task '${key}', name the assignee`);
    if (task.assignee !== "" && task.assignee !== assignee) {
      throw new Refusal("INVALID_STATE", `user task '${key}' is already held by '${task.assignee}'`);
    }
    const value = { ...task, assignee, changedAttributes: ["assignee"], action };
    p.event("USER_TASK.CLAIMING", key, value);
    p.event("USER_TASK.ASSIGNED", key, value);
    p.respond(key, null);
  },
  "USER_TASK.UPDATE": (p, key, { changes, action }) => {
    const task = openTask(p, key);
    check(key, changes);
    const value = { ...task, ...changes, changedAttributes: Object.keys(changes), action };
    p.event("USER_TASK.UPDATING", key, value);
    p.event("USER_TASK.UPDATED", key, value);
    p.respond(key, null);
  },
  "USER_TASK.COMPLETE": (p, key, { variables, action }) => {
    const task = openTask(p, key);
    const value = { ...task, variables, action };
    p.event("USER_TASK.COMPLETING", key, value);
    p.event("USER_TASK.COMPLETED", key, value);
    const row = p.state.elements.get(task.elementInstanceKey);
    if (row !== undefined) {
      if (variables.length > 0) trigger(p, row, task.elementId, variables);
      complete(p, row);
    }
    p.respond(key, null);
  },
};

function openTask(p: Processing, key: number): UserTaskValue {
  const task = p.state.userTasks.get(key);
  if (task !== undefined) return task;
  throw new Refusal("NOT_FOUND", `no user task '${key}' is open: it is completed, cancelled, or never was`);
}

function check(key: number, changes: UserTaskChanges): void {
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
