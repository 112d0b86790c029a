import assert from "node:assert/strict";
import { test } from "node:test";
import { takeUp } from "./local-copy.ts";
import type { LocalCopy } from "./local-copy.ts";

type Data = Record<string, unknown>;
const copy = (value: Data, more: Partial<LocalCopy<Data>> = {}): LocalCopy<Data> => ({
  at: "t",
  version: 3,
  value,
  base: { seats: 1 },
  ...more,
});

test("a copy made from the server's version is gone on with as it is", () => {
  assert.deepEqual(takeUp(copy({ seats: 2 }), 3, { seats: 1 }), { at: "t", data: { seats: 2 }, merge: null });
  assert.equal(takeUp(null, 3, {}), null);
});

test("a copy that the server got whole, though its answer was lost, restores nothing", () => {
  assert.equal(takeUp(copy({ seats: 2 }), 4, { seats: 2 }), null);
});

test("what was typed after a save whose answer was lost is put on top of it without a question", () => {
  const taken = takeUp(copy({ seats: 3, floors: "1" }, { sent: { seats: 2 } }), 4, { seats: 2 });
  assert.deepEqual(taken, { at: "t", data: { seats: 3, floors: "1" }, merge: null });
});

test("what somebody else saved meanwhile is merged, and asked about where both changed it", () => {
  assert.deepEqual(takeUp(copy({ seats: 1, floors: "1" }), 4, { seats: 9 }), {
    at: "t",
    data: { seats: 9, floors: "1" },
    merge: null,
  });
  assert.equal(takeUp(copy({ seats: 3 }), 4, { seats: 9 })?.merge?.conflicts.length, 1);
});

test("a copy of an older kind, without what it was made from, is kept only for its own version", () => {
  const { base: _, ...old } = copy({ seats: 2 });
  assert.equal(takeUp(old, 4, { seats: 1 }), null);
});
