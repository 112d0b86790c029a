/** What the completion of each kind of job leads to. */
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { AdHocResultValue, CommandValues } from "../records.ts";
import type { ElementRow, JobRow } from "../state/rows.ts";
import { trigger } from "./events.ts";
import { complete } from "./transitions.ts";
import { correct, deny } from "./user-task-changes.ts";
import { propagate } from "./variables.ts";

type Completion = CommandValues["JOB.COMPLETE"];

/** The job has completed: its element, or the listeners of its element, go on. */
export function afterJob(
  p: Processing,
  job: JobRow,
  row: ElementRow,
  { variables, result }: Completion,
): void {
  if (job.value.jobKind === undefined && row.value.bpmnElementType === "AD_HOC_SUB_PROCESS") {
    propagate(p, row, variables);
    followResult(p, row, result);
    return;
  }
  if (variables.length > 0) trigger(p, row, row.value.elementId, variables);
  if (job.value.jobKind === undefined) complete(p, row);
  else p.command("PROCESS_INSTANCE.COMPLETE_EXECUTION_LISTENER", row.key, row.value);
}

/** What the worker of an ad-hoc sub-process wants next. */
function followResult(p: Processing, row: ElementRow, result: AdHocResultValue | undefined): void {
  if (result === undefined) return;
  const { completionConditionFulfilled, ...instruction } = result;
  const value = { adHocSubProcessInstanceKey: row.key, ...instruction };
  if (completionConditionFulfilled) p.command("AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETE", row.key, value);
  else if (instruction.activateElements.length > 0) {
    p.command("AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATE", row.key, value);
  }
}

/** Throws the refusal of an answer that a task listener cannot give. */
export function checkTaskListener(p: Processing, key: number, row: ElementRow, command: Completion): void {
  const { variables, taskResult } = command;
  const task = p.state.userTasks.get(row.userTaskKey);
  const event = task?.pending?.event;
  if (variables.length > 0) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `task listener job '${key}' cannot bring variables: correct or deny the change, or set variables of the task`,
    );
  }
  if (taskResult === undefined) return;
  const { denied, corrections } = taskResult;
  if (denied && (event === "CREATING" || event === "CANCELING")) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `task listener job '${key}' cannot deny: the '${event}' of a user task is only told`,
    );
  }
  if (denied && Object.keys(corrections).length > 0) {
    throw new Refusal("INVALID_ARGUMENT", `task listener job '${key}' cannot deny and correct at once`);
  }
  if (event === "CREATING" && corrections.assignee !== undefined && task?.assignee !== "") {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `task listener job '${key}' cannot correct the assignee on 'CREATING': the model names one; use 'assigning'`,
    );
  }
}

/** A task listener has answered. */
export function afterTaskListener(p: Processing, row: ElementRow, { taskResult }: Completion): void {
  const task = p.state.userTasks.get(row.userTaskKey);
  if (task === undefined) return;
  if (taskResult?.denied === true) return deny(p, task, taskResult.deniedReason);
  if (taskResult !== undefined) correct(p, task, taskResult.corrections);
  p.command("USER_TASK.COMPLETE_TASK_LISTENER", task.userTaskKey, {});
}
