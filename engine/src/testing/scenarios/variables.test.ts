import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

scenario("input mappings make local variables, output mappings send only what they name", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "x",
        inputs: { "order.id": "=no", "order.total": "=sum * 2" },
        outputs: { "receipt.number": "=got" },
      })
      .endEvent("e"),
  );
  const key = await engine.start("p", { no: "A1", sum: 21 });
  const [job] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
  assert.deepEqual(job?.variables, { no: "A1", sum: 21, order: { id: "A1", total: 42 } });
  await engine.completeJob("x", { got: 7, other: true });
  assert.deepEqual(engine.variables(key), { no: "A1", sum: 21, receipt: { number: 7 } });
});

scenario(
  "without output mappings a job's variables change where they live, or become the instance's",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) => inner.startEvent("i").serviceTask("t", { type: "x" }).endEvent("j"), {
          inputs: { local: "=0" },
        })
        .endEvent("e"),
    );
    const key = await engine.start("p", { a: 1 });
    await engine.completeJob("x", { a: 2, local: 5, fresh: 3 });
    assert.deepEqual(engine.variables(key), { a: 2, fresh: 3 });
    const sub = engine.trace.elementsOf(key).find((element) => element.elementId === "sub");
    assert.deepEqual(engine.trace.variables(sub?.key ?? ""), { local: 5 });
  },
);

scenario("an input mapping that cannot be evaluated to a value still gives null", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", inputs: { a: "=missing.field" } })
      .endEvent("e"),
  );
  await engine.start("p");
  const [job] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
  assert.deepEqual(job?.variables, { a: null });
});

scenario("setting variables from outside merges upwards, or stays local when asked", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .userTask("u", { inputs: { mine: "=1" } })
      .endEvent("e"),
  );
  const key = await engine.start("p", { a: 1 });
  const element = engine.engine.query.elementInstances(key).find((one) => one.elementId === "u");
  const scope = element?.key ?? "";
  await engine.engine.setVariables(scope, { mine: 2, a: 2, b: 3 });
  await engine.engine.setVariables(scope, { c: 4 }, { local: true });
  await engine.settle();
  const local = engine.engine.query.variables(scope, { local: true });
  assert.deepEqual(local.map((one) => [one.name, one.value]).sort(), [
    ["c", 4],
    ["mine", 2],
  ]);
  assert.deepEqual(engine.variables(key), { a: 2, b: 3 });
});

scenario("setting variables of a scope that does not exist is refused", async (engine) => {
  await assert.rejects(engine.engine.setVariables("2251799813685999", { a: 1 }), { code: "NOT_FOUND" });
});

scenario("a script task writes the result of its expression", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .scriptTask("t", { expression: "=for x in list return x * x", resultVariable: "squares" })
      .endEvent("e"),
  );
  const key = await engine.start("p", { list: [1, 2, 3] });
  assert.deepEqual(engine.variables(key), { list: [1, 2, 3], squares: [1, 4, 9] });
});

scenario("output mappings of a script task see its result as local", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .scriptTask("t", { expression: "=2 + 3", resultVariable: "r", outputs: { total: "=r" } })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.variables(key), { total: 5 });
});
