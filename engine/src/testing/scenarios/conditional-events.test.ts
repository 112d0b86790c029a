import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const above = (limit: number, variableEvents?: string) => ({
  condition: { expression: `=x > ${limit}`, variableEvents },
});

scenario("a catch event waits until its condition is true", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").catchEvent("c", above(10)).endEvent("e"));
  const key = await engine.start("p", { x: 1 });
  await engine.engine.setVariables(key, { y: 99 });
  await engine.engine.setVariables(key, { x: 5 });
  await engine.settle();
  assert.deepEqual(engine.active(key), ["c"]);
  await engine.engine.setVariables(key, { x: 11 });
  await engine.settle();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a condition that is true when it is reached, or reads what is not there yet", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").catchEvent("c", above(10)).endEvent("e"));
  assert.equal(engine.state(await engine.start("p", { x: 11 })), "COMPLETED");
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key), ["c"]);
  await engine.engine.setVariables(key, { x: 12 });
  await engine.settle();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a condition that is no boolean raises an incident where it is opened", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { condition: { expression: "=x" } })
      .endEvent("e"),
  );
  const key = await engine.start("p", { x: "soon" });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR c"]);
  await engine.engine.setVariables(key, { x: true });
  await engine.resolve();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an interrupting boundary event ends its activity, at its entry or later", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "t" })
      .endEvent("e")
      .boundaryEvent("b", "t", above(10))
      .endEvent("e2"),
  );
  const at = await engine.start("p", { x: 11 });
  assert.deepEqual(engine.completed(at), ["s", "b", "e2"]);
  const later = await engine.start("p", { x: 1 });
  await engine.engine.setVariables(later, { x: 20 });
  await engine.settle();
  assert.deepEqual(engine.completed(later), ["s", "b", "e2"]);
  assert.deepEqual(engine.elements(later, "TERMINATED"), ["t"]);
});

scenario("an input mapping can trigger a boundary event, what the activity brings cannot", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "t", inputs: { x: "=given" } })
      .endEvent("e")
      .boundaryEvent("b", "t", above(10))
      .endEvent("e2"),
  );
  assert.deepEqual(engine.completed(await engine.start("p", { given: 11 })), ["s", "b", "e2"]);
  const key = await engine.start("p", { given: 1 });
  await engine.completeJob("t", { x: 50 });
  assert.deepEqual(engine.completed(key), ["s", "t", "e"]);
});

scenario(
  "a non-interrupting event comes with each change that makes it true; once per command",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .serviceTask("t", { type: "t" })
        .endEvent("e")
        .boundaryEvent("b", "t", { condition: { expression: "=x > 10 or y > 10" }, interrupting: false })
        .endEvent("e2"),
    );
    const key = await engine.start("p", { x: 1, y: 1 });
    await engine.engine.setVariables(key, { x: 11, y: 11 });
    await engine.engine.setVariables(key, { x: 12 });
    await engine.engine.setVariables(key, { z: 1 });
    await engine.settle();
    assert.deepEqual(
      engine.completed(key).filter((id) => id === "b"),
      ["b", "b"],
    );
    assert.deepEqual(engine.active(key), ["t"]);
  },
);

scenario("a filter names the changes that count", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").catchEvent("c", above(10, "update")).endEvent("e"));
  const key = await engine.start("p");
  await engine.engine.setVariables(key, { x: 11 });
  await engine.settle();
  assert.deepEqual(engine.active(key), ["c"]);
  await engine.engine.setVariables(key, { x: 12 });
  await engine.settle();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario(
  "an event sub-process begins when a job makes its condition true, and interrupts",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .serviceTask("a", { type: "a" })
        .serviceTask("t", { type: "t" })
        .endEvent("e")
        .eventSubProcess("sub", (inner) =>
          inner.startEvent("i", above(10)).serviceTask("mend", { type: "mend" }).endEvent("j"),
        ),
    );
    const key = await engine.start("p", { x: 1 });
    await engine.completeJob("a", { x: 11 });
    assert.deepEqual(engine.active(key), ["sub", "mend"]);
    await engine.completeJob("mend");
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario("a local variable is seen inside of its scope only, and hides the one outside", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "t",
        multiInstance: { inputCollection: "=[1, 2]", inputElement: "item" },
      })
      .endEvent("e")
      .boundaryEvent("b", "t", { condition: { expression: "=x > 10" }, interrupting: true })
      .endEvent("e2"),
  );
  const key = await engine.start("p", { x: 1 });
  const [inner] = engine.trace
    .elementsOf(key)
    .filter(({ elementId, type }) => elementId === "t" && type === "SERVICE_TASK");
  assert.ok(inner !== undefined);
  await engine.engine.setVariables(inner.key, { x: 11 }, { local: true });
  await engine.settle();
  assert.equal(engine.state(key), "ACTIVE");
  await engine.engine.setVariables(key, { x: 11 });
  await engine.settle();
  assert.deepEqual(engine.completed(key), ["s", "b", "e2"]);
});

scenario("cancelling closes conditional events", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").catchEvent("c", above(10)).endEvent("e"));
  const key = await engine.start("p");
  await engine.engine.cancelInstance(key);
  await engine.settle();
  assert.equal(engine.state(key), "TERMINATED");
  assert.deepEqual(engine.engine.dumpState().conditionals, []);
});

scenario(
  "conditional start events start an instance each, of the newest version, when they are asked",
  async (engine) => {
    const model = (limit: number) =>
      processModel("p")
        .startEvent("s", above(limit))
        .endEvent("e")
        .startEvent("s2", { condition: { expression: '=kind = "b"' } })
        .endEvent("e2");
    await engine.deploy(model(100));
    await engine.deploy(model(10));
    assert.deepEqual(await engine.engine.evaluateConditionals({ x: 5 }), []);
    const started = await engine.engine.evaluateConditionals({ x: 50, kind: "b" });
    await engine.settle();
    assert.equal(started.length, 2);
    for (const { processInstanceKey } of started) {
      assert.equal(engine.state(processInstanceKey), "COMPLETED");
      assert.deepEqual(engine.variables(processInstanceKey), { x: 50, kind: "b" });
    }
    await assert.rejects(engine.engine.evaluateConditionals({}, { processDefinitionKey: "7" }), {
      code: "NOT_FOUND",
    });
  },
);
