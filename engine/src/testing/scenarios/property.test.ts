import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { replay } from "../../core/replay.ts";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { blocks } from "../random/block.ts";
import { drive, faultsOf } from "../random/drive.ts";
import { planOf } from "../random/plan.ts";
import { createTestClock } from "../test-clock.ts";

/** A failing run prints its seed and path; `FC_SEED` and `FC_PATH` run it again. */
const { FC_SEED, FC_PATH, FC_RUNS } = process.env;

test("a random process ends, loses and doubles no token, each of its jobs ends once, and after every step its log gives its state", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(3), fc.nat(), async (body, seed) => {
      const plan = planOf(body);
      const clock = createTestClock();
      const engine = await createEmbeddedEngine({ inMemory: true, clock, strict: true });
      const verify = (): void => {
        assert.deepEqual(replay(engine.readLog()), engine.dumpState());
        assert.equal(engine.stateViolations, 0);
      };
      try {
        const trace = await drive(engine, clock, plan, seed, verify);
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
