import assert from "node:assert/strict";
import { test } from "node:test";
import type { MaterialSlot } from "@onewindow/server/api";
import { refusal, splitSlots, typeNames } from "./slot-rules.ts";

const slot = (state: MaterialSlot["state"]): MaterialSlot => ({
  id: state,
  name: { zh: "材料", en: "Document" },
  need: "required",
  reason: { zh: "", en: "" },
  usedBy: [],
  state,
  tolerantDays: null,
  stateLabel: { zh: "", en: "" },
  trust: null,
  files: [],
  offer: null,
  licenceId: null,
  accept: ["application/pdf", "image/jpeg"],
  maxBytes: 100,
  sample: null,
});

test("what needs hands stands apart from what was found", () => {
  const { hands, found } = splitSlots([slot("found"), slot("missing"), slot("reused"), slot("uploaded")]);
  assert.deepEqual(
    hands.map((entry) => entry.id),
    ["missing", "uploaded"],
  );
  assert.deepEqual(
    found.map((entry) => entry.id),
    ["found", "reused"],
  );
});

test("a file too big or of another kind is refused before it is sent; an unknown kind is left to the server", () => {
  assert.equal(refusal(slot("missing"), { size: 101, type: "application/pdf" }), "size");
  assert.equal(refusal(slot("missing"), { size: 1, type: "text/html" }), "type");
  assert.equal(refusal(slot("missing"), { size: 1, type: "" }), null);
  assert.equal(refusal({ ...slot("missing"), accept: ["pdf"] }, { size: 1, type: "application/pdf" }), null);
  assert.equal(typeNames(["application/pdf", "jpg", "image/x-odd"]), "PDF / JPG / X-ODD");
});
