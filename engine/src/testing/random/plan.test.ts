import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseBpmn } from "../../bpmn/index.ts";
import { blocks } from "./block.ts";
import { planOf } from "./plan.ts";

test("every random process is a model that may be deployed, and every element of it is planned", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(3), async (body) => {
      const plan = planOf(body);
      const { processes } = await parseBpmn(plan.xml, "random.bpmn");
      const ids = processes.flatMap((process) => process.elements.slice(1).map((element) => element.id));
      assert.deepEqual(
        ids.filter((id) => !plan.completions.has(id)),
        [],
      );
      assert.equal(ids.length, plan.completions.size);
    }),
    { numRuns: 100 },
  );
});
