/**
 * The executable graph: what a deployed process is compiled to once. Flat arrays, resolved references (indexes),
 * compiled expressions, static checks done. The core reads nothing else of a model.
 */
import type { BpmnElementType } from "../port.ts";

/** An expression of the model: `=` FEEL compiled once, or a fixed text. */
export interface ModelExpression {
  readonly source: string;
  /**
   * True for a text without `=`: evaluates to itself; in input mappings, retries and priority, as in Zeebe, to
   * null, true, false or a number when it reads so.
   */
  readonly static: boolean;
  /** Names read from the context: all that `evaluate` looks at. */
  readonly variables: readonly string[];
  /** FEEL value as JSON-like data. Warnings are collected by the caller. Throws FeelLimitError only. */
  evaluate(context: { [name: string]: unknown }, options?: EvaluateOptions): unknown;
}

export interface EvaluateOptions {
  clock?: () => number;
  /** IANA zone of `now()` and `today()`; UTC when not given. */
  timeZone?: string;
  /** A source of numbers in [0, 1) for `random number()` and `uuid()`; without it they are null. */
  random?: () => number;
  onWarning?: (message: string) => void;
}

export interface Mapping {
  readonly source: ModelExpression;
  /** Target path split at the dots. */
  readonly target: readonly string[];
}

export interface MessageDefinition {
  readonly name: ModelExpression;
  /** Absent on a message start event of the process itself. */
  readonly correlationKey?: ModelExpression;
}

export type TimerKind = "date" | "duration" | "cycle";
export interface TimerDefinition {
  readonly kind: TimerKind;
  readonly expression: ModelExpression;
}

/** `null` code catches all. Codes of throwing events may be expressions. */
export interface ErrorDefinition {
  readonly code: ModelExpression | null;
}
export type EscalationDefinition = ErrorDefinition;

export type VariableChange = "create" | "update";

export type EventDefinition =
  | { readonly kind: "none" }
  | { readonly kind: "terminate" }
  | { readonly kind: "message"; readonly message: MessageDefinition }
  | { readonly kind: "timer"; readonly timer: TimerDefinition }
  | { readonly kind: "error"; readonly error: ErrorDefinition }
  | { readonly kind: "signal"; readonly name: ModelExpression }
  | { readonly kind: "escalation"; readonly escalation: EscalationDefinition }
  | {
      readonly kind: "conditional";
      readonly condition: ModelExpression;
      /** Which changes of its variables lead to a look at the condition. */
      readonly changes: readonly VariableChange[];
    }
  | {
      readonly kind: "link";
      readonly name: string;
      /** Throw event: index of the catch event of this name in the same scope. */
      readonly target?: number;
    }
  | {
      readonly kind: "compensation";
      /** Throwing: id of the activity to undo; absent for all of the scope. Boundary: index of the handler. */
      readonly activityId?: string;
      readonly handler?: number;
    };

/** Which version of what is named: the newest, the one deployed together with the process, or the tagged one. */
export interface Binding {
  readonly bindingType: "latest" | "deployment" | "versionTag";
  readonly versionTag?: string;
}

/** A deployed file that a job tells its worker of. */
export interface LinkedResource extends Binding {
  readonly resourceId: string;
  readonly resourceType: string;
  readonly linkName: string | null;
}

export interface JobDefinition {
  readonly type: ModelExpression;
  readonly retries: ModelExpression;
  readonly headers: Readonly<Record<string, string>>;
  readonly linkedResources?: readonly LinkedResource[];
}

export type TaskListenerEvent = "creating" | "assigning" | "updating" | "completing" | "canceling";

export interface UserTaskDefinition {
  /** False: without `zeebe:userTask` the work is a job that carries all this in its headers. */
  readonly native: boolean;
  readonly assignee?: ModelExpression;
  readonly candidateGroups?: ModelExpression;
  readonly candidateUsers?: ModelExpression;
  readonly dueDate?: ModelExpression;
  readonly followUpDate?: ModelExpression;
  readonly priority?: ModelExpression;
  readonly externalReference?: ModelExpression;
  /** A deployed form, instead of one of the two references beside it. */
  readonly form?: Binding & { readonly formId: ModelExpression };
  /** Job-based only: a reference that the worker understands. */
  readonly formKey?: ModelExpression;
  readonly headers: Readonly<Record<string, string>>;
  /** Native only: jobs in whose hand each change of the task lies, in the order in which they are asked. */
  readonly listeners?: { readonly [event in TaskListenerEvent]?: readonly JobDefinition[] };
}

export interface CalledElement extends Binding {
  readonly processId: ModelExpression;
  readonly propagateAllChildVariables: boolean;
  readonly propagateAllParentVariables: boolean;
}

export interface CalledDecision extends Binding {
  readonly decisionId: ModelExpression;
  readonly resultVariable: string;
}

export interface ScriptDefinition {
  readonly expression: ModelExpression;
  readonly resultVariable: string;
}

export interface MultiInstance {
  readonly sequential: boolean;
  readonly inputCollection: ModelExpression;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: ModelExpression;
  readonly completionCondition?: ModelExpression;
}

/** An element of an ad-hoc sub-process that can be activated, as its variable tells it. */
export interface AdHocElement {
  readonly elementId: string;
  readonly elementName?: string;
  readonly documentation?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface AdHoc {
  /** Index of the inner instance that holds each activated element. */
  readonly inner: number;
  readonly elements: readonly AdHocElement[];
  readonly activeElementsCollection?: ModelExpression;
  readonly outputCollection?: string;
  readonly outputElement?: ModelExpression;
  readonly completionCondition?: ModelExpression;
  /** The condition ends what is still active. */
  readonly cancelRemaining: boolean;
}

export interface SequenceFlow {
  readonly index: number;
  readonly id: string;
  readonly source: number;
  readonly target: number;
  readonly condition: ModelExpression | null;
}

export interface ExecutableElement {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** Kind of the element itself (its multi-instance body is not an element of its own: see `multiInstance`). */
  readonly type: BpmnElementType;
  /** Index of the flow scope: process or sub-process. -1 for the process. */
  readonly parent: number;
  readonly incoming: readonly number[];
  /** In the order in which the engine goes through them: as in Zeebe, the last in the file first. */
  readonly outgoing: readonly number[];
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly event?: EventDefinition;
  /** Boundary events: the activity they sit on; interrupting or not. Event sub-process start events: interrupting or not. */
  readonly attachedTo?: number;
  readonly interrupting?: boolean;
  /** Boundary events sitting on this activity. */
  readonly boundaryEvents: readonly number[];
  /** Event sub-processes directly inside this scope. */
  readonly eventSubProcesses: readonly number[];
  /** Start events directly inside this scope (process: all; sub-process: one). */
  readonly startEvents: readonly number[];
  readonly multiInstance?: MultiInstance;
  readonly adHoc?: AdHoc;
  readonly job?: JobDefinition;
  /** Execution listeners, in the order in which they are called. */
  readonly listeners?: { readonly start: readonly JobDefinition[]; readonly end: readonly JobDefinition[] };
  readonly userTask?: UserTaskDefinition;
  readonly called?: CalledElement;
  readonly decision?: CalledDecision;
  readonly script?: ScriptDefinition;
  /** Activity: index of its compensation boundary event. */
  readonly compensation?: number;
  /** The activity undoes another one; no flow leads to it. */
  readonly forCompensation?: true;
  /** Scope: its inclusive gateways with several incoming flows; absent when it has none. */
  readonly inclusiveJoins?: readonly number[];
  /** Exclusive and inclusive gateway: index of the default flow. */
  readonly defaultFlow?: number;
}

export interface ExecutableProcess {
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly versionTag: string | null;
  /** elements[0] is the process itself. */
  readonly elements: readonly ExecutableElement[];
  readonly flows: readonly SequenceFlow[];
  byId(elementId: string): ExecutableElement | undefined;
}

/** One refusal of a model, with its element and what would fix it. */
export interface ModelFault {
  readonly elementId: string;
  readonly elementType: string;
  /** Name of the rule, kebab-case, e.g. `no-start-event`. */
  readonly rule: string;
  readonly message: string;
  readonly messageZh: string;
}
