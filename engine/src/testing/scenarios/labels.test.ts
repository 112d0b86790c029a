import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { RejectionError } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const caller = () => [
  processModel("p").startEvent("s").callActivity("c", { processId: "q" }).userTask("u").endEvent("e"),
  processModel("q").startEvent("qs").serviceTask("t", { type: "x" }).endEvent("qe"),
];

scenario(
  "tags and business id are told by the start, the query, jobs and user tasks, and found again",
  async (h) => {
    await h.deploy(caller());
    const labels = { tags: ["b", "a", "a"], businessId: "CASE-7" };
    const created = await h.engine.createInstance({ bpmnProcessId: "p" }, {}, labels);
    assert.deepEqual([created.tags, created.businessId], [["a", "b"], "CASE-7"]);
    await h.settle();
    const [job] = await h.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
    assert.deepEqual([job?.tags, job?.businessId], [[], "CASE-7"]);
    const keys = (filter: { businessId?: string; tag?: string }) =>
      h.engine.query.processInstances(filter).map(({ bpmnProcessId }) => bpmnProcessId);
    assert.deepEqual(keys({ businessId: "CASE-7" }), ["p", "q"]);
    assert.deepEqual(keys({ tag: "a" }), ["p"]);
    assert.deepEqual(keys({ businessId: "other" }), []);
    await h.completeJob("x");
    const [task] = h.engine.query.userTasks();
    assert.deepEqual([task?.tags, task?.businessId], [["a", "b"], "CASE-7"]);
    const created2 = h.trace.records.find(({ valueType }) => valueType === "PROCESS_INSTANCE_CREATION");
    assert.equal(created2?.value.businessId, "CASE-7");
  },
);

scenario("the result of an instance comes with its tags and business id", async (h) => {
  await h.deploy(processModel("p").startEvent("s").endEvent("e"));
  const result = await h.engine.createInstanceWithResult(
    { bpmnProcessId: "p" },
    { a: 1 },
    { tags: ["t"], businessId: "B" },
  );
  assert.deepEqual([result.tags, result.businessId, result.variables], [["t"], "B", { a: 1 }]);
});

scenario("a business id that is too long is refused, one given twice is not", async (h) => {
  await h.deploy(processModel("p").startEvent("s").userTask("u").endEvent("e"));
  const start = (businessId: string) => h.engine.createInstance({ bpmnProcessId: "p" }, {}, { businessId });
  await assert.rejects(start("x".repeat(257)), { code: "INVALID_ARGUMENT" });
  await start("x".repeat(256));
  await start("x".repeat(256));
  assert.equal(h.engine.query.processInstances().length, 2);
});

test("where business ids are to be unique, a second running instance of a process is refused until the first has ended", async () => {
  const engine = await createEmbeddedEngine({ inMemory: true, strict: true, uniqueBusinessIds: true });
  const model = (id: string) => ({
    name: `${id}.bpmn`,
    content: processModel(id).startEvent("s").userTask("u").endEvent("e").toXml(),
  });
  await engine.deploy([model("p"), model("q")]);
  const start = (bpmnProcessId: string) => engine.createInstance({ bpmnProcessId }, {}, { businessId: "B" });
  const first = await start("p");
  await start("q");
  await assert.rejects(
    start("p"),
    (error: unknown) => error instanceof RejectionError && error.code === "ALREADY_EXISTS",
  );
  await engine.cancelInstance(first.processInstanceKey);
  await engine.idle();
  await start("p");
  await engine.close();
});
