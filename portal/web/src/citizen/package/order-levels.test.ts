import assert from "node:assert/strict";
import { test } from "node:test";
import { orderLevels } from "./order-levels.ts";

test("items stand in the step after the last one they wait for", () => {
  const levels = orderLevels([
    { id: "check", after: [] },
    { id: "food", after: ["check"] },
    { id: "sign", after: ["check"] },
    { id: "open", after: ["food", "sign"] },
  ]);
  assert.deepEqual(
    levels.map((level) => level.map((item) => item.id)),
    [["check"], ["food", "sign"], ["open"]],
  );
});

test("items that wait for each other do not hang the page", () => {
  const levels = orderLevels([
    { id: "a", after: ["b"] },
    { id: "b", after: ["a"] },
  ]);
  assert.equal(levels.length, 1);
});
