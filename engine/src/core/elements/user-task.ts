/** Native user task (zeebe:userTask); without it, as in Zeebe, a job of type io.camunda.zeebe:userTask. */
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { cancelJob, createJob } from "../behaviours/jobs.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { activated } from "../behaviours/transitions.ts";
import { assignFirst, cancelUserTask, createUserTask, evaluateUserTask } from "../behaviours/user-tasks.ts";
import type { ElementKind } from "../element-kind.ts";

const JOB_TYPE = "io.camunda.zeebe:userTask";

export const userTask: ElementKind = {
  onActivate(p, element, row) {
    applyInputMappings(p, element, row);
    const { userTask: definition } = element;
    const properties = definition === undefined ? undefined : evaluateUserTask(p, definition, row);
    subscribe(p, element, row);
    if (properties === undefined) {
      createJob(p, row, { type: JOB_TYPE, retries: 1, headers: element.job?.headers ?? {} });
      activated(p, row);
    } else {
      const task = createUserTask(p, row, properties);
      activated(p, row);
      assignFirst(p, task);
    }
    return "waits";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    cancelUserTask(p, row);
    cancelJob(p, row);
    unsubscribe(p, row);
    return "done";
  },
};
