/** Drives a planned process to its end, choosing at random what happens next. */
import type { VirtualClock, WorkflowEngine } from "../../port.ts";
import { Trace } from "../trace.ts";
import type { TracedJob } from "../trace.ts";
import type { Plan } from "./plan.ts";

/** Numbers in [0, 1) from a seed (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** More hours than any plan has timers in a row. */
const MAX_IDLE_HOURS = 200;

export interface DriveOptions {
  engine: WorkflowEngine;
  clock: VirtualClock;
  plan: Plan;
  /** What happens next is drawn from it. */
  seed: number;
  /** Called whenever the engine stands still. */
  afterStep?: (engine: WorkflowEngine) => void | Promise<void>;
  /** Closes the engine and opens it again on the same data; called now and then. */
  reopen?: (engine: WorkflowEngine) => Promise<WorkflowEngine>;
}

/** Runs one instance to its end; rejects when nothing more can happen before it has ended. */
export async function drive(options: DriveOptions): Promise<{ engine: WorkflowEngine; trace: Trace }> {
  const { clock, plan, seed, afterStep, reopen } = options;
  const random = randomFrom(seed);
  let { engine } = options;
  let trace = Trace.follow(engine);
  await engine.deploy([{ name: "random.bpmn", content: plan.xml }]);
  const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "main" }, plan.variables);
  let hours = 0;
  for (;;) {
    await engine.idle();
    await afterStep?.(engine);
    if (trace.elements.get(processInstanceKey)?.state !== "ACTIVE") {
      await trace.close();
      return { engine, trace };
    }
    if (reopen !== undefined && random() < REOPEN_CHANCE) {
      await trace.close();
      engine = await reopen(engine);
      trace = Trace.follow(engine);
      continue;
    }
    const steps = possibleSteps(engine, trace, plan, random);
    const step = steps[Math.floor(random() * steps.length)];
    if (step !== undefined) await step();
    else if (hours < MAX_IDLE_HOURS) {
      hours += 1;
      clock.add(3_600_000);
    } else throw new Error("stuck: nothing is open and no timer comes");
  }
}

const REOPEN_CHANCE = 0.3;
const FAIL_CHANCE = 0.2;

type Step = () => Promise<void>;

function possibleSteps(engine: WorkflowEngine, trace: Trace, plan: Plan, random: () => number): Step[] {
  const steps: Step[] = [];
  for (const incident of trace.incidents.values()) {
    if (!incident.open) continue;
    steps.push(async () => {
      await engine.updateJobRetries(incident.jobKey, 1);
      await engine.resolveIncident(incident.key);
    });
  }
  for (const job of trace.jobs.values()) {
    if (!job.open || isBlocked(trace, job.key)) continue;
    steps.push(() => (random() < FAIL_CHANCE ? failOne(engine, random) : endJob(engine, job, plan)));
  }
  for (const task of trace.userTasks.values()) {
    if (task.state !== "CREATED" || plan.abandoned.has(task.elementId)) continue;
    const reminder = plan.reminded.get(task.elementId);
    if (reminder === undefined || instances(trace, reminder) >= instances(trace, task.elementId)) {
      steps.push(() => engine.completeUserTask(task.key));
    }
  }
  for (const { waiting, messageName } of trace.subscriptions) {
    if (!waiting || plan.silent.has(messageName)) continue;
    steps.push(async () => {
      await engine.publishMessage({ name: messageName, correlationKey: "k", timeToLiveMs: 0 });
    });
  }
  return steps;
}

function isBlocked(trace: Trace, jobKey: string): boolean {
  return [...trace.incidents.values()].some((incident) => incident.open && incident.jobKey === jobKey);
}

async function endJob(engine: WorkflowEngine, job: TracedJob, plan: Plan): Promise<void> {
  if (plan.throwing.has(job.elementId)) await engine.throwJobError(job.key, { errorCode: "FAILED" });
  else await engine.completeJob(job.key);
}

/** Fails some job, sometimes for the last time: then an incident waits to be resolved. */
async function failOne(engine: WorkflowEngine, random: () => number): Promise<void> {
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 });
  if (job === undefined) return;
  await engine.failJob(job.key, { retries: random() < 0.5 ? 0 : 1, errorMessage: "not this time" });
}

function instances(trace: Trace, elementId: string): number {
  return [...trace.elements.values()].filter((element) => element.elementId === elementId).length;
}

/** What is wrong with a finished run, one sentence each: tokens lost or doubled, jobs ended twice, incidents. */
export function faultsOf(plan: Plan, trace: Trace): string[] {
  const faults: string[] = [];
  const completed = new Map<string, number>();
  for (const element of trace.elements.values()) {
    if (element.state === "ACTIVE") faults.push(`${element.elementId} is still active`);
    if (element.state !== "COMPLETED" || element.type === "MULTI_INSTANCE_BODY") continue;
    completed.set(element.elementId, (completed.get(element.elementId) ?? 0) + 1);
  }
  for (const [id, times] of plan.completions) {
    const found = completed.get(id) ?? 0;
    if (found !== times) faults.push(`${id} completed ${found} times instead of ${times}`);
  }
  const ends = trace.records.filter(
    (record) =>
      record.valueType === "JOB" &&
      record.recordType === "EVENT" &&
      ["COMPLETED", "CANCELED", "ERROR_THROWN"].includes(record.intent),
  );
  for (const key of trace.jobs.keys()) {
    const count = ends.filter((record) => record.key === key).length;
    if (count !== 1) faults.push(`job ${key} ended ${count} times`);
  }
  for (const incident of trace.incidents.values()) {
    if (incident.open) faults.push(`open incident ${incident.errorMessage}`);
  }
  return faults;
}
