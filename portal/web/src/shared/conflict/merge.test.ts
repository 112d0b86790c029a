import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeData, withValue } from "./merge.ts";

test("different fields merge by default", () => {
  const result = mergeData({ p: { a: 1, b: 1 } }, { p: { a: 2, b: 1 } }, { p: { a: 1, b: 3 } });
  assert.deepEqual(result, { merged: { p: { a: 2, b: 3 } }, conflicts: [] });
});

test("a field that both changed is left to a person, with what it was", () => {
  const result = mergeData({ a: 1 }, { a: 2 }, { a: 3 });
  assert.deepEqual(result.conflicts, [{ path: "a", was: 1, theirs: 2, yours: 3 }]);
  assert.deepEqual(withValue(result.merged, "a", 2), { a: 2 });
});

test("the same change on both sides is no conflict", () => {
  assert.deepEqual(mergeData({ a: 1 }, { a: 2 }, { a: 2 }).conflicts, []);
});

test("a field removed by the other side stays removed when it was not touched here", () => {
  assert.deepEqual(mergeData({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 2 }).merged, { b: 2 });
});

test("empty texts and the order of keys make no conflict", () => {
  const result = mergeData({}, { rows: [{ b: "", a: 1 }] }, { rows: [{ a: 1 }] });
  assert.deepEqual(result.conflicts, []);
});

test("what this page sent itself, without hearing back, is no change of somebody else", () => {
  const sent = { seats: 30, kitchen: { area: 20 } };
  const own = mergeData(
    { seats: 1, kitchen: { area: 5 } },
    { seats: 30, kitchen: { area: 20 }, owner: "Zhang" },
    { seats: 32, kitchen: { area: 5 } },
    sent,
  );
  assert.deepEqual(own, { merged: { seats: 32, kitchen: { area: 5 }, owner: "Zhang" }, conflicts: [] });
  const others = mergeData({ seats: 1 }, { seats: 40 }, { seats: 32 }, sent);
  assert.deepEqual(
    others.conflicts.map(({ path }) => path),
    ["seats"],
  );
});
