import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { marksOf } from "./marks.ts";
import type { GivenRating, RatingStep } from "./model.ts";
import { percent } from "./report.ts";

const given = (stars: number): GivenRating => ({
  stars,
  reasons: [],
  words: "",
  at: 1,
  by: null,
  via: "link",
  version: "1",
});
const step = (kind: RatingStep["kind"], outcome: string): RatingStep => ({
  submissionId: kind,
  kind,
  outcome,
  at: 1,
  by: { personId: "p", name: "甲" },
  department: "window",
  result: "",
  choices: {},
  due: "",
  next: null,
});

describe("what a rating counts as", () => {
  it("is nothing but an invitation until it is given: none is a good one by itself", () => {
    assert.deepEqual(marksOf({ state: "invited", given: null, steps: [] }, 2), ["invited"]);
  });
  it("is good from three stars, bad to two", () => {
    assert.deepEqual(marksOf({ state: "rated", given: given(3), steps: [] }, 2), [
      "invited",
      "rated",
      "counted",
      "good",
    ]);
    assert.deepEqual(marksOf({ state: "verify", given: given(2), steps: [] }, 2), [
      "invited",
      "rated",
      "counted",
      "bad",
    ]);
  });
  it("leaves the rate of good ones when it is excluded, and is no bad one found to hold", () => {
    const steps = [step("verify", "invalid"), step("appeal", "exclude")];
    assert.deepEqual(marksOf({ state: "excluded", given: given(1), steps }, 2), [
      "invited",
      "rated",
      "bad",
      "excluded",
    ]);
  });
  it("counts as put right and called back once it was, also when an appeal had kept it", () => {
    const steps = [
      step("verify", "invalid"),
      step("appeal", "keep"),
      step("rectify", "done"),
      step("callback", "done"),
    ];
    assert.deepEqual(marksOf({ state: "closed", given: given(1), steps }, 2), [
      "invited",
      "rated",
      "counted",
      "bad",
      "valid",
      "rectified",
      "called-back",
    ]);
  });
  it("has no percentage where there is nothing to divide by", () => {
    assert.equal(percent(0, 0), null);
    assert.equal(percent(1, 3), 33.3);
  });
});
