import assert from "node:assert/strict";
import { test } from "node:test";
import { saveReducer } from "./reducer.ts";
import type { SaveEvent, SaveState } from "./reducer.ts";

const start: SaveState = { kind: "clean", savedAt: null };
const run = (...events: SaveEvent[]): SaveState => events.reduce(saveReducer, start);

test("a change, a save and its end lead back to clean with the time of saving", () => {
  assert.deepEqual(run({ type: "changed" }, { type: "started" }, { type: "saved", at: "t1" }), {
    kind: "clean",
    savedAt: "t1",
  });
});

test("text typed while a save runs stays unsaved after it", () => {
  const state = run(
    { type: "changed" },
    { type: "started" },
    { type: "changed" },
    { type: "saved", at: "t1" },
  );
  assert.deepEqual(state, { kind: "dirty", savedAt: "t1" });
});

test("a failure stays visible until the next try and keeps the time of the last save", () => {
  const state = run(
    { type: "started" },
    { type: "saved", at: "t1" },
    { type: "started" },
    { type: "failed", offline: true },
  );
  assert.deepEqual(state, { kind: "failed", savedAt: "t1", offline: true });
});

test("a conflict waits for a person: typing does not hide it, a choice makes the form dirty again", () => {
  const conflict = run({ type: "started" }, { type: "conflicted" }, { type: "changed" });
  assert.equal(conflict.kind, "conflict");
  assert.equal(saveReducer(conflict, { type: "resolved" }).kind, "dirty");
});
