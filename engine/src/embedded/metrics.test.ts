import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine, createVirtualClock } from "../index.ts";
import type { CommitMeasure } from "../index.ts";
import { deployOneTask } from "./test-models.ts";

test("when too much waits, new work is refused with RESOURCE_EXHAUSTED, and what was accepted is done", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, maxQueuedCommands: 50 });
  await deployOneTask(engine);
  const attempts = await Promise.allSettled(
    Array.from({ length: 200 }, () => engine.createInstance({ bpmnProcessId: "p" })),
  );
  const accepted = attempts.filter(({ status }) => status === "fulfilled").length;
  const refused = attempts.filter(
    (attempt) => attempt.status === "rejected" && attempt.reason.code === "RESOURCE_EXHAUSTED",
  ).length;
  assert.deepEqual([accepted, refused], [50, 150]);
  assert.equal(engine.query.processInstances({}, { limit: 1000 }).length, 50);
  assert.equal(engine.metrics.figures().refusedCommands, 150);
  await engine.createInstance({ bpmnProcessId: "p" });
  await engine.close();
});

test("commands that end work are taken when new work is refused already", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, maxQueuedCommands: 10 });
  await deployOneTask(engine);
  await Promise.all(Array.from({ length: 10 }, () => engine.createInstance({ bpmnProcessId: "p" })));
  const jobs = await engine.activateJobs({ type: "work", maxJobs: 10, timeoutMs: 1000 });
  const creates = Promise.allSettled(
    Array.from({ length: 20 }, () => engine.createInstance({ bpmnProcessId: "p" })),
  );
  await Promise.all(jobs.map((job) => engine.completeJob(job.key)));
  const outcomes = await creates;
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 10);
  await engine.close();
});

test("the figures follow what is open, the queue and the readers, and every commit is measured", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true });
  const measures: CommitMeasure[] = [];
  const stop = engine.metrics.onCommit((measure) => measures.push(measure));
  await deployOneTask(engine);
  await engine.subscribe({ name: "slow", onRecords: () => undefined }).close();
  const created = Array.from({ length: 5 }, () => engine.createInstance({ bpmnProcessId: "p" }));
  assert.equal(engine.metrics.figures().queuedCommands, 5);
  await Promise.all(created);
  const figures = engine.metrics.figures();
  assert.deepEqual(
    [figures.processInstances, figures.jobs, figures.incidents, figures.queuedCommands],
    [5, 5, 0, 0],
  );
  assert.equal(figures.readerLag.slow, engine.lastPosition());
  assert.ok(figures.fileBytes > 0);
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 });
  await engine.failJob(job?.key ?? "", { retries: 0, errorMessage: "broken" });
  assert.equal(engine.metrics.figures().incidents, 1);
  assert.equal(measures.length, engine.metrics.figures().commits);
  assert.ok(measures.every(({ seconds, diskSeconds }) => seconds >= diskSeconds && diskSeconds > 0));
  assert.ok(measures.some(({ commands }) => commands === 5));
  stop();
  await engine.createInstance({ bpmnProcessId: "p" });
  assert.equal(measures.length, engine.metrics.figures().commits - 1);
  await engine.close();
});

test("a reader that will not come back is forgotten, and the log is no longer kept for it", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, keepLogRecords: 10 });
  const reader = engine.subscribe({ name: "gone", onRecords: () => undefined });
  await deployOneTask(engine);
  await assert.rejects(engine.forgetReader("gone"), /is open: close it first/);
  await reader.close();
  const many = Array.from({ length: 300 }, () => engine.createInstance({ bpmnProcessId: "p" }));
  await Promise.all(many);
  assert.equal(engine.readLog()[0]?.position, 1);
  assert.equal(await engine.forgetReader("gone"), true);
  assert.equal(await engine.forgetReader("gone"), false);
  assert.deepEqual(engine.metrics.figures().readerLag, {});
  await engine.createInstance({ bpmnProcessId: "p" });
  assert.ok((engine.readLog()[0]?.position ?? 0) > 1);
  await engine.close();
});

test("the log is kept for the configured time, however many records there are", async () => {
  const clock = createVirtualClock(0);
  const keep = { keepLogRecords: 10, keepLogMs: 3_600_000 };
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, clock, ...keep });
  await deployOneTask(engine);
  const work = async (): Promise<void> => {
    await Promise.all(Array.from({ length: 300 }, () => engine.createInstance({ bpmnProcessId: "p" })));
    await engine.createInstance({ bpmnProcessId: "p" });
  };
  await work();
  await work();
  assert.equal(engine.readLog()[0]?.position, 1);
  clock.add(3_600_001);
  await work();
  assert.ok((engine.readLog()[0]?.position ?? 0) > 1);
  await engine.close();
});
