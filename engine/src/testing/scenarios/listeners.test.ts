import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const START = (type: string) => ({ event: "start", type });
const END = (type: string) => ({ event: "end", type });

scenario("listeners run before and after the work, in their order, with Zeebe's scopes", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("a", {
        type: "a",
        inputs: { i: "=1" },
        outputs: { o: "=r" },
        listeners: [START("l1"), START("l2"), END("e1")],
      })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.completeJob("l1", { r: 2 });
  await engine.completeJob("l2", { local: 1 });
  await engine.completeJob("a", { r: 5 });
  assert.deepEqual(engine.variables(key), { o: 5 });
  await engine.completeJob("e1", { done: true });
  assert.deepEqual(engine.variables(key), { o: 5, done: true });
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a listener that runs out of retries stops its element until it is resolved", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .manualTask("a", { listeners: [START("l1"), START("l2")] })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.completeJob("l1");
  const { key: job } = engine.job("l2");
  await engine.engine.failJob(job, { retries: 0, errorMessage: "no" });
  await engine.settle();
  assert.deepEqual(engine.incidents(), ["EXECUTION_LISTENER_NO_RETRIES a"]);
  await engine.engine.updateJobRetries(job, 1);
  await engine.resolve();
  await engine.completeJob("l2");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a listener whose type cannot be evaluated runs all of its kind again", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .manualTask("a", { listeners: [START("l1"), START("=second")] })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.completeJob("l1");
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR a"]);
  await engine.engine.setVariables(key, { second: "l2" });
  await engine.resolve();
  await engine.completeJob("l1");
  await engine.completeJob("l2");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a listener throws no errors", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .manualTask("a", { listeners: [END("l")] })
      .endEvent("e"),
  );
  await engine.start("p");
  await assert.rejects(engine.throwError("l", "E"), { code: "INVALID_STATE" });
  await engine.completeJob("l");
});

scenario("sub-processes, call activities, gateways and end events have listeners too", async (engine) => {
  await engine.deploy([
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").endEvent("j"), {
        listeners: [START("l"), END("l")],
      })
      .callActivity("c", { processId: "q", listeners: [START("l"), END("l")] })
      .endEvent("e", { listeners: [START("l"), END("l")] }),
    processModel("q").startEvent("s2").endEvent("e2"),
  ]);
  const key = await engine.start("p");
  for (const element of ["sub", "sub", "c", "c", "e", "e"]) {
    assert.equal(engine.job("l").elementId, element);
    await engine.completeJob("l");
  }
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("each item of a multi-instance has its listeners", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .manualTask("a", { listeners: [START("l")], multiInstance: { inputCollection: "=[1, 2]" } })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.completeJob("l");
  await engine.completeJob("l");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an element that is cancelled while its listener runs takes the job with it", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").endEvent("j"), { listeners: [START("l")] })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.engine.cancelInstance(key);
  await engine.settle();
  assert.equal(engine.state(key), "TERMINATED");
  assert.throws(() => engine.job("l"));
});

scenario("a process has listeners; what they bring are variables of the instance", async (engine) => {
  await engine.deploy([
    processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
    processModel("q", { listeners: [START("l"), END("l")] })
      .startEvent("s2")
      .endEvent("e2"),
  ]);
  const key = await engine.start("p");
  await engine.completeJob("l", { a: 1 });
  await engine.completeJob("l", { b: 2 });
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.variables(key), { a: 1, b: 2 });
});

scenario("a process with a start listener begins at the elements that its starter names", async (engine) => {
  await engine.deploy(
    processModel("p", { listeners: [START("l")] })
      .startEvent("s")
      .serviceTask("a", { type: "a" })
      .serviceTask("b", { type: "b" })
      .endEvent("e"),
  );
  const { processInstanceKey: key } = await engine.engine.createInstance(
    { bpmnProcessId: "p" },
    {},
    { startAt: ["b"] },
  );
  await engine.settle();
  await engine.completeJob("l");
  assert.deepEqual(engine.active(key), ["b"]);
});
