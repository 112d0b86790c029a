import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine, createVirtualClock } from "../index.ts";
import type { EngineRecord, TimerHost } from "../index.ts";
import type { LogBatch } from "../store/log-batch.ts";
import { silentLogger } from "./logger.ts";
import { Readers } from "./readers.ts";
import { deployOneTask } from "./test-models.ts";

const positions = (records: EngineRecord[]): number[] => records.map(({ position }) => position);
const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

test("a reader sees every record once and in order, from the first on", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true });
  await deployOneTask(engine);
  const seen: EngineRecord[] = [];
  const reader = engine.subscribe({ name: "r", from: 1, onRecords: (records) => void seen.push(...records) });
  for (let i = 0; i < 20; i += 1) await engine.createInstance({ bpmnProcessId: "p" });
  await engine.idle();
  assert.deepEqual(positions(seen), upTo(1, engine.lastPosition()));
  assert.equal(reader.position, engine.lastPosition());
  await engine.close();
});

test("a reader goes on behind what it had acknowledged, also after the engine was opened again", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-readers-"));
  const first = await createEmbeddedEngine({ dataDir });
  await deployOneTask(first);
  const reader = first.subscribe({ name: "r", onRecords: () => undefined });
  await first.idle();
  const acknowledged = first.lastPosition() - 1;
  reader.acknowledge(acknowledged);
  await first.close();
  const second = await createEmbeddedEngine({ dataDir });
  const seen: EngineRecord[] = [];
  second.subscribe({ name: "r", onRecords: (records) => void seen.push(...records) });
  await second.createInstance({ bpmnProcessId: "p" });
  await second.idle();
  assert.deepEqual(positions(seen), upTo(acknowledged + 1, second.lastPosition()));
  await second.close();
  await rm(dataDir, { recursive: true });
});

test("a batch that a reader refuses comes again, after pauses that grow", async () => {
  const pauses: number[] = [];
  const timers: TimerHost = {
    after(ms, callback) {
      pauses.push(ms);
      setImmediate(callback);
      return () => undefined;
    },
  };
  const engine = await createEmbeddedEngine({ inMemory: true, timers, clock: createVirtualClock(0) });
  const batches: number[][] = [];
  engine.subscribe({
    name: "r",
    onRecords: async (records) => {
      batches.push(positions(records));
      if (batches.length <= 3) throw new Error("the read model is down");
    },
  });
  await deployOneTask(engine);
  await engine.idle();
  assert.deepEqual(pauses.slice(0, 3), [100, 200, 400]);
  assert.deepEqual(batches[1], batches[0]);
  assert.deepEqual(batches[3], batches[0]);
  await engine.close();
});

test("the log is kept for the slowest reader and cut behind it", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, keepLogRecords: 0 });
  await deployOneTask(engine);
  const slow = engine.subscribe({ name: "slow", from: 1, onRecords: () => undefined });
  const quick = engine.subscribe({ name: "quick", from: 1, onRecords: () => undefined });
  for (let i = 0; i < 300; i += 1) await engine.createInstance({ bpmnProcessId: "p" });
  quick.acknowledge(engine.lastPosition());
  await engine.createInstance({ bpmnProcessId: "p" });
  assert.equal(engine.readLog()[0]?.position, 1);
  await engine.idle();
  slow.acknowledge(2500);
  await engine.createInstance({ bpmnProcessId: "p" });
  const first = engine.readLog()[0]?.position ?? 0;
  assert.ok(first > 1 && first <= 2501, `the log now begins at ${first}`);
  await engine.close();
});

test("a name is for one reader at a time", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true });
  const reader = engine.subscribe({ name: "r", onRecords: () => undefined });
  assert.throws(() => engine.subscribe({ name: "r", onRecords: () => undefined }), /already/);
  await reader.close();
  await engine.subscribe({ name: "r", onRecords: () => undefined }).close();
  await engine.close();
});

test("a log that cannot be read for a moment is read again after a pause, and the engine goes on meanwhile", async () => {
  const pauses: number[] = [];
  const host = {
    logger: silentLogger,
    timers: {
      after(ms: number, callback: () => void) {
        pauses.push(ms);
        setImmediate(callback);
        return () => undefined;
      },
    },
    readLog(): LogBatch[] {
      if (pauses.length < 2) throw new Error("the disk does not answer");
      return [];
    },
    lastPosition: () => 5,
    moved: () => undefined,
  };
  const readers = new Readers(host, new Map());
  const reader = readers.open({ name: "r", from: 1, onRecords: () => undefined });
  while (!readers.caughtUp) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(pauses, [100, 200]);
  await reader.close();
});
