import assert from "node:assert/strict";
import { test } from "node:test";
import { simulateCrashes } from "./simulate.ts";

const SEED = Number(process.env.CRASH_SEED ?? 2026);
const CRASHES = Number(process.env.CRASH_SIMULATIONS ?? 60);

test(`no crash loses what was acknowledged or leaves a half: ${CRASHES} simulated, seed ${SEED}`, async () => {
  const { crashes, faults } = await simulateCrashes(SEED, CRASHES);
  assert.equal(crashes, CRASHES);
  assert.deepEqual(faults, []);
});
