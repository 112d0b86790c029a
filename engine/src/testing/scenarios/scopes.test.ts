import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const HOUR = 3_600_000;

scenario(
  "a sub-process completes when all inside has ended, and its local variables end with it",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .subProcess(
          "sub",
          (inner) =>
            inner
              .startEvent("i")
              .parallelGateway("f")
              .userTask("a")
              .endEvent("x")
              .moveTo("f")
              .userTask("b")
              .endEvent("y"),
          { inputs: { mine: "=1" }, outputs: { kept: "=mine + 1" } },
        )
        .userTask("z")
        .endEvent("e"),
    );
    const key = await engine.start("p");
    await engine.completeUserTask("a");
    assert.deepEqual(engine.active(key).sort(), ["b", "sub"]);
    await engine.completeUserTask("b");
    assert.deepEqual(engine.active(key), ["z"]);
    assert.deepEqual(engine.variables(key), { kept: 2 });
  },
);

const withEvent = (start: object) =>
  processModel("p")
    .startEvent("s")
    .userTask("u")
    .endEvent("e")
    .eventSubProcess("ev", (inner) => inner.startEvent("i", start).userTask("h").endEvent("j"));

scenario(
  "an interrupting event sub-process ends its scope's other work and completes the scope",
  async (engine) => {
    await engine.deploy(withEvent({ message: { name: "stop", correlationKey: "=id" } }));
    const key = await engine.start("p", { id: "1" });
    await engine.publish("stop", "1", { why: "tired" });
    assert.deepEqual(engine.elements(key, "TERMINATED"), ["u"]);
    assert.deepEqual(engine.active(key).sort(), ["ev", "h"]);
    await engine.completeUserTask("h");
    assert.equal(engine.state(key), "COMPLETED");
    assert.equal(engine.variables(key).why, "tired");
  },
);

scenario("a non-interrupting event sub-process runs beside, as often as its event comes", async (engine) => {
  await engine.deploy(withEvent({ message: { name: "note", correlationKey: "=id" }, interrupting: false }));
  const key = await engine.start("p", { id: "1" });
  await engine.publish("note", "1");
  await engine.publish("note", "1");
  assert.deepEqual(engine.active(key).sort(), ["ev", "ev", "h", "h", "u"]);
  await engine.completeUserTask("u");
  assert.equal(engine.state(key), "ACTIVE");
  await engine.completeUserTask("h");
  await engine.completeUserTask("h");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a timer event sub-process fires after its time", async (engine) => {
  await engine.deploy(withEvent({ timer: { duration: "PT1H" } }));
  const key = await engine.start("p");
  await engine.wait(HOUR);
  assert.deepEqual(engine.active(key).sort(), ["ev", "h"]);
});

scenario("an error event sub-process catches errors of its scope", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .eventSubProcess("ev", (inner) => inner.startEvent("i", { error: "BAD" }).endEvent("j")),
  );
  const key = await engine.start("p");
  await engine.throwError("x", "BAD", { code: 1 });
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.completed(key), ["s", "i", "j", "ev"]);
  assert.deepEqual(engine.elements(key, "TERMINATED"), ["t"]);
});

scenario("a call activity passes all variables down and up unless it is told otherwise", async (engine) => {
  const child = processModel("q").startEvent("s2").serviceTask("t", { type: "x" }).endEvent("e2");
  await engine.deploy([
    processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
    child,
  ]);
  const key = await engine.start("p", { a: 1 });
  const [called] = engine.trace.processInstances("q");
  assert.deepEqual(engine.variables(called?.key ?? ""), { a: 1 });
  assert.equal(engine.engine.query.processInstance(called?.key ?? "")?.parentProcessInstanceKey, key);
  await engine.completeJob("x", { b: 2 });
  assert.deepEqual(engine.variables(key), { a: 1, b: 2 });
  await engine.deploy([
    processModel("p")
      .startEvent("s")
      .callActivity("c", {
        processId: '="q"',
        propagateAllChildVariables: false,
        propagateAllParentVariables: false,
        inputs: { given: "=a + 1" },
        outputs: { got: "=b" },
      })
      .endEvent("e"),
    child,
  ]);
  const second = await engine.start("p", { a: 1 });
  const other = engine.trace.processInstances("q")[1];
  assert.deepEqual(engine.variables(other?.key ?? ""), { given: 2 });
  await engine.completeJob("x", { b: 3, c: 4 });
  assert.deepEqual(engine.variables(second), { a: 1, got: 3 });
});

scenario(
  "calling a process that does not exist raises an incident, resolved when it is deployed",
  async (engine) => {
    await engine.deploy(
      processModel("p").startEvent("s").callActivity("c", { processId: "later" }).endEvent("e"),
    );
    const key = await engine.start("p");
    assert.deepEqual(engine.incidents(), ["CALLED_ELEMENT_ERROR c"]);
    await engine.deploy(processModel("later").startEvent("s2").endEvent("e2"));
    await engine.resolve();
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario("an error inside a called process is caught on the call activity", async (engine) => {
  await engine.deploy([
    processModel("p")
      .startEvent("s")
      .callActivity("c", { processId: "q" })
      .endEvent("e")
      .boundaryEvent("b", "c", { error: "BAD" })
      .endEvent("handled"),
    processModel("q").startEvent("s2").serviceTask("t", { type: "x" }).endEvent("e2"),
  ]);
  const key = await engine.start("p");
  await engine.throwError("x", "BAD");
  assert.deepEqual(engine.completed(key), ["s", "b", "handled"]);
  assert.equal(engine.trace.processInstances("q")[0]?.state, "TERMINATED");
});

scenario("an incident in a called process shows on the caller too", async (engine) => {
  await engine.deploy([
    processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
    processModel("q")
      .startEvent("s2")
      .exclusiveGateway("g")
      .condition("=a")
      .task("x")
      .endEvent("e2")
      .moveTo("g")
      .condition("=a")
      .connectTo("e2"),
  ]);
  const key = await engine.start("p", { a: false });
  assert.equal(engine.engine.query.processInstance(key)?.hasIncident, true);
  const [called] = engine.trace.processInstances("q");
  await engine.engine.setVariables(called?.key ?? "", { a: true });
  await engine.resolve();
  assert.equal(engine.state(key), "COMPLETED");
});

const each = (options: object) =>
  processModel("p")
    .startEvent("s")
    .serviceTask("t", {
      type: "x",
      multiInstance: {
        inputCollection: "=items",
        inputElement: "item",
        outputCollection: "results",
        outputElement: "=result",
        ...options,
      },
    })
    .endEvent("e");

scenario(
  "a parallel multi-instance task runs once per item at the same time and collects results in order",
  async (engine) => {
    await engine.deploy(each({}));
    const key = await engine.start("p", { items: ["a", "b", "c"] });
    const jobs = await engine.engine.activateJobs({ type: "x", maxJobs: 10, timeoutMs: HOUR });
    assert.deepEqual(
      jobs.map((job) => [job.variables.item, job.variables.loopCounter]),
      [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ],
    );
    for (const job of [...jobs].reverse())
      await engine.engine.completeJob(job.key, { result: `${String(job.variables.item)}!` });
    await engine.settle();
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.variables(key), { items: ["a", "b", "c"], results: ["a!", "b!", "c!"] });
  },
);

scenario("a sequential multi-instance task runs one item after another", async (engine) => {
  await engine.deploy(each({ sequential: true }));
  const key = await engine.start("p", { items: [1, 2] });
  for (const item of [1, 2]) {
    const jobs = await engine.engine.activateJobs({ type: "x", maxJobs: 10, timeoutMs: HOUR });
    assert.deepEqual(
      jobs.map((job) => job.variables.item),
      [item],
    );
    await engine.engine.completeJob(jobs[0]?.key ?? "", { result: item * 10 });
    await engine.settle();
  }
  assert.deepEqual(engine.variables(key), { items: [1, 2], results: [10, 20] });
});

scenario("an empty collection skips the task and still gives an empty result", async (engine) => {
  for (const sequential of [true, false]) {
    await engine.deploy(each({ sequential }));
    const key = await engine.start("p", { items: [] });
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.variables(key), { items: [], results: [] });
  }
});

scenario("a completion condition ends the rest", async (engine) => {
  await engine.deploy(
    each({ completionCondition: "=numberOfCompletedInstances >= 2 and numberOfInstances = 4" }),
  );
  const key = await engine.start("p", { items: [1, 2, 3, 4] });
  await engine.completeJob("x", { result: "a" });
  await engine.completeJob("x", { result: "b" });
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.variables(key).results, ["a", "b", null, null]);
  assert.equal(engine.elements(key, "TERMINATED").length, 2);
});

scenario("an input collection that is no list raises an incident", async (engine) => {
  await engine.deploy(each({}));
  const key = await engine.start("p", { items: 3 });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR t"]);
  await engine.engine.setVariables(key, { items: [1] });
  await engine.resolve();
  await engine.completeJob("x", { result: 1 });
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a boundary event of a multi-instance activity interrupts all its instances", async (engine) => {
  const model = each({})
    .boundaryEvent("b", "t", { timer: { duration: "PT1H" } })
    .endEvent("late");
  await engine.deploy(model);
  const key = await engine.start("p", { items: [1, 2, 3] });
  await engine.completeJob("x", { result: 1 });
  await engine.wait(HOUR);
  assert.deepEqual(engine.completed(key), ["s", "t", "b", "late"]);
  assert.equal(engine.variables(key).results, undefined, "no partial result");
});
