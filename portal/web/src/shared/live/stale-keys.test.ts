import assert from "node:assert/strict";
import { test } from "node:test";
import { staleKeys } from "./stale-keys.ts";

test("a case's hint makes its page, its receipt, the lists and the home page stale; a clock's hint makes nothing stale", () => {
  const keys = staleKeys({ kind: "case", no: "1" }).map((key) => key.join("/"));
  for (const key of ["case/1", "receipt/1", "visits/1", "delivery/1", "visit", "cases", "home"])
    assert.ok(keys.includes(key), key);
  assert.deepEqual(staleKeys({ kind: "clock", serverTime: "2026-03-02T09:00:00+08:00" }), []);
});
