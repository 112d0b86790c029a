/**
 * The real engine behind the part of the port that scenarios use. Its clock can be pinned, so that due dates of timers
 * are exact; times of jobs and lifetimes of messages do not follow a pinned clock. `idle` moves the clock, waits until
 * what is due has happened, and hands the new records to the readers.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type {
  AdHocResult,
  CreatedInstance,
  DecisionResult,
  EngineRecord,
  JsonValue,
  MigrationPlan,
  RecordSubscription,
  Resource,
  SubscribeOptions,
  TaskListenerResult,
  UserTask,
  Variables,
  VirtualClock,
  Worker,
  WorkflowEngine,
} from "../../port.ts";
import type { CaseEngine } from "../cases/context.ts";
import { DueThings } from "./due-things.ts";
import { zeebeResult } from "./zeebe-result.ts";
import type { ZeebeControl, ZeebeRecord } from "./zeebe-control.ts";

const PATIENCE_MS = 6000;
const EAGER_MS = 600;

export class ZeebeEngine implements CaseEngine {
  readonly clock: VirtualClock;
  readonly #control: ZeebeControl;
  readonly #due = new DueThings();
  readonly #readers = new Set<SubscribeOptions>();
  readonly #roots = new Set<number>();
  readonly #definitions = new Set<number>();
  readonly #messages = new Map<number, ZeebeRecord["value"]>();
  readonly #pin: boolean;
  #time: number;
  #pinned: number;
  #next: number;

  private constructor(control: ZeebeControl, time: number, next: number, pin: boolean) {
    this.#control = control;
    this.#pin = pin;
    this.#time = time;
    this.#pinned = time;
    this.#next = next;
    this.clock = {
      now: () => this.#time,
      set: (to) => {
        this.#time = to;
      },
      add: (ms) => {
        this.#time += ms;
      },
      onChange: () => () => undefined,
    };
  }

  /**
   * Sees nothing of what was before; its time begins at `startTime`, where the clock stands when it is pinned. `from`:
   * a position not behind what was before, so that less is read.
   */
  static async open(control: ZeebeControl, startTime: number, pin: boolean, from = 0): Promise<ZeebeEngine> {
    if (pin) await control.command("CLOCK", "PIN", { time: startTime });
    else await control.command("CLOCK", "RESET", {});
    await control.idle();
    const past = await control.records(from);
    return new ZeebeEngine(control, startTime, (past.at(-1)?.position ?? from - 1) + 1, pin);
  }

  async deploy(resources: Resource[]): ReturnType<WorkflowEngine["deploy"]> {
    await this.#control.deploy(resources);
    return { deploymentKey: "", processes: [], decisions: [], forms: [], resources: [] };
  }

  async createInstance(
    process: Parameters<WorkflowEngine["createInstance"]>[0],
    variables: Variables = {},
    { tags = [] }: Parameters<WorkflowEngine["createInstance"]>[2] = {},
  ): Promise<CreatedInstance> {
    const { bpmnProcessId, version = -1 } = "bpmnProcessId" in process ? process : { bpmnProcessId: "" };
    const value = { bpmnProcessId, version, variables, tags };
    const record = await this.#control.command("PROCESS_INSTANCE_CREATION", "CREATE", value);
    return {
      processInstanceKey: String(record.value.processInstanceKey),
      processDefinitionKey: String(record.value.processDefinitionKey),
      bpmnProcessId,
      version: Number(record.value.version),
      tags,
      businessId: null,
    };
  }

  async cancelInstance(key: string): Promise<void> {
    const processInstanceKey = Number(key);
    await this.#control.command("PROCESS_INSTANCE", "CANCEL", { processInstanceKey }, processInstanceKey);
  }

  async deleteResource(key: string): Promise<void> {
    await this.#control.command("RESOURCE_DELETION", "DELETE", { resourceKey: Number(key) });
  }

  async migrateInstance(key: string, { targetProcessDefinitionKey, mappings }: MigrationPlan): Promise<void> {
    const processInstanceKey = Number(key);
    const value = {
      processInstanceKey,
      targetProcessDefinitionKey: Number(targetProcessDefinitionKey),
      mappingInstructions: mappings.map((mapping) => ({ ...mapping })),
    };
    await this.#control.command("PROCESS_INSTANCE_MIGRATION", "MIGRATE", value, processInstanceKey);
  }

  async publishMessage(
    message: Parameters<WorkflowEngine["publishMessage"]>[0],
  ): Promise<{ messageKey: string }> {
    const { name, correlationKey, messageId = "", timeToLiveMs: timeToLive = 0, variables = {} } = message;
    const value = { name, correlationKey, messageId, timeToLive, variables };
    const record = await this.#control.command("MESSAGE", "PUBLISH", value);
    return { messageKey: String(record.key) };
  }

  async broadcastSignal(signalName: string, variables: Variables = {}): Promise<{ signalKey: string }> {
    const record = await this.#control.command("SIGNAL", "BROADCAST", { signalName, variables });
    return { signalKey: String(record.key) };
  }

  async activateJobs(options: Parameters<WorkflowEngine["activateJobs"]>[0]) {
    const { type, maxJobs, timeoutMs, worker = "", fetchVariables = [] } = options;
    const value = { type, worker, timeout: timeoutMs, maxJobsToActivate: maxJobs, variables: fetchVariables };
    await this.#control.command("JOB_BATCH", "ACTIVATE", { ...value, tenantIds: ["<default>"] });
    return [];
  }

  async completeJob(
    key: string,
    variables: Variables = {},
    result?: AdHocResult | TaskListenerResult,
  ): Promise<void> {
    const value: { [field: string]: JsonValue } = { variables };
    if (result !== undefined) value.result = zeebeResult(result);
    await this.#control.command("JOB", "COMPLETE", value, Number(key));
  }

  async failJob(key: string, options: Parameters<WorkflowEngine["failJob"]>[1]): Promise<void> {
    const { retries, errorMessage, retryBackOffMs: retryBackoff = 0, variables = {} } = options;
    await this.#control.command(
      "JOB",
      "FAIL",
      { retries, errorMessage, retryBackoff, variables },
      Number(key),
    );
  }

  async throwJobError(key: string, options: Parameters<WorkflowEngine["throwJobError"]>[1]): Promise<void> {
    const { errorCode, errorMessage = "", variables = {} } = options;
    await this.#control.command("JOB", "THROW_ERROR", { errorCode, errorMessage, variables }, Number(key));
  }

  async updateJobRetries(key: string, retries: number): Promise<void> {
    await this.#control.command("JOB", "UPDATE_RETRIES", { retries }, Number(key));
  }

  async updateJobTimeout(key: string, timeout: number): Promise<void> {
    await this.#control.command("JOB", "UPDATE_TIMEOUT", { timeout }, Number(key));
  }

  openWorker(): Worker {
    throw new Error("scenarios for recording complete their jobs themselves: no MOCK_JOB_WORKER");
  }

  assignUserTask(key: string, assignee: string): Promise<void> {
    return this.#userTask(key, "ASSIGN", { assignee, action: "assign" });
  }

  claimUserTask(key: string, assignee: string): Promise<void> {
    return this.#userTask(key, "CLAIM", { assignee, action: "claim" });
  }

  unassignUserTask(key: string): Promise<void> {
    return this.#userTask(key, "ASSIGN", { assignee: "", action: "unassign" });
  }

  updateUserTask(key: string, changes: Parameters<WorkflowEngine["updateUserTask"]>[1]): Promise<void> {
    const { candidateGroups, candidateUsers, dueDate, followUpDate, priority } = changes;
    const fields: [string, JsonValue | undefined][] = [
      ["candidateGroupsList", candidateGroups],
      ["candidateUsersList", candidateUsers],
      ["dueDate", dueDate === null ? "" : dueDate],
      ["followUpDate", followUpDate === null ? "" : followUpDate],
      ["priority", priority],
    ];
    const given = fields.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
    const changedAttributes = given.map(([name]) => name);
    return this.#userTask(key, "UPDATE", {
      ...Object.fromEntries(given),
      changedAttributes,
      action: "update",
    });
  }

  async completeUserTask(key: string, variables: Variables = {}, action = "complete"): Promise<void> {
    await this.#control.completeUserTask(Number(key), variables, action);
  }

  async setVariables(
    elementInstanceKey: string,
    variables: Variables,
    options: { local?: boolean } = {},
  ): Promise<void> {
    await this.#control.command("VARIABLE_DOCUMENT", "UPDATE", {
      scopeKey: Number(elementInstanceKey),
      updateSemantics: options.local === true ? "LOCAL" : "PROPAGATE",
      variables,
    });
  }

  async resolveIncident(key: string): Promise<void> {
    await this.#control.command("INCIDENT", "RESOLVE", {}, Number(key));
  }

  evaluateConditionals(): never {
    throw new Error("Zeebe 8.8 has no conditional events");
  }

  async evaluateDecision(decisionId: string, variables: Variables): Promise<DecisionResult> {
    const value = { decisionId, variables };
    await this.#control.command("DECISION_EVALUATION", "EVALUATE", value);
    return { decisionId, decisionName: "", output: null, failure: null, evaluated: [] };
  }

  subscribe(options: SubscribeOptions): RecordSubscription {
    this.#readers.add(options);
    const close = (): Promise<void> => {
      this.#readers.delete(options);
      return Promise.resolve();
    };
    return { position: 0, acknowledge: () => undefined, close };
  }

  async idle(): Promise<void> {
    const by = this.#time - this.#pinned;
    this.#pinned = this.#time;
    if (by > 0) {
      await this.#control.idle();
      await this.#pull();
      if (this.#pin) await this.#control.command("CLOCK", "PIN", { time: this.#time });
      await this.#control.wake(by);
    }
    await this.#control.idle();
    await this.#pull();
    const end = performance.now() + PATIENCE_MS;
    while (this.#due.any(this.#time) && performance.now() < end) {
      await this.#control.wake(1000); // the schedulers look again after their own interval
      await sleep(50);
      await this.#control.idle();
      await this.#pull();
    }
  }

  /** Moves the clock, then takes records until `done`; when that does not come true, waits as `idle` does. */
  async until(done: () => boolean): Promise<void> {
    const by = this.#time - this.#pinned;
    this.#pinned = this.#time;
    if (by > 0) {
      if (this.#pin) await this.#control.command("CLOCK", "PIN", { time: this.#time });
      await this.#control.wake(by);
    }
    const end = performance.now() + (by > 0 ? PATIENCE_MS : EAGER_MS);
    while (performance.now() < end) {
      await this.#pull();
      if (done()) return;
      await sleep(5);
    }
    await this.idle();
  }

  /** Position behind the last record that was taken. */
  get next(): number {
    return this.#next;
  }

  /** Takes back what the scenario left: instances, buffered messages, definitions with their start events. */
  async cleanUp(): Promise<void> {
    for (const key of this.#roots) {
      await this.#control.command("PROCESS_INSTANCE", "CANCEL", { processInstanceKey: key }, key);
    }
    for (const [key, value] of this.#messages) await this.#control.command("MESSAGE", "EXPIRE", value, key);
    await this.#control.idle();
    for (const resourceKey of this.#definitions) {
      await this.#control.command("RESOURCE_DELETION", "DELETE", { resourceKey });
    }
    await this.#control.idle();
  }

  async #userTask(key: string, intent: string, value: { [field: string]: JsonValue }): Promise<void> {
    const userTaskKey = Number(key);
    await this.#control.command("USER_TASK", intent, { userTaskKey, ...value }, userTaskKey);
  }

  async #pull(): Promise<void> {
    const records = await this.#control.records(this.#next);
    const last = records.at(-1);
    if (last === undefined) return;
    this.#next = last.position + 1;
    for (const record of records) this.#note(record);
    const handed: EngineRecord[] = records.map((record) => ({ ...record, key: String(record.key) }));
    for (const reader of this.#readers) await reader.onRecords(handed);
  }

  #note(record: ZeebeRecord): void {
    if (record.recordType !== "EVENT") return;
    this.#due.take(record, this.#pinned);
    const { valueType, intent, value, key } = record;
    if (valueType === "PROCESS_INSTANCE" && value.bpmnElementType === "PROCESS") {
      if (intent === "ELEMENT_ACTIVATING" && value.parentProcessInstanceKey === -1) this.#roots.add(key);
      if (intent === "ELEMENT_COMPLETED" || intent === "ELEMENT_TERMINATED") this.#roots.delete(key);
    } else if (valueType === "MESSAGE") {
      if (intent === "PUBLISHED") this.#messages.set(key, value);
      else this.#messages.delete(key);
    } else if (valueType === "RESOURCE_DELETION" && intent === "DELETED") {
      this.#definitions.delete(Number(value.resourceKey));
    } else if (valueType === "PROCESS" && intent === "CREATED") this.#definitions.add(key);
    else if (valueType === "DECISION_REQUIREMENTS" && intent === "CREATED") this.#definitions.add(key);
    else if ((valueType === "FORM" || valueType === "RESOURCE") && intent === "CREATED") {
      this.#definitions.add(key);
    }
  }

  /** Of the port, for finding a task's state; scenarios find theirs by the trace. */
  userTasks(): UserTask[] {
    return [];
  }
}
