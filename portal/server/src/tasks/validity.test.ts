import assert from "node:assert/strict";
import { it } from "node:test";
import { lastDayOfYears } from "../clocks/index.ts";
import { startFaults, validityFaults, withValidity } from "./validity.ts";

it("so many years end on the day before the same date", () => {
  assert.equal(lastDayOfYears("2026-03-05", 5), "2031-03-04");
  assert.equal(lastDayOfYears("2026-01-01", 3), "2028-12-31");
  assert.equal(lastDayOfYears("2028-02-29", 4), "2032-02-28");
  assert.equal(lastDayOfYears("2028-02-29", 5), "2033-02-28");
});

it("a grant that names no end gets the one of the licence's rule", () => {
  const data = { content: "准予经营", from: "2026-03-05" };
  assert.deepEqual(withValidity("grant", data, 5), { ...data, until: "2031-03-04" });
  assert.deepEqual(withValidity("grant", { ...data, until: "" }, 5)["until"], "2031-03-04");
  assert.deepEqual(withValidity("grant", { ...data, until: "2027-03-04" }, 5)["until"], "2027-03-04");
  for (const [outcome, years] of [
    ["refuse", 5],
    ["return", 5],
    ["grant", null],
    ["grant", undefined],
  ] as const)
    assert.equal(withValidity(outcome, data, years), data);
});

it("a grant cannot make a licence last longer than its rule says", () => {
  const data = { from: "2026-03-05", until: "2031-03-05" };
  assert.deepEqual(
    validityFaults("grant", data, 5).map(({ pointer, code }) => [pointer, code]),
    [["/data/until", "validity"]],
  );
  assert.deepEqual(validityFaults("grant", { ...data, until: "2031-03-04" }, 5), []);
  assert.deepEqual(validityFaults("grant", data, null), []);
});

it("a grant begins on the day of its decision at the earliest, but for what the law lets reach back", () => {
  const faults = (outcome: string, from: string, backdating = false): string[] =>
    startFaults(outcome, { from }, "2026-03-05", backdating).map((fault) => `${fault.pointer} ${fault.code}`);
  assert.deepEqual(faults("grant", "2026-03-04"), ["/data/from backdated"]);
  assert.deepEqual(faults("grant", "2026-03-05"), []);
  assert.deepEqual(faults("grant", "2026-04-01"), []);
  assert.deepEqual(faults("grant", "2026-03-04", true), [], "a renewal decided after the expiry");
  assert.deepEqual(faults("refuse", "2026-03-04"), []);
  assert.deepEqual(faults("grant", ""), []);
});
