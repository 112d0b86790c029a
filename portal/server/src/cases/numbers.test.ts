import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { caseNumber, itemNumber, plainCaseNumber } from "./numbers.ts";

describe("case numbers", () => {
  it("are division, day and serial: 17 digits", () => {
    assert.equal(caseNumber("370783", "2026-03-02", 17), "37078326030200017");
    assert.equal(itemNumber("37078326030200017", 1), "37078326030200017-02");
  });
  it("are read as people type them", () => {
    assert.equal(plainCaseNumber("370783 260302 00017"), "37078326030200017");
    assert.equal(plainCaseNumber("37078326030200017-02"), "37078326030200017");
  });
  it("do not overflow silently", () => {
    assert.throws(() => caseNumber("370783", "2026-03-02", 100_000), RangeError);
  });
});
