/** Instructions of Camunda's test-case format (cpt-test-cases 8.9), as they stand in the JSON. */
import type { JsonValue, TaskListenerResult, Variables } from "../../port.ts";

export interface TestCase {
  name: string;
  description?: string;
  instructions: TestInstruction[];
}

export interface ProcessSelector {
  processDefinitionId: string;
  /** Ours: which of the instances that the case saw, from 1. */
  number?: number;
}
export interface ElementSelector {
  elementId?: string;
  elementName?: string;
}
export interface JobSelector {
  /** Ours: a job that has ended, to see that it is refused. */
  ended?: boolean;
  /** Ours: which of those that fit, from 1. */
  number?: number;
  jobType?: string;
  elementId?: string;
  processDefinitionId?: string;
}
export interface UserTaskSelector {
  /** Ours: a task that has ended. */
  ended?: boolean;
  elementId?: string;
  taskName?: string;
  processDefinitionId?: string;
}
export interface DecisionSelector {
  decisionDefinitionId?: string;
  decisionDefinitionName?: string;
}

export interface CreateProcessInstance {
  type: "CREATE_PROCESS_INSTANCE";
  processDefinitionSelector: ProcessSelector;
  variables?: Variables;
  /** Ours. */
  tags?: string[];
  startInstructions?: JsonValue[];
  runtimeInstructions?: JsonValue[];
}
export interface CompleteJob {
  type: "COMPLETE_JOB";
  jobSelector: JobSelector;
  variables?: Variables;
  useExampleData?: boolean;
}
export interface CompleteAdHocJob {
  type: "COMPLETE_JOB_AD_HOC_SUB_PROCESS";
  jobSelector: JobSelector;
  variables?: Variables;
  activateElements?: { elementId: string; variables?: Variables }[];
  cancelRemainingInstances?: boolean;
  completionConditionFulfilled?: boolean;
}
export interface CompleteTaskListenerJob {
  type: "COMPLETE_JOB_USER_TASK_LISTENER";
  jobSelector: JobSelector;
  variables?: Variables;
  denied?: boolean;
  deniedReason?: string;
  corrections?: NonNullable<TaskListenerResult["corrections"]>;
}
export interface EvaluateConditionalStartEvent {
  type: "EVALUATE_CONDITIONAL_START_EVENT";
  variables?: Variables;
  processDefinitionSelector?: ProcessSelector;
}
export interface ThrowError {
  type: "THROW_BPMN_ERROR_FROM_JOB";
  jobSelector: JobSelector;
  errorCode: string;
  errorMessage?: string;
  variables?: Variables;
}
export interface CompleteUserTask {
  type: "COMPLETE_USER_TASK";
  userTaskSelector: UserTaskSelector;
  variables?: Variables;
  useExampleData?: boolean;
}
export interface PublishMessage {
  type: "PUBLISH_MESSAGE";
  name: string;
  correlationKey?: string;
  variables?: Variables;
  timeToLive?: number;
  messageId?: string;
}
export interface CorrelateMessage {
  type: "CORRELATE_MESSAGE";
  name: string;
  correlationKey?: string;
  variables?: Variables;
}
export interface BroadcastSignal {
  type: "BROADCAST_SIGNAL";
  signalName: string;
  variables?: Variables;
}
export interface ResolveIncident {
  type: "RESOLVE_INCIDENT";
  incidentSelector: { elementId?: string; processDefinitionId?: string };
}
export interface UpdateVariables {
  type: "UPDATE_VARIABLES";
  processInstanceSelector: ProcessSelector;
  variables: Variables;
  elementSelector?: ElementSelector;
}
export interface SetTime {
  type: "SET_TIME";
  time: string;
}
export interface IncreaseTime {
  type: "INCREASE_TIME";
  duration: string;
}
export interface EvaluateDecision {
  type: "EVALUATE_DECISION";
  decisionDefinitionSelector: { decisionDefinitionId: string };
  variables?: Variables;
}
export interface MockChildProcess {
  type: "MOCK_CHILD_PROCESS";
  processDefinitionId: string;
  variables?: Variables;
}
export interface MockDecision {
  type: "MOCK_DMN_DECISION";
  decisionDefinitionId: string;
  variables?: Variables;
}
export interface MockWorkerComplete {
  type: "MOCK_JOB_WORKER_COMPLETE_JOB";
  jobType: string;
  variables?: Variables;
  useExampleData?: boolean;
}
export interface MockWorkerError {
  type: "MOCK_JOB_WORKER_THROW_BPMN_ERROR";
  jobType: string;
  errorCode: string;
  errorMessage?: string;
  variables?: Variables;
}
export interface AssertProcessInstance {
  type: "ASSERT_PROCESS_INSTANCE";
  processInstanceSelector: ProcessSelector;
  state?: "IS_ACTIVE" | "IS_COMPLETED" | "IS_CREATED" | "IS_TERMINATED";
  hasActiveIncidents?: boolean;
}
export interface AssertElementInstance {
  type: "ASSERT_ELEMENT_INSTANCE";
  processInstanceSelector: ProcessSelector;
  elementSelector: ElementSelector;
  state: "IS_ACTIVE" | "IS_COMPLETED" | "IS_TERMINATED";
  amount?: number;
}
export interface AssertElementInstances {
  type: "ASSERT_ELEMENT_INSTANCES";
  processInstanceSelector: ProcessSelector;
  elementSelectors: ElementSelector[];
  state:
    | "IS_ACTIVE"
    | "IS_COMPLETED"
    | "IS_TERMINATED"
    | "IS_NOT_ACTIVE"
    | "IS_NOT_ACTIVATED"
    | "IS_ACTIVE_EXACTLY"
    | "IS_COMPLETED_IN_ORDER";
}
export interface AssertVariables {
  type: "ASSERT_VARIABLES";
  processInstanceSelector: ProcessSelector;
  elementSelector?: ElementSelector;
  variableNames?: string[];
  variables?: Variables;
}
export interface AssertUserTask {
  type: "ASSERT_USER_TASK";
  userTaskSelector: UserTaskSelector;
  state?: "IS_CREATED" | "IS_COMPLETED" | "IS_CANCELED" | "IS_FAILED";
  assignee?: string;
  candidateGroups?: string[];
  priority?: number;
  elementId?: string;
  name?: string;
  dueDate?: string;
  followUpDate?: string;
}
export interface AssertDecision {
  type: "ASSERT_DECISION";
  decisionSelector: DecisionSelector;
  output?: JsonValue;
  matchedRules?: number[];
  notMatchedRules?: number[];
  noMatchedRules?: boolean;
}
export interface AssertMessageSubscription {
  type: "ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION";
  processInstanceSelector: ProcessSelector;
  messageSelector: { messageName: string; correlationKey?: string };
  state: "IS_WAITING" | "IS_NOT_WAITING" | "IS_CORRELATED";
}

/** Instructions of ours, for what the format has no word for. */
export interface Deploy {
  type: "DEPLOY";
  /** Names of files beside the case. */
  resourceNames: string[];
}
export interface CancelProcessInstance {
  type: "CANCEL_PROCESS_INSTANCE";
  processInstanceSelector: ProcessSelector;
}
export interface ActivateJobs {
  type: "ACTIVATE_JOBS";
  jobType: string;
  maxJobs?: number;
  /** How long they are the worker's, ms. */
  timeout?: number;
}
export interface FailJob {
  type: "FAIL_JOB";
  jobSelector: JobSelector;
  retries: number;
  errorMessage?: string;
  /** ms */
  retryBackoff?: number;
  variables?: Variables;
}
export interface UpdateJobRetries {
  type: "UPDATE_JOB_RETRIES";
  jobSelector: JobSelector;
  retries: number;
}
export interface UpdateJobTimeout {
  type: "UPDATE_JOB_TIMEOUT";
  jobSelector: JobSelector;
  /** From now on, ms. */
  timeout: number;
}
export interface AssignUserTask {
  type: "ASSIGN_USER_TASK";
  userTaskSelector: UserTaskSelector;
  assignee: string;
}
export interface ClaimUserTask {
  type: "CLAIM_USER_TASK";
  userTaskSelector: UserTaskSelector;
  assignee: string;
}
export interface UnassignUserTask {
  type: "UNASSIGN_USER_TASK";
  userTaskSelector: UserTaskSelector;
}
export interface UpdateUserTask {
  type: "UPDATE_USER_TASK";
  userTaskSelector: UserTaskSelector;
  changes: {
    candidateGroups?: string[];
    candidateUsers?: string[];
    dueDate?: string | null;
    followUpDate?: string | null;
    priority?: number;
  };
}
/** Like UPDATE_VARIABLES, whose element variables are local, but local only when it says so. */
export interface SetVariables {
  type: "SET_VARIABLES";
  processInstanceSelector: ProcessSelector;
  elementSelector?: ElementSelector;
  variables: Variables;
  local?: boolean;
}
/** Like RESOLVE_INCIDENT, but the retries of its job are left as they are. */
export interface RetryIncident {
  type: "RETRY_INCIDENT";
  incidentSelector: { elementId?: string; processDefinitionId?: string };
}

export interface MigrateProcessInstance {
  type: "MIGRATE_PROCESS_INSTANCE";
  processInstanceSelector: ProcessSelector;
  /** The newest version of the process, or the given one of those that the case saw; or a number of no process. */
  target: { processDefinitionId?: string; version?: number; processDefinitionKey?: string };
  mappings: { sourceElementId: string; targetElementId: string }[];
}

/** The newest version of a process or the given one of those that the case saw, a decision requirements graph, or a number of nothing. */
export interface DeleteResource {
  type: "DELETE_RESOURCE";
  processDefinitionId?: string;
  version?: number;
  decisionRequirementsId?: string;
  formId?: string;
  resourceId?: string;
  resourceKey?: string;
}

export type OwnInstruction =
  | DeleteResource
  | Deploy
  | MigrateProcessInstance
  | CancelProcessInstance
  | ActivateJobs
  | FailJob
  | UpdateJobRetries
  | UpdateJobTimeout
  | AssignUserTask
  | ClaimUserTask
  | UnassignUserTask
  | UpdateUserTask
  | SetVariables
  | RetryIncident;

export type TestInstruction =
  | OwnInstruction
  | CreateProcessInstance
  | CompleteJob
  | EvaluateConditionalStartEvent
  | CompleteAdHocJob
  | CompleteTaskListenerJob
  | ThrowError
  | CompleteUserTask
  | PublishMessage
  | CorrelateMessage
  | BroadcastSignal
  | ResolveIncident
  | UpdateVariables
  | SetTime
  | IncreaseTime
  | EvaluateDecision
  | MockChildProcess
  | MockDecision
  | MockWorkerComplete
  | MockWorkerError
  | AssertProcessInstance
  | AssertElementInstance
  | AssertElementInstances
  | AssertVariables
  | AssertUserTask
  | AssertDecision
  | AssertMessageSubscription;

export type InstructionOf<T extends TestInstruction["type"]> = Extract<TestInstruction, { type: T }>;
