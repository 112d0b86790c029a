import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, readTypedDay, weekdayOf, weeksOf } from "./calendar-days.ts";

test("a typed day is read in the ways people write it, and only when it is real", () => {
  for (const typed of [
    "2026-03-16",
    "2026-3-16",
    "2026/3/16",
    "20260316",
    "2026年3月16日",
    " ２０２６－３－１６ ",
  ])
    assert.equal(readTypedDay(typed), "2026-03-16", typed);
  for (const typed of ["", "2026-03", "2026-02-30", "16.3.2026", "2026-13-01", "1899-12-31", "soon"])
    assert.equal(readTypedDay(typed), null, typed);
});

test("months end where they end", () => {
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2028-03-31", -1), "2028-02-29");
  assert.equal(addMonths("2026-12-15", 1), "2027-01-15");
  assert.equal(addDays("2026-02-28", 1), "2026-03-01");
  assert.equal(addDays("1900-01-01", -1), "1900-01-01");
});

test("six weeks from Monday hold the whole month", () => {
  const weeks = weeksOf("2026-03-16");
  assert.equal(weeks.length, 6);
  assert.deepEqual([weeks[0]![0], weeks[0]![6]], ["2026-02-23", "2026-03-01"]);
  assert.equal(weekdayOf("2026-03-16"), 0);
});
