import assert from "node:assert/strict";
import { RejectionError } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import type { Harness } from "../harness.ts";
import { scenario } from "./scenario.ts";

const before = () =>
  processModel("p")
    .startEvent("s")
    .subProcess("sub", (inner) =>
      inner
        .startEvent("i")
        .serviceTask("a", { type: "x" })
        .boundaryEvent("late", "a", { timer: { duration: "PT1H" } })
        .endEvent("ie2")
        .moveTo("a")
        .endEvent("ie"),
    )
    .endEvent("e");
const after = () =>
  processModel("p")
    .startEvent("s")
    .subProcess("group", (inner) =>
      inner
        .startEvent("i")
        .serviceTask("b", { type: "y" })
        .boundaryEvent("told", "b", { message: { name: "m", correlationKey: "=1" } })
        .endEvent("ie2")
        .moveTo("b")
        .userTask("more")
        .endEvent("ie"),
    )
    .endEvent("e");
const mappings = [
  { sourceElementId: "sub", targetElementId: "group" },
  { sourceElementId: "a", targetElementId: "b" },
];

async function twoVersions(engine: Harness): Promise<{ key: string; target: string }> {
  await engine.deploy(before());
  const key = await engine.start("p", { n: 1 });
  await engine.deploy(after());
  return { key, target: engine.trace.definitionKey("p") ?? "" };
}

scenario("an instance goes on in the new version, seen by every query", async (engine) => {
  const { key, target } = await twoVersions(engine);
  await engine.engine.migrateInstance(key, { targetProcessDefinitionKey: target, mappings });
  await engine.settle();
  assert.equal(engine.engine.query.processInstance(key)?.version, 2);
  assert.deepEqual(engine.active(key), ["group", "b"]);
  await engine.completeJob("x");
  assert.deepEqual(engine.active(key), ["group", "more"]);
  await engine.completeUserTask("more");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a rehearsal tells what would be, and writes nothing", async (engine) => {
  const { key, target } = await twoVersions(engine);
  const plan = { targetProcessDefinitionKey: target, mappings };
  const [state, position] = [engine.engine.dumpState(), engine.engine.lastPosition()];
  const told = await engine.engine.rehearseMigration(key, plan);
  assert.deepEqual(
    told.elements.map(({ sourceElementId, targetElementId }) => [sourceElementId, targetElementId]),
    [
      ["p", "p"],
      ["sub", "group"],
      ["a", "b"],
    ],
  );
  assert.deepEqual([told.opened, told.closed], [["told"], ["late"]]);
  await assert.rejects(
    engine.engine.rehearseMigration(key, { ...plan, mappings: [] }),
    (error) => error instanceof RejectionError && error.code === "INVALID_STATE",
  );
  assert.deepEqual(engine.engine.dumpState(), state);
  assert.equal(engine.engine.lastPosition(), position);
  assert.deepEqual(engine.active(key), ["sub", "a"]);
});

scenario("a migration that cannot be leaves everything as it was", async (engine) => {
  const { key, target } = await twoVersions(engine);
  const state = engine.engine.dumpState();
  await assert.rejects(
    engine.engine.migrateInstance(key, {
      targetProcessDefinitionKey: target,
      mappings: [{ sourceElementId: "sub", targetElementId: "group" }],
    }),
    /no mapping instruction defined for active element with id 'a'/,
  );
  assert.deepEqual(engine.engine.dumpState(), state);
});

scenario("an instance that a message has started gives its key back to the old process", async (engine) => {
  const model = (id: string, name: string) =>
    processModel(id).startEvent("s", { message: { name } }).serviceTask("a", { type: id }).endEvent("e");
  await engine.deploy(model("p", "go"));
  await engine.deploy(model("q", "on"));
  await engine.engine.publishMessage({ name: "go", correlationKey: "k", timeToLiveMs: 60_000 });
  await engine.engine.publishMessage({ name: "go", correlationKey: "k", timeToLiveMs: 60_000 });
  await engine.settle();
  const [first] = engine.engine.query.processInstances({});
  await engine.engine.migrateInstance(first?.processInstanceKey ?? "", {
    targetProcessDefinitionKey: engine.trace.definitionKey("q") ?? "",
    mappings: [{ sourceElementId: "a", targetElementId: "a" }],
  });
  await engine.settle();
  const ids = engine.engine.query.processInstances({}).map(({ bpmnProcessId }) => bpmnProcessId);
  assert.deepEqual(ids.sort(), ["p", "q"], "the second message starts its instance");
});
