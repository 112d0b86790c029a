/** What an instruction works with, and how it finds things. */
import type { VirtualClock, Worker, WorkflowEngine } from "../../port.ts";
import type { Trace, TracedElement, TracedJob, TracedUserTask } from "../trace.ts";
import { Mismatch } from "./failure.ts";
import type { DecisionSelector, ElementSelector, JobSelector, UserTaskSelector } from "./instructions.ts";
import type { ModelElement, ProcessModel } from "./models.ts";

export interface CaseContext {
  readonly engine: WorkflowEngine;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly models: readonly ProcessModel[];
  /** Mocked workers, closed when the case ends. */
  readonly workers: Worker[];
}

/** The first instance of the process that the case saw. */
export function findInstance(context: CaseContext, processId: string): TracedElement {
  const [first] = context.trace.processInstances(processId);
  if (first === undefined) throw new Mismatch(`an instance of process '${processId}'`, "none");
  return first;
}

export function modelElement(
  context: CaseContext,
  processId: string,
  elementId: string,
): ModelElement | undefined {
  const model = context.models.find((one) => one.processId === processId);
  return model?.elements.find((element) => element.id === elementId);
}

/** Ids of the elements that the selector names in the process. */
export function selectElement(context: CaseContext, processId: string, selector: ElementSelector): string[] {
  const model = context.models.find((one) => one.processId === processId);
  const found = (model?.elements ?? []).filter(
    (element) =>
      (selector.elementId === undefined || element.id === selector.elementId) &&
      (selector.elementName === undefined || element.name === selector.elementName),
  );
  if (found.length > 0 || model === undefined) return found.map((element) => element.id);
  throw new Mismatch(`an element ${JSON.stringify(selector)} in process '${processId}'`, "none of this name");
}

export function findJob(context: CaseContext, selector: JobSelector): TracedJob {
  const open = [...context.trace.jobs.values()].filter((job) => job.open);
  const found = open.find(
    (job) =>
      (selector.jobType === undefined || job.type === selector.jobType) &&
      (selector.elementId === undefined || job.elementId === selector.elementId) &&
      (selector.processDefinitionId === undefined || job.bpmnProcessId === selector.processDefinitionId),
  );
  if (found !== undefined) return found;
  const others = open.map((job) => `${job.type} at ${job.elementId}`).join(", ");
  throw new Mismatch(`an open job ${JSON.stringify(selector)}`, `none; open jobs: ${others || "none"}`);
}

/** The newest user task that fits; `openOnly` leaves out those that have ended. */
export function findUserTask(
  context: CaseContext,
  selector: UserTaskSelector,
  openOnly: boolean,
): TracedUserTask {
  const all = [...context.trace.userTasks.values()].filter((task) => !openOnly || task.state === "CREATED");
  const fitting = all.filter(
    (task) =>
      (selector.elementId === undefined || task.elementId === selector.elementId) &&
      (selector.processDefinitionId === undefined || task.bpmnProcessId === selector.processDefinitionId) &&
      (selector.taskName === undefined ||
        modelElement(context, task.bpmnProcessId, task.elementId)?.name === selector.taskName),
  );
  const found = fitting.find((task) => task.state === "CREATED") ?? fitting.at(-1);
  if (found !== undefined) return found;
  const others = all.map((task) => task.elementId).join(", ");
  throw new Mismatch(`a user task ${JSON.stringify(selector)}`, `none; user tasks: ${others || "none"}`);
}

export function findDecision(context: CaseContext, selector: DecisionSelector) {
  const found = context.trace.decisions.findLast(
    (decision) =>
      (selector.decisionDefinitionId === undefined ||
        decision.decisionId === selector.decisionDefinitionId) &&
      (selector.decisionDefinitionName === undefined ||
        decision.decisionName === selector.decisionDefinitionName),
  );
  if (found !== undefined) return found;
  const others = context.trace.decisions.map((decision) => decision.decisionId).join(", ");
  throw new Mismatch(
    `an evaluation of decision ${JSON.stringify(selector)}`,
    `none; evaluated: ${others || "none"}`,
  );
}
