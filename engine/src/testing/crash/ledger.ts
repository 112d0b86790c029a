/** Judges an engine that was killed by the ledger of what it had acknowledged. */
import { isDeepStrictEqual } from "node:util";
import { replay } from "../../core/replay.ts";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { EmbeddedEngine } from "../../embedded/index.ts";
import type { EngineRecord, WorkflowEngine } from "../../port.ts";
import { inconsistencies } from "../consistency.ts";
import { Trace } from "../trace.ts";

/** The event that must stand in the log for each kind of acknowledged command. */
const PROOF: Readonly<Record<string, (record: EngineRecord) => boolean>> = {
  created: (record) =>
    record.valueType === "PROCESS_INSTANCE" &&
    record.intent === "ELEMENT_ACTIVATED" &&
    record.value.bpmnElementType === "PROCESS",
  completed: (record) => record.valueType === "JOB" && record.intent === "COMPLETED",
  told: (record) => record.valueType === "MESSAGE" && record.intent === "PUBLISHED",
  decided: (record) => record.valueType === "USER_TASK" && record.intent === "COMPLETED",
};

/** What is wrong after all kills, one sentence each; then every instance is driven to its end. */
export async function judge(dataDir: string, ledger: readonly string[]): Promise<string[]> {
  const engine = await createEmbeddedEngine({ dataDir, keepLogRecords: 10_000_000, strict: true });
  const trace = Trace.follow(engine, "judge");
  try {
    await engine.idle();
    const faults = [...missing(ledger, trace.records), ...gaps(trace.records), ...halves(engine, trace)];
    faults.push(...replayed(engine), ...inconsistencies(engine.dumpState()));
    await finishAll(engine, trace);
    for (const element of trace.elements.values()) {
      if (element.state !== "COMPLETED")
        faults.push(`${element.elementId} ${element.key} is ${element.state} at the end`);
    }
    return faults;
  } finally {
    await trace.close();
    await engine.close();
  }
}

function missing(ledger: readonly string[], records: readonly EngineRecord[]): string[] {
  const faults: string[] = [];
  const events = new Map<string, number>();
  for (const record of records) {
    if (record.recordType !== "EVENT") continue;
    for (const [kind, proves] of Object.entries(PROOF)) {
      const line = `${kind} ${record.key}`;
      if (proves(record)) events.set(line, (events.get(line) ?? 0) + 1);
    }
  }
  for (const line of ledger) if (!events.has(line)) faults.push(`acknowledged and lost: ${line}`);
  for (const [line, count] of events) if (count > 1) faults.push(`${line} happened ${count} times`);
  return faults;
}

function gaps(records: readonly EngineRecord[]): string[] {
  return records
    .filter((record, index) => index > 0 && record.position !== (records[index - 1]?.position ?? 0) + 1)
    .map((record) => `position ${record.position} does not follow the one before it`);
}

/** The state holds exactly the instances that the log says are alive. */
function halves(engine: WorkflowEngine, trace: Trace): string[] {
  const logged = [...trace.elements.values()].filter(
    (one) => one.type === "PROCESS" && one.state === "ACTIVE",
  );
  const alive = new Set(allInstances(engine));
  const faults = logged
    .filter((one) => !alive.has(one.key))
    .map((one) => `${one.key} is in the log, not in the state`);
  return alive.size === logged.length
    ? faults
    : [...faults, `${alive.size} alive, ${logged.length} in the log`];
}

/** The log, replayed into an empty state, gives the state that survived. */
function replayed(engine: EmbeddedEngine): string[] {
  return isDeepStrictEqual(replay(engine.readLog()), engine.dumpState())
    ? []
    : ["the log does not give the state"];
}

function allInstances(engine: WorkflowEngine): string[] {
  const keys: string[] = [];
  for (;;) {
    const page = engine.query.processInstances({}, { after: keys.at(-1), limit: 500 });
    if (page.length === 0) return keys;
    keys.push(...page.map((instance) => instance.processInstanceKey));
  }
}

async function finishAll(engine: WorkflowEngine, trace: Trace): Promise<void> {
  const jobs = [...trace.jobs.values()].filter((job) => job.open);
  const tasks = [...trace.userTasks.values()].filter((task) => task.state === "CREATED");
  const waiting = trace.subscriptions.filter((subscription) => subscription.waiting);
  await Promise.all([
    ...jobs.map((job) => engine.completeJob(job.key)),
    ...tasks.map((task) => engine.completeUserTask(task.key)),
    ...waiting.map(({ correlationKey }) => engine.publishMessage({ name: "told", correlationKey })),
  ]);
  await engine.idle();
}
