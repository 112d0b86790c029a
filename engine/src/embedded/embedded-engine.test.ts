import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine, createVirtualClock, replay } from "../index.ts";

const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">${body}</bpmn:definitions>`;

const oneTask = xml(`<bpmn:process id="p" isExecutable="true">
<bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
<bpmn:serviceTask id="t"><bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
<bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/><bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/></bpmn:process>`);

test("an instance runs to its end when a worker does its task", async () => {
  const engine = await createEmbeddedEngine({
    inMemory: true,
    clock: createVirtualClock(1000),
    strict: true,
  });
  await engine.deploy([{ name: "p.bpmn", content: oneTask }]);
  engine.openWorker<{ a: number }>({
    type: "work",
    handler: (job, act) => act.complete({ b: job.variables.a + 1 }),
  });
  const result = await engine.createInstanceWithResult({ bpmnProcessId: "p" }, { a: 1 });
  assert.deepEqual(result.variables, { a: 1, b: 2 });
  await engine.idle();
  assert.deepEqual(engine.query.processInstances(), []);
  assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
  await engine.close();
});

test("what was acknowledged is there after the engine was closed and opened again", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-"));
  const first = await createEmbeddedEngine({ dataDir, strict: true });
  await first.deploy([{ name: "p.bpmn", content: oneTask }]);
  const { processInstanceKey } = await first.createInstance({ bpmnProcessId: "p" }, { a: 1 });
  await assert.rejects(createEmbeddedEngine({ dataDir }), { code: "FOLDER_LOCKED" });
  await first.close();
  const second = await createEmbeddedEngine({ dataDir, strict: true });
  assert.equal(second.query.processInstance(processInstanceKey)?.state, "ACTIVATED");
  const [job] = await second.activateJobs({ type: "work", maxJobs: 10, timeoutMs: 1000 });
  assert.deepEqual(job?.variables, { a: 1 });
  await second.completeJob(job?.key ?? "", { b: 2 });
  assert.equal(second.query.processInstance(processInstanceKey), null);
  assert.deepEqual(second.dumpState(), replay(second.readLog()));
  await second.close();
  await rm(dataDir, { recursive: true });
});

test("a job that an earlier process had in hand is free as soon as the engine is opened again", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-"));
  const first = await createEmbeddedEngine({ dataDir, strict: true });
  await first.deploy([{ name: "p.bpmn", content: oneTask }]);
  await first.createInstance({ bpmnProcessId: "p" }, { a: 1 });
  const [lent] = await first.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 3_600_000 });
  await first.close();
  const second = await createEmbeddedEngine({ dataDir, strict: true });
  const [again] = await second.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 3_600_000 });
  assert.equal(again?.key, lent?.key);
  assert.deepEqual(second.dumpState(), replay(second.readLog()));
  await second.close();
  await rm(dataDir, { recursive: true });
});

test("a handler at work while the engine closes may still use it; afterwards commands are refused", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, clock: createVirtualClock(0) });
  await engine.deploy([{ name: "p.bpmn", content: oneTask }]);
  let go = (): void => undefined;
  const started = new Promise<void>((started) => {
    engine.openWorker({
      type: "work",
      handler: async (_job, act) => {
        started();
        await new Promise<void>((resolve) => (go = resolve));
        await engine.publishMessage({ name: "m", correlationKey: "k" });
        return act.complete();
      },
    });
  });
  const result = engine.createInstanceWithResult({ bpmnProcessId: "p" });
  await started;
  const closed = engine.close();
  go();
  await closed;
  assert.deepEqual((await result).variables, {});
  await assert.rejects(engine.createInstance({ bpmnProcessId: "p" }), { code: "INVALID_STATE" });
});

test("the clock wakes timers the moment it is moved, and a system clock wakes them by itself", async () => {
  const timer = xml(`<bpmn:process id="w" isExecutable="true"><bpmn:startEvent id="s"/>
<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition id="td"><bpmn:timeDuration>PT0.02S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="c"/><bpmn:sequenceFlow id="f2" sourceRef="c" targetRef="e"/></bpmn:process>`);
  const real = await createEmbeddedEngine({ inMemory: true });
  await real.deploy([{ name: "w.bpmn", content: timer }]);
  const held = setInterval(() => undefined, 1000);
  await real.createInstanceWithResult({ bpmnProcessId: "w" });
  clearInterval(held);
  await real.close();
  const clock = createVirtualClock(0);
  const engine = await createEmbeddedEngine({ inMemory: true, clock });
  await engine.deploy([{ name: "w.bpmn", content: timer }]);
  await engine.createInstance({ bpmnProcessId: "w" });
  await engine.idle();
  assert.equal(engine.query.processInstances().length, 1);
  clock.add(20);
  await engine.idle();
  assert.deepEqual(engine.query.processInstances(), []);
  await engine.close();
});
