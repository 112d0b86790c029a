/** Drives a planned process to its end, choosing at random what happens next. */
import type { VirtualClock, WorkflowEngine } from "../../port.ts";
import { Trace } from "../trace.ts";
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

/** Runs one instance to its end; rejects when nothing more can happen before it has ended. */
export async function drive(
  engine: WorkflowEngine,
  clock: VirtualClock,
  plan: Plan,
  seed: number,
  afterStep?: () => void | Promise<void>,
): Promise<Trace> {
  const random = randomFrom(seed);
  const trace = Trace.follow(engine);
  try {
    await engine.deploy([{ name: "random.bpmn", content: plan.xml }]);
    const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "main" }, plan.variables);
    let hours = 0;
    for (;;) {
      await engine.idle();
      await afterStep?.();
      if (trace.elements.get(processInstanceKey)?.state !== "ACTIVE") return trace;
      const steps = possibleSteps(engine, trace, plan);
      const step = steps[Math.floor(random() * steps.length)];
      if (step !== undefined) await step();
      else if (hours < MAX_IDLE_HOURS) {
        hours += 1;
        clock.add(3_600_000);
      } else throw new Error("stuck: nothing is open and no timer comes");
    }
  } finally {
    await trace.close();
  }
}

type Step = () => Promise<void>;

function possibleSteps(engine: WorkflowEngine, trace: Trace, plan: Plan): Step[] {
  const steps: Step[] = [];
  for (const job of trace.jobs.values()) {
    if (!job.open) continue;
    if (plan.throwing.has(job.elementId)) {
      steps.push(() => engine.throwJobError(job.key, { errorCode: "FAILED" }));
    } else steps.push(() => engine.completeJob(job.key));
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
  for (const incident of trace.incidents.values()) faults.push(`incident ${incident.errorMessage}`);
  return faults;
}
