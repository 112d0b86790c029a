import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { showCount } from "./counts.ts";

describe("counts of the inbox", () => {
  it("shows what was counted, and where counting stopped", () => {
    assert.deepEqual([0, 40, 10_000, 10_001].map(showCount), ["0", "40", "10000", "10,000+"]);
  });
});
