import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const lunch = () =>
  processModel("p")
    .startEvent("s")
    .inclusiveGateway("fork")
    .condition("=pasta")
    .serviceTask("cook", { type: "cook" })
    .inclusiveGateway("join")
    .endEvent("e")
    .moveTo("fork")
    .condition("=salad")
    .serviceTask("wash", { type: "wash" })
    .connectTo("join")
    .moveTo("fork")
    .defaultFlow()
    .serviceTask("bread", { type: "bread" })
    .connectTo("join");

scenario("all flows whose condition holds are taken, and joined once", async (engine) => {
  await engine.deploy(lunch());
  const key = await engine.start("p", { pasta: true, salad: true });
  await engine.completeJob("cook");
  assert.deepEqual(engine.active(key), ["wash"]);
  await engine.completeJob("wash");
  assert.deepEqual(engine.completed(key).slice(-2), ["join", "e"]);
});

scenario("one flow alone is not waited for in vain", async (engine) => {
  await engine.deploy(lunch());
  const key = await engine.start("p", { pasta: false, salad: true });
  await engine.completeJob("wash");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("the default flow is taken when no condition holds", async (engine) => {
  await engine.deploy(lunch());
  const key = await engine.start("p", { pasta: false, salad: false });
  await engine.completeJob("bread");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a condition that is no boolean raises an incident", async (engine) => {
  await engine.deploy(lunch());
  const key = await engine.start("p", { pasta: "yes", salad: false });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR fork"]);
  await engine.engine.setVariables(key, { pasta: true });
  await engine.resolve();
  assert.deepEqual(engine.active(key), ["cook"]);
});

scenario("without default flow no condition that holds raises an incident", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .inclusiveGateway("g")
      .condition("=a")
      .endEvent("e")
      .moveTo("g")
      .condition("=b")
      .endEvent("f"),
  );
  const key = await engine.start("p", { a: false, b: false });
  assert.deepEqual(engine.incidents(), ["CONDITION_ERROR g"]);
  await engine.engine.setVariables(key, { a: true, b: true });
  await engine.resolve();
  assert.deepEqual(engine.completed(key).slice(-2).sort(), ["e", "f"]);
});

scenario("a token that leaves elsewhere, or is ended, lets the others join", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .parallelGateway("fork")
      .serviceTask("x", { type: "x" })
      .inclusiveGateway("join")
      .endEvent("e")
      .moveTo("fork")
      .serviceTask("y", { type: "y" })
      .connectTo("join")
      .boundaryEvent("b", "y", { error: "E" })
      .endEvent("f"),
  );
  const key = await engine.start("p");
  await engine.completeJob("x");
  assert.deepEqual(engine.active(key), ["y"]);
  await engine.throwError("y", "E");
  assert.equal(engine.state(key), "COMPLETED");
  assert.ok(engine.completed(key).includes("join"));
});
