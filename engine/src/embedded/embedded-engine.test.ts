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
