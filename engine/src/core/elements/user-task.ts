/** Native user task (zeebe:userTask); without it, as in Zeebe, a job of type io.camunda.zeebe:userTask. */
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { cancelJob, createJob } from "../behaviours/jobs.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import { assignFirst, cancelUserTask, createUserTask } from "../behaviours/user-task-changes.ts";
import { evaluateUserTask, evaluateUserTaskJob } from "../behaviours/user-tasks.ts";
import type { ElementKind } from "../element-kind.ts";

export const userTask: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    const { userTask } = element;
    if (userTask === undefined) throw new Error(`user task '${element.id}' is not defined`);
    if (!userTask.native) {
      const properties = evaluateUserTaskJob(p, userTask, row);
      subscribe(p, element, row);
      createJob(p, row, properties);
      activated(p, row);
      return "waits";
    }
    const properties = evaluateUserTask(p, userTask, row);
    subscribe(p, element, row);
    const key = createUserTask(p, row, properties);
    activated(p, row);
    assignFirst(p, key, properties.assignee);
    return "waits";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    cancelJob(p, row);
    unsubscribe(p, row);
    return cancelUserTask(p, row) ? "waits" : "done";
  },
};
