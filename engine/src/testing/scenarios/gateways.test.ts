import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const HOUR = 3_600_000;
const choose = () =>
  processModel("p")
    .startEvent("s")
    .exclusiveGateway("g")
    .condition("=n > 10")
    .task("big")
    .endEvent("e1")
    .moveTo("g")
    .condition("=n > 5")
    .task("middle")
    .endEvent("e2")
    .moveTo("g");

scenario(
  "an exclusive gateway tries its flows from the last in the file on, as Zeebe does",
  async (engine) => {
    await engine.deploy(choose().defaultFlow().task("small").endEvent("e3"));
    assert.ok(engine.completed(await engine.start("p", { n: 20 })).includes("middle"));
    assert.ok(engine.completed(await engine.start("p", { n: 7 })).includes("middle"));
    assert.ok(engine.completed(await engine.start("p", { n: 1 })).includes("small"));
  },
);

scenario("a gateway without a way raises an incident; with a right variable it goes on", async (engine) => {
  await engine.deploy(choose().condition("=n = 0").task("small").endEvent("e3"));
  const key = await engine.start("p", { n: 1 });
  assert.deepEqual(engine.incidents(), ["CONDITION_ERROR g"]);
  await engine.engine.setVariables(key, { n: 8 });
  await engine.resolve();
  assert.equal(engine.state(key), "COMPLETED");
  assert.ok(engine.completed(key).includes("middle"));
});

scenario("a condition that is neither true nor false raises an incident", async (engine) => {
  await engine.deploy(choose().defaultFlow().task("small").endEvent("e3"));
  await engine.start("p", { n: "many" });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR g"]);
});

scenario("a parallel gateway starts all ways and waits for all", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .parallelGateway("f")
      .userTask("a")
      .parallelGateway("j")
      .endEvent("e")
      .moveTo("f")
      .userTask("b")
      .connectTo("j")
      .moveTo("f")
      .connectTo("j"),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key).sort(), ["a", "b"]);
  await engine.completeUserTask("a");
  assert.equal(engine.state(key), "ACTIVE");
  await engine.completeUserTask("b");
  assert.equal(engine.state(key), "COMPLETED");
  assert.equal(engine.completed(key).filter((id) => id === "j").length, 1);
});

scenario("a join that is reached twice over one flow waits for the other flow twice", async (engine) => {
  const model = processModel("p")
    .startEvent("s")
    .parallelGateway("f")
    .exclusiveGateway("m")
    .userTask("a")
    .parallelGateway("j")
    .userTask("z")
    .endEvent("e");
  model.moveTo("f").connectTo("m").moveTo("f").userTask("b").connectTo("j");
  await engine.deploy(model);
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key).sort(), ["a", "a", "b"]);
  await engine.completeUserTask("a");
  await engine.completeUserTask("a");
  assert.deepEqual(engine.active(key), ["b"]);
  await engine.completeUserTask("b");
  assert.deepEqual(engine.active(key), ["z"], "one pair has met, the other waits for ever");
});

scenario("an event-based gateway follows the first event and forgets the others", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .eventBasedGateway("g")
      .catchEvent("m", { message: { name: "yes", correlationKey: "=id" } })
      .endEvent("e1")
      .moveTo("g")
      .catchEvent("t", { timer: { duration: "PT1H" } })
      .endEvent("e2")
      .moveTo("g")
      .catchEvent("x", { signal: "stop" })
      .endEvent("e3"),
  );
  const first = await engine.start("p", { id: "1" });
  const second = await engine.start("p", { id: "2" });
  await engine.publish("yes", "1", { got: true });
  assert.deepEqual(engine.completed(first), ["s", "g", "m", "e1"]);
  assert.equal(engine.variables(first).got, true);
  await engine.wait(HOUR);
  assert.deepEqual(engine.completed(second), ["s", "g", "t", "e2"]);
  await engine.publish("yes", "2");
  const third = await engine.start("p", { id: "3" });
  await engine.engine.broadcastSignal("stop");
  await engine.settle();
  assert.deepEqual(engine.completed(third), ["s", "g", "x", "e3"]);
});
