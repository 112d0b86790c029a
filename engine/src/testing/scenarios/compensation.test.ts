import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import type { ScopeBuilder } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

/** A service task `id` with the handler `undo-id`. */
const undoable = <T extends ScopeBuilder>(scope: T, id: string): T =>
  scope
    .serviceTask(id, { type: id })
    .compensatedBy(`b-${id}`, id, (at) => at.serviceTask(`undo-${id}`, { type: `undo-${id}` }));

scenario("what has completed is undone side by side, and then the process goes on", async (engine) => {
  const p = undoable(undoable(processModel("p").startEvent("s"), "a"), "b");
  await engine.deploy(p.throwEvent("t", { compensation: true }).endEvent("e"));
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.completeJob("b");
  assert.deepEqual(engine.active(key), ["t", "undo-a", "undo-b"]);
  await engine.completeJob("undo-b", { undone: true });
  assert.deepEqual(engine.active(key), ["t", "undo-a"]);
  await engine.completeJob("undo-a");
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.variables(key), { undone: true });
});

scenario("one activity is undone by its name, and never twice", async (engine) => {
  const p = undoable(undoable(processModel("p").startEvent("s"), "a"), "b");
  await engine.deploy(p.throwEvent("t", { compensation: "b" }).endEvent("e", { compensation: true }));
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.completeJob("b");
  assert.deepEqual(engine.active(key), ["t", "undo-b"]);
  await engine.completeJob("undo-b");
  assert.deepEqual(engine.active(key), ["e", "undo-a"]);
  await engine.completeJob("undo-a");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("nothing completed, nothing undone", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").endEvent("e", { compensation: true }));
  assert.equal(engine.state(await engine.start("p")), "COMPLETED");
});

scenario("what is inside a completed sub-process is undone with it", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => undoable(inner.startEvent("i"), "a").endEvent("j"))
      .endEvent("e", { compensation: true }),
  );
  const key = await engine.start("p");
  await engine.completeJob("a");
  assert.deepEqual(engine.active(key), ["e", "undo-a"]);
  await engine.completeJob("undo-a");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("every item of a multi-instance sub-process is undone", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => undoable(inner.startEvent("i"), "a").endEvent("j"), {
        multiInstance: { inputCollection: "=[1, 2]" },
      })
      .endEvent("e", { compensation: true }),
  );
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.completeJob("a");
  assert.deepEqual(engine.active(key), ["e", "undo-a", "undo-a"]);
  await engine.completeJob("undo-a");
  await engine.completeJob("undo-a");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an event sub-process undoes what is around it and what is its own", async (engine) => {
  await engine.deploy(
    undoable(processModel("p").startEvent("s"), "a")
      .endEvent("e", { error: "E" })
      .eventSubProcess("h", (inner) =>
        undoable(inner.startEvent("hs", { error: "E" }), "k").endEvent("he", { compensation: true }),
      ),
  );
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.completeJob("k");
  assert.deepEqual(engine.active(key), ["h", "he", "undo-a", "undo-k"]);
  await engine.completeJob("undo-a");
  await engine.completeJob("undo-k");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an instance that is cancelled amid undoing leaves nothing behind", async (engine) => {
  await engine.deploy(undoable(processModel("p").startEvent("s"), "a").endEvent("e", { compensation: true }));
  const key = await engine.start("p");
  await engine.completeJob("a");
  await engine.engine.cancelInstance(key);
  await engine.settle();
  assert.equal(engine.state(key), "TERMINATED");
  assert.equal(engine.engine.dumpState().compensations?.length ?? 0, 0);
});

scenario("a handler that fails stops at its incident and goes on when it is resolved", async (engine) => {
  await engine.deploy(undoable(processModel("p").startEvent("s"), "a").endEvent("e", { compensation: true }));
  const key = await engine.start("p");
  await engine.completeJob("a");
  const { key: job } = engine.job("undo-a");
  await engine.engine.failJob(job, { retries: 0, errorMessage: "no" });
  await engine.settle();
  assert.deepEqual(engine.incidents(), ["JOB_NO_RETRIES undo-a"]);
  await engine.engine.updateJobRetries(job, 1);
  await engine.resolve();
  await engine.completeJob("undo-a");
  assert.equal(engine.state(key), "COMPLETED");
});
