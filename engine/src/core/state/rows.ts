/** The rows of the state. */
import type { ElementInstanceState } from "../../port.ts";
import type {
  AssetKind,
  DecisionRequirementsValue,
  JobValue,
  ProcessInstanceValue,
  ProcessValue,
  RootMarks,
  UserTaskValue,
  VariableDocument,
} from "../records.ts";

/** Marks of `ElementRow.holds`. A mark stays when what it stands for has gone. */
export const HOLDS = {
  variables: 1,
  triggers: 2,
  takenFlows: 4,
  timers: 8,
  messages: 16,
  signals: 32,
  /** Completed activities inside that can be undone. */
  compensations: 64,
  /** On a process: some element inside has such a subscription. */
  conditionals: 128,
} as const;

/** An element instance that is alive. Zero means "none" for keys. */
export interface ElementRow extends RootMarks {
  readonly key: number;
  readonly state: ElementInstanceState;
  readonly value: ProcessInstanceValue;
  /** Child instances alive. */
  readonly children: number;
  /** Flows taken, and events triggered, whose element is not activated yet. */
  readonly flows: number;
  /** Child instances that completed and that were terminated. */
  readonly completed: number;
  readonly terminated: number;
  /** Number of an inner instance in its multi-instance body, from 1. */
  readonly loopCounter: number;
  /** Multi-instance body: how many inner instances there will be. */
  readonly size: number;
  readonly jobKey: number;
  readonly userTaskKey: number;
  readonly incidentKey: number;
  readonly calledKey: number;
  /** Ad-hoc sub-process: its worker has said that it is to end; absent otherwise. */
  readonly fulfilled?: true;
  /** Process: it stands still until it is resumed; absent otherwise. */
  readonly suspended?: true;
  /** How many listeners of the present transition have completed; absent for none. */
  readonly listened?: number;
  /** Id of the event that interrupted this scope, "" while none has. */
  readonly interruptedBy: string;
  /** What has ever hung on this scope (see HOLDS): without the mark there is nothing to look for. */
  readonly holds: number;
}

/** A variable; its value is parsed when first read. */
export class VariableRow {
  readonly key: number;
  readonly json: string;
  #parsed: { value: unknown } | undefined;
  constructor(key: number, json: string) {
    this.key = key;
    this.json = json;
  }
  /** Shared by all readers: never to be changed. */
  get value(): unknown {
    this.#parsed ??= { value: JSON.parse(this.json) as unknown };
    return this.#parsed.value;
  }
}

/** PARKED: its instance is suspended; free again, or in its back-off, when that is resumed. */
export type JobState = "ACTIVATABLE" | "ACTIVATED" | "FAILED" | "ERROR_THROWN" | "PARKED";

export interface JobRow {
  readonly state: JobState;
  readonly value: JobValue;
}

export interface EventTriggerRow {
  readonly targetElementId: string;
  readonly variables: VariableDocument;
}

/** The change of a user task that its listeners decide on. */
export interface PendingChange {
  readonly event: "CREATING" | "ASSIGNING" | "CLAIMING" | "UPDATING" | "COMPLETING" | "CANCELING";
  /** The task as it is to be. */
  readonly value: UserTaskValue;
  /** Listeners that have agreed. */
  readonly listened: number;
}

/** A native user task; `pending` while one of its changes is under way. */
export type UserTaskRow = UserTaskValue & { readonly pending?: PendingChange };

/** A deployed form, or a deployed file that jobs may link; its text is among the resources. */
export interface AssetRow {
  readonly kind: AssetKind;
  readonly id: string;
  readonly version: number;
  readonly versionTag: string;
  readonly key: number;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
}

export type ProcessRow = Omit<ProcessValue, "resource">;
export type DecisionRequirementsRow = Omit<DecisionRequirementsValue, "resource">;

/** The newest version of a process, decision or requirements graph. */
export interface VersionRow {
  readonly version: number;
  readonly key: number;
}
