/**
 * A process that works on an engine until it is killed. Each line on its standard output is a command that the
 * engine has acknowledged: the ledger that the engine is judged by.
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { WorkflowEngine } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { randomFrom } from "../random/drive.ts";

const [dataDir = "", seed = "1"] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const IN_FLIGHT = 6;

/** One line per acknowledged command: kind and key. Written at once, so that a kill cannot take it back. */
function acknowledge(kind: "created" | "completed" | "told" | "decided", key: string): void {
  writeSync(1, `${kind} ${key}\n`);
}

const model = processModel("p")
  .startEvent("s")
  .parallelGateway("f")
  .serviceTask("t", { type: "work", outputs: { [`result`]: "=n + 1" } })
  .parallelGateway("j")
  .endEvent("e")
  .moveTo("f")
  .catchEvent("c", { message: { name: "told", correlationKey: "=id" } })
  .connectTo("j")
  .moveTo("f")
  .userTask("u")
  .connectTo("j");

async function step(engine: WorkflowEngine): Promise<void> {
  const dice = random();
  if (dice < 0.4) {
    const id = `i${Math.floor(random() * 1e9)}`;
    const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "p" }, { id, n: 1 });
    acknowledge("created", processInstanceKey);
    if (random() < 0.5) return;
    const message = { name: "told", correlationKey: id, timeToLiveMs: 60_000, variables: { told: true } };
    acknowledge("told", (await engine.publishMessage(message)).messageKey);
  } else if (dice < 0.75) {
    const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 60_000 });
    if (job === undefined) return;
    await engine.completeJob(job.key, { done: true });
    acknowledge("completed", job.key);
  } else {
    const tasks = engine.query.userTasks({}, { limit: 20 });
    const task = tasks[Math.floor(random() * tasks.length)];
    if (task === undefined) return;
    const done = await engine.completeUserTask(task.key).then(
      () => true,
      () => false,
    );
    if (done) acknowledge("decided", task.key);
  }
}

const engine = await createEmbeddedEngine({ dataDir, keepLogRecords: 10_000_000 });
if (engine.query.processes().length === 0) {
  await engine.deploy([{ name: "p.bpmn", content: model.toXml() }]);
}
// A killed process never gets to keep its compiled modules for the next one.
flushCompileCache();
writeSync(1, "ready\n");
const lane = async (): Promise<never> => {
  for (;;) await step(engine);
};
await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
