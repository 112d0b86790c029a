/** What an instruction works with, and how it finds things. */
import type { VirtualClock, Worker, WorkflowEngine } from "../../port.ts";
import type { Trace, TracedElement, TracedIncident, TracedJob, TracedUserTask } from "../trace.ts";
import { Mismatch } from "./failure.ts";
import type {
  DecisionSelector,
  ElementSelector,
  JobSelector,
  ProcessSelector,
  UserTaskSelector,
} from "./instructions.ts";
import type { ModelElement, ProcessModel } from "./models.ts";

/** What instructions need of an engine. */
export type CaseEngine = Pick<
  WorkflowEngine,
  | "activateJobs"
  | "assignUserTask"
  | "broadcastSignal"
  | "cancelInstance"
  | "claimUserTask"
  | "completeJob"
  | "completeUserTask"
  | "createInstance"
  | "deleteResource"
  | "deploy"
  | "evaluateConditionals"
  | "evaluateDecision"
  | "failJob"
  | "idle"
  | "migrateInstance"
  | "openWorker"
  | "publishMessage"
  | "resolveIncident"
  | "setVariables"
  | "subscribe"
  | "throwJobError"
  | "unassignUserTask"
  | "updateJobRetries"
  | "updateJobTimeout"
  | "updateUserTask"
>;

export interface CaseContext {
  readonly engine: CaseEngine;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly models: readonly ProcessModel[];
  /** Files that DEPLOY may name, by name. */
  readonly files?: ReadonlyMap<string, string>;
  /** Mocked workers, closed when the case ends. */
  readonly workers: Worker[];
}

/** The first instance of the process that the case saw, or the one of the given number. */
export function findInstance(
  context: CaseContext,
  { processDefinitionId, number = 1 }: ProcessSelector,
): TracedElement {
  const found = context.trace.processInstances(processDefinitionId)[number - 1];
  if (found !== undefined) return found;
  const wanted = number === 1 ? "an instance" : `instance ${number}`;
  throw new Mismatch(`${wanted} of process '${processDefinitionId}'`, "none");
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
  const { ended = false, number = 1 } = selector;
  const open = [...context.trace.jobs.values()].filter((job) => job.open !== ended);
  const fitting = open.filter(
    (job) =>
      (selector.jobType === undefined || job.type === selector.jobType) &&
      (selector.elementId === undefined || job.elementId === selector.elementId) &&
      (selector.processDefinitionId === undefined || job.bpmnProcessId === selector.processDefinitionId),
  );
  const found = fitting[number - 1];
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
  const { ended = false } = selector;
  const all = [...context.trace.userTasks.values()].filter((task) =>
    ended ? task.state !== "CREATED" : !openOnly || task.state === "CREATED",
  );
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

/** The first active instance of an element, by the model's id or name. */
export function findActiveElement(
  context: CaseContext,
  process: ProcessSelector,
  selector: ElementSelector,
): TracedElement {
  const instance = findInstance(context, process);
  const ids = selectElement(context, process.processDefinitionId, selector);
  const element = context.trace
    .elementsOf(instance.key)
    .find((one) => one.state === "ACTIVE" && ids.includes(one.elementId));
  if (element === undefined) throw new Mismatch(`an active element ${ids.join(", ")}`, "none");
  return element;
}

/** The first open incident that fits. */
export function findIncident(
  context: CaseContext,
  selector: { elementId?: string; processDefinitionId?: string },
): TracedIncident {
  const { elementId, processDefinitionId } = selector;
  const incident = [...context.trace.incidents.values()].find(
    (one) =>
      one.open &&
      (elementId === undefined || one.elementId === elementId) &&
      (processDefinitionId === undefined || one.bpmnProcessId === processDefinitionId),
  );
  if (incident === undefined) throw new Mismatch(`an open incident ${JSON.stringify(selector)}`, "none");
  return incident;
}
