/** What happened in an engine, read from its record stream: the memory of a test. */
import type { EngineRecord, JsonValue, Variables, WorkflowEngine } from "../port.ts";

export type TracedState = "ACTIVE" | "COMPLETED" | "TERMINATED";

export interface TracedElement {
  readonly key: string;
  elementId: string;
  readonly type: string;
  bpmnProcessId: string;
  readonly processInstanceKey: string;
  readonly flowScopeKey: string;
  state: TracedState;
  /** Position of the record that ended it; 0 while active. */
  endedAt: number;
}

export interface TracedJob {
  readonly key: string;
  readonly type: string;
  elementId: string;
  bpmnProcessId: string;
  /** True until completed, cancelled or ended by an error. */
  open: boolean;
}

export interface TracedIncident {
  readonly key: string;
  elementId: string;
  bpmnProcessId: string;
  readonly processInstanceKey: string;
  readonly errorType: string;
  readonly errorMessage: string;
  /** Empty when no job is concerned. */
  readonly jobKey: string;
  open: boolean;
}

export interface TracedUserTask {
  readonly key: string;
  elementId: string;
  bpmnProcessId: string;
  readonly processInstanceKey: string;
  state: "CREATED" | "COMPLETED" | "CANCELED";
  assignee: string;
  candidateGroups: string[];
  priority: number;
  dueDate: string;
  followUpDate: string;
}

export interface TracedSubscription {
  readonly messageName: string;
  readonly correlationKey: string;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  waiting: boolean;
  correlated: boolean;
}

export interface TracedDecision {
  readonly decisionId: string;
  readonly decisionName: string;
  readonly output: JsonValue;
  readonly matchedRules: number[];
}

/** Follows an engine from its first record; `close` ends the subscription. */
export class Trace {
  readonly records: EngineRecord[] = [];
  readonly elements = new Map<string, TracedElement>();
  readonly flows = new Map<string, number>();
  readonly jobs = new Map<string, TracedJob>();
  readonly incidents = new Map<string, TracedIncident>();
  readonly userTasks = new Map<string, TracedUserTask>();
  readonly subscriptions: TracedSubscription[] = [];
  readonly decisions: TracedDecision[] = [];
  /** By decision id, the rules that matched in any evaluation, numbered from 1; required decisions count too. */
  readonly matchedRules = new Map<string, Set<number>>();
  readonly #variables = new Map<string, Map<string, JsonValue>>();
  #close: () => Promise<void> = () => Promise.resolve();

  static follow(engine: Pick<WorkflowEngine, "subscribe">, name = "test-trace"): Trace {
    const trace = new Trace();
    const subscription = engine.subscribe({
      name,
      from: 1,
      onRecords: (records) => {
        for (const record of records) trace.take(record);
        const last = records.at(-1);
        if (last !== undefined) subscription.acknowledge(last.position);
      },
    });
    trace.#close = () => subscription.close();
    return trace;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Adds one record; commands and rejections are kept and change nothing. */
  take(record: EngineRecord): void {
    this.records.push(record);
    if (record.recordType !== "EVENT") return;
    const { value } = record;
    if (record.intent === "MIGRATED" || record.intent === "ELEMENT_MIGRATED") this.#rename(record);
    switch (record.valueType) {
      case "PROCESS_INSTANCE":
        this.#takeElement(record);
        break;
      case "VARIABLE":
        this.#scope(str(value.scopeKey)).set(str(value.name), parseJson(value.value));
        break;
      case "JOB":
        this.#takeJob(record);
        break;
      case "INCIDENT":
        this.#takeIncident(record);
        break;
      case "USER_TASK":
        this.#takeUserTask(record);
        break;
      case "PROCESS_MESSAGE_SUBSCRIPTION":
        this.#takeSubscription(record);
        break;
      case "DECISION_EVALUATION":
        this.#takeDecision(value);
        break;
      default:
    }
  }

  /** Variables written in exactly this scope. */
  variables(scopeKey: string): Variables {
    return Object.fromEntries(this.#scope(scopeKey));
  }

  /** Key of the newest version of a process that was deployed, or of the given one of those, from 1. */
  definitionKey(bpmnProcessId: string, number?: number): string | undefined {
    const versions = this.records.filter(
      ({ valueType, intent, value }) =>
        valueType === "PROCESS" && intent === "CREATED" && value.bpmnProcessId === bpmnProcessId,
    );
    return versions.at(number === undefined ? -1 : number - 1)?.key;
  }

  /** Key of the newest version of what was deployed with one of these ids: each is a field of its record. */
  deployedKey(ids: { [field: string]: string | undefined }): string | undefined {
    const wanted = Object.entries(ids).filter(([, id]) => id !== undefined);
    return this.records.findLast(
      ({ valueType, intent, value }) =>
        intent === "CREATED" &&
        wanted.some(([field, id]) => value[field] === id) &&
        ["DECISION_REQUIREMENTS", "FORM", "RESOURCE"].includes(valueType),
    )?.key;
  }

  processInstances(bpmnProcessId: string): TracedElement[] {
    return [...this.elements.values()].filter(
      (element) => element.type === "PROCESS" && element.bpmnProcessId === bpmnProcessId,
    );
  }

  elementsOf(processInstanceKey: string): TracedElement[] {
    return [...this.elements.values()].filter(
      (element) => element.processInstanceKey === processInstanceKey && element.type !== "PROCESS",
    );
  }

  #scope(key: string): Map<string, JsonValue> {
    const known = this.#variables.get(key) ?? new Map<string, JsonValue>();
    this.#variables.set(key, known);
    return known;
  }

  /** What goes over in a migration has other names from then on. */
  #rename({ valueType, key, value }: EngineRecord): void {
    const families = {
      PROCESS_INSTANCE: this.elements,
      JOB: this.jobs,
      INCIDENT: this.incidents,
      USER_TASK: this.userTasks,
    };
    if (!(valueType in families)) return;
    const known = families[valueType as keyof typeof families].get(key);
    if (known === undefined) return;
    known.elementId = str(value.elementId);
    known.bpmnProcessId = str(value.bpmnProcessId);
  }

  #takeElement(record: EngineRecord): void {
    const { value, intent, key } = record;
    if (intent === "SEQUENCE_FLOW_TAKEN") {
      const flow = `${str(value.bpmnProcessId)} ${str(value.elementId)}`;
      this.flows.set(flow, (this.flows.get(flow) ?? 0) + 1);
      return;
    }
    const known = this.elements.get(key);
    if (known === undefined) {
      this.elements.set(key, {
        key,
        elementId: str(value.elementId),
        type: str(value.bpmnElementType),
        bpmnProcessId: str(value.bpmnProcessId),
        processInstanceKey: str(value.processInstanceKey),
        flowScopeKey: str(value.flowScopeKey),
        state: "ACTIVE",
        endedAt: 0,
      });
    } else if (intent === "ELEMENT_COMPLETED" || intent === "ELEMENT_TERMINATED") {
      known.state = intent === "ELEMENT_COMPLETED" ? "COMPLETED" : "TERMINATED";
      known.endedAt = record.position;
    }
  }

  #takeJob({ key, value, intent }: EngineRecord): void {
    const known = this.jobs.get(key);
    if (known === undefined) {
      const [type, elementId] = [str(value.type), str(value.elementId)];
      this.jobs.set(key, { key, type, elementId, bpmnProcessId: str(value.bpmnProcessId), open: true });
    } else if (intent === "COMPLETED" || intent === "CANCELED" || intent === "ERROR_THROWN") {
      known.open = false;
    }
  }

  #takeIncident({ key, value, intent }: EngineRecord): void {
    const known = this.incidents.get(key);
    if (known !== undefined) known.open = intent !== "RESOLVED";
    else {
      const jobKey = str(value.jobKey);
      this.incidents.set(key, {
        key,
        elementId: str(value.elementId),
        bpmnProcessId: str(value.bpmnProcessId),
        processInstanceKey: str(value.processInstanceKey),
        errorType: str(value.errorType),
        errorMessage: str(value.errorMessage),
        jobKey: jobKey === "-1" ? "" : jobKey,
        open: true,
      });
    }
  }

  #takeUserTask({ key, value, intent }: EngineRecord): void {
    const known = this.userTasks.get(key);
    const now = {
      assignee: str(value.assignee),
      candidateGroups: Array.isArray(value.candidateGroupsList) ? value.candidateGroupsList.map(str) : [],
      priority: Number(value.priority),
      dueDate: str(value.dueDate),
      followUpDate: str(value.followUpDate),
    };
    if (known === undefined) {
      const place = {
        elementId: str(value.elementId),
        bpmnProcessId: str(value.bpmnProcessId),
        processInstanceKey: str(value.processInstanceKey),
      };
      this.userTasks.set(key, { key, ...place, state: "CREATED", ...now });
      return;
    }
    Object.assign(known, now);
    if (intent === "COMPLETED" || intent === "CANCELED") known.state = intent;
  }

  #takeSubscription({ value, intent }: EngineRecord): void {
    const messageName = str(value.messageName);
    const elementInstanceKey = str(value.elementInstanceKey);
    const known = this.subscriptions.find(
      (one) => one.messageName === messageName && one.elementInstanceKey === elementInstanceKey,
    );
    if (known === undefined) {
      this.subscriptions.push({
        messageName,
        correlationKey: str(value.correlationKey),
        processInstanceKey: str(value.processInstanceKey),
        elementInstanceKey,
        waiting: true,
        correlated: false,
      });
      return;
    }
    if (intent === "CORRELATED") known.correlated = true;
    if (intent === "DELETED" || (intent === "CORRELATED" && value.interrupting === true))
      known.waiting = false;
  }

  /** Notes rules that matched, numbered from 1. */
  addMatchedRules(decisionId: string, rules: readonly number[]): void {
    const known = this.matchedRules.get(decisionId) ?? new Set();
    for (const rule of rules) known.add(rule);
    this.matchedRules.set(decisionId, known);
  }

  #takeDecision(value: EngineRecord["value"]): void {
    const evaluated = parseJson(value.evaluatedDecisions);
    const decisionId = str(value.decisionId);
    const own = Array.isArray(evaluated)
      ? evaluated.find((one) => isObject(one) && one.decisionId === decisionId)
      : undefined;
    for (const one of Array.isArray(evaluated) ? evaluated : []) {
      if (!isObject(one) || !Array.isArray(one.matchedRules)) continue;
      const indexes = one.matchedRules.map((rule) => (isObject(rule) ? Number(rule.index) : -1));
      this.addMatchedRules(str(one.decisionId), indexes);
    }
    const rules = isObject(own) && Array.isArray(own.matchedRules) ? own.matchedRules : [];
    this.decisions.push({
      decisionId,
      decisionName: str(value.decisionName),
      output: parseJson(value.decisionOutput),
      matchedRules: rules.map((rule) => (isObject(rule) ? Number(rule.index) : -1)),
    });
  }
}

function str(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : String(value ?? "");
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Records carry values as JSON text. */
function parseJson(value: JsonValue | undefined): JsonValue {
  return typeof value === "string" ? (JSON.parse(value) as JsonValue) : (value ?? null);
}
