import type { AcceptanceItem } from "@onewindow/server/api";
import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, countVerdicts, lacksMissing, readVerdicts } from "./acceptance.ts";

const item = (id: string, chosen = false): AcceptanceItem =>
  ({
    caseItemId: id,
    materials: [],
    undertaking: chosen ? { chosen, text: { zh: "", en: "" }, replaces: [] } : null,
  }) as unknown as AcceptanceItem;

test("an item under an undertaking is accepted on it, others plainly", () => {
  assert.deepEqual(choicesOf(item("a", true)), ["undertaking", "correct", "not-accept"]);
  assert.deepEqual(choicesOf(item("a")), ["accept", "correct", "not-accept"]);
  assert.deepEqual(
    choicesOf(item("a"), true),
    ["accept", "correct"],
    "after a correction nothing is refused",
  );
});

test("verdicts are counted, a refusal without a reason stands out", () => {
  const verdicts = readVerdicts({
    verdicts: { a: { verdict: "accept" }, b: { verdict: "not-accept", reason: " " }, c: {} },
  });
  assert.deepEqual(countVerdicts([item("a"), item("b"), item("c")], verdicts), {
    accepted: 1,
    corrected: 0,
    refused: 1,
    open: 1,
    withoutReason: 1,
    withoutList: 0,
    withoutPoints: 0,
  });
  assert.deepEqual(readVerdicts({ verdicts: null }), {});
});

test("what may follow can be tolerated, with a list; what the applicant promised is tolerated at once", () => {
  const slot = (state: string, tolerantDays: number | null) => ({ id: "rules", state, tolerantDays });
  const of = (...materials: object[]) => ({ ...item("a"), materials }) as unknown as AcceptanceItem;
  assert.deepEqual(choicesOf(of(slot("uploaded", null))), ["accept", "correct", "not-accept"]);
  assert.deepEqual(choicesOf(of(slot("uploaded", 10))), ["accept", "tolerate", "correct", "not-accept"]);
  assert.deepEqual(choicesOf(of(slot("later", 10))), ["tolerate", "correct", "not-accept"]);
  assert.ok(lacksMissing(of(slot("uploaded", 10)), { verdict: "tolerate", missing: [] }));
  assert.ok(!lacksMissing(of(slot("later", 10)), { verdict: "tolerate" }));
  assert.ok(
    !lacksMissing(of(slot("uploaded", 10)), { verdict: "tolerate", missing: [{ materialId: "rules" }] }),
  );
});

test("a correction needs points that are whole", () => {
  const target = { kind: "field", path: "sign.width" } as const;
  const whole = { target, problem: "p", ask: "a", basis: "b" };
  const verdicts = readVerdicts({
    verdicts: {
      a: { verdict: "correct", points: [whole] },
      b: { verdict: "correct", points: [{ ...whole, ask: " " }] },
      c: { verdict: "correct" },
    },
  });
  const { corrected, withoutPoints } = countVerdicts([item("a"), item("b"), item("c")], verdicts);
  assert.deepEqual([corrected, withoutPoints], [3, 2]);
});
