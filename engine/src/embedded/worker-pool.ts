/** Open workers: which of them has a free place, what is in hand, and what became of it. */
import { labels } from "./queries.ts";
import type { ActivatedJob, JobPush, JobStream } from "../core/processing.ts";
import type { FollowUp } from "../core/records.ts";
import type { AdHocResult, Job, JobActions, JobOutcome, Variables, Worker, WorkerOptions } from "../port.ts";
import type { TimerHost } from "./clock.ts";
import { completion, toDocument, toVariables } from "./documents.ts";
import type { EngineLogger } from "./logger.ts";

const DEFAULT_TIMEOUT = 300_000;
const DEFAULT_MAX_JOBS = 32;
const DEFAULT_GRACE = 10_000;

/** What the pool needs of the engine. */
export interface PoolHost {
  readonly logger: EngineLogger;
  readonly timers: TimerHost;
  /** Queues a command nobody waits for. */
  submit(command: FollowUp): void;
  /** Places may have become free. */
  wake(): void;
}

interface InHand {
  readonly deadline: number;
  abandoned: boolean;
}

interface OpenWorker extends JobStream {
  readonly type: string;
  readonly maxJobs: number;
  readonly handler: WorkerOptions["handler"];
  /** Places taken by jobs whose batch has not committed yet. */
  reserved: number;
  readonly inHand: Map<number, InHand>;
  closing: boolean;
  drained: (() => void) | null;
}

type Act = { readonly command: FollowUp | null };

const OUTCOME = Object.freeze({}) as unknown as JobOutcome;

export class WorkerPool {
  readonly #host: PoolHost;
  readonly #byType = new Map<string, OpenWorker[]>();
  #next = 0;
  #names = 0;

  constructor(host: PoolHost) {
    this.#host = host;
  }

  /** Jobs in the hands of workers. */
  get inHand(): number {
    let count = 0;
    for (const workers of this.#byType.values()) for (const worker of workers) count += worker.inHand.size;
    return count;
  }

  open<T extends Variables>(options: WorkerOptions<T>): Worker {
    this.#names += 1;
    const worker: OpenWorker = {
      type: options.type,
      worker: options.name ?? `worker-${this.#names}`,
      timeout: options.timeoutMs ?? DEFAULT_TIMEOUT,
      fetchVariables: options.fetchVariables ?? null,
      maxJobs: options.maxJobs ?? DEFAULT_MAX_JOBS,
      handler: options.handler as WorkerOptions["handler"],
      reserved: 0,
      inHand: new Map(),
      closing: false,
      drained: null,
    };
    const workers = this.#byType.get(options.type) ?? [];
    this.#byType.set(options.type, [...workers, worker]);
    this.#host.wake();
    return { close: (graceMs = DEFAULT_GRACE) => this.#close(worker, graceMs) };
  }

  /** Takes a free place, turn by turn. */
  reserve(type: string): OpenWorker | null {
    const workers = this.#byType.get(type);
    if (workers === undefined) return null;
    for (let tries = 0; tries < workers.length; tries += 1) {
      this.#next += 1;
      const worker = workers[this.#next % workers.length];
      if (worker === undefined || freePlaces(worker) === 0) continue;
      worker.reserved += 1;
      return worker;
    }
    return null;
  }

  /** The batch that reserved the place is lost. */
  release(stream: JobStream): void {
    (stream as OpenWorker).reserved -= 1;
  }

  /** Workers with free places, and how many. */
  *hungry(): IterableIterator<{ type: string; stream: JobStream; places: number }> {
    for (const [type, workers] of this.#byType) {
      for (const worker of workers) {
        const places = freePlaces(worker);
        if (places > 0) yield { type, stream: worker, places };
      }
    }
  }

  /** The batch is on disk: the worker gets its job. */
  push({ stream, job }: JobPush): void {
    const worker = stream as OpenWorker;
    worker.reserved -= 1;
    this.give(worker, job);
  }

  give(stream: JobStream, job: ActivatedJob): void {
    const worker = stream as OpenWorker;
    if (worker.closing) {
      this.#host.submit({ name: "JOB.YIELD", key: job.key, value: { deadline: job.value.deadline } });
      return;
    }
    const inHand: InHand = { deadline: job.value.deadline, abandoned: false };
    worker.inHand.set(job.key, inHand);
    const acts = new Acts(job);
    const settle = (): void => this.#settle(worker, job, inHand, acts.last);
    const failed = (error: unknown): void => {
      const errorMessage = error instanceof Error ? error.message : String(error);
      acts.fail({ errorMessage });
      this.#host.logger.warn({ jobKey: job.key, jobType: job.value.type, err: error }, "job handler failed");
      settle();
    };
    try {
      const outcome = worker.handler(toJob(job, worker), acts);
      if (outcome instanceof Promise) outcome.then(settle, failed);
      else settle();
    } catch (error) {
      failed(error);
    }
  }

  #settle(worker: OpenWorker, job: ActivatedJob, inHand: InHand, act: Act | null): void {
    if (inHand.abandoned) return;
    worker.inHand.delete(job.key);
    const { deadline } = inHand;
    const command = act === null ? null : act.command;
    this.#host.submit(command ?? { name: "JOB.YIELD", key: job.key, value: { deadline } });
    if (worker.inHand.size === 0) worker.drained?.();
  }

  async #close(worker: OpenWorker, graceMs: number): Promise<void> {
    worker.closing = true;
    const others = (this.#byType.get(worker.type) ?? []).filter((other) => other !== worker);
    if (others.length === 0) this.#byType.delete(worker.type);
    else this.#byType.set(worker.type, others);
    if (worker.inHand.size > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#host.timers.after(graceMs, resolve);
        worker.drained = () => {
          cancel();
          resolve();
        };
      });
    }
    for (const [key, inHand] of worker.inHand) {
      inHand.abandoned = true;
      this.#host.submit({ name: "JOB.YIELD", key, value: { deadline: inHand.deadline } });
    }
    worker.inHand.clear();
    this.#host.wake();
  }

  async close(graceMs: number = DEFAULT_GRACE): Promise<void> {
    const all = [...this.#byType.values()].flat();
    await Promise.all(all.map((worker) => this.#close(worker, graceMs)));
  }
}

function freePlaces(worker: OpenWorker): number {
  return worker.closing ? 0 : Math.max(0, worker.maxJobs - worker.inHand.size - worker.reserved);
}

/** What a handler may say about its job; the last word counts, once the handler has returned. */
class Acts implements JobActions {
  readonly #job: ActivatedJob;
  last: Act | null = null;
  constructor(job: ActivatedJob) {
    this.#job = job;
  }
  complete = (variables?: Variables, result?: AdHocResult): JobOutcome => {
    return this.#act({
      name: "JOB.COMPLETE",
      key: this.#job.key,
      value: completion(variables, result),
    });
  };
  fail = (options: Parameters<JobActions["fail"]>[0]): JobOutcome => {
    const { errorMessage, retries = null, retryBackOffMs: retryBackoff = 0 } = options;
    const value = { errorMessage, retries, retryBackoff, variables: toDocument(options.variables) };
    return this.#act({ name: "JOB.FAIL", key: this.#job.key, value });
  };
  error = (options: Parameters<JobActions["error"]>[0]): JobOutcome => {
    const { errorCode, errorMessage = "" } = options;
    const value = { errorCode, errorMessage, variables: toDocument(options.variables) };
    return this.#act({ name: "JOB.THROW_ERROR", key: this.#job.key, value });
  };
  forward = (): JobOutcome => {
    this.last = { command: null };
    return OUTCOME;
  };
  #act(command: FollowUp): JobOutcome {
    this.last = { command };
    return OUTCOME;
  }
}

export function toJob(job: ActivatedJob, { worker }: { readonly worker: string }): Job {
  const { key, value, variables } = job;
  return {
    key: String(key),
    type: value.type,
    retries: value.retries,
    deadline: value.deadline,
    worker,
    customHeaders: { ...value.customHeaders },
    variables: toVariables(variables),
    bpmnProcessId: value.bpmnProcessId,
    processDefinitionVersion: value.processDefinitionVersion,
    processDefinitionKey: String(value.processDefinitionKey),
    processInstanceKey: String(value.processInstanceKey),
    elementId: value.elementId,
    elementInstanceKey: String(value.elementInstanceKey),
    ...labels(value),
  };
}
