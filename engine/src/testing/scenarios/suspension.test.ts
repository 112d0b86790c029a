import assert from "node:assert/strict";
import { RejectionError } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const refused = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof RejectionError && error.code === code && text.test(error.message);

const many = () =>
  processModel("p")
    .startEvent("s")
    .parallelGateway("f")
    .serviceTask("job", { type: "x" })
    .endEvent("e1")
    .moveTo("f")
    .userTask("user")
    .endEvent("e2")
    .moveTo("f")
    .catchEvent("timer", { timer: { duration: "PT1H" } })
    .endEvent("e3")
    .moveTo("f")
    .catchEvent("message", { message: { name: "m", correlationKey: "=1" } })
    .endEvent("e4")
    .moveTo("f")
    .catchEvent("signal", { signal: "sig" })
    .endEvent("e5");

scenario("a suspended instance stands still in every way, and goes on when it is resumed", async (engine) => {
  const { engine: port } = engine;
  await engine.deploy(many());
  const key = await engine.start("p");
  await port.suspendInstance(key);
  assert.equal(port.query.processInstance(key)?.suspended, true);
  const job = engine.job("x").key;
  assert.deepEqual(await port.activateJobs({ type: "x", maxJobs: 9, timeoutMs: 1000 }), []);
  await assert.rejects(port.completeJob(job), refused("INVALID_STATE", /is suspended/));
  await assert.rejects(
    port.completeUserTask(engine.userTask("user").key),
    refused("INVALID_STATE", /is suspended/),
  );
  await assert.rejects(
    port.correlateMessage({ name: "m", correlationKey: "1" }),
    refused("NOT_FOUND", /message 'm'/),
  );
  await port.publishMessage({ name: "m", correlationKey: "1", timeToLiveMs: 86_400_000 });
  await port.broadcastSignal("sig");
  await engine.wait(2 * 3_600_000);
  await port.setVariables(key, { v: 1 });
  await engine.settle();
  assert.deepEqual(engine.active(key).sort(), ["job", "message", "signal", "timer", "user"]);
  await assert.rejects(port.suspendInstance(key), refused("INVALID_STATE", /already suspended/));

  await port.resumeInstance(key);
  await engine.settle();
  assert.deepEqual(
    engine.active(key).sort(),
    ["job", "signal", "user"],
    "the timer and the buffered message catch up",
  );
  await assert.rejects(port.resumeInstance(key), refused("INVALID_STATE", /not currently suspended/));
  await engine.completeJob("x");
  await engine.completeUserTask("user");
  await port.broadcastSignal("sig");
  await engine.settle();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a suspended instance can be cancelled, and nothing of it is left", async (engine) => {
  await engine.deploy(many());
  const key = await engine.start("p");
  await engine.engine.suspendInstance(key);
  await engine.engine.cancelInstance(key);
  await engine.settle();
  assert.equal(engine.state(key), "TERMINATED");
  const { due = [], jobs = [], timers = [] } = engine.engine.dumpState();
  assert.deepEqual([due, jobs, timers], [[], [], []]);
});

scenario("a job in a worker's hands when its instance is suspended is given out again", async (engine) => {
  await engine.deploy(many());
  const key = await engine.start("p");
  const [held] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 60_000 });
  await engine.engine.suspendInstance(key);
  await assert.rejects(engine.engine.completeJob(held?.key ?? ""), refused("INVALID_STATE", /suspended/));
  await engine.wait(120_000);
  await engine.engine.resumeInstance(key);
  const [again] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 60_000 });
  assert.equal(again?.key, held?.key);
});

scenario("a back-off goes on, an incident stays, when the instance is resumed", async (engine) => {
  await engine.deploy(many());
  const key = await engine.start("p");
  const job = engine.job("x").key;
  await engine.engine.failJob(job, { retries: 1, errorMessage: "wait", retryBackOffMs: 60_000 });
  await engine.engine.suspendInstance(key);
  await engine.wait(30_000);
  await engine.engine.resumeInstance(key);
  assert.deepEqual(await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 }), []);
  await engine.wait(30_000);
  const [free] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
  assert.equal(free?.key, job);
  await engine.engine.failJob(job, { retries: 0, errorMessage: "broken" });
  await engine.engine.suspendInstance(key);
  const [incident] = engine.engine.query.incidents();
  await engine.engine.updateJobRetries(job, 1);
  await assert.rejects(
    engine.engine.resolveIncident(incident?.key ?? ""),
    refused("INVALID_STATE", /is suspended/),
  );
  await engine.engine.resumeInstance(key);
  await engine.engine.resolveIncident(incident?.key ?? "");
  await engine.completeJob("x");
  assert.ok(engine.completed(key).includes("e1"));
});

scenario("a called instance goes on, and its caller takes the result when it is resumed", async (engine) => {
  await engine.deploy([
    processModel("p").startEvent("s").callActivity("call", { processId: "c" }).userTask("t").endEvent("e"),
    processModel("c").startEvent("cs").serviceTask("ct", { type: "c" }).endEvent("ce"),
  ]);
  const key = await engine.start("p");
  await engine.engine.suspendInstance(key);
  await engine.completeJob("c", { result: 7 });
  assert.deepEqual(engine.active(key), ["call"]);
  await engine.engine.resumeInstance(key);
  await engine.settle();
  assert.deepEqual(engine.active(key), ["t"]);
  assert.equal(engine.variables(key)["result"], 7);
});

scenario("a suspended instance is not migrated", async (engine) => {
  await engine.deploy(many());
  const key = await engine.start("p");
  await engine.engine.suspendInstance(key);
  const targetProcessDefinitionKey = engine.trace.definitionKey("p") ?? "";
  await assert.rejects(
    engine.engine.migrateInstance(key, { targetProcessDefinitionKey, mappings: [] }),
    refused("INVALID_STATE", /it is currently suspended/),
  );
});
