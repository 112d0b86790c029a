import assert from "node:assert/strict";
import { test } from "node:test";
import { SCENARIOS } from "./models.ts";
import { run } from "./engine.bench.ts";
import { run as threads } from "./thread.bench.ts";

test("the benchmark runs every scenario on our engine and on all peers to the end", async () => {
  const rows = await run({ durationMs: 60, inFlight: 8, rounds: 2, zeebe: false });
  // beside ours in memory and two peers, and two rows of how long an answer takes
  assert.equal(rows.length, SCENARIOS.length * 5);
  for (const row of rows) {
    assert.ok(row.ours > 0, row.name);
    if (row.peer === null) continue;
    assert.ok((row.peerValue ?? 0) > 0, row.name);
    assert.ok(row.range !== undefined && row.range[0] <= row.ours && row.ours <= row.range[1], row.name);
  }
});

test("the benchmark of threads runs every scenario beside its callers and apart from them", async () => {
  const rows = await threads({ durationMs: 60, rounds: 1 });
  assert.equal(rows.length, SCENARIOS.length * 2);
  for (const row of rows) assert.ok((row.peerValue ?? 0) > 0, row.name);
});
