import assert from "node:assert/strict";
import { test } from "node:test";
import { safeNext } from "./safe-next.ts";

test("signing in leads to addresses of this site only", () => {
  assert.equal(safeNext("/cases?view=done"), "/cases?view=done");
  for (const next of [
    "https://example.test/",
    "//example.test",
    "/\\example.test",
    "javascript:alert(1)",
    "",
    null,
  ]) {
    assert.equal(safeNext(next), null, String(next));
  }
});
