import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine, replay } from "../index.ts";
import type { Job, StorageFaults } from "../index.ts";
import { deployOneTask } from "./test-models.ts";

test("when a commit fails its commands are refused, nothing of them is left, and the engine goes on", async () => {
  const faults: StorageFaults = {};
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, faults });
  await deployOneTask(engine);
  const before = engine.dumpState();
  faults.onCommit = () => {
    throw new Error("no space left on device");
  };
  const attempts = await Promise.allSettled([
    engine.createInstance({ bpmnProcessId: "p" }),
    engine.createInstance({ bpmnProcessId: "p" }),
    engine.publishMessage({ name: "m", correlationKey: "k", timeToLiveMs: 1000 }),
  ]);
  for (const attempt of attempts) {
    assert.equal(attempt.status, "rejected");
    assert.equal(attempt.status === "rejected" && attempt.reason.code, "STORAGE_FAILED");
  }
  assert.deepEqual(engine.dumpState(), before);
  assert.deepEqual(engine.query.processInstances(), []);
  delete faults.onCommit;
  const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "p" });
  assert.equal(engine.query.processInstances()[0]?.processInstanceKey, processInstanceKey);
  assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
  await engine.close();
});

test("when only the answer of a commit is lost, what it committed is there as a whole", async () => {
  const faults: StorageFaults = {};
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, faults });
  await deployOneTask(engine);
  faults.afterCommit = () => {
    throw new Error("connection to the disk was lost");
  };
  await assert.rejects(engine.createInstance({ bpmnProcessId: "p" }), { code: "STORAGE_FAILED" });
  delete faults.afterCommit;
  const [instance] = engine.query.processInstances();
  assert.equal(instance?.state, "ACTIVATED");
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 9, timeoutMs: 1000 });
  await engine.completeJob(job?.key ?? "");
  assert.deepEqual(engine.query.processInstances(), []);
  assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
  await engine.close();
});

test("a worker gets no job of a batch that was lost, and keeps its places", async () => {
  const faults: StorageFaults = {};
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, faults });
  await deployOneTask(engine);
  const seen: Job[] = [];
  engine.openWorker({
    type: "work",
    maxJobs: 1,
    handler: (job, act) => {
      seen.push(job);
      return act.complete();
    },
  });
  faults.onWrite = () => {
    throw new Error("I/O error");
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await assert.rejects(engine.createInstance({ bpmnProcessId: "p" }), { code: "STORAGE_FAILED" });
  }
  assert.equal(seen.length, 0);
  delete faults.onWrite;
  await engine.createInstanceWithResult({ bpmnProcessId: "p" });
  assert.equal(seen.length, 1);
  await engine.close();
});

test("an outcome that could not be committed is not lost for good: the job comes again after its time", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-fault-"));
  const faults: StorageFaults = {};
  const engine = await createEmbeddedEngine({ dataDir, strict: true, faults });
  await deployOneTask(engine);
  const { processInstanceKey } = await engine.createInstance({ bpmnProcessId: "p" });
  const [job] = await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 60_000 });
  faults.onCommit = () => {
    throw new Error("I/O error");
  };
  await assert.rejects(engine.completeJob(job?.key ?? ""), { code: "STORAGE_FAILED" });
  delete faults.onCommit;
  await engine.close();
  const again = await createEmbeddedEngine({ dataDir, strict: true });
  await again.completeJob(job?.key ?? "");
  assert.equal(again.query.processInstance(processInstanceKey), null);
  await again.close();
  await rm(dataDir, { recursive: true });
});
