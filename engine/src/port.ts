/**
 * The port: everything the rest of the world may ask of a workflow engine, embedded or on a cluster.
 * Names are Zeebe's. Keys are strings here (a cluster's exceed 2^53); every method is asynchronous and answers
 * only after its commit is on disk.
 */

import type { ModelFault } from "./bpmn/graph.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type Variables = { [name: string]: JsonValue };

/** Milliseconds since the epoch; injected everywhere, so that a test can hold time in its hand. */
export interface Clock {
  now(): number;
}

/** A clock that a test moves; `embedded` wakes its timers when it is moved through `engine.clock`. */
export interface VirtualClock extends Clock {
  set(epochMs: number): void;
  add(ms: number): void;
  /** Called after every move. Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
}

export interface Resource {
  /**
   * File name with ending `.bpmn`, `.dmn`, `.form` (JSON with an `id`) or `.rpa` (JSON with an `id`, for linking); the
   * ending decides how it is read.
   */
  name: string;
  content: string;
}

export interface DeployedProcess {
  bpmnProcessId: string;
  version: number;
  processDefinitionKey: string;
  resourceName: string;
  /** The same content was deployed before: nothing new came of it. */
  duplicate: boolean;
}

export interface DeployedDecision {
  decisionId: string;
  decisionName: string;
  version: number;
  decisionKey: string;
  decisionRequirementsId: string;
  decisionRequirementsKey: string;
  duplicate: boolean;
}

/** A form that user tasks name by its id. */
export interface DeployedForm {
  formId: string;
  version: number;
  /** "" for none. */
  versionTag: string;
  formKey: string;
  resourceName: string;
  duplicate: boolean;
}

/** A file that jobs may be told of (`zeebe:linkedResource`). */
export interface DeployedResource {
  resourceId: string;
  version: number;
  versionTag: string;
  resourceKey: string;
  resourceName: string;
  duplicate: boolean;
}

export interface Deployment {
  deploymentKey: string;
  processes: DeployedProcess[];
  decisions: DeployedDecision[];
  forms: DeployedForm[];
  resources: DeployedResource[];
}

export type ProcessReference = { bpmnProcessId: string; version?: number } | { processDefinitionKey: string };

/** What an instance is to be found by. */
export interface InstanceOptions {
  tags?: string[];
  businessId?: string;
}

export interface CreatedInstance {
  processInstanceKey: string;
  processDefinitionKey: string;
  bpmnProcessId: string;
  version: number;
  tags: string[];
  businessId: string | null;
}

/** What a worker gets. `T` is the shape of the variables it asked for. */
export interface Job<T extends Variables = Variables> {
  key: string;
  type: string;
  retries: number;
  /** Epoch ms when the job becomes free for others. */
  deadline: number;
  worker: string;
  customHeaders: Record<string, string>;
  variables: T;
  bpmnProcessId: string;
  processDefinitionVersion: number;
  processDefinitionKey: string;
  processInstanceKey: string;
  elementId: string;
  elementInstanceKey: string;
  tags: string[];
  businessId: string | null;
}

declare const acknowledged: unique symbol;
/** Proof that a handler has said what became of its job: the compiler refuses a handler that forgets. */
export type JobOutcome = { readonly [acknowledged]: true };

/** What the worker of an ad-hoc sub-process decides: elements to activate next, or that the sub-process is to end. */
export interface AdHocResult {
  activateElements?: { elementId: string; variables?: Variables }[];
  completionConditionFulfilled?: boolean;
  /** What is still active ends now. */
  cancelRemaining?: boolean;
}

/** What a task listener decides about the change of a user task: it may correct it, or refuse it. */
export interface TaskListenerResult {
  denied?: boolean;
  deniedReason?: string;
  corrections?: {
    assignee?: string;
    candidateGroups?: string[];
    candidateUsers?: string[];
    dueDate?: string | null;
    followUpDate?: string | null;
    priority?: number;
  };
}

export interface JobActions {
  /** `result`: for the job of an ad-hoc sub-process or a task listener. */
  complete(variables?: Variables, result?: AdHocResult | TaskListenerResult): JobOutcome;
  /** `retries`: what is left afterwards (default: one less). At 0 an incident is raised. */
  fail(options: {
    errorMessage: string;
    retries?: number;
    retryBackOffMs?: number;
    variables?: Variables;
  }): JobOutcome;
  /** Throws a BPMN error that an error boundary or error event sub-process may catch. */
  error(options: { errorCode: string; errorMessage?: string; variables?: Variables }): JobOutcome;
  /** Gives the job back untouched, e.g. on shutdown. */
  forward(): JobOutcome;
}

export interface WorkerOptions<T extends Variables = Variables> {
  type: string;
  /** Name shown in records and incidents. */
  name?: string;
  /** How long an activated job is ours, ms. Default 300,000. */
  timeoutMs?: number;
  /** Jobs in hand at once. Default 32. */
  maxJobs?: number;
  /** Only these variables are fetched; all when absent. */
  fetchVariables?: string[];
  /** A handler that throws fails the job with the error's message and one retry less. */
  handler(job: Job<T>, actions: JobActions): JobOutcome | Promise<JobOutcome>;
}

export interface Worker {
  /** Takes no new job, waits for those in hand (at most `graceMs`), gives the others back. */
  close(graceMs?: number): Promise<void>;
}

export interface UserTask {
  key: string;
  elementId: string;
  elementInstanceKey: string;
  processInstanceKey: string;
  processDefinitionKey: string;
  bpmnProcessId: string;
  version: number;
  state: "CREATED" | "COMPLETED" | "CANCELED";
  assignee: string | null;
  candidateGroups: string[];
  candidateUsers: string[];
  dueDate: string | null;
  followUpDate: string | null;
  priority: number;
  externalFormReference: string | null;
  /** The deployed form that the task names by its id; see `EngineQueries.form`. */
  formKey: string | null;
  customHeaders: Record<string, string>;
  creationTimestamp: number;
  tags: string[];
  businessId: string | null;
}

export type ElementInstanceState = "ACTIVATING" | "ACTIVATED" | "COMPLETING" | "TERMINATING";

export interface ProcessInstance {
  processInstanceKey: string;
  bpmnProcessId: string;
  version: number;
  processDefinitionKey: string;
  parentProcessInstanceKey: string | null;
  parentElementInstanceKey: string | null;
  state: ElementInstanceState;
  /** Stands still until it is resumed. */
  suspended?: boolean;
  hasIncident: boolean;
  tags: string[];
  businessId: string | null;
}

export interface ElementInstance {
  key: string;
  elementId: string;
  bpmnElementType: BpmnElementType;
  state: ElementInstanceState;
  processInstanceKey: string;
  flowScopeKey: string | null;
  incidentKey: string | null;
}

export type IncidentType =
  | "UNKNOWN"
  | "IO_MAPPING_ERROR"
  | "JOB_NO_RETRIES"
  | "EXECUTION_LISTENER_NO_RETRIES"
  | "TASK_LISTENER_NO_RETRIES"
  | "AD_HOC_SUB_PROCESS_NO_RETRIES"
  | "CONDITION_ERROR"
  | "EXTRACT_VALUE_ERROR"
  | "CALLED_ELEMENT_ERROR"
  | "UNHANDLED_ERROR_EVENT"
  | "MESSAGE_SIZE_EXCEEDED"
  | "CALLED_DECISION_ERROR"
  | "DECISION_EVALUATION_ERROR"
  | "FORM_NOT_FOUND"
  | "RESOURCE_NOT_FOUND";

export interface Incident {
  key: string;
  errorType: IncidentType;
  errorMessage: string;
  processInstanceKey: string;
  bpmnProcessId: string;
  elementId: string;
  elementInstanceKey: string;
  jobKey: string | null;
  variableScopeKey: string;
  creationTimestamp: number;
}

export interface VariableInstance {
  name: string;
  value: JsonValue;
  scopeKey: string;
  processInstanceKey: string;
}

export interface DecisionResult {
  decisionId: string;
  decisionName: string;
  output: JsonValue;
  failure: string | null;
  evaluated: EvaluatedDecision[];
}

/** How a decision came to its result: enough for a screen to say "why". */
export interface EvaluatedDecision {
  decisionId: string;
  decisionName: string;
  inputs: { label: string; expression: string; value: JsonValue }[];
  matchedRules: {
    index: number;
    ruleId: string;
    annotation: string | null;
    outputs: Record<string, JsonValue>;
  }[];
  output: JsonValue;
}

export type BpmnElementType =
  | "PROCESS"
  | "SUB_PROCESS"
  | "EVENT_SUB_PROCESS"
  | "AD_HOC_SUB_PROCESS"
  | "AD_HOC_SUB_PROCESS_INNER_INSTANCE"
  | "MULTI_INSTANCE_BODY"
  | "CALL_ACTIVITY"
  | "START_EVENT"
  | "END_EVENT"
  | "INTERMEDIATE_CATCH_EVENT"
  | "INTERMEDIATE_THROW_EVENT"
  | "BOUNDARY_EVENT"
  | "SERVICE_TASK"
  | "USER_TASK"
  | "BUSINESS_RULE_TASK"
  | "RECEIVE_TASK"
  | "SCRIPT_TASK"
  | "SEND_TASK"
  | "MANUAL_TASK"
  | "TASK"
  | "EXCLUSIVE_GATEWAY"
  | "PARALLEL_GATEWAY"
  | "EVENT_BASED_GATEWAY"
  | "INCLUSIVE_GATEWAY"
  | "SEQUENCE_FLOW";

export type RecordType = "COMMAND" | "EVENT" | "COMMAND_REJECTION";
export type RejectionType =
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "INVALID_STATE"
  | "PROCESSING_ERROR"
  | "EXCEEDED_BATCH_RECORD_SIZE"
  /** Too much is waiting already: nothing has happened, ask again later. */
  | "RESOURCE_EXHAUSTED";

/** One entry of the record stream. `value` is the valueType's own shape, in Zeebe's field names, keys as strings. */
export interface EngineRecord {
  position: number;
  sourcePosition: number;
  timestamp: number;
  key: string;
  recordType: RecordType;
  valueType: string;
  intent: string;
  rejectionType?: RejectionType;
  rejectionReason?: string;
  value: { [field: string]: JsonValue };
}

/** A durable reader of the record stream. Records before the acknowledged position may be forgotten. */
export interface RecordSubscription {
  /** Highest position handed to the reader so far. */
  readonly position: number;
  /** Says that all records up to and including `position` are kept by the reader. */
  acknowledge(position: number): void;
  close(): Promise<void>;
}

export interface SubscribeOptions {
  /** The reader's durable name: its acknowledged position is kept under it. */
  name: string;
  /** First position wanted. Default: after the last acknowledged one. */
  from?: number;
  /** Called with committed records in order, one call at a time; a rejected promise is retried with the same batch. */
  onRecords(records: EngineRecord[]): void | Promise<void>;
}

/**
 * Refusal of a command: nothing has changed. A command can also fail with `StorageError` (code STORAGE_FAILED) when
 * its commit fails: then either all of it is on disk or nothing, never a half; asking the state tells which.
 */
export class RejectionError extends Error {
  readonly code: RejectionType;
  constructor(code: RejectionType, message: string) {
    super(message);
    this.name = "RejectionError";
    this.code = code;
  }
}

/**
 * Refusal of a deployment: a file cannot be read or breaks rules. `faults` names each element, its rule and the
 * remedy; empty when the file as a whole is at fault (the message says why).
 */
export class DeploymentError extends RejectionError {
  readonly resourceName: string;
  readonly faults: readonly ModelFault[];
  constructor(message: string, resourceName: string, faults: readonly ModelFault[], cause?: unknown) {
    super("INVALID_ARGUMENT", message);
    this.name = "DeploymentError";
    this.resourceName = resourceName;
    this.faults = faults;
    this.cause = cause;
  }
}

/** What is changed in a running process instance: all activations first, then all terminations; all or nothing. */
export interface Modification {
  activate?: {
    elementId: string;
    /** The scope instance to activate in, when there are several; found by itself when there is one, or none yet. */
    ancestorElementInstanceKey?: string;
    /** Set before the activation: `scopeId` is the element or a scope around it, absent for the process instance. */
    variables?: { scopeId?: string; variables: Variables }[];
  }[];
  terminate?: { elementInstanceKey: string }[];
}

export interface MigrationPlan {
  targetProcessDefinitionKey: string;
  /**
   * Every active element needs one; catch events, joining gateways at which tokens wait and the flows that these took
   * too, when what waits there is to go on. The process itself is mapped without saying so.
   */
  mappings: { sourceElementId: string; targetElementId: string }[];
}

/** What a migration would do. */
export interface MigrationPreview {
  /** The process first, then from the outside to the inside. */
  elements: { elementInstanceKey: string; sourceElementId: string; targetElementId: string }[];
  /** Ids of catch events that would begin, and cease, to be waited for. */
  opened: string[];
  closed: string[];
}

/** One commit, as it is told to those who measure. */
export interface CommitMeasure {
  /** From its first command to its answers' leave, in all and on disk alone, s. */
  seconds: number;
  diskSeconds: number;
  commands: number;
  records: number;
}

/** How the engine is doing right now; counts are as of the last commit. Cheap: made for being read every second. */
export interface EngineFigures {
  queuedCommands: number;
  /** Commands that were refused with RESOURCE_EXHAUSTED, and commits that failed, since the engine was opened. */
  refusedCommands: number;
  failedCommits: number;
  commits: number;
  processInstances: number;
  jobs: number;
  /** Of these, in the hands of this process's own workers. */
  jobsInHand: number;
  incidents: number;
  userTasks: number;
  timers: number;
  messages: number;
  lastPosition: number;
  /** Records that the slowest reader has yet to acknowledge, by reader. */
  readerLag: Record<string, number>;
  fileBytes: number;
  /** Of these, free for reuse. */
  freeBytes: number;
}

/** For gauges and histograms, e.g. of prom-client. */
export interface EngineMetrics {
  figures(): EngineFigures;
  /** Called after every commit; must not throw. Returns what ends it. */
  onCommit(listener: (measure: CommitMeasure) => void): () => void;
}

export interface WorkflowEngine {
  readonly clock: Clock;
  readonly metrics: EngineMetrics;

  deploy(resources: Resource[]): Promise<Deployment>;
  /**
   * Deletes a process definition (INVALID_STATE while instances of it run) a decision requirements graph with its
   * decisions, a form or a linkable file. The version before becomes the newest again; numbers of versions are not given
   * out twice, but for decisions.
   */
  deleteResource(resourceKey: string): Promise<void>;
  /**
   * `startAt`: ids of elements to begin at, instead of the none start event. `tags` (10 at most, of 100 characters) and
   * `businessId` (256 characters) are what the instance, its jobs and user tasks are found by; called processes inherit
   * the business id.
   */
  createInstance(
    process: ProcessReference,
    variables?: Variables,
    options?: InstanceOptions & { startAt?: string[] },
  ): Promise<CreatedInstance>;
  /** Answers when the instance has completed; rejects when it was cancelled or the time is over. */
  createInstanceWithResult(
    process: ProcessReference,
    variables?: Variables,
    options?: InstanceOptions & { fetchVariables?: string[]; requestTimeoutMs?: number },
  ): Promise<CreatedInstance & { variables: Variables }>;
  cancelInstance(processInstanceKey: string): Promise<void>;
  /**
   * Repairs a running instance. Start events, boundary events, event sub-processes and events behind an event-based
   * gateway cannot be activated. A scope that is left without anything active is terminated. INVALID_ARGUMENT names
   * the instruction that is wrong.
   */
  modifyInstance(processInstanceKey: string, modification: Modification): Promise<void>;
  /**
   * The instance stands still: its jobs are given to nobody and cannot be completed, its timers rest, messages and
   * signals pass it by, its user tasks and incidents take no commands. Variables can be set, and it can be cancelled.
   * Instances that it has called go on. As documented for Camunda 8.10; 8.8 and 8.9 have nothing like it.
   */
  suspendInstance(processInstanceKey: string): Promise<void>;
  /** What has waited goes on; timers that have become due fire, buffered messages are correlated. */
  resumeInstance(processInstanceKey: string): Promise<void>;
  /**
   * Takes a running instance over to another process definition: element instances, jobs, user tasks, incidents and
   * variables keep their keys and go on; mapped catch events keep their subscriptions, others are closed, and those
   * that are new in the target are opened. What cannot be is refused in Zeebe's words, and nothing has changed.
   */
  migrateInstance(processInstanceKey: string, plan: MigrationPlan): Promise<void>;

  publishMessage(message: {
    name: string;
    correlationKey: string;
    /** Unique per name and key while the message is buffered; a second one is refused with ALREADY_EXISTS. */
    messageId?: string;
    timeToLiveMs?: number;
    variables?: Variables;
  }): Promise<{ messageKey: string }>;
  /** Publishes without buffering. NOT_FOUND when the message reaches nobody: then nothing has happened. */
  correlateMessage(message: {
    name: string;
    correlationKey: string;
    variables?: Variables;
  }): Promise<{ messageKey: string; processInstanceKey: string }>;
  broadcastSignal(name: string, variables?: Variables): Promise<{ signalKey: string }>;

  /**
   * Holds the conditional start events (of one process definition, or of the newest versions of all) against these
   * variables and starts an instance with them for each whose condition is true.
   */
  evaluateConditionals(
    variables: Variables,
    options?: { processDefinitionKey?: string },
  ): Promise<{ processDefinitionKey: string; processInstanceKey: string }[]>;

  activateJobs(options: {
    type: string;
    maxJobs: number;
    timeoutMs: number;
    worker?: string;
    fetchVariables?: string[];
  }): Promise<Job[]>;
  /** A job whose time is over may still be completed as long as nobody else has done so. NOT_FOUND afterwards. */
  completeJob(
    jobKey: string,
    variables?: Variables,
    result?: AdHocResult | TaskListenerResult,
  ): Promise<void>;
  failJob(
    jobKey: string,
    options: { retries: number; errorMessage: string; retryBackOffMs?: number; variables?: Variables },
  ): Promise<void>;
  throwJobError(
    jobKey: string,
    options: { errorCode: string; errorMessage?: string; variables?: Variables },
  ): Promise<void>;
  updateJobRetries(jobKey: string, retries: number): Promise<void>;
  /** The job becomes free for others after this time from now. INVALID_STATE when nobody has it in hand. */
  updateJobTimeout(jobKey: string, timeoutMs: number): Promise<void>;
  /** Activates more elements of an active ad-hoc sub-process, each with its own variables. */
  activateAdHocElements(
    adHocSubProcessInstanceKey: string,
    elements: { elementId: string; variables?: Variables }[],
    options?: { cancelRemaining?: boolean },
  ): Promise<void>;
  /**
   * Jobs are pushed to open workers, oldest first, each once its activation is on disk; there is no polling. A job
   * can come twice (after its time-out, after a crash): handlers are idempotent. What the handler says is queued
   * when it returns; nobody waits for it, a refusal (the job was cancelled meanwhile) is in the record stream.
   */
  openWorker<T extends Variables = Variables>(options: WorkerOptions<T>): Worker;

  /*
   * A user task with task listeners: its commands answer when the change is announced; whether it goes through is told
   * by the record stream (ASSIGNED, UPDATED, COMPLETED, or …_DENIED with the reason). Until then others are refused.
   */
  assignUserTask(userTaskKey: string, assignee: string): Promise<void>;
  /** Like assign, but refused with INVALID_STATE when somebody else holds the task. */
  claimUserTask(userTaskKey: string, assignee: string): Promise<void>;
  unassignUserTask(userTaskKey: string): Promise<void>;
  updateUserTask(
    userTaskKey: string,
    changes: {
      candidateGroups?: string[];
      candidateUsers?: string[];
      dueDate?: string | null;
      followUpDate?: string | null;
      priority?: number;
    },
  ): Promise<void>;
  /**
   * The record USER_TASK COMPLETED carries `action` (default "complete") and exactly these `variables`, so that a
   * reader finds a caller's own mark among them. NOT_FOUND when the task has ended already.
   */
  completeUserTask(userTaskKey: string, variables?: Variables, action?: string): Promise<void>;

  /** Merges into the given scope; `local` keeps them from travelling up. */
  setVariables(
    elementInstanceKey: string,
    variables: Variables,
    options?: { local?: boolean },
  ): Promise<void>;
  /**
   * Lets what stood still try again. INVALID_STATE while the incident's job has no retries left: update them first.
   * When the cause is still there, a new incident is raised.
   */
  resolveIncident(incidentKey: string): Promise<void>;
  /** The latest version. NOT_FOUND when none is deployed; a failed evaluation is told in `failure`. */
  evaluateDecision(decisionId: string, variables: Variables): Promise<DecisionResult>;

  /**
   * A new name begins at the first record that is kept. Throws when a reader of this name is open. Records are the
   * reader's own copies. Acknowledgements are kept with the next commit, or when the engine closes: after a crash a
   * reader may see records again.
   */
  subscribe(options: SubscribeOptions): RecordSubscription;
  /**
   * Forgets a reader that will not come back, so that the log is no longer kept for it. Throws while it is open.
   * False when there was none of this name.
   */
  forgetReader(name: string): Promise<boolean>;
  /** Position of the last committed record. */
  lastPosition(): number;
  readonly query: EngineQueries;

  /**
   * Resolves when no command is queued, nothing is due at the clock's time, no job is in the hands of an own worker
   * and all subscriptions have taken the last record. Never resolves while a handler or reader does not come back.
   */
  idle(): Promise<void>;
  /**
   * Waits for the jobs in the hands of own workers (their handlers may still use the engine) and gives the others
   * back; then takes no more commands, commits what is queued, closes the files. Commands afterwards are refused
   * with INVALID_STATE.
   */
  close(): Promise<void>;
}

/** Views of the live state, read-only, as of the last commit. */
export interface EngineQueries {
  processInstance(key: string): ProcessInstance | null;
  processInstances(
    filter?: { bpmnProcessId?: string; hasIncident?: boolean; businessId?: string; tag?: string },
    page?: Page,
  ): ProcessInstance[];
  elementInstances(processInstanceKey: string): ElementInstance[];
  /** Variables visible at the scope (`local`: only its own). */
  variables(scopeKey: string, options?: { local?: boolean }): VariableInstance[];
  incidents(filter?: { processInstanceKey?: string; errorType?: IncidentType }, page?: Page): Incident[];
  userTask(key: string): UserTask | null;
  userTasks(
    filter?: { processInstanceKey?: string; assignee?: string; candidateGroup?: string },
    page?: Page,
  ): UserTask[];
  processes(): {
    bpmnProcessId: string;
    version: number;
    processDefinitionKey: string;
    resourceName: string;
  }[];
  processXml(processDefinitionKey: string): string | null;
  /** A deployed form by its key. */
  form(formKey: string): DeployedFile | null;
  /** A deployed file that jobs link, by its key. */
  resource(resourceKey: string): DeployedFile | null;
}

/** A form or linkable file as it was deployed. */
export interface DeployedFile {
  id: string;
  version: number;
  /** "" for none. */
  versionTag: string;
  resourceName: string;
  content: string;
}

export interface Page {
  after?: string;
  limit?: number;
}
