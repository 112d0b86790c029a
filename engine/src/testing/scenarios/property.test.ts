import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { blocks } from "../random/block.ts";
import { drive, faultsOf } from "../random/drive.ts";
import { planOf } from "../random/plan.ts";
import { createTestClock } from "../test-clock.ts";

/** A failing run prints its seed and path; `FC_SEED` and `FC_PATH` run it again. */
const { FC_SEED, FC_PATH, FC_RUNS } = process.env;

test("a random process ends, loses and doubles no token, and each of its jobs ends once", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(3), fc.nat(), async (body, seed) => {
      const plan = planOf(body);
      const clock = createTestClock();
      const engine = await createEmbeddedEngine({ inMemory: true, clock });
      try {
        const trace = await drive(engine, clock, plan, seed);
        assert.deepEqual(faultsOf(plan, trace), []);
      } finally {
        await engine.close();
      }
    }),
    {
      numRuns: FC_RUNS === undefined ? 60 : Number(FC_RUNS),
      ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
      ...(FC_PATH === undefined ? {} : { path: FC_PATH }),
    },
  );
});
