import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { workingCalendar } from "../clocks/index.ts";
import type { StoredItem, UndertakingCheck } from "./model.ts";
import { checkAfterGrant, checkFacts, found } from "./undertaking-check.ts";

const item = (more: Partial<StoredItem> = {}): StoredItem =>
  ({
    id: "1-04",
    caseId: "1",
    itemId: "fire",
    department: "fire-brigade",
    acceptMode: "UNDERTAKING",
    ...more,
  }) as unknown as StoredItem;
const open: UndertakingCheck = { state: "open", days: 30, at: 1, findings: [] };
const finding = (
  submissionId: string,
  outcome: "ok" | "correct" | "revoke",
  days: number | null = null,
): UndertakingCheck["findings"][number] => ({
  submissionId,
  outcome,
  at: Date.parse("2026-03-09T10:00:00+08:00"),
  by: { personId: "p", name: "甲" },
  way: "site",
  result: "与承诺不符",
  days,
});

describe("the check of an undertaking", () => {
  it("begins with the grant, with a clock and a process of its own, once", () => {
    const begun = checkAfterGrant(item(), 30, 5);
    assert.deepEqual(begun?.check, { ...open, at: 5 });
    assert.equal(begun.clock.kind, "check");
    assert.equal(begun.message.name, "undertakingGranted");
    assert.equal(checkAfterGrant(item({ check: open }), 30, 5), null);
  });
  it("is none where the item was accepted another way, or its package asks for none", () => {
    assert.equal(checkAfterGrant(item({ acceptMode: "COMPLETE" }), 30, 5), null);
    assert.equal(checkAfterGrant(item(), null, 5), null);
  });
  it("ends kept or revoked, or waits for something to be put right; the same finding twice changes nothing", () => {
    assert.equal(found(open, finding("a", "ok"))?.state, "kept");
    assert.equal(found(open, finding("a", "revoke"))?.state, "revoked");
    const waiting = found(open, finding("a", "correct", 10));
    assert.equal(waiting?.state, "to-correct");
    assert.equal(found(waiting, finding("a", "correct", 10)), null);
    assert.equal(found(waiting, finding("b", "ok"))?.state, "kept");
  });
  it("tells documents the last finding and until when it must be put right", () => {
    const check = found(open, finding("a", "correct", 5)) ?? undefined;
    const facts = checkFacts({ check }, workingCalendar([]));
    assert.equal(facts?.["on"], "2026-03-09");
    assert.equal(facts["until"], "2026-03-16");
    assert.equal(checkFacts({ check: open }, workingCalendar([])), null);
  });
});
