/** Records of process instance migration: each thing that goes over to the target process has its own event. */
import type {
  CompensationValue,
  ConditionalSubscriptionValue,
  IncidentValue,
  JobValue,
  ProcessInstanceValue,
  SequenceFlowValue,
  SignalSubscriptionValue,
  SubscriptionValue,
  TimerValue,
  UserTaskValue,
  VariableValue,
} from "./records.ts";

export interface MigrationValue {
  readonly processInstanceKey: number;
  readonly targetProcessDefinitionKey: number;
  readonly mappingInstructions: readonly {
    readonly sourceElementId: string;
    readonly targetElementId: string;
  }[];
}

export interface MigratedValue extends ProcessInstanceValue {
  /** The event that has interrupted the scope, by its id in the target; absent when none has. */
  readonly interruptedBy?: string;
}

/** The value says what is so from now on. */
export interface MigrationEvents {
  "PROCESS_INSTANCE_MIGRATION.MIGRATED": MigrationValue;
  "PROCESS_INSTANCE.ELEMENT_MIGRATED": MigratedValue;
  /** An instance that a migrated one has called, and all that is inside it: nothing of it has changed. */
  "PROCESS_INSTANCE.ANCESTOR_MIGRATED": ProcessInstanceValue;
  "PROCESS_INSTANCE.SEQUENCE_FLOW_DELETED": SequenceFlowValue;
  "JOB.MIGRATED": JobValue;
  "INCIDENT.MIGRATED": IncidentValue;
  "USER_TASK.MIGRATED": UserTaskValue;
  "VARIABLE.MIGRATED": VariableValue;
  "TIMER.MIGRATED": TimerValue;
  "PROCESS_MESSAGE_SUBSCRIPTION.MIGRATED": SubscriptionValue;
  "SIGNAL_SUBSCRIPTION.MIGRATED": SignalSubscriptionValue;
  "CONDITIONAL_SUBSCRIPTION.MIGRATED": ConditionalSubscriptionValue;
  "COMPENSATION_SUBSCRIPTION.MIGRATED": CompensationValue;
}

export interface MigrationCommands {
  "PROCESS_INSTANCE_MIGRATION.MIGRATE": MigrationValue;
}
