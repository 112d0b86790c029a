import type { AcceptanceItem } from "@onewindow/server/api";
import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, countVerdicts, readVerdicts } from "./acceptance.ts";

const item = (id: string, chosen = false): AcceptanceItem =>
  ({
    caseItemId: id,
    undertaking: chosen ? { chosen, text: { zh: "", en: "" }, replaces: [] } : null,
  }) as unknown as AcceptanceItem;

test("an item under an undertaking is accepted on it, others plainly", () => {
  assert.deepEqual(choicesOf(item("a", true)), ["undertaking", "not-accept"]);
  assert.deepEqual(choicesOf(item("a")), ["accept", "not-accept"]);
});

test("verdicts are counted, a refusal without a reason stands out", () => {
  const verdicts = readVerdicts({
    verdicts: { a: { verdict: "accept" }, b: { verdict: "not-accept", reason: " " }, c: {} },
  });
  assert.deepEqual(countVerdicts([item("a"), item("b"), item("c")], verdicts), {
    accepted: 1,
    refused: 1,
    open: 1,
    withoutReason: 1,
  });
  assert.deepEqual(readVerdicts({ verdicts: null }), {});
});
