import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseBpmn } from "../../bpmn/index.ts";
import { blocks } from "../random/block.ts";
import { planOf } from "../random/plan.ts";
import { runOurs } from "./pair.ts";
import { drawPath } from "./path.ts";
import { smaller } from "./shrink.ts";

test("a path of a random process is the same for the same seed, and runs to the end of the instance", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(2), fc.nat(), async (body, seed) => {
      const plan = planOf(body);
      const resources = [{ name: "random.bpmn", content: plan.xml }];
      const path = await drawPath(plan, resources, seed);
      assert.deepEqual(await drawPath(plan, resources, seed), path);
      const lines = (await runOurs(resources, path)).flatMap(({ scopes }) => scopes[""] ?? []);
      assert.match(lines.at(-1) ?? "", /^(COMPLETED|TERMINATED) main$/);
    }),
    { numRuns: 15 },
  );
});

test("every smaller process is one that may be deployed, and is smaller", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(2), async (body) => {
      const length = JSON.stringify(body).length;
      let looked = 0;
      for (const less of smaller(body)) {
        assert.ok(JSON.stringify(less).length <= length);
        looked += 1;
        if (looked % 7 === 0) await parseBpmn(planOf(less).xml, "smaller.bpmn");
      }
      assert.ok(looked >= body.length);
    }),
    { numRuns: 20 },
  );
});
