import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import type { AdHocOptions } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const model = (options: AdHocOptions) =>
  processModel("p")
    .startEvent("s")
    .adHocSubProcess(
      "ah",
      (inner) =>
        inner
          .serviceTask("a", { type: "a" })
          .serviceTask("b", { type: "b" })
          .apart()
          .serviceTask("c", { type: "c" }),
      { activeElements: "=els", ...options },
    )
    .endEvent("e");

const ids = (list: string[]): string[] => list.filter((id) => !id.includes("#"));

scenario(
  "the named elements are activated; when they and what follows have ended, so has the sub-process",
  async (engine) => {
    await engine.deploy(model({}));
    const key = await engine.start("p", { els: ["a", "c"] });
    assert.deepEqual(ids(engine.active(key)), ["ah", "a", "c"]);
    await engine.completeJob("a");
    await engine.completeJob("c");
    assert.deepEqual(ids(engine.active(key)), ["ah", "b"]);
    await engine.completeJob("b");
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario(
  "the condition ends the sub-process and what is still active, and the results are kept in order",
  async (engine) => {
    await engine.deploy(
      model({ completionCondition: "=done", outputCollection: "outs", outputElement: "=r" }),
    );
    const key = await engine.start("p", { els: ["c", "a", "c"], done: false });
    await engine.completeJob("c", { r: 1 });
    await engine.completeJob("c", { r: 2, done: true });
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.variables(key).outs, [1, 2]);
    assert.ok(engine.elements(key, "TERMINATED").includes("a"));
  },
);

scenario("without cancelling, what is still active is waited for", async (engine) => {
  await engine.deploy(model({ completionCondition: "=done", cancelRemaining: false }));
  const key = await engine.start("p", { els: ["a", "c"], done: false });
  await engine.completeJob("c", { done: true });
  assert.deepEqual(ids(engine.active(key)), ["ah", "a"]);
  await engine.completeJob("a");
  await engine.completeJob("b");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a name that is no element, or no list of names, raises an incident", async (engine) => {
  await engine.deploy(model({}));
  const key = await engine.start("p", { els: ["b"] });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR ah"]);
  await engine.engine.setVariables(key, { els: 1 });
  await engine.resolve();
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR ah"]);
  await engine.engine.setVariables(key, { els: ["c"] });
  await engine.resolve();
  await engine.completeJob("c");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a boundary event interrupts an ad-hoc sub-process with all that is active", async (engine) => {
  await engine.deploy(model({}).boundaryEvent("b1", "ah", { error: "E" }).endEvent("e2"));
  const key = await engine.start("p", { els: ["a", "c"] });
  await engine.throwError("c", "E");
  assert.equal(engine.state(key), "COMPLETED");
  assert.ok(engine.completed(key).includes("e2"));
});

scenario("more elements are activated by command, each with variables of its own", async (engine) => {
  await engine.deploy(model({ completionCondition: "=done" }));
  const key = await engine.start("p", { els: [], done: false });
  const [adHoc] = engine.trace.elementsOf(key).filter(({ elementId }) => elementId === "ah");
  const instance = adHoc?.key ?? "";
  await engine.engine.activateAdHocElements(instance, [
    { elementId: "c", variables: { own: 1 } },
    { elementId: "a" },
  ]);
  await engine.settle();
  assert.deepEqual(ids(engine.active(key)), ["ah", "c", "a"]);
  const [job] = await engine.engine.activateJobs({ type: "c", maxJobs: 1, timeoutMs: 1000 });
  assert.equal(job?.variables.own, 1);
  await assert.rejects(engine.engine.activateAdHocElements(instance, [{ elementId: "b" }]), {
    code: "NOT_FOUND",
  });
  await assert.rejects(engine.engine.activateAdHocElements(instance, []), { code: "INVALID_ARGUMENT" });
  await assert.rejects(engine.engine.activateAdHocElements("77", [{ elementId: "a" }]), {
    code: "NOT_FOUND",
  });
  await engine.engine.activateAdHocElements(instance, [{ elementId: "c" }], { cancelRemaining: true });
  await engine.settle();
  assert.deepEqual(ids(engine.active(key)), ["ah", "c"]);
  await engine.completeJob("c", { done: true });
  assert.equal(engine.state(key), "COMPLETED");
});

const driven = () =>
  processModel("p")
    .startEvent("s")
    .adHocSubProcess(
      "ah",
      (inner) =>
        inner
          .serviceTask("a", { type: "a" })
          .serviceTask("b", { type: "b" })
          .apart()
          .serviceTask("c", { type: "c" }),
      { type: "agent", outputCollection: "outs", outputElement: "=r" },
    )
    .endEvent("e");

scenario(
  "a worker decides what is next, is asked again after each element, and ends the sub-process",
  async (engine) => {
    await engine.deploy(driven());
    const key = await engine.start("p");
    await engine.engine.completeJob(
      engine.job("agent").key,
      { g: 1 },
      { activateElements: [{ elementId: "a" }, { elementId: "c", variables: { own: 1 } }] },
    );
    await engine.settle();
    assert.deepEqual(ids(engine.active(key)), ["ah", "a", "c"]);
    assert.deepEqual(engine.variables(key), { g: 1 });
    await engine.completeJob("c", { r: 4 });
    await engine.engine.completeJob(engine.job("agent").key, {}, { completionConditionFulfilled: true });
    await engine.settle();
    assert.deepEqual(ids(engine.active(key)), ["ah", "a"], "what is active is waited for");
    await engine.completeJob("a");
    await engine.completeJob("b");
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.variables(key).outs, [4, null]);
  },
);

scenario("a worker ends the sub-process and what is active", async (engine) => {
  await engine.deploy(driven());
  const key = await engine.start("p");
  const { key: job } = engine.job("agent");
  await assert.rejects(engine.engine.completeJob(job, {}, { activateElements: [{ elementId: "b" }] }), {
    code: "NOT_FOUND",
  });
  await engine.engine.completeJob(job, {}, { activateElements: [{ elementId: "a" }, { elementId: "c" }] });
  await engine.settle();
  await engine.completeJob("c");
  const result = { completionConditionFulfilled: true, cancelRemaining: true };
  await engine.engine.completeJob(engine.job("agent").key, {}, result);
  await engine.settle();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a worker that fails for the last time leaves its own kind of incident", async (engine) => {
  await engine.deploy(driven());
  await engine.start("p");
  await engine.engine.failJob(engine.job("agent").key, { retries: 0, errorMessage: "no" });
  await engine.settle();
  assert.deepEqual(engine.incidents(), ["AD_HOC_SUB_PROCESS_NO_RETRIES ah"]);
});
