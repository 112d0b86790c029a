import assert from "node:assert/strict";
import { test } from "node:test";
import { hasFilters, readInboxUrl, withParam } from "./inbox-url.ts";

test("an unknown view in the address falls back to the team's", () => {
  assert.equal(readInboxUrl(new URLSearchParams("view=nonsense")).view, "team");
  assert.equal(readInboxUrl(new URLSearchParams("view=over")).view, "over");
});

test("changing one filter keeps the others, emptying it removes it", () => {
  const params = withParam(new URLSearchParams("view=mine&q=a"), "item", "food");
  assert.equal(params.toString(), "view=mine&q=a&item=food");
  assert.equal(withParam(params, "q", "").toString(), "view=mine&item=food");
  assert.equal(hasFilters(readInboxUrl(params)), true);
  assert.equal(hasFilters(readInboxUrl(new URLSearchParams("view=mine"))), false);
});
