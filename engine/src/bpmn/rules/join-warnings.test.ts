import assert from "node:assert/strict";
import { test } from "node:test";
import { processModel } from "../../testing/bpmn-builder.ts";
import type { ProcessBuilder } from "../../testing/bpmn-builder.ts";
import { parseBpmn } from "../index.ts";

async function warned(model: ProcessBuilder): Promise<string[]> {
  return (await parseBpmn(model.toXml(), "p.bpmn")).warnings.map(({ elementId }) => elementId);
}

const fork = () =>
  processModel("p")
    .startEvent("s")
    .inclusiveGateway("f")
    .condition("=a")
    .manualTask("x")
    .inclusiveGateway("j");

test("a join to which all branches of its fork lead is fine", async () => {
  const model = fork().endEvent("e").moveTo("f").defaultFlow().manualTask("y").connectTo("j");
  assert.deepEqual(await warned(model), []);
});

test("a join is warned of when a branch can end elsewhere, also by a boundary event", async () => {
  const elsewhere = fork()
    .endEvent("e")
    .moveTo("f")
    .defaultFlow()
    .exclusiveGateway("g")
    .condition("=b")
    .endEvent("e2")
    .moveTo("g")
    .defaultFlow()
    .connectTo("j");
  assert.deepEqual(await warned(elsewhere), ["j"]);
  const interrupted = fork()
    .endEvent("e")
    .moveTo("f")
    .defaultFlow()
    .serviceTask("y", { type: "y" })
    .connectTo("j")
    .boundaryEvent("b", "y", { error: "E" })
    .endEvent("e2");
  assert.deepEqual(await warned(interrupted), ["j"]);
});

test("an exclusive split makes no second token: nothing can wait for it", async () => {
  const model = processModel("p")
    .startEvent("s")
    .exclusiveGateway("f")
    .condition("=a")
    .inclusiveGateway("j")
    .endEvent("e")
    .moveTo("f")
    .defaultFlow()
    .exclusiveGateway("g")
    .condition("=b")
    .endEvent("e2")
    .moveTo("g")
    .defaultFlow()
    .connectTo("j");
  assert.deepEqual(await warned(model), []);
});
