import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answeredExtension, extensionBar, extensionFacts } from "./extension.ts";
import type { Extension, StoredItem } from "./model.ts";

const asked: Extension = {
  id: "e1",
  at: 1,
  by: { personId: "clerk", name: "甲" },
  reason: "须补充核查",
  days: 5,
  from: "2026-03-16",
  until: null,
  state: "asked",
  answer: null,
};
const item = (extensions: Extension[] = [], more: Partial<StoredItem> = {}): StoredItem =>
  ({ status: "IN_REVIEW", decision: null, extensions, ...more }) as unknown as StoredItem;
const clock = { state: "running", due: "2026-03-16" };

describe("an extension", () => {
  it("may be asked for until the due date, not after it", () => {
    assert.equal(extensionBar(item(), clock, 5, "2026-03-16"), null);
    assert.match(extensionBar(item(), clock, 5, "2026-03-17")?.zh ?? "", /2026-03-16/);
    assert.equal(extensionBar(item(), { ...clock, state: "paused" }, 5, "2026-03-17"), null);
  });
  it("may be asked for once: neither while one is asked for, nor after one is approved; a refused one leaves the way open", () => {
    assert.match(extensionBar(item([asked]), clock, 5, "2026-03-10")?.en ?? "", /waits for the head/);
    assert.match(
      extensionBar(item([{ ...asked, state: "approved" }]), clock, 5, "2026-03-10")?.en ?? "",
      /once/,
    );
    assert.equal(extensionBar(item([{ ...asked, state: "refused" }]), clock, 5, "2026-03-10"), null);
  });
  it("is not for an item that the law does not extend, that is decided, or whose clock has stopped", () => {
    assert.match(extensionBar(item(), clock, 0, "2026-03-10")?.en ?? "", /no extension/);
    assert.ok(extensionBar(item([], { status: "GRANTED" }), clock, 5, "2026-03-10"));
    assert.ok(extensionBar(item([], { status: "WITHDRAWN" }), clock, 5, "2026-03-10"));
    assert.ok(extensionBar(item(), { ...clock, state: "stopped" }, 5, "2026-03-10"));
    assert.ok(extensionBar(item(), null, 5, "2026-03-10"));
  });
  it("is answered once, and the notice says the old and the new date and who approved", () => {
    const answer = {
      state: "approved" as const,
      until: "2026-03-23",
      at: 2,
      by: { personId: "head", name: "乙" },
      note: "",
    };
    const done = answeredExtension(item([asked]), "e1", answer);
    assert.ok(done);
    assert.deepEqual(extensionFacts(done), {
      days: 5,
      reason: "须补充核查",
      from: "2026-03-16",
      until: "2026-03-23",
      approvedBy: "乙",
    });
    assert.equal(answeredExtension(done, "e1", answer), null);
    assert.equal(answeredExtension(item([asked]), "e2", answer), null);
    assert.equal(extensionFacts(item([asked])), null);
  });
});
