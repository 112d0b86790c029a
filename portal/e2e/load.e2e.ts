/**
 * A small office under load: clerks at work beside submissions, a backup meanwhile. Nothing that was acknowledged before
 * the backup may be missing in what it restores; `npm run bench load` is the same at full size.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runLoad } from "../server/bench/load/run-load.ts";

test("under load every request is answered, and a backup taken meanwhile has all that was acknowledged", async (t) => {
  const result = await runLoad({ rate: 4, clerks: 6, seconds: 15, thinkMs: [500, 1_500] });
  assert.deepEqual(result.errors, []);
  assert.equal(result.submitted, 60);
  assert.ok(result.backup.acknowledged > 0, "something was acknowledged before the backup");
  assert.deepEqual(result.backup.lost, []);
  assert.deepEqual(result.lost, []);
  assert.match(result.backup.verified, /unbroken/);
  t.diagnostic(
    `${result.done} tasks done, backup of ${result.backup.acknowledged} acts in ${result.backup.seconds.toFixed(1)} s`,
  );
});
