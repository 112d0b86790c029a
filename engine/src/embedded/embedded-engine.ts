/** The engine on one machine: the port over the core, the command loop and the store. */
import type { AnyEvent, CommandName, CommandValues, FollowUp, InstanceLabels } from "../core/records.ts";
import type { ActivatedJob, Answer } from "../core/processing.ts";
import type { StateDump } from "../core/state/backend.ts";
import { State } from "../core/state/state.ts";
import { RejectionError } from "../port.ts";
import type {
  Clock,
  CreatedInstance,
  DecisionResult,
  Deployment,
  EngineFigures,
  EngineMetrics,
  EngineQueries,
  InstanceOptions,
  Job,
  AdHocResult,
  TaskListenerResult,
  MigrationPlan,
  MigrationPreview,
  Modification,
  ProcessReference,
  RecordSubscription,
  Resource,
  SubscribeOptions,
  Variables,
  Worker,
  WorkerOptions,
  WorkflowEngine,
} from "../port.ts";
import type { LogBatch } from "../store/log-batch.ts";
import type { StorageFaults } from "../store/sqlite-store.ts";
import { SqliteStore } from "../store/sqlite-store.ts";
import { backupStore } from "./backup.ts";
import type { BackupReport, Progress } from "./backup.ts";
import { isVirtual, systemClock, systemTimers } from "./clock.ts";
import type { TimerHost } from "./clock.ts";
import { CommandLoop } from "./command-loop.ts";
import { migrationCommand, previewOf } from "./migration.ts";
import { completion, taskChanges, toDocument, toKey, toVariables } from "./documents.ts";
import { silentLogger } from "./logger.ts";
import type { EngineLogger } from "./logger.ts";
import { ModelCache, parseResources } from "./models.ts";
import { createQueries, labels } from "./queries.ts";
import { Readers } from "./readers.ts";
import { toJob, WorkerPool } from "./worker-pool.ts";

export interface EmbeddedEngineOptions {
  /** Folder of `engine.db`; made when it is missing. Exactly one of `dataDir` and `inMemory` is given. */
  dataDir?: string;
  /** Keeps everything in memory: for tests and benchmarks. */
  inMemory?: boolean;
  /** Default: the system's clock. */
  clock?: Clock;
  /** pino or alike. Default: silent. */
  logger?: EngineLogger;
  /** Rows each family of the state may hold in memory, per cache generation. Default 20,000. */
  cacheRows?: number;
  /** Compiled models kept in memory. Default 500. */
  maxModels?: number;
  /**
   * Commands that may wait for their turn; beyond it new work is refused with RESOURCE_EXHAUSTED. Default 20,000.
   */
  maxQueuedCommands?: number;
  /** Records that stay in the log although all readers have them. Default 100,000. */
  keepLogRecords?: number;
  /** How long records stay in the log at least, although all readers have them, ms. Default 0. */
  keepLogMs?: number;
  /** How long `close()` waits for jobs in the hands of own workers, ms. Default 10,000. */
  closeGraceMs?: number;
  /** Refuses a second running instance of a process with the same business id (ALREADY_EXISTS). Default false. */
  uniqueBusinessIds?: boolean;
  /** Checks the preconditions of every row and throws when one is violated: for tests. */
  strict?: boolean;
  /** Where tests make the storage fail. */
  faults?: StorageFaults;
  /** Pages of the write-ahead log at which it is carried over into the file. Default 4000 (16 MB). */
  checkpointPages?: number;
  /** The file may grow to this, bytes: then commands are refused with STORAGE_FULL. Default: as the disk allows. */
  maxFileBytes?: number;
  /** How the engine waits (reader retries, wake-ups under a system clock). */
  timers?: TimerHost;
}

/** What an embedded engine offers beyond the port. */
export interface EmbeddedEngine extends WorkflowEngine {
  /** Tells what `migrateInstance` would do, or refuses like it; writes nothing. */
  rehearseMigration(processInstanceKey: string, plan: MigrationPlan): Promise<MigrationPreview>;
  /** All rows of the state as text, as of the last commit. */
  dumpState(): StateDump;
  /** The log from a position on, as the core knows it (see `replay`). */
  readLog(position?: number): LogBatch[];
  /**
   * Copies everything as it is now into `folder` (which must not hold an engine's file) while the engine goes on,
   * checks the copy, and tells how far it is in pages. Throws StorageError. See also `restoreBackup` and `verifyFolder`.
   */
  backup(folder: string, progress?: Progress): Promise<BackupReport>;
  /**
   * Reads every page of the file and every record of the log; gives what is wrong, one sentence each, empty when
   * all is well. The engine stands still meanwhile: about a second per 100 MB.
   */
  verify(): string[];
  /** Another limit of the file's size, bytes; see `maxFileBytes`. */
  limitFile(bytes: number): void;
  /** Violated preconditions so far; 0 in a sound engine. */
  readonly stateViolations: number;
}

const MAX_TIMEOUT = 2 ** 40;

/**
 * Opens the engine. Jobs that an earlier process had in hand when it broke off are free at once: their workers lived
 * in that process. Throws StorageError: FOLDER_LOCKED (another process has it), VERSION_TOO_NEW,
 * STORAGE_UNUSABLE.
 */
export async function createEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  if ((options.dataDir === undefined) === (options.inMemory !== true)) {
    throw new TypeError("createEmbeddedEngine needs exactly one of dataDir and inMemory");
  }
  const { faults, checkpointPages, maxFileBytes } = options;
  const storeOptions = { faults, checkpointPages, maxFileBytes };
  const store = SqliteStore.open(options.dataDir ?? null, State.specs(), storeOptions);
  const engine = new Engine(store, options);
  engine.start();
  return engine;
}

interface Awaiting {
  readonly created: CreatedInstance;
  resolve(result: CreatedInstance & { variables: Variables }): void;
  reject(error: Error): void;
}

class Engine implements EmbeddedEngine {
  readonly clock: Clock;
  readonly query: EngineQueries;
  readonly metrics: EngineMetrics;
  readonly #store: SqliteStore;
  readonly #state: State;
  readonly #loop: CommandLoop;
  readonly #models: ModelCache;
  readonly #workers: WorkerPool;
  readonly #readers: Readers;
  readonly #timers: TimerHost;
  readonly #awaiting = new Map<number, Awaiting>();
  readonly #closeGraceMs: number | undefined;
  readonly #uniqueBusinessIds: boolean;
  #idleWaiters: (() => void)[] = [];
  #idleCheck = false;
  #closing: Promise<void> | null = null;
  #refusing = false;
  #stopClock: (() => void) | null = null;

  constructor(store: SqliteStore, options: EmbeddedEngineOptions) {
    const figures = store.figures();
    const { logger = silentLogger, timers = systemTimers } = options;
    this.clock = options.clock ?? systemClock();
    this.#store = store;
    this.#timers = timers;
    this.#closeGraceMs = options.closeGraceMs;
    this.#uniqueBusinessIds = options.uniqueBusinessIds === true;
    this.#state = new State(store, figures.lastKey, { cacheRows: options.cacheRows, strict: options.strict });
    this.#models = new ModelCache(options.maxModels ?? 500);
    this.query = createQueries(this.#state);
    this.#loop = new CommandLoop(
      {
        state: this.#state,
        store,
        clock: this.clock,
        timers,
        logger,
        models: this.#models,
        keepLogRecords: options.keepLogRecords ?? 100_000,
        keepLogMs: options.keepLogMs ?? 0,
        maxQueuedCommands: options.maxQueuedCommands ?? 20_000,
        committed: (batches) => this.#answerAwaiting(batches),
        rested: () => this.#checkIdle(),
      },
      figures.lastPosition,
    );
    this.#workers = new WorkerPool({
      logger,
      timers,
      submit: (command) => this.#loop.submit(command, null),
      wake: () => this.#loop.schedule(),
    });
    this.#readers = new Readers(
      {
        logger,
        timers,
        readLog: (position, limit) => store.readLog(position, limit),
        lastPosition: () => this.#loop.committedPosition,
        moved: () => this.#checkIdle(),
      },
      store.readers(),
    );
    this.#loop.connect(this.#readers, this.#workers);
    const { commitListeners } = this.#loop;
    this.metrics = {
      figures: () => this.#figures(),
      onCommit: (listener) => {
        commitListeners.add(listener);
        return () => commitListeners.delete(listener);
      },
    };
  }

  #figures(): EngineFigures {
    const [state, loop] = [this.#state, this.#loop];
    const { bytes, freeBytes } = this.#store.size();
    return {
      queuedCommands: loop.queuedCommands,
      refusedCommands: loop.refusedCommands,
      failedCommits: loop.failedCommits,
      commits: loop.commits,
      processInstances: state.instances.size,
      jobs: state.jobs.size,
      jobsInHand: this.#workers.inHand,
      incidents: state.incidents.size,
      userTasks: state.userTasks.size,
      timers: state.timers.size,
      messages: state.messages.size,
      lastPosition: loop.committedPosition,
      readerLag: this.#readers.lag(loop.committedPosition),
      fileBytes: bytes,
      freeBytes,
    };
  }

  start(): void {
    if (isVirtual(this.clock)) this.#stopClock = this.clock.onChange(() => this.#loop.schedule());
    this.#loop.resume();
  }

  async deploy(resources: Resource[]): Promise<Deployment> {
    const files = await parseResources(resources);
    for (const file of files) this.#models.announce(file);
    try {
      const value = { resources: files.map(({ resource }) => resource) };
      return (await this.#send("DEPLOYMENT.CREATE", -1, value)).value as Deployment;
    } finally {
      for (const file of files) this.#models.retract(file);
    }
  }

  async deleteResource(key: string): Promise<void> {
    const resourceKey = toKey(key, "resource");
    await this.#send("RESOURCE_DELETION.DELETE", resourceKey, { resourceKey });
  }

  async createInstance(
    process: ProcessReference,
    variables?: Variables,
    options: InstanceOptions & { startAt?: string[] } = {},
  ): Promise<CreatedInstance> {
    const { startAt } = options;
    const value = {
      ...creation(process, variables),
      ...this.#labels(options),
      ...(startAt === undefined ? {} : { startAt }),
    };
    return createdInstance(await this.#send("PROCESS_INSTANCE_CREATION.CREATE", -1, value));
  }

  createInstanceWithResult(
    process: ProcessReference,
    variables?: Variables,
    options: InstanceOptions & { fetchVariables?: string[]; requestTimeoutMs?: number } = {},
  ): Promise<CreatedInstance & { variables: Variables }> {
    return new Promise((resolve, reject) => {
      const awaitResult = { fetchVariables: options.fetchVariables ?? null };
      const value = { ...creation(process, variables), ...this.#labels(options), awaitResult };
      this.#submit("PROCESS_INSTANCE_CREATION.CREATE", -1, value, {
        reject,
        resolve: (answer) =>
          this.#awaitResult(createdInstance(answer), options.requestTimeoutMs, resolve, reject),
      });
    });
  }

  #labels({ tags, businessId }: InstanceOptions): InstanceLabels & { uniqueBusinessId?: true } {
    return {
      ...(tags === undefined ? {} : { tags }),
      ...(businessId === undefined ? {} : { businessId }),
      ...(businessId !== undefined && this.#uniqueBusinessIds ? { uniqueBusinessId: true } : {}),
    };
  }

  async cancelInstance(processInstanceKey: string): Promise<void> {
    const key = toKey(processInstanceKey, "process instance");
    await this.#send("PROCESS_INSTANCE.CANCEL", key, { processInstanceKey: key });
  }

  async modifyInstance(processInstanceKey: string, modification: Modification): Promise<void> {
    const key = toKey(processInstanceKey, "process instance");
    const { activate = [], terminate = [] } = modification;
    await this.#send("PROCESS_INSTANCE_MODIFICATION.MODIFY", key, {
      processInstanceKey: key,
      activateInstructions: activate.map(
        ({ elementId, ancestorElementInstanceKey: ancestor, variables }) => ({
          elementId,
          ancestorScopeKey: ancestor === undefined ? -1 : toKey(ancestor, "element instance"),
          variableInstructions: (variables ?? []).map((one) => ({
            scopeId: one.scopeId ?? "",
            variables: toDocument(one.variables),
          })),
        }),
      ),
      terminateInstructions: terminate.map(({ elementInstanceKey }) => ({
        elementInstanceKey: toKey(elementInstanceKey, "element instance"),
      })),
    });
  }

  async suspendInstance(processInstanceKey: string): Promise<void> {
    const key = toKey(processInstanceKey, "process instance");
    await this.#send("PROCESS_INSTANCE.SUSPEND", key, { processInstanceKey: key });
  }

  async resumeInstance(processInstanceKey: string): Promise<void> {
    const key = toKey(processInstanceKey, "process instance");
    await this.#send("PROCESS_INSTANCE.RESUME", key, { processInstanceKey: key });
  }

  async migrateInstance(processInstanceKey: string, plan: MigrationPlan): Promise<void> {
    const value = migrationCommand(processInstanceKey, plan);
    await this.#send("PROCESS_INSTANCE_MIGRATION.MIGRATE", value.processInstanceKey, value);
  }

  async rehearseMigration(processInstanceKey: string, plan: MigrationPlan): Promise<MigrationPreview> {
    const value = migrationCommand(processInstanceKey, plan);
    const key = value.processInstanceKey;
    if (this.#refusing) throw new RejectionError("INVALID_STATE", "the engine is closed");
    const command = { name: "PROCESS_INSTANCE_MIGRATION.MIGRATE", key, value } as const;
    const events = await this.#loop.rehearse(command);
    return previewOf(events, (one, instance) => this.#state.element(one, instance)?.value.elementId ?? "");
  }

  async publishMessage(
    message: Parameters<WorkflowEngine["publishMessage"]>[0],
  ): Promise<{ messageKey: string }> {
    const { name, correlationKey, messageId = "", timeToLiveMs: timeToLive = 0, variables } = message;
    if (name === "") throw new RejectionError("INVALID_ARGUMENT", "a message needs a name");
    checkDuration("timeToLiveMs", timeToLive, 0);
    const value = { name, correlationKey, messageId, timeToLive, variables: toDocument(variables) };
    return { messageKey: String((await this.#send("MESSAGE.PUBLISH", -1, value)).key) };
  }

  async correlateMessage(
    message: Parameters<WorkflowEngine["correlateMessage"]>[0],
  ): Promise<{ messageKey: string; processInstanceKey: string }> {
    const { name, correlationKey, variables } = message;
    if (name === "") throw new RejectionError("INVALID_ARGUMENT", "a message needs a name");
    const value = { name, correlationKey, variables: toDocument(variables) };
    const answer = await this.#send("MESSAGE_CORRELATION.CORRELATE", -1, value);
    return { messageKey: String(answer.key), processInstanceKey: String(answer.value) };
  }

  async broadcastSignal(signalName: string, variables?: Variables): Promise<{ signalKey: string }> {
    const value = { signalName, variables: toDocument(variables) };
    return { signalKey: String((await this.#send("SIGNAL.BROADCAST", -1, value)).key) };
  }

  async evaluateConditionals(
    variables: Variables,
    options: { processDefinitionKey?: string } = {},
  ): Promise<{ processDefinitionKey: string; processInstanceKey: string }[]> {
    const { processDefinitionKey: only } = options;
    const processDefinitionKey = only === undefined ? -1 : toKey(only, "process definition");
    const value = { processDefinitionKey, variables: toDocument(variables) };
    const answer = await this.#send("CONDITIONAL_EVALUATION.EVALUATE", -1, value);
    const started = answer.value as { processDefinitionKey: number; processInstanceKey: number }[];
    return started.map((one) => ({
      processDefinitionKey: String(one.processDefinitionKey),
      processInstanceKey: String(one.processInstanceKey),
    }));
  }

  async activateJobs(options: Parameters<WorkflowEngine["activateJobs"]>[0]): Promise<Job[]> {
    const { type, maxJobs, timeoutMs, worker = "", fetchVariables = null } = options;
    checkDuration("timeoutMs", timeoutMs, -MAX_TIMEOUT);
    checkDuration("maxJobs", maxJobs, -MAX_TIMEOUT);
    const value = { type, worker, timeout: timeoutMs, maxJobsToActivate: maxJobs, fetchVariables };
    const { value: jobs } = await this.#send("JOB_BATCH.ACTIVATE", -1, value);
    return (jobs as ActivatedJob[]).map((job) => toJob(job, { worker }));
  }

  async completeJob(
    jobKey: string,
    variables?: Variables,
    result?: AdHocResult | TaskListenerResult,
  ): Promise<void> {
    await this.#send("JOB.COMPLETE", toKey(jobKey, "job"), completion(variables, result));
  }

  async failJob(jobKey: string, options: Parameters<WorkflowEngine["failJob"]>[1]): Promise<void> {
    const { retries, errorMessage, retryBackOffMs: retryBackoff = 0, variables } = options;
    checkDuration("retries", retries, 0);
    checkDuration("retryBackOffMs", retryBackoff, 0);
    const value = { retries, errorMessage, retryBackoff, variables: toDocument(variables) };
    await this.#send("JOB.FAIL", toKey(jobKey, "job"), value);
  }

  async throwJobError(
    jobKey: string,
    options: Parameters<WorkflowEngine["throwJobError"]>[1],
  ): Promise<void> {
    const { errorCode, errorMessage = "", variables } = options;
    const value = { errorCode, errorMessage, variables: toDocument(variables) };
    await this.#send("JOB.THROW_ERROR", toKey(jobKey, "job"), value);
  }

  async updateJobRetries(jobKey: string, retries: number): Promise<void> {
    await this.#send("JOB.UPDATE_RETRIES", toKey(jobKey, "job"), { retries });
  }

  async updateJobTimeout(jobKey: string, timeoutMs: number): Promise<void> {
    checkDuration("timeoutMs", timeoutMs, -MAX_TIMEOUT);
    await this.#send("JOB.UPDATE_TIMEOUT", toKey(jobKey, "job"), { timeout: timeoutMs });
  }

  async activateAdHocElements(
    adHocSubProcessInstanceKey: string,
    elements: { elementId: string; variables?: Variables }[],
    options: { cancelRemaining?: boolean } = {},
  ): Promise<void> {
    const key = toKey(adHocSubProcessInstanceKey, "ad-hoc sub-process");
    await this.#send("AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATE", key, {
      adHocSubProcessInstanceKey: key,
      activateElements: elements.map(({ elementId, variables }) => ({
        elementId,
        variables: toDocument(variables),
      })),
      cancelRemainingInstances: options.cancelRemaining === true,
    });
  }

  openWorker<T extends Variables = Variables>(options: WorkerOptions<T>): Worker {
    return this.#workers.open(options);
  }

  async assignUserTask(userTaskKey: string, assignee: string): Promise<void> {
    await this.#send("USER_TASK.ASSIGN", toKey(userTaskKey, "user task"), { assignee, action: "assign" });
  }

  async claimUserTask(userTaskKey: string, assignee: string): Promise<void> {
    await this.#send("USER_TASK.CLAIM", toKey(userTaskKey, "user task"), { assignee, action: "claim" });
  }

  async unassignUserTask(userTaskKey: string): Promise<void> {
    await this.#send("USER_TASK.ASSIGN", toKey(userTaskKey, "user task"), {
      assignee: "",
      action: "unassign",
    });
  }

  async updateUserTask(
    userTaskKey: string,
    changes: Parameters<WorkflowEngine["updateUserTask"]>[1],
  ): Promise<void> {
    const key = toKey(userTaskKey, "user task");
    await this.#send("USER_TASK.UPDATE", key, { changes: taskChanges(changes), action: "update" });
  }

  async completeUserTask(userTaskKey: string, variables?: Variables, action = "complete"): Promise<void> {
    const value = { variables: toDocument(variables), action };
    await this.#send("USER_TASK.COMPLETE", toKey(userTaskKey, "user task"), value);
  }

  async setVariables(
    elementInstanceKey: string,
    variables: Variables,
    options: { local?: boolean } = {},
  ): Promise<void> {
    await this.#send("VARIABLE_DOCUMENT.UPDATE", -1, {
      scopeKey: toKey(elementInstanceKey, "element instance"),
      updateSemantics: options.local === true ? "LOCAL" : "PROPAGATE",
      variables: toDocument(variables),
    });
  }

  async resolveIncident(incidentKey: string): Promise<void> {
    await this.#send("INCIDENT.RESOLVE", toKey(incidentKey, "incident"), {});
  }

  async evaluateDecision(decisionId: string, variables: Variables): Promise<DecisionResult> {
    const value = { decisionId, variables: toDocument(variables) };
    return (await this.#send("DECISION_EVALUATION.EVALUATE", -1, value)).value as DecisionResult;
  }

  subscribe(options: SubscribeOptions): RecordSubscription {
    return this.#readers.open(options);
  }

  async forgetReader(name: string): Promise<boolean> {
    const known = this.#readers.drop(name);
    if (known) await this.#loop.settleReaders();
    return known;
  }

  lastPosition(): number {
    return this.#loop.committedPosition;
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#checkIdle();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#workers.close(this.#closeGraceMs);
      this.#refusing = true;
      this.#stopClock?.();
      await this.#loop.drain();
      await this.#readers.close();
      this.#saveAcknowledgements();
    } finally {
      this.#refusing = true;
      for (const { reject } of this.#awaiting.values()) {
        reject(new RejectionError("INVALID_STATE", "the engine was closed before the instance completed"));
      }
      this.#awaiting.clear();
      for (const resolve of this.#idleWaiters.splice(0)) resolve();
      this.#store.close();
    }
  }

  #saveAcknowledgements(): void {
    if (!this.#readers.hasUnsaved) return;
    const figures = { lastKey: this.#state.lastKey, lastPosition: this.#loop.committedPosition };
    this.#store.commit(figures, [], () => this.#readers.save(this.#store));
  }

  dumpState(): StateDump {
    return this.#store.dump();
  }

  readLog(position = 1): LogBatch[] {
    return this.#store.readLog(position, Number.MAX_SAFE_INTEGER);
  }

  backup(folder: string, progress?: Progress): Promise<BackupReport> {
    return backupStore(this.#store, folder, progress);
  }

  verify(): string[] {
    return this.#store.verify();
  }

  limitFile(bytes: number): void {
    this.#store.limitFile(bytes);
  }

  get stateViolations(): number {
    return this.#state.violations;
  }

  #send<N extends CommandName>(name: N, key: number, value: CommandValues[N]): Promise<Answer> {
    return new Promise((resolve, reject) => this.#submit(name, key, value, { resolve, reject }));
  }

  #submit<N extends CommandName>(
    name: N,
    key: number,
    value: CommandValues[N],
    caller: { resolve(answer: Answer): void; reject(error: Error): void },
  ): void {
    if (this.#refusing) {
      caller.reject(new RejectionError("INVALID_STATE", "the engine is closed"));
      return;
    }
    this.#loop.submit({ name, key, value } as FollowUp, caller);
  }

  #awaitResult(
    created: CreatedInstance,
    timeoutMs: number | undefined,
    resolve: Awaiting["resolve"],
    reject: Awaiting["reject"],
  ): void {
    const key = Number(created.processInstanceKey);
    const finished = this.#results.get(key);
    if (finished !== undefined) return resolve({ ...created, variables: finished });
    let cancel = (): void => undefined;
    this.#awaiting.set(key, {
      created,
      resolve: (result) => {
        cancel();
        resolve(result);
      },
      reject: (error) => {
        cancel();
        reject(error);
      },
    });
    if (timeoutMs === undefined) return;
    cancel = this.#timers.after(timeoutMs, () => {
      if (!this.#awaiting.delete(key)) return;
      const text = `process instance '${key}' has not completed within ${timeoutMs} ms; it goes on`;
      reject(new RejectionError("INVALID_STATE", text));
    });
  }

  /** Results of the batch just committed, for creators who hear of their instance only now. */
  #results = new Map<number, Variables>();

  #answerAwaiting(batches: readonly LogBatch[]): void {
    this.#results.clear();
    for (const { events } of batches) {
      for (const event of events as readonly AnyEvent[]) {
        if (event.name === "PROCESS_INSTANCE_RESULT.COMPLETED") {
          const key = event.value.processInstanceKey;
          const variables = toVariables(event.value.variables);
          this.#results.set(key, variables);
          const waiting = this.#awaiting.get(key);
          this.#awaiting.delete(key);
          waiting?.resolve({ ...waiting.created, variables });
        } else if (event.name === "PROCESS_INSTANCE.ELEMENT_TERMINATED" && this.#awaiting.size > 0) {
          const waiting = this.#awaiting.get(event.key);
          if (waiting === undefined) continue;
          this.#awaiting.delete(event.key);
          waiting.reject(
            new RejectionError(
              "INVALID_STATE",
              `process instance '${event.key}' was cancelled before it completed`,
            ),
          );
        }
      }
    }
  }

  #checkIdle(): void {
    if (this.#idleWaiters.length === 0 || this.#idleCheck) return;
    this.#idleCheck = true;
    setImmediate(() => {
      this.#idleCheck = false;
      if (!this.#loop.atRest || this.#workers.inHand > 0 || !this.#readers.caughtUp) return;
      for (const resolve of this.#idleWaiters.splice(0)) resolve();
    });
  }
}

function creation(
  process: ProcessReference,
  variables: Variables | undefined,
): CommandValues["PROCESS_INSTANCE_CREATION.CREATE"] {
  const document = toDocument(variables);
  if ("processDefinitionKey" in process) {
    const processDefinitionKey = toKey(process.processDefinitionKey, "process definition");
    return { bpmnProcessId: "", version: -1, processDefinitionKey, variables: document };
  }
  const { bpmnProcessId, version = -1 } = process;
  return { bpmnProcessId, version, processDefinitionKey: -1, variables: document };
}

function createdInstance({ value }: Answer): CreatedInstance {
  const created = value as InstanceLabels & {
    bpmnProcessId: string;
    version: number;
    processDefinitionKey: number;
    processInstanceKey: number;
  };
  return {
    ...labels(created),
    processInstanceKey: String(created.processInstanceKey),
    processDefinitionKey: String(created.processDefinitionKey),
    bpmnProcessId: created.bpmnProcessId,
    version: created.version,
  };
}

function checkDuration(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= MAX_TIMEOUT) return;
  throw new RejectionError(
    "INVALID_ARGUMENT",
    `${name} must be a whole number of at least ${least}, not ${value}`,
  );
}
