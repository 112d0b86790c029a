import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import type { Harness } from "../harness.ts";
import { scenario } from "./scenario.ts";

const model = () =>
  processModel("p")
    .startEvent("s")
    .serviceTask("a", { type: "a" })
    .subProcess("sub", (inner) =>
      inner
        .startEvent("i")
        .serviceTask("b", { type: "b" })
        .endEvent("j")
        .eventSubProcess("h", (own) => own.startEvent("hs", { error: "E" }).endEvent("he")),
    )
    .endEvent("e");

/** Key of the only active instance of the element. */
function instanceOf(engine: Harness, key: string, elementId: string): string {
  const found = engine.engine.query.elementInstances(key).filter((one) => one.elementId === elementId);
  assert.equal(found.length, 1);
  return found[0]?.key ?? "";
}

scenario("a token is moved into a sub-process, which is opened around it with its events", async (engine) => {
  await engine.deploy(model());
  const key = await engine.start("p");
  await engine.engine.modifyInstance(key, {
    activate: [
      {
        elementId: "b",
        variables: [
          { variables: { global: 1 } },
          { scopeId: "sub", variables: { around: 2 } },
          { scopeId: "b", variables: { own: 3 } },
        ],
      },
    ],
    terminate: [{ elementInstanceKey: instanceOf(engine, key, "a") }],
  });
  await engine.settle();
  assert.deepEqual(engine.active(key), ["sub", "b"]);
  assert.deepEqual(engine.variables(key), { global: 1 });
  assert.deepEqual(engine.variables(instanceOf(engine, key, "sub")), { around: 2 });
  assert.deepEqual(engine.variables(instanceOf(engine, key, "b")), { own: 3 });
  await engine.throwError("b", "E");
  assert.equal(engine.state(key), "COMPLETED");
  assert.ok(engine.completed(key).includes("he"), "the opened scope catches errors");
});

scenario("a scope that is left empty is terminated, and so is the process", async (engine) => {
  await engine.deploy(model());
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.engine.modifyInstance(key, {
    activate: [{ elementId: "a" }],
    terminate: [{ elementInstanceKey: instanceOf(engine, key, "b") }],
  });
  await engine.settle();
  assert.deepEqual(engine.active(key), ["a"]);
  assert.ok(engine.elements(key, "TERMINATED").includes("sub"));
  await engine.engine.modifyInstance(key, {
    terminate: [{ elementInstanceKey: instanceOf(engine, key, "a") }],
  });
  await engine.settle();
  assert.equal(engine.state(key), "TERMINATED");
});

scenario("one of several scope instances is named as ancestor", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").serviceTask("b", { type: "b" }).endEvent("j"), {
        multiInstance: { inputCollection: "=[1, 2]" },
      })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await assert.rejects(engine.engine.modifyInstance(key, { activate: [{ elementId: "b" }] }), {
    code: "INVALID_ARGUMENT",
  });
  const scope = engine.engine.query
    .elementInstances(key)
    .find((one) => one.elementId === "sub" && one.bpmnElementType === "SUB_PROCESS");
  await engine.engine.modifyInstance(key, {
    activate: [{ elementId: "b", ancestorElementInstanceKey: scope?.key }],
  });
  await engine.settle();
  assert.equal(engine.active(key).filter((id) => id === "b").length, 3);
  for (let times = 0; times < 3; times += 1) await engine.completeJob("b");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a modification that is wrong in one place changes nothing", async (engine) => {
  await engine.deploy(model());
  const key = await engine.start("p");
  const wrong = [
    { activate: [{ elementId: "b" }, { elementId: "nowhere" }] },
    { activate: [{ elementId: "s" }] },
    { activate: [{ elementId: "h" }] },
    { activate: [{ elementId: "b", variables: [{ scopeId: "a", variables: { x: 1 } }] }] },
    { activate: [{ elementId: "b", ancestorElementInstanceKey: instanceOf(engine, key, "a") }] },
    { activate: [{ elementId: "b" }], terminate: [{ elementInstanceKey: "77" }] },
  ];
  for (const modification of wrong) {
    await assert.rejects(engine.engine.modifyInstance(key, modification), { code: "INVALID_ARGUMENT" });
  }
  await assert.rejects(engine.engine.modifyInstance("77", {}), { code: "NOT_FOUND" });
  assert.deepEqual(engine.active(key), ["a"]);
});

scenario("an instance begins at the elements that its starter names", async (engine) => {
  await engine.deploy(model());
  const { processInstanceKey: key } = await engine.engine.createInstance(
    { bpmnProcessId: "p" },
    { x: 1 },
    { startAt: ["b", "a"] },
  );
  await engine.settle();
  assert.deepEqual(engine.active(key).sort(), ["a", "b", "sub"]);
  assert.deepEqual(engine.variables(key), { x: 1 });
  await assert.rejects(engine.engine.createInstance({ bpmnProcessId: "p" }, {}, { startAt: ["nowhere"] }), {
    code: "INVALID_ARGUMENT",
  });
});
