import assert from "node:assert/strict";
import { test } from "node:test";
import type { MaterialSlot } from "@onewindow/server/api";
import { splitSlots } from "./slot-rules.ts";

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
