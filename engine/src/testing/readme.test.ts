import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine } from "../index.ts";
import { processModel } from "./bpmn-builder.ts";

test("the ten lines of the README do what they say", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-readme-"));
  const xml = processModel("order")
    .startEvent("start")
    .serviceTask("ship", { type: "ship" })
    .endEvent("end")
    .toXml();

  const engine = await createEmbeddedEngine({ dataDir });
  await engine.deploy([{ name: "order.bpmn", content: xml }]);
  const worker = engine.openWorker({
    type: "ship",
    handler: (job, act) => act.complete({ parcel: `P-${String(job.variables.id)}` }),
  });
  const result = await engine.createInstanceWithResult({ bpmnProcessId: "order" }, { id: 7 });
  assert.equal(result.variables.parcel, "P-7");
  await worker.close();
  await engine.close();

  await rm(dataDir, { recursive: true });
});
