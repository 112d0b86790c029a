import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ratingBar } from "./rating.ts";

describe("who may take a task about a bad rating", () => {
  const by = (personId: string) => ({ personId, name: "", department: null, capacityId: "" });
  const handled = {
    kind: "review",
    caseItemId: "1-02",
    actId: null,
    state: "applied" as const,
    by: by("sun"),
  };
  const verified = {
    kind: "rating-verify",
    caseItemId: "1-02",
    actId: "r1-02",
    state: "applied" as const,
    by: by("he"),
  };
  const task = (kind: "rating-verify" | "rating-appeal" | "rating-rectify" | "rating-callback") => ({
    kind,
    caseItemId: "1-02",
    actId: "r1-02",
  });
  it("is nobody who handled the item, but for putting it right", () => {
    assert.notEqual(ratingBar(task("rating-verify"), "sun", [handled]), null);
    assert.notEqual(ratingBar(task("rating-callback"), "sun", [handled]), null);
    assert.equal(ratingBar(task("rating-rectify"), "sun", [handled]), null);
    assert.equal(ratingBar(task("rating-verify"), "he", [handled]), null);
    assert.equal(ratingBar({ ...task("rating-verify"), caseItemId: "1-03" }, "sun", [handled]), null);
  });
  it("does not review what they verified themselves", () => {
    assert.notEqual(ratingBar(task("rating-appeal"), "he", [handled, verified]), null);
    assert.equal(ratingBar(task("rating-appeal"), "lv", [handled, verified]), null);
  });
});
