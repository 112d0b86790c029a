import assert from "node:assert/strict";
import { test } from "node:test";
import { SCENARIOS } from "./models.ts";
import { run, table } from "./engine.bench.ts";

test("the benchmark runs every scenario on our engine and on both peers to the end", async () => {
  const rows = await run({ durationMs: 60, inFlight: 8 });
  assert.equal(rows.length, SCENARIOS.length * 2);
  for (const row of rows) assert.ok(row.ours > 0 && row.peerValue > 0, row.name);
  assert.equal(table(rows).split("\n").length, rows.length + 1);
});
