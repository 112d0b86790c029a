import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { replay } from "../../core/replay.ts";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { blocks } from "../random/block.ts";
import { inconsistencies } from "../consistency.ts";
import { drive, faultsOf } from "../random/drive.ts";
import { planOf } from "../random/plan.ts";
import { createTestClock } from "../test-clock.ts";

/** A failing run prints its seed and path; `FC_SEED` and `FC_PATH` run it again, `FC_RUNS` says how many. */
const { FC_SEED, FC_PATH, FC_RUNS } = process.env;
const settings = (runs: number) => ({
  numRuns: FC_RUNS === undefined ? runs : Number(FC_RUNS),
  ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
  ...(FC_PATH === undefined ? {} : { path: FC_PATH }),
});

test("a random process ends, loses and doubles no token, each of its jobs ends once, and after every step its log gives its state", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(3), fc.nat(), async (body, seed) => {
      const plan = planOf(body);
      const clock = createTestClock();
      const engine = await createEmbeddedEngine({ inMemory: true, clock, strict: true });
      const afterStep = (): void => {
        const state = engine.dumpState();
        assert.deepEqual(replay(engine.readLog()), state);
        assert.deepEqual(inconsistencies(state), []);
        assert.equal(engine.stateViolations, 0);
      };
      try {
        const { trace } = await drive({ engine, clock, plan, seed, afterStep });
        assert.deepEqual(faultsOf(plan, trace), []);
      } finally {
        await engine.close();
      }
    }),
    settings(60),
  );
});

test("a random process goes on where it stood when the engine is closed and opened between its steps, with next to no memory", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(2), fc.nat(), async (body, seed) => {
      const dataDir = await mkdtemp(join(tmpdir(), "onewindow-reopen-"));
      const plan = planOf(body);
      const clock = createTestClock();
      const open = () => createEmbeddedEngine({ dataDir, clock, strict: true, cacheRows: 4, maxModels: 1 });
      let current = await open();
      try {
        const { trace } = await drive({
          engine: current,
          clock,
          plan,
          seed,
          reopen: async (engine) => {
            await engine.close();
            current = await open();
            return current;
          },
        });
        assert.deepEqual(faultsOf(plan, trace), []);
        assert.deepEqual(replay(current.readLog()), current.dumpState());
      } finally {
        await current.close();
        await rm(dataDir, { recursive: true, force: true });
      }
    }),
    settings(15),
  );
});
