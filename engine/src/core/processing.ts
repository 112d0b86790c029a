/** One command on its way through the core: where processors read the state, write events and wish commands. */
import type { ExecutableElement, ExecutableProcess } from "../bpmn/graph.ts";
import type { DecisionResult } from "../port.ts";
import { applyEvent } from "./appliers.ts";
import { ModelNeeded } from "./errors.ts";
import type {
  AnyEvent,
  ChangedVariable,
  Command,
  CommandName,
  CommandValues,
  EventName,
  EventValues,
  FollowUp,
  JobValue,
  ProcessInstanceValue,
  VariableDocument,
} from "./records.ts";
import type { ElementRow } from "./state/rows.ts";
import type { Mark, State } from "./state/state.ts";

/** Decisions of one file, compiled. */
export interface DecisionModel {
  evaluate(decisionId: string, context: { [name: string]: unknown }, now: number): DecisionResult;
}

/** A job on its way to a worker, as of its activation. */
export interface ActivatedJob {
  readonly key: number;
  readonly value: JobValue;
  readonly variables: VariableDocument;
}

/** A worker that waits for jobs of a type: the core reserves one of its free places. */
export interface JobStream {
  readonly worker: string;
  readonly timeout: number;
  readonly fetchVariables: readonly string[] | null;
}

/** What the core needs from around it; none of it is I/O. */
export interface CoreServices {
  process(processDefinitionKey: number): ExecutableProcess | undefined;
  decisions(decisionRequirementsKey: number): DecisionModel | undefined;
  /** A process just parsed for deployment gets its key, so that `process(key)` knows it. */
  admit(processDefinitionKey: number, checksum: string, bpmnProcessId: string): void;
  /** Takes a free place of a waiting worker; null when none waits. */
  reserve(jobType: string): JobStream | null;
}

/** What a command answers to its caller. */
export interface Answer {
  readonly key: number;
  readonly value: unknown;
}

export interface JobPush {
  readonly stream: JobStream;
  readonly job: ActivatedJob;
}

export class Processing {
  readonly state: State;
  /** The command's time: nothing else reads the clock. */
  readonly now: number;
  readonly services: CoreServices;
  readonly events: AnyEvent[] = [];
  readonly followUps: FollowUp[] = [];
  readonly pushes: JobPush[] = [];
  answer: Answer | null = null;
  /** Carries out a command; set by who has the table of processors. */
  run: (command: FollowUp) => void = (command) => void this.followUps.push(command);
  #kept: Savepoint | null = null;
  /** Process instance → its changes that a wished EVALUATE command carries. */
  readonly #changes = new Map<number, ChangedVariable[]>();

  constructor(state: State, now: number, services: CoreServices) {
    this.state = state;
    this.now = now;
    this.services = services;
  }

  /** Something has happened: it is applied at once. */
  event<N extends EventName>(name: N, key: number, value: EventValues[N]): void {
    applyEvent(this.state, name, key, value);
    this.events.push({ name, key, value } as AnyEvent);
  }

  /** A follow-up command: its turn comes after those already wished. */
  command<N extends CommandName>(name: N, key: number, value: CommandValues[N]): void {
    this.followUps.push({ name, key, value } as Command as FollowUp);
  }

  /** A command that is carried out as part of the present one. */
  perform<N extends CommandName>(name: N, key: number, value: CommandValues[N]): void {
    this.run({ name, key, value } as Command as FollowUp);
  }

  /** A command begins: the changes of variables that it makes are looked at together. */
  begin(): void {
    this.#changes.clear();
    this.#kept = null;
  }

  /** Conditional events are to look at this change, after the command. */
  variableChanged(processInstanceKey: number, change: ChangedVariable): void {
    const changes = this.#changes.get(processInstanceKey);
    if (changes !== undefined) {
      changes.push(change);
      return;
    }
    const list = [change];
    this.#changes.set(processInstanceKey, list);
    this.command("CONDITIONAL_SUBSCRIPTION.EVALUATE", -1, { processInstanceKey, changes: list });
  }

  /** Answers the caller; what follow-up commands would answer goes to nobody. */
  respond(key: number, value: unknown): void {
    this.answer ??= { key, value };
  }

  process(processDefinitionKey: number): ExecutableProcess {
    const graph = this.services.process(processDefinitionKey);
    if (graph === undefined) throw new ModelNeeded("process", processDefinitionKey);
    return graph;
  }

  decisions(decisionRequirementsKey: number): DecisionModel {
    const model = this.services.decisions(decisionRequirementsKey);
    if (model === undefined) throw new ModelNeeded("decision", decisionRequirementsKey);
    return model;
  }

  /** The model element of an instance. */
  model(value: ProcessInstanceValue): ExecutableElement {
    const element = this.process(value.processDefinitionKey).byId(value.elementId);
    if (element === undefined) {
      throw new Error(`process ${value.bpmnProcessId} has no element '${value.elementId}'`);
    }
    return element;
  }

  /** A point inside the command to return to when a step cannot go on. */
  savepoint(): Savepoint {
    const { events, followUps, pushes } = this;
    return {
      mark: this.state.mark(),
      events: events.length,
      followUps: followUps.length,
      pushes: pushes.length,
    };
  }

  /** What this step has done until now stays, also when the step cannot go on. */
  keep(): void {
    this.#kept = this.savepoint();
  }

  /** Where to return to when a step that began at `from` cannot go on. */
  lastKept(from: Savepoint): Savepoint {
    return this.#kept !== null && this.#kept.events >= from.events ? this.#kept : from;
  }

  rollback(to: Savepoint): void {
    this.state.undo(to.mark);
    this.events.length = to.events;
    this.followUps.length = to.followUps;
    this.pushes.length = to.pushes;
    this.#changes.clear();
  }

  /** The instance as it is now, after events of this step. */
  current(row: ElementRow): ElementRow {
    return this.state.element(row.key, row.value.processInstanceKey) ?? row;
  }
}

export interface Savepoint {
  readonly mark: Mark;
  readonly events: number;
  readonly followUps: number;
  readonly pushes: number;
}
