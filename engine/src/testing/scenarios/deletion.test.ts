import assert from "node:assert/strict";
import { RejectionError } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const model = (task: string) =>
  processModel("p").startEvent("s").serviceTask("t", { type: task }).endEvent("e");

scenario("a process is deleted when its last instance has ended, and its file with it", async (engine) => {
  await engine.deploy(model("x"));
  const definition = engine.trace.definitionKey("p") ?? "";
  await engine.start("p");
  const state = engine.engine.dumpState();
  await assert.rejects(
    engine.engine.deleteResource(definition),
    (error) => error instanceof RejectionError && error.code === "INVALID_STATE",
  );
  assert.deepEqual(engine.engine.dumpState(), state);
  await engine.completeJob("x");
  await engine.engine.deleteResource(definition);
  await engine.settle();
  assert.deepEqual(engine.engine.query.processes(), []);
  assert.equal(engine.engine.query.processXml(definition), null);
  assert.deepEqual(engine.engine.dumpState().resources ?? [], []);
  await engine.deploy(model("x"));
  assert.equal(engine.engine.query.processes()[0]?.version, 2);
});

scenario(
  "instances that went over to another process hold that one, and no longer their own",
  async (engine) => {
    await engine.deploy(model("x"));
    const first = engine.trace.definitionKey("p") ?? "";
    const key = await engine.start("p");
    await engine.deploy(model("y"));
    const second = engine.trace.definitionKey("p") ?? "";
    const mappings = [{ sourceElementId: "t", targetElementId: "t" }];
    await engine.engine.migrateInstance(key, { targetProcessDefinitionKey: second, mappings });
    await engine.engine.deleteResource(first);
    await assert.rejects(engine.engine.deleteResource(second), /still running instances/);
    await engine.completeJob("x");
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario("what was deployed with a deleted process in one file stays", async (engine) => {
  await engine.deploy([model("x"), processModel("q").startEvent("qs").endEvent("qe")]);
  await engine.engine.deleteResource(engine.trace.definitionKey("p") ?? "");
  await engine.settle();
  const key = await engine.start("q");
  assert.equal(engine.state(key), "COMPLETED");
});
