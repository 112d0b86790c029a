/** Test support: an engine's port on which jobs are handed to the registered workers by hand. */
import type {
  Incident,
  Job,
  JobActions,
  JobOutcome,
  JsonValue,
  Variables,
  VirtualClock,
  WorkerOptions,
  WorkflowEngine,
} from "@onewindow/engine";

export type JobAnswer =
  | { did: "complete"; variables: Variables }
  | { did: "fail"; errorMessage: string; retries: number | undefined }
  | { did: "error"; errorCode: string }
  | { did: "throw"; error: unknown };

export interface JobDesk {
  engine: WorkflowEngine;
  incidents: Incident[];
  calls: string[];
  /** Answers what the worker did with a job of this type. */
  run(
    type: string,
    job: { headers?: Record<string, string>; variables?: Record<string, JsonValue>; element?: string },
  ): Promise<JobAnswer>;
}

export function createJobDesk(clock: VirtualClock): JobDesk {
  const workers = new Map<string, WorkerOptions>();
  const incidents: Incident[] = [];
  const calls: string[] = [];
  const partial = {
    clock,
    openWorker(options: WorkerOptions) {
      workers.set(options.type, options);
      return { close: async () => undefined };
    },
    lastPosition: () => 0,
    idle: async () => undefined,
    close: async () => undefined,
    async updateJobRetries(key: string, retries: number) {
      calls.push(`retries ${key} ${retries}`);
    },
    async resolveIncident(key: string) {
      calls.push(`resolve ${key}`);
      const at = incidents.findIndex((incident) => incident.key === key);
      if (at >= 0) incidents.splice(at, 1);
    },
    query: {
      incidents: () => [...incidents],
      variables: () => [
        { name: "caseId", value: "37078326030200017", scopeKey: "1", processInstanceKey: "1" },
      ],
    },
  };
  return {
    engine: partial as unknown as WorkflowEngine,
    incidents,
    calls,
    async run(type, { headers = {}, variables = {}, element = "1" }) {
      const worker = workers.get(type);
      if (worker === undefined) throw new Error(`no worker for ${type}`);
      const job = {
        key: "1",
        type,
        retries: 3,
        customHeaders: headers,
        variables,
        elementId: "task",
        elementInstanceKey: element,
        processInstanceKey: "1",
      } as unknown as Job;
      let answer: JobAnswer | null = null;
      const took = (given: JobAnswer): JobOutcome => {
        answer = given;
        return {} as JobOutcome;
      };
      const actions: JobActions = {
        complete: (given) => took({ did: "complete", variables: given ?? {} }),
        fail: ({ errorMessage, retries }) => took({ did: "fail", errorMessage, retries }),
        error: ({ errorCode }) => took({ did: "error", errorCode }),
        forward: () => took({ did: "complete", variables: {} }),
      };
      try {
        await worker.handler(job, actions);
      } catch (error) {
        answer = { did: "throw", error };
      }
      if (answer === null) throw new Error("the worker said nothing");
      return answer;
    },
  };
}
