import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { processModel, toXml } from "../bpmn-builder.ts";
import { Harness } from "../harness.ts";
import { createTestClock } from "../test-clock.ts";

test("a command that needs more models than the cache may hold is processed all the same", async () => {
  const clock = createTestClock();
  const engine = new Harness(
    await createEmbeddedEngine({ inMemory: true, clock, strict: true, maxModels: 1, cacheRows: 2 }),
    clock,
  );
  const chain = ["a", "b", "c", "d"].map((id, index, all) => {
    const next = all[index + 1];
    const model = processModel(id).startEvent(`${id}-s`);
    if (next === undefined) return model.serviceTask("t", { type: "x" }).endEvent(`${id}-e`);
    return model.callActivity(`${id}-c`, { processId: next }).endEvent(`${id}-e`);
  });
  await engine.engine.deploy([{ name: "chain.bpmn", content: toXml(...chain) }]);
  const keys = [await engine.start("a"), await engine.start("a")];
  await engine.completeJob("x");
  await engine.completeJob("x");
  assert.deepEqual(
    keys.map((key) => engine.state(key)),
    ["COMPLETED", "COMPLETED"],
  );
  await engine.close();
});
