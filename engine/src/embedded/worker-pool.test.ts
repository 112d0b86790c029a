import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine, createVirtualClock } from "../index.ts";
import type { EmbeddedEngine, Job, JobActions, JobOutcome } from "../index.ts";
import { deployOneTask } from "./test-models.ts";

async function engineWithJobs(count: number): Promise<EmbeddedEngine> {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, clock: createVirtualClock(0) });
  await deployOneTask(engine);
  for (let n = 0; n < count; n += 1) await engine.createInstance({ bpmnProcessId: "p" }, { n });
  return engine;
}

/** A handler that answers when the test says so. */
function deferred(): {
  handler: (job: Job, act: JobActions) => Promise<JobOutcome>;
  open: { job: Job; finish: () => void }[];
} {
  const open: { job: Job; finish: () => void }[] = [];
  const handler = (job: Job, act: JobActions): Promise<JobOutcome> =>
    new Promise((resolve) => open.push({ job, finish: () => resolve(act.complete()) }));
  return { handler, open };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(() => resolve())));

test("a worker never has more jobs in hand than it asked for, and gets the oldest first", async () => {
  const engine = await engineWithJobs(5);
  const { handler, open } = deferred();
  engine.openWorker({ type: "work", maxJobs: 2, handler });
  await turn();
  assert.deepEqual(
    open.map(({ job }) => job.variables.n),
    [0, 1],
  );
  await engine.createInstance({ bpmnProcessId: "p" }, { n: 5 });
  for (let done = 0; done < 6; done += 1) {
    open[done]?.finish();
    while (open.length < Math.min(6, done + 3)) await turn();
  }
  await engine.idle();
  assert.deepEqual(
    open.map(({ job }) => job.variables.n),
    [0, 1, 2, 3, 4, 5],
  );
  assert.deepEqual(engine.query.processInstances(), []);
  await engine.close();
});

test("jobs are shared between workers of one type", async () => {
  const engine = await engineWithJobs(0);
  const [one, two] = [deferred(), deferred()];
  engine.openWorker({ type: "work", maxJobs: 2, handler: one.handler });
  engine.openWorker({ type: "work", maxJobs: 2, handler: two.handler });
  for (let n = 0; n < 4; n += 1) await engine.createInstance({ bpmnProcessId: "p" });
  await turn();
  assert.equal(one.open.length, 2);
  assert.equal(two.open.length, 2);
  for (const { finish } of [...one.open, ...two.open]) finish();
  await engine.idle();
  await engine.close();
});

test("a worker that closes waits for the jobs in its hands", async () => {
  const engine = await engineWithJobs(2);
  const { handler, open } = deferred();
  const worker = engine.openWorker({ type: "work", maxJobs: 1, handler });
  await turn();
  const closed = worker.close();
  open[0]?.finish();
  await closed;
  await engine.idle();
  assert.equal(open.length, 1);
  assert.equal(engine.query.processInstances().length, 1);
  await engine.close();
});

test("what a closing worker still holds after its grace is given back at once, and its late word is ignored", async () => {
  const engine = await engineWithJobs(1);
  const { handler, open } = deferred();
  const worker = engine.openWorker({ type: "work", handler });
  await turn();
  await worker.close(0);
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 });
  assert.equal(job?.key, open[0]?.job.key);
  assert.equal(job?.retries, 3);
  open[0]?.finish();
  await engine.idle();
  assert.equal(engine.query.processInstances().length, 1);
  await engine.close();
});

test("the last word of a handler counts, once it has returned", async () => {
  const engine = await engineWithJobs(1);
  engine.openWorker({
    type: "work",
    handler: (_job, act) => {
      act.fail({ errorMessage: "no" });
      return act.complete({ done: true });
    },
  });
  await engine.idle();
  assert.deepEqual(engine.query.processInstances(), []);
  await engine.close();
});

test("variables given to a handler are its own: changing them changes nothing in the engine", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true });
  await deployOneTask(engine);
  const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "p" }, { list: [1] });
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 });
  (job?.variables.list as number[]).push(2);
  assert.deepEqual(engine.query.variables(processInstanceKey)[0]?.value, [1]);
  await engine.close();
});
