/** Workers of the areas: collected while the areas are built, opened when the read model has caught up. */
import type { Job, JobOutcome, Variables, Worker, WorkerOptions, WorkflowEngine } from "@onewindow/engine";
import type { Logger } from "pino";

export interface Jobs {
  register<T extends Variables>(options: WorkerOptions<T>): void;
  beforeJobs(reached: (position: number) => Promise<void>): void;
  open(): void;
  /** Resolves when no handler is running. */
  quiet(): Promise<void>;
  /** Whether a handler is running now. */
  busy(): boolean;
  /** Takes no new job, waits for those in hand, gives the others back. */
  close(): Promise<void>;
}

export function createJobs(engine: WorkflowEngine, log: Logger): Jobs {
  const openers: (() => Worker)[] = [];
  const open: Worker[] = [];
  const running = new Set<Promise<unknown>>();
  let reached = async (_position: number): Promise<void> => undefined;
  let started = false;

  const wrapped = <T extends Variables>(options: WorkerOptions<T>): WorkerOptions<T> => ({
    ...options,
    handler(job, actions) {
      const work = handle(
        options,
        job,
        () => reached(engine.lastPosition()).then(() => options.handler(job, actions)),
        log,
      );
      const watched = work.catch(() => undefined).finally(() => running.delete(watched));
      running.add(watched);
      return work;
    },
  });

  return {
    register(options) {
      const opener = (): Worker => engine.openWorker(wrapped(options));
      if (started) open.push(opener());
      else openers.push(opener);
    },
    beforeJobs(given) {
      reached = given;
    },
    open() {
      started = true;
      open.push(...openers.splice(0).map((opener) => opener()));
    },
    async quiet() {
      while (running.size > 0) await Promise.all(running);
    },
    busy: () => running.size > 0,
    async close() {
      await Promise.all(open.splice(0).map((worker) => worker.close()));
    },
  };
}

async function handle<T extends Variables>(
  options: WorkerOptions<T>,
  job: Job<T>,
  run: () => Promise<JobOutcome>,
  log: Logger,
): Promise<JobOutcome> {
  const facts = {
    job: job.key,
    type: options.type,
    instance: job.processInstanceKey,
    element: job.elementId,
  };
  try {
    const outcome = await run();
    log.debug(facts, "job done");
    return outcome;
  } catch (error) {
    log.warn({ ...facts, retries: job.retries, err: error }, "job failed");
    throw error;
  }
}
