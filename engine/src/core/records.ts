/**
 * Records inside the core: what happened (events), what is wished (commands), with the value of each.
 * Names and fields are Zeebe's. Keys are numbers here and strings at the port.
 */
import type { TaskListenerEvent, VariableChange } from "../bpmn/graph.ts";
import type { ElementInstanceState, IncidentType, RejectionType } from "../port.ts";
import type { MigrationCommands, MigrationEvents } from "./migration-records.ts";
import type { SuspensionCommands, SuspensionEvents } from "./suspension-records.ts";

/** Variables as name and JSON text: stored as text once, parsed only when an expression reads them. */
export type VariableDocument = readonly (readonly [name: string, json: string])[];

export interface ProcessInstanceValue {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  /** Id of the element or, for SEQUENCE_FLOW, of the flow. */
  readonly elementId: string;
  /** -1 for the process itself. */
  readonly flowScopeKey: number;
  readonly bpmnElementType: string;
  readonly bpmnEventType: string;
  /** The calling instance and its call activity, -1 when nobody called. */
  readonly parentProcessInstanceKey: number;
  readonly parentElementInstanceKey: number;
}

/** What its starter has given an instance to be found by; what it calls has the business id too. */
export interface InstanceLabels {
  /** In alphabetical order, each once. */
  readonly tags?: readonly string[];
  readonly businessId?: string;
}

/** What a process instance keeps in mind from its start. */
export interface RootMarks extends InstanceLabels {
  /** Started by a message: the correlation key that it holds until it ends. */
  readonly messageLock?: string;
  /** Its starter awaits the result: the variables wanted, null for all. */
  readonly awaitResult?: { readonly fetchVariables: readonly string[] | null };
  /** The elements to begin at, instead of the none start event. */
  readonly startAt?: readonly string[];
}

/** The event that an element is activated for: it holds it until it completes. */
export interface EventTrigger {
  readonly key: number;
  readonly targetElementId: string;
  readonly variables: VariableDocument;
}

/** What the ACTIVATE_ELEMENT command carries beyond the value, so that the first step knows it. */
export interface ActivationValue extends ProcessInstanceValue {
  /** Inner instance of a multi-instance body: its number from 1 and its item as JSON text. */
  readonly loopCounter?: number;
  readonly inputItem?: string;
  readonly root?: RootMarks;
  /** Local variables to begin with: what the starter or caller gives. */
  readonly variables?: VariableDocument;
  readonly trigger?: EventTrigger;
}

/** ELEMENT_ACTIVATING carries the loop counter of an inner instance, or what a process keeps in mind. */
export interface ActivatingValue extends ProcessInstanceValue {
  readonly multiInstanceLoopCounter?: number;
  readonly root?: RootMarks;
  readonly trigger?: EventTrigger;
}

/** ELEMENT_ACTIVATED of a multi-instance body says how many inner instances there will be. */
export interface ActivatedValue extends ProcessInstanceValue {
  readonly numberOfInstances?: number;
}

export interface SequenceFlowValue extends ProcessInstanceValue {
  /** Id of the target, when this flow is counted: see `takenFlows` of the state. */
  readonly joinedBy?: string;
}

/** The instance that a job, timer, task or incident belongs to. */
export interface InstanceReference {
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly elementId: string;
  readonly elementInstanceKey: number;
}

export interface ProcessInstanceCreationValue extends InstanceLabels {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly variables: VariableDocument;
}

export interface ModificationValue {
  readonly processInstanceKey: number;
  readonly activateInstructions: readonly {
    readonly elementId: string;
    /** -1: found by itself. */
    readonly ancestorScopeKey: number;
    readonly variableInstructions: readonly {
      /** "" for the process instance. */
      readonly scopeId: string;
      readonly variables: VariableDocument;
    }[];
  }[];
  readonly terminateInstructions: readonly { readonly elementInstanceKey: number }[];
}

export interface AdHocInstructionValue {
  readonly adHocSubProcessInstanceKey: number;
  readonly activateElements: readonly { readonly elementId: string; readonly variables: VariableDocument }[];
  readonly cancelRemainingInstances: boolean;
}

/** What the job of an ad-hoc sub-process has decided. */
export type AdHocResultValue = Omit<AdHocInstructionValue, "adHocSubProcessInstanceKey"> & {
  readonly completionConditionFulfilled: boolean;
};

export interface ProcessInstanceResultValue {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly variables: VariableDocument;
}

export interface ProcessEventValue {
  readonly scopeKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly targetElementId: string;
  readonly variables: VariableDocument;
  /** TRIGGERING: the event sub-process that interrupts the scope, whose other activity ends. */
  readonly interrupts?: string;
  /** TAKEN: the scope in which the event is about to be activated. */
  readonly pendingScopeKey?: number;
}

export interface VariableValue {
  readonly name: string;
  /** JSON text. */
  readonly value: string;
  readonly scopeKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
}

export interface VariableDocumentValue {
  readonly scopeKey: number;
  readonly updateSemantics: "PROPAGATE" | "LOCAL";
  readonly variables: VariableDocument;
}

export interface JobValue extends InstanceReference, InstanceLabels {
  readonly type: string;
  readonly retries: number;
  readonly worker: string;
  /** Epoch ms, -1 while not activated. */
  readonly deadline: number;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly processDefinitionVersion: number;
  /** Absent on the job of an element itself. */
  readonly jobKind?: "EXECUTION_LISTENER" | "TASK_LISTENER";
  readonly jobListenerEventType?: "START" | "END" | Uppercase<TaskListenerEvent>;
  readonly variables: VariableDocument;
  readonly errorMessage: string;
  readonly errorCode: string;
  /** ERROR_THROWN: an event has caught the error, the job is over. */
  readonly errorCaught?: true;
  readonly retryBackoff: number;
  /** Epoch ms when the back-off ends, -1 when there is none. */
  readonly recurringTime: number;
}

export interface JobBatchValue {
  readonly type: string;
  readonly worker: string;
  readonly timeout: number;
  readonly deadline: number;
  readonly jobKeys: readonly number[];
}

export interface TimerValue {
  /** -1 for the timer start event of a process. */
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly targetElementId: string;
  readonly dueDate: number;
  /** How often it will still fire, -1: without end. */
  readonly repetitions: number;
  /** Kind and text that the next due date is counted from. */
  readonly timerKind: "date" | "duration" | "cycle";
  readonly timerText: string;
}

export interface MessageValue {
  readonly name: string;
  readonly correlationKey: string;
  readonly timeToLive: number;
  readonly deadline: number;
  readonly variables: VariableDocument;
  readonly messageId: string;
}

export interface MessageCorrelationValue {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: VariableDocument;
  readonly messageKey: number;
  /** The first instance that the message has reached. */
  readonly processInstanceKey: number;
}

export interface SubscriptionValue {
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly interrupting: boolean;
  readonly messageKey: number;
  readonly variables: VariableDocument;
}

export interface MessageStartValue {
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
  readonly startEventId: string;
  readonly messageName: string;
  readonly messageKey: number;
  readonly correlationKey: string;
  /** -1 unless an instance was started. */
  readonly processInstanceKey: number;
  readonly variables: VariableDocument;
}

export interface SignalValue {
  readonly signalName: string;
  readonly variables: VariableDocument;
}

export interface ConditionalSubscriptionValue {
  /** -1 for a conditional start event. */
  readonly elementInstanceKey: number;
  readonly catchEventId: string;
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
}

export interface ConditionalEvaluationValue {
  readonly variables: VariableDocument;
  readonly startedProcessInstances: readonly {
    readonly processDefinitionKey: number;
    readonly processInstanceKey: number;
  }[];
}

export interface EscalationValue {
  readonly processInstanceKey: number;
  readonly escalationCode: string;
  readonly throwElementId: string;
  /** "" when nobody catches it. */
  readonly catchElementId: string;
}

/** A completed activity that can be undone. Keys are -1 and ids "" until it is. */
export interface CompensationValue {
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly compensableActivityId: string;
  readonly compensableActivityScopeKey: number;
  readonly compensableActivityInstanceKey: number;
  readonly throwEventId: string;
  readonly throwEventInstanceKey: number;
  /** "" for a sub-process without a handler of its own: what is inside is undone. */
  readonly compensationHandlerId: string;
  readonly compensationHandlerInstanceKey: number;
  readonly variables: VariableDocument;
}

export interface SignalSubscriptionValue {
  readonly signalName: string;
  /** -1 for a signal start event. */
  readonly catchEventInstanceKey: number;
  readonly catchEventId: string;
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
}

export interface IncidentValue extends InstanceReference {
  readonly errorType: IncidentType;
  readonly errorMessage: string;
  /** -1 when no job is concerned. */
  readonly jobKey: number;
  readonly variableScopeKey: number;
  readonly creationTimestamp: number;
  /** The instances that show this incident: its own and all that called it. */
  readonly processInstancePath: readonly number[];
}

export interface UserTaskValue extends InstanceReference, InstanceLabels {
  readonly userTaskKey: number;
  readonly processDefinitionVersion: number;
  readonly assignee: string;
  readonly candidateGroupsList: readonly string[];
  readonly candidateUsersList: readonly string[];
  readonly dueDate: string;
  readonly followUpDate: string;
  readonly priority: number;
  readonly externalFormReference: string;
  /** The deployed form; absent when the task names none by its id. */
  readonly formKey?: number;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly creationTimestamp: number;
  readonly changedAttributes: readonly string[];
  /** What the caller names its act: "claim", "approve" …; the default is the command's own name. */
  readonly action: string;
  readonly variables: VariableDocument;
  /** Why a task listener has refused the change; only on records of refusals. */
  readonly deniedReason?: string;
}

/** What the job of a task listener has decided. */
export interface TaskListenerResultValue {
  readonly denied: boolean;
  readonly deniedReason: string;
  readonly corrections: UserTaskChanges & { readonly assignee?: string };
}

export interface DeploymentValue {
  readonly resources: readonly { readonly resourceName: string; readonly checksum: string }[];
  /** Everything the deployment holds, duplicates of earlier ones too. */
  readonly processes: readonly { readonly bpmnProcessId: string; readonly processDefinitionKey: number }[];
  readonly decisions: readonly { readonly decisionId: string; readonly decisionKey: number }[];
  readonly forms?: readonly { readonly formId: string; readonly formKey: number }[];
  readonly linkable?: readonly { readonly resourceId: string; readonly resourceKey: number }[];
}

/** What is deployed and only handed out: a form, or a file that jobs may link. */
export interface FormValue {
  readonly formId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly formKey: number;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  readonly resource: string;
}

export interface ResourceValue extends Omit<FormValue, "formId" | "formKey"> {
  readonly resourceId: string;
  readonly resourceKey: number;
}

export interface ProcessValue {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly processDefinitionKey: number;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  readonly resource: string;
}

export interface DecisionRequirementsValue {
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsName: string;
  readonly decisionRequirementsVersion: number;
  readonly decisionRequirementsKey: number;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  readonly resource: string;
}

export interface DecisionValue {
  readonly decisionId: string;
  readonly decisionName: string;
  readonly version: number;
  readonly decisionKey: number;
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsKey: number;
  readonly deploymentKey: number;
  /** Absent for none. */
  readonly versionTag?: string;
}

export interface DecisionEvaluationValue extends InstanceReference {
  readonly decisionKey: number;
  readonly decisionId: string;
  readonly decisionName: string;
  readonly decisionVersion: number;
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsKey: number;
  /** JSON text. */
  readonly decisionOutput: string;
  /** JSON text of EvaluatedDecision[]. */
  readonly evaluatedDecisions: string;
  readonly failedDecisionId: string;
  readonly evaluationFailureMessage: string;
}

export interface ResourceDeletionValue {
  readonly resourceKey: number;
}

/** Follow-up commands that wait for their turn behind other commands; internal, Zeebe keeps them in its log. */
export interface ContinuationValue {
  readonly commands: readonly FollowUp[];
}

/** Every event with its value. The name is valueType and intent, joined by a dot. */
export interface EventValues extends MigrationEvents, SuspensionEvents {
  "PROCESS_INSTANCE_CREATION.CREATED": ProcessInstanceCreationValue;
  "PROCESS_INSTANCE_RESULT.COMPLETED": ProcessInstanceResultValue;
  "PROCESS_INSTANCE_MODIFICATION.MODIFIED": ModificationValue;
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATED": AdHocInstructionValue;
  "AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETED": AdHocInstructionValue;
  "PROCESS_INSTANCE.ELEMENT_ACTIVATING": ActivatingValue;
  "PROCESS_INSTANCE.ELEMENT_ACTIVATED": ActivatedValue;
  "PROCESS_INSTANCE.ELEMENT_COMPLETING": ProcessInstanceValue;
  "PROCESS_INSTANCE.ELEMENT_COMPLETED": ProcessInstanceValue;
  "PROCESS_INSTANCE.ELEMENT_TERMINATING": ProcessInstanceValue;
  "PROCESS_INSTANCE.ELEMENT_TERMINATED": ProcessInstanceValue;
  "PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN": SequenceFlowValue;
  "PROCESS_EVENT.TRIGGERING": ProcessEventValue;
  /** Ours: the scope lets go of the event, the element that is activated for it holds it. */
  "PROCESS_EVENT.TAKEN": ProcessEventValue;
  "PROCESS_EVENT.TRIGGERED": ProcessEventValue;
  "VARIABLE.CREATED": VariableValue;
  "VARIABLE.UPDATED": VariableValue;
  "VARIABLE_DOCUMENT.UPDATED": VariableDocumentValue;
  "JOB.CREATED": JobValue;
  "JOB.COMPLETED": JobValue;
  "JOB.FAILED": JobValue;
  "JOB.TIMED_OUT": JobValue;
  "JOB.YIELDED": JobValue;
  "JOB.CANCELED": JobValue;
  "JOB.ERROR_THROWN": JobValue;
  "JOB.RETRIES_UPDATED": JobValue;
  "JOB.TIMEOUT_UPDATED": JobValue;
  "JOB.RECURRED_AFTER_BACKOFF": JobValue;
  "JOB_BATCH.ACTIVATED": JobBatchValue;
  "TIMER.CREATED": TimerValue;
  "TIMER.TRIGGERED": TimerValue;
  "TIMER.CANCELED": TimerValue;
  "MESSAGE_CORRELATION.CORRELATED": MessageCorrelationValue;
  "MESSAGE.PUBLISHED": MessageValue;
  "MESSAGE.EXPIRED": MessageValue;
  "PROCESS_MESSAGE_SUBSCRIPTION.CREATED": SubscriptionValue;
  "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATED": SubscriptionValue;
  "PROCESS_MESSAGE_SUBSCRIPTION.DELETED": SubscriptionValue;
  "MESSAGE_START_EVENT_SUBSCRIPTION.CREATED": MessageStartValue;
  "MESSAGE_START_EVENT_SUBSCRIPTION.CORRELATED": MessageStartValue;
  "MESSAGE_START_EVENT_SUBSCRIPTION.DELETED": MessageStartValue;
  "SIGNAL.BROADCASTED": SignalValue;
  "SIGNAL_SUBSCRIPTION.CREATED": SignalSubscriptionValue;
  "SIGNAL_SUBSCRIPTION.DELETED": SignalSubscriptionValue;
  "CONDITIONAL_SUBSCRIPTION.CREATED": ConditionalSubscriptionValue;
  "CONDITIONAL_SUBSCRIPTION.TRIGGERED": ConditionalSubscriptionValue;
  "CONDITIONAL_SUBSCRIPTION.DELETED": ConditionalSubscriptionValue;
  "CONDITIONAL_EVALUATION.EVALUATED": ConditionalEvaluationValue;
  "ESCALATION.ESCALATED": EscalationValue;
  "ESCALATION.NOT_ESCALATED": EscalationValue;
  "COMPENSATION_SUBSCRIPTION.CREATED": CompensationValue;
  "COMPENSATION_SUBSCRIPTION.TRIGGERED": CompensationValue;
  "COMPENSATION_SUBSCRIPTION.COMPLETED": CompensationValue;
  "COMPENSATION_SUBSCRIPTION.DELETED": CompensationValue;
  "INCIDENT.CREATED": IncidentValue;
  "INCIDENT.RESOLVED": IncidentValue;
  "USER_TASK.CREATING": UserTaskValue;
  "USER_TASK.CREATED": UserTaskValue;
  "USER_TASK.ASSIGNING": UserTaskValue;
  "USER_TASK.CLAIMING": UserTaskValue;
  "USER_TASK.ASSIGNED": UserTaskValue;
  "USER_TASK.UPDATING": UserTaskValue;
  "USER_TASK.UPDATED": UserTaskValue;
  "USER_TASK.COMPLETING": UserTaskValue;
  "USER_TASK.COMPLETED": UserTaskValue;
  "USER_TASK.CORRECTED": UserTaskValue;
  "USER_TASK.ASSIGNMENT_DENIED": UserTaskValue;
  "USER_TASK.UPDATE_DENIED": UserTaskValue;
  "USER_TASK.COMPLETION_DENIED": UserTaskValue;
  "USER_TASK.CANCELING": UserTaskValue;
  "USER_TASK.CANCELED": UserTaskValue;
  "DEPLOYMENT.CREATED": DeploymentValue;
  "RESOURCE_DELETION.DELETING": ResourceDeletionValue;
  "RESOURCE_DELETION.DELETED": ResourceDeletionValue;
  "PROCESS.CREATED": ProcessValue;
  /** Without the file, which may be large. */
  "PROCESS.DELETING": Omit<ProcessValue, "resource">;
  "PROCESS.DELETED": Omit<ProcessValue, "resource">;
  "DECISION_REQUIREMENTS.DELETED": Omit<DecisionRequirementsValue, "resource">;
  "DECISION.DELETED": DecisionValue;
  "DECISION_REQUIREMENTS.CREATED": DecisionRequirementsValue;
  "DECISION.CREATED": DecisionValue;
  "FORM.CREATED": FormValue;
  "RESOURCE.CREATED": ResourceValue;
  "FORM.DELETED": Omit<FormValue, "resource">;
  "RESOURCE.DELETED": Omit<ResourceValue, "resource">;
  "DECISION_EVALUATION.EVALUATED": DecisionEvaluationValue;
  "DECISION_EVALUATION.FAILED": DecisionEvaluationValue;
  "CONTINUATION.QUEUED": ContinuationValue;
  "CONTINUATION.TAKEN": ContinuationValue;
}
export type EventName = keyof EventValues;
/** All but those of migration and suspension. */
export type LifeEventName = Exclude<EventName, keyof MigrationEvents | keyof SuspensionEvents>;

export type AssetKind = "form" | "resource";

/** What is deployed, already parsed outside the core. */
export interface DeploymentCommand {
  readonly resources: readonly {
    readonly resourceName: string;
    readonly content: string;
    readonly checksum: string;
    readonly processes: readonly string[];
    readonly decisions: readonly {
      readonly id: string;
      readonly name: string;
      readonly versionTag?: string;
    }[];
    /** A form or a file that jobs may link. */
    readonly asset?: { readonly kind: AssetKind; readonly id: string; readonly versionTag: string };
    /** Id and name of the decision requirements graph; null for a process file. */
    readonly requirements: { readonly id: string; readonly name: string } | null;
  }[];
}

export interface CreateInstanceCommand extends InstanceLabels {
  /** The business id must not be that of another running instance of the process. */
  readonly uniqueBusinessId?: true;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: number;
  readonly variables: VariableDocument;
  /** Ids of the elements to begin at, instead of the none start event. */
  readonly startAt?: readonly string[];
  /** Wanted when the caller awaits the result: the names of the variables to fetch, or all. */
  readonly awaitResult?: { readonly fetchVariables: readonly string[] | null };
}

export interface ChangedVariable {
  readonly scopeKey: number;
  readonly name: string;
  readonly change: VariableChange;
}

export interface UserTaskChanges {
  readonly candidateGroupsList?: readonly string[];
  readonly candidateUsersList?: readonly string[];
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority?: number;
}

export interface CommandValues extends MigrationCommands, SuspensionCommands {
  "DEPLOYMENT.CREATE": DeploymentCommand;
  "RESOURCE_DELETION.DELETE": ResourceDeletionValue;
  "PROCESS_INSTANCE_CREATION.CREATE": CreateInstanceCommand;
  "PROCESS_INSTANCE_MODIFICATION.MODIFY": ModificationValue;
  "PROCESS_INSTANCE.CANCEL": { readonly processInstanceKey: number };
  "PROCESS_INSTANCE.ACTIVATE_ELEMENT": ActivationValue;
  "PROCESS_INSTANCE.COMPLETE_ELEMENT": ProcessInstanceValue;
  "PROCESS_INSTANCE.TERMINATE_ELEMENT": ProcessInstanceValue;
  /** What the element waited for while it was terminated has come. */
  "PROCESS_INSTANCE.CONTINUE_TERMINATING_ELEMENT": ProcessInstanceValue;
  /** A task listener has completed: the next one, or the change that they stand before. */
  "USER_TASK.COMPLETE_TASK_LISTENER": Readonly<Record<string, never>>;
  /** A listener of the element has completed: the next one, or the step that they stand before. */
  "PROCESS_INSTANCE.COMPLETE_EXECUTION_LISTENER": ProcessInstanceValue;
  /** The next inner instances of a multi-instance body, from index on (0 is the first). */
  "PROCESS_INSTANCE_BATCH.ACTIVATE": {
    readonly processInstanceKey: number;
    readonly index: number;
    /** Items from `index` on that have been read already, as JSON texts. */
    readonly items?: readonly string[];
  };
  /** The children of a scope behind the given key are terminated. */
  "PROCESS_INSTANCE_BATCH.TERMINATE": {
    readonly processInstanceKey: number;
    readonly afterKey: number;
    /** Children behind it that have been read already. */
    readonly keys?: readonly number[];
  };
  /** A subscription just opened looks for buffered messages. */
  "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATE": Readonly<Record<string, never>>;
  "VARIABLE_DOCUMENT.UPDATE": VariableDocumentValue;
  "JOB_BATCH.ACTIVATE": {
    readonly type: string;
    readonly worker: string;
    readonly timeout: number;
    readonly maxJobsToActivate: number;
    readonly fetchVariables: readonly string[] | null;
  };
  "JOB.COMPLETE": {
    readonly variables: VariableDocument;
    readonly result?: AdHocResultValue;
    readonly taskResult?: TaskListenerResultValue;
  };
  "JOB.FAIL": {
    /** null: one less than the job has. */
    readonly retries: number | null;
    readonly errorMessage: string;
    readonly retryBackoff: number;
    readonly variables: VariableDocument;
  };
  "JOB.THROW_ERROR": {
    readonly errorCode: string;
    readonly errorMessage: string;
    readonly variables: VariableDocument;
  };
  "JOB.UPDATE_RETRIES": { readonly retries: number };
  /** ms from now on. */
  "JOB.UPDATE_TIMEOUT": { readonly timeout: number };
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATE": AdHocInstructionValue;
  "AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETE": AdHocInstructionValue;
  "JOB.YIELD": { readonly deadline: number };
  "JOB.TIME_OUT": { readonly deadline: number };
  "JOB.RECUR_AFTER_BACKOFF": { readonly recurringTime: number };
  "TIMER.TRIGGER": { readonly dueDate: number };
  "MESSAGE.PUBLISH": {
    readonly name: string;
    readonly correlationKey: string;
    readonly messageId: string;
    readonly timeToLive: number;
    readonly variables: VariableDocument;
  };
  "MESSAGE_CORRELATION.CORRELATE": {
    readonly name: string;
    readonly correlationKey: string;
    readonly variables: VariableDocument;
  };
  "MESSAGE.EXPIRE": { readonly deadline: number };
  "MESSAGE.CORRELATE_BUFFERED": { readonly bpmnProcessId: string; readonly correlationKey: string };
  "SIGNAL.BROADCAST": SignalValue;
  /** The conditional start events of one process definition, or of all (-1), are held against these variables. */
  "CONDITIONAL_EVALUATION.EVALUATE": {
    readonly processDefinitionKey: number;
    readonly variables: VariableDocument;
  };
  /** A subscription whose condition holds when it is opened. */
  "CONDITIONAL_SUBSCRIPTION.TRIGGER": { readonly elementInstanceKey: number };
  /** Variables of an instance have changed: its conditional events look at their conditions. */
  "CONDITIONAL_SUBSCRIPTION.EVALUATE": {
    readonly processInstanceKey: number;
    readonly changes: readonly ChangedVariable[];
  };
  "INCIDENT.RESOLVE": Readonly<Record<string, never>>;
  "USER_TASK.ASSIGN": { readonly assignee: string; readonly action: string };
  "USER_TASK.CLAIM": { readonly assignee: string; readonly action: string };
  "USER_TASK.UPDATE": { readonly changes: UserTaskChanges; readonly action: string };
  "USER_TASK.COMPLETE": { readonly variables: VariableDocument; readonly action: string };
  "DECISION_EVALUATION.EVALUATE": { readonly decisionId: string; readonly variables: VariableDocument };
  "CONTINUATION.CONTINUE": Readonly<Record<string, never>>;
}
export type CommandName = keyof CommandValues;

/** A command: the wish, its key (-1 when it creates something) and its value. */
export interface Command<N extends CommandName = CommandName> {
  readonly name: N;
  readonly key: number;
  readonly value: CommandValues[N];
}
/** A command whose name and value belong together. */
export type FollowUp = { [N in CommandName]: Command<N> }[CommandName];

export interface EventRecord<N extends EventName = EventName> {
  readonly name: N;
  readonly key: number;
  readonly value: EventValues[N];
}
export type AnyEvent = { [N in EventName]: EventRecord<N> }[EventName];

export interface Rejection {
  readonly type: RejectionType;
  readonly reason: string;
}

/** State of an element instance; rows vanish with ELEMENT_COMPLETED and ELEMENT_TERMINATED. */
export type ElementState = ElementInstanceState;
