/** An engine in which nothing happens by itself: for tests of areas without a process. Jobs are handed in by the test. */
import type {
  Clock,
  Job,
  JobActions,
  JobOutcome,
  Variables,
  WorkerOptions,
  WorkflowEngine,
} from "@onewindow/engine";

export interface StillEngine extends WorkflowEngine {
  /** Messages, completions and creations that were asked for, in order. */
  asked: { method: string; args: unknown[] }[];
  /** Runs the registered handler of the job type; answers what it said of the job. */
  runJob(
    type: string,
    variables: Variables,
    headers?: Record<string, string>,
  ): Promise<{ action: string; args: unknown[] }>;
}

export function stillEngine(clock: Clock): StillEngine {
  const asked: StillEngine["asked"] = [];
  const workers = new Map<string, WorkerOptions>();
  let keys = 0;
  const base = {
    clock,
    asked,
    lastPosition: () => 0,
    idle: async () => undefined,
    close: async () => undefined,
    openWorker(options: WorkerOptions) {
      workers.set(options.type, options);
      return { close: async () => undefined };
    },
    subscribe: () => ({ position: 0, acknowledge: () => undefined, close: async () => undefined }),
    async runJob(type: string, variables: Variables, customHeaders: Record<string, string> = {}) {
      const worker = workers.get(type);
      if (!worker) throw new Error(`No worker for ${type}.`);
      keys += 1;
      const said: { action: string; args: unknown[] }[] = [];
      const say =
        (action: string) =>
        (...args: unknown[]): JobOutcome => {
          said.push({ action, args });
          return {} as JobOutcome;
        };
      const actions: JobActions = {
        complete: say("complete"),
        fail: say("fail"),
        error: say("error"),
        forward: say("forward"),
      };
      const job: Job = {
        key: `job-${keys}`,
        type,
        retries: 3,
        deadline: clock.now() + 300_000,
        worker: type,
        customHeaders,
        variables,
        bpmnProcessId: "test",
        processDefinitionVersion: 1,
        processDefinitionKey: "1",
        processInstanceKey: "1",
        elementId: "test",
        elementInstanceKey: "1",
        tags: [],
        businessId: null,
      };
      await worker.handler(job, actions);
      return said[0] ?? { action: "none", args: [] };
    },
  };
  // every other method is noted and answers nothing
  return new Proxy(base, {
    get(target, name) {
      if (Reflect.has(target, name)) return Reflect.get(target, name) as unknown;
      if (typeof name !== "string" || name === "then") return undefined;
      return async (...args: unknown[]) => {
        asked.push({ method: name, args });
        return {};
      };
    },
  }) as unknown as StillEngine;
}
