/**
 * The loop around the core: takes commands from the queue, processes many, commits them in one transaction, and
 * only then lets answers, jobs and records out. A single command waits for nobody; a thousand share one sync.
 */
import { processCommand } from "../core/engine-core.ts";
import type { Processed } from "../core/engine-core.ts";
import { ModelNeeded } from "../core/errors.ts";
import type { ActivatedJob, Answer, CoreServices, JobPush, JobStream } from "../core/processing.ts";
import type { AnyEvent, FollowUp } from "../core/records.ts";
import type { State } from "../core/state/state.ts";
import { RejectionError } from "../port.ts";
import type { Clock, CommitMeasure } from "../port.ts";
import { StorageError } from "../store/errors.ts";
import type { LogBatch, LogRecord } from "../store/log-batch.ts";
import { lastPositionOf } from "../store/log-batch.ts";
import type { SqliteStore } from "../store/sqlite-store.ts";
import type { TimerHost } from "./clock.ts";
import { dueCommands, jobsInHand, nextDueTime } from "./due.ts";
import type { EngineLogger } from "./logger.ts";
import type { ModelCache } from "./models.ts";
import type { Readers } from "./readers.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** A batch is closed at this many commands or after this long. */
const MAX_BATCH_COMMANDS = 2000;
const MAX_BATCH_MS = 50;
const CUT_BATCHES = 2000;
/** Commands that end something: refusing them would keep the engine busy for longer. */
const ENDING: ReadonlySet<string> = new Set([
  "JOB.COMPLETE",
  "JOB.FAIL",
  "JOB.THROW_ERROR",
  "USER_TASK.COMPLETE",
  "PROCESS_INSTANCE.CANCEL",
  "INCIDENT.RESOLVE",
]);
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;

/** Who waits for a command. */
export interface Caller {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Queued {
  readonly command: FollowUp;
  readonly caller: Caller | null;
  /** Only tried: all that comes of it is undone and handed over. */
  readonly rehearsal?: (processed: Processed) => void;
}

export interface LoopParts {
  readonly state: State;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly timers: TimerHost;
  readonly logger: EngineLogger;
  readonly models: ModelCache;
  readonly keepLogRecords: number;
  readonly keepLogMs: number;
  /** Commands that may wait; those that end work may be twice as many. */
  readonly maxQueuedCommands: number;
  /** Batches are on disk: before callers hear of it. */
  committed(batches: readonly LogBatch[]): void;
  /** The loop has come to rest. */
  rested(): void;
}

export class CommandLoop {
  readonly #parts: LoopParts;
  readonly #services: CoreServices;
  #readers!: Readers;
  #workers!: WorkerPool;
  #queue: Queued[] = [];
  #batches: LogBatch[] = [];
  #outcomes: (() => void)[] = [];
  #failures: ((error: Error) => void)[] = [];
  #pushes: JobPush[] = [];
  #reserved: JobStream[] = [];
  #scheduled = false;
  #loading = false;
  #running = false;
  #cancelWake: (() => void) | null = null;
  #pause = 0;
  #jobsTakenBack = false;
  #broken: StorageError | null = null;
  #stuck = new Set<number>();
  #cutBelow = 0;
  refusedCommands = 0;
  failedCommits = 0;
  commits = 0;
  readonly commitListeners = new Set<(measure: CommitMeasure) => void>();
  #runStarted = 0;
  /** Position of the last record that is committed, and of the last that is written. */
  committedPosition: number;
  #position: number;

  constructor(parts: LoopParts, lastPosition: number) {
    this.#parts = parts;
    this.committedPosition = lastPosition;
    this.#position = lastPosition;
    const { models } = parts;
    this.#services = {
      process: (key) => models.process(key),
      decisions: (key) => models.decisions(key),
      admit: (key, checksum, id) => models.admit(key, checksum, id),
      reserve: (type) => {
        const stream = this.#workers.reserve(type);
        if (stream !== null) this.#reserved.push(stream);
        return stream;
      },
    };
  }

  connect(readers: Readers, workers: WorkerPool): void {
    this.#readers = readers;
    this.#workers = workers;
  }

  /** What waited for its turn when the engine stopped goes on. */
  resume(): void {
    for (let after: number | null = null; ;) {
      const rows = this.#parts.state.continuations.scan(after, 500);
      for (const [key] of rows) this.#enqueueContinuation(key);
      after = rows.at(-1)?.[0] ?? null;
      if (after === null) break;
    }
    this.schedule();
  }

  submit(command: FollowUp, caller: Caller | null): void {
    if (this.#broken !== null) {
      caller?.reject(this.#broken);
      return;
    }
    const limit = this.#parts.maxQueuedCommands * (ENDING.has(command.name) ? 2 : 1);
    if (caller !== null && this.#queue.length >= limit) {
      this.refusedCommands += 1;
      const text = `${this.#queue.length} commands are waiting already: nothing has happened, ask again later`;
      caller.reject(new RejectionError("RESOURCE_EXHAUSTED", text));
      return;
    }
    this.#queue.push({ command, caller });
    this.schedule();
  }

  /** What the command would lead to, follow-up commands included. Rejects as the command would; writes nothing. */
  rehearse(command: FollowUp): Promise<readonly AnyEvent[]> {
    return new Promise((resolve, reject) => {
      const rehearsal = ({ events, rejection }: Processed): void => {
        if (rejection === null) resolve(events);
        else reject(new RejectionError(rejection.type, rejection.reason));
      };
      if (this.#broken !== null) return reject(this.#broken);
      const caller = { resolve: () => undefined, reject };
      this.#queue.push({ command, caller, rehearsal });
      this.schedule();
    });
  }

  get queuedCommands(): number {
    return this.#queue.length;
  }

  schedule(): void {
    if (this.#scheduled || this.#loading || this.#running) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#run();
    });
  }

  /** Nothing is queued, being loaded, or due. */
  get atRest(): boolean {
    if (this.#queue.length > 0 || this.#loading || this.#running || this.#scheduled) return false;
    const due = nextDueTime(this.#parts.state);
    return due === null || due > this.#parts.clock.now() || this.#stuck.size > 0;
  }

  #run(): void {
    if (this.#loading || this.#broken !== null) return;
    this.#running = true;
    this.#runStarted = performance.now();
    this.#cancelWake?.();
    this.#cancelWake = null;
    let needed: ModelNeeded | null = null;
    let unreadable: StorageError | null = null;
    try {
      if (!this.#jobsTakenBack) this.#takeJobsBack();
      this.#takeDue();
      this.#feedWorkers();
      this.#takeQueue();
    } catch (error) {
      if (error instanceof StorageError) unreadable = error;
      else if (error instanceof ModelNeeded) needed = error;
      else throw error;
    } finally {
      if (unreadable === null) this.#commit();
      else this.#drop(unreadable);
      this.#running = false;
    }
    if (needed !== null) return this.#load(needed);
    this.#parts.models.release();
    this.#afterRun();
  }

  #afterRun(): void {
    if (this.#broken !== null) return;
    if (this.#queue.length > 0 && this.#pause === 0) return this.schedule();
    const { state, clock, timers } = this.#parts;
    const due = nextDueTime(state);
    const wait = Math.max(this.#pause, due === null ? Infinity : due - clock.now());
    if (due !== null && wait <= 0 && this.#stuck.size === 0) return this.schedule();
    if (this.#queue.length > 0 || (due !== null && !("onChange" in clock)) || this.#pause > 0) {
      const ms = this.#queue.length > 0 ? this.#pause : wait;
      if (ms !== Infinity) this.#cancelWake = timers.after(Math.max(ms, 1), () => this.schedule());
    }
    this.#parts.rested();
  }

  #load(needed: ModelNeeded): void {
    this.#loading = true;
    void this.#parts.models.load(this.#parts.state, needed).then(() => {
      this.#loading = false;
      this.schedule();
    });
  }

  /** Workers live in the process: what an earlier one had in hand when it broke off is free at once. */
  #takeJobsBack(): void {
    this.#jobsTakenBack = true;
    for (let lent = jobsInHand(this.#parts.state); lent.length > 0; lent = jobsInHand(this.#parts.state)) {
      const before = lent[0]!.key;
      for (const command of lent) this.#process(command);
      if (jobsInHand(this.#parts.state)[0]?.key === before) return; // refused: its time-out will free it
    }
  }

  #takeDue(): void {
    for (const command of dueCommands(this.#parts.state, this.#parts.clock.now())) {
      if (this.#stuck.has(command.key)) continue;
      const processed = this.#processDue(command);
      if (processed.rejection !== null && processed.events.length === 0) this.#stuck.add(command.key);
    }
  }

  /** What cannot be read is not tried again and again. */
  #processDue(command: FollowUp): Processed {
    try {
      return this.#process(command);
    } catch (error) {
      if (error instanceof StorageError) this.#stuck.add(command.key);
      throw error;
    }
  }

  /** Jobs that have waited go to workers with free places, oldest first. */
  #feedWorkers(): void {
    for (const { type, stream, places } of this.#workers.hungry()) {
      if (this.#parts.state.activatable.head(type) === undefined) continue;
      const { worker, timeout, fetchVariables } = stream;
      const value = { type, worker, timeout, fetchVariables, maxJobsToActivate: places };
      const { answer } = this.#process({ name: "JOB_BATCH.ACTIVATE", key: -1, value });
      for (const job of (answer?.value ?? []) as ActivatedJob[]) {
        this.#outcomes.push(() => this.#workers.give(stream, job));
      }
    }
  }

  #takeQueue(): void {
    const start = performance.now();
    let taken = 0;
    try {
      for (; taken < this.#queue.length && taken < MAX_BATCH_COMMANDS; taken += 1) {
        if (taken % 64 === 63 && performance.now() - start > MAX_BATCH_MS) break;
        const { command, caller, rehearsal } = this.#queue[taken] as Queued;
        if (rehearsal === undefined) this.#settle(this.#process(command), caller);
        else rehearsal(this.#rehearse(command));
      }
    } catch (error) {
      if (error instanceof StorageError) {
        const unread = this.#queue[taken]?.caller;
        if (unread != null) this.#failures.push(unread.reject);
        taken += 1;
      }
      throw error;
    } finally {
      this.#queue.splice(0, taken);
    }
  }

  #settle({ answer, rejection }: Processed, caller: Caller | null): void {
    if (caller === null) return;
    this.#failures.push(caller.reject);
    if (rejection !== null) {
      const error = new RejectionError(rejection.type, rejection.reason);
      this.#outcomes.push(() => caller.reject(error));
    } else this.#outcomes.push(() => caller.resolve(answer ?? { key: -1, value: null }));
  }

  #rehearse(command: FollowUp): Processed {
    const { state, clock } = this.#parts;
    const services = { ...this.#services, reserve: () => null };
    const mark = state.mark();
    const processed = processCommand(state, services, command, clock.now());
    state.undo(mark);
    return processed;
  }

  #process(command: FollowUp): Processed {
    const { state, clock, logger } = this.#parts;
    const reservedBefore = this.#reserved.length;
    const now = clock.now();
    let processed: Processed;
    try {
      processed = processCommand(state, this.#services, command, now);
    } catch (error) {
      this.#release(reservedBefore, []);
      throw error;
    }
    const { events, rejection, pushes } = processed;
    this.#release(reservedBefore, pushes);
    this.#pushes.push(...pushes);
    for (const key of processed.continued) this.#enqueueContinuation(key);
    if (processed.unexpected !== undefined) {
      logger.error({ command: command.name, key: command.key, err: processed.unexpected }, "command failed");
    }
    const batch: LogBatch = {
      position: this.#position + 1,
      timestamp: now,
      command: logged(command),
      events,
      rejection,
    };
    this.#position = lastPositionOf(batch);
    this.#batches.push(batch);
    return processed;
  }

  /** Places that were taken for jobs that did not come about are free again. */
  #release(from: number, pushes: readonly JobPush[]): void {
    const taken = this.#reserved.splice(from);
    for (const { stream } of pushes) taken.splice(taken.indexOf(stream), 1);
    for (const stream of taken) this.#workers.release(stream);
  }

  #enqueueContinuation(key: number): void {
    this.#queue.push({ command: { name: "CONTINUATION.CONTINUE", key, value: {} }, caller: null });
  }

  #commit(): void {
    if (this.#batches.length === 0 && !this.#readers.hasUnsaved) return;
    const { state, store, keepLogRecords } = this.#parts;
    const batches = this.#batches;
    const processed = performance.now();
    try {
      store.commit({ lastKey: state.lastKey, lastPosition: this.#position }, batches, (writer) => {
        state.flush(writer);
        this.#readers.save(store);
        this.#cutLog(keepLogRecords);
      });
    } catch (error) {
      this.#drop(
        error instanceof StorageError ? error : new StorageError("STORAGE_FAILED", "", String(error)),
      );
      return;
    }
    const written = performance.now();
    const { outcomes, pushes } = this.#takeBatch();
    state.committed();
    this.#readers.saved();
    this.#pause = 0;
    this.committedPosition = this.#position;
    this.#parts.committed(batches);
    this.#readers.published(batches);
    for (const push of pushes) this.#workers.push(push);
    for (const deliver of outcomes) deliver();
    this.#measure(batches, written - processed);
  }

  #measure(batches: readonly LogBatch[], diskMs: number): void {
    this.commits += 1;
    if (this.commitListeners.size === 0) return;
    const seconds = (performance.now() - this.#runStarted) / 1000;
    const records = batches.reduce((sum, { events }) => sum + 1 + events.length, 0);
    const measure = { seconds, diskSeconds: diskMs / 1000, commands: batches.length, records };
    for (const listener of this.commitListeners) listener(measure);
  }

  /** What the batch at hand has gathered; the next one begins empty. */
  #takeBatch(): {
    outcomes: (() => void)[];
    failures: ((error: Error) => void)[];
    pushes: JobPush[];
  } {
    const gathered = { outcomes: this.#outcomes, failures: this.#failures, pushes: this.#pushes };
    this.#batches = [];
    this.#outcomes = [];
    this.#failures = [];
    this.#pushes = [];
    return gathered;
  }

  /** Nothing of the batch has happened: its callers hear so. */
  #drop(error: StorageError): void {
    this.failedCommits += 1;
    const { failures, pushes } = this.#takeBatch();
    this.#lost(error);
    for (const { stream } of pushes) this.#workers.release(stream);
    for (const fail of failures) fail(this.#broken ?? error);
  }

  /** The batch is lost: the state is read anew, so that nothing of it is half there. */
  #lost(error: StorageError): void {
    const { state, store, models, logger } = this.#parts;
    logger.error({ err: error }, "commit failed: the commands of this batch are refused");
    this.#pause = Math.min(Math.max(2 * this.#pause, FIRST_PAUSE), LONGEST_PAUSE);
    try {
      const figures = store.figures();
      state.reset(figures.lastKey);
      models.clear();
      this.#position = figures.lastPosition;
      this.committedPosition = figures.lastPosition;
      this.#queue = this.#queue.filter(({ command }) => command.name !== "CONTINUATION.CONTINUE");
      for (const [key] of state.continuations.scan(null, 10_000)) this.#enqueueContinuation(key);
    } catch (again) {
      this.#broken = new StorageError(
        "STORAGE_FAILED",
        error.path,
        `the store can neither be written nor read (${String(again)}): repair it and start again`,
        error,
      );
      for (const { caller } of this.#queue.splice(0)) caller?.reject(this.#broken);
    }
  }

  /** Old records go when all readers have them and enough are kept. */
  #cutLog(keep: number): void {
    const below = Math.min(this.#readers.slowest(), this.#position - keep);
    if (below - this.#cutBelow < CUT_BATCHES && below > this.#cutBelow) return;
    if (below <= this.#cutBelow) return;
    const cut = this.#parts.store.cutLog(below, CUT_BATCHES, this.#parts.clock.now() - this.#parts.keepLogMs);
    if (cut < CUT_BATCHES) this.#cutBelow = below;
  }

  /** Resolves when what readers have said is on disk. Rejects with StorageError when it cannot be. */
  settleReaders(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#outcomes.push(resolve);
      this.#failures.push(reject);
      this.schedule();
    });
  }

  /** Processes and commits what is queued, then nothing more. */
  async drain(): Promise<void> {
    while ((this.#queue.length > 0 || this.#loading) && this.#broken === null && this.#pause === 0) {
      this.schedule();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#cancelWake?.();
    if (this.#broken === null) this.#commit();
    const closed = new StorageError("STORAGE_FAILED", "", "the engine is closed");
    for (const { caller } of this.#queue.splice(0)) caller?.reject(closed);
    this.#broken ??= closed;
  }
}

/** A deployment's files are in the log once, with the definitions they became. */
function logged(command: FollowUp): LogRecord {
  if (command.name !== "DEPLOYMENT.CREATE") return command;
  const resources = command.value.resources.map(({ resourceName, checksum }) => ({ resourceName, checksum }));
  return { name: command.name, key: command.key, value: { resources } };
}
