import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDue, parseTimer, TimerSyntaxError } from "./timers.ts";

const at = (text: string): number => Date.parse(text);
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

test("a date with an offset is due at that instant, once", () => {
  const timer = parseTimer("date", "2026-03-01T09:00:00+08:00");
  assert.equal(iso(nextDue(timer, 0)), "2026-03-01T01:00:00.000Z");
  assert.equal(nextDue(timer, 0, at("2026-03-01T01:00:00Z")), null);
});

test("a date may carry a zone, and a local one is read in the given zone", () => {
  const zoned = parseTimer("date", "2026-03-01T09:00:00+08:00[Asia/Shanghai]");
  assert.equal(iso(nextDue(zoned, 0)), "2026-03-01T01:00:00.000Z");
  const local = parseTimer("date", "2026-03-01T09:00:00", "Asia/Shanghai");
  assert.equal(iso(nextDue(local, 0)), "2026-03-01T01:00:00.000Z");
});

test("a duration counts calendar months with their own lengths and time parts to the millisecond", () => {
  const due = (value: string, from: string) => iso(nextDue(parseTimer("duration", value), at(from)));
  assert.equal(due("P1M", "2026-01-31T10:00:00Z"), "2026-02-28T10:00:00.000Z");
  assert.equal(due("P1Y2M3DT4H5M6.7S", "2026-01-01T00:00:00Z"), "2027-03-04T04:05:06.700Z");
  assert.equal(due("P2W", "2026-01-01T00:00:00Z"), "2026-01-15T00:00:00.000Z");
  assert.equal(due("PT0S", "2026-01-01T00:00:00Z"), "2026-01-01T00:00:00.000Z");
  assert.equal(due("-PT1H", "2026-01-01T00:00:00Z"), "2025-12-31T23:00:00.000Z");
});

test("a counted cycle says its repetitions and goes on from the last due time", () => {
  const timer = parseTimer("cycle", "R3/PT1M");
  assert.equal(timer.repetitions, 3);
  const first = nextDue(timer, at("2026-01-01T00:00:00Z"));
  assert.equal(iso(first), "2026-01-01T00:01:00.000Z");
  assert.equal(iso(nextDue(timer, at("2026-01-01T00:01:05Z"), first)), "2026-01-01T00:02:00.000Z");
});

test("a repetition that was missed is due at once, and the next counts from there", () => {
  const timer = parseTimer("cycle", "R/PT1M");
  const due = nextDue(timer, at("2026-01-01T05:00:00Z"), at("2026-01-01T00:01:00Z"));
  assert.equal(iso(due), "2026-01-01T05:00:00.000Z");
});

test("an endless cycle with a start begins there, or at once when the start is past", () => {
  const timer = parseTimer("cycle", "R/2026-01-01T00:00:00Z/P1D");
  assert.equal(timer.repetitions, -1);
  assert.equal(iso(nextDue(timer, at("2025-12-01T00:00:00Z"))), "2026-01-01T00:00:00.000Z");
  assert.equal(iso(nextDue(timer, at("2026-02-01T08:00:00Z"))), "2026-02-01T08:00:00.000Z");
});

test("a cron cycle comes at its times, in the given zone", () => {
  const due = (value: string, from: string, zone = "UTC") =>
    iso(nextDue(parseTimer("cycle", value), at(from), null, zone));
  assert.equal(due("0 30 9 * * MON-FRI", "2026-01-03T12:00:00Z"), "2026-01-05T09:30:00.000Z");
  assert.equal(due("0 0 17 L * ?", "2026-02-10T00:00:00Z", "Asia/Shanghai"), "2026-02-28T09:00:00.000Z");
  assert.equal(due("0 */15 * * * *", "2026-01-01T00:15:00Z"), "2026-01-01T00:30:00.000Z");
  assert.equal(due("0 0 0 * * 1#1", "2026-01-06T00:00:00Z"), "2026-02-02T00:00:00.000Z");
  assert.equal(due("0 0 0 * * 5L", "2026-01-01T00:00:00Z"), "2026-01-30T00:00:00.000Z");
  assert.equal(due("0 0 0 29 2 ?", "2026-01-01T00:00:00Z"), "2028-02-29T00:00:00.000Z");
  assert.equal(due("@yearly", "2026-06-01T00:00:00Z"), "2027-01-01T00:00:00.000Z");
  assert.equal(due("0 0 0 30 2 ?", "2026-01-01T00:00:00Z"), null);
});

test("a text of another kind is refused with an example of a right one", () => {
  const wrong: ["date" | "duration" | "cycle", string][] = [
    ["date", "P1D"],
    ["date", "2026-13-01T00:00:00Z"],
    ["date", ""],
    ["duration", "P"],
    ["duration", "PT"],
    ["duration", "1h"],
    ["duration", "R3/PT1M"],
    ["cycle", "R3"],
    ["cycle", "Rx/PT1M"],
    ["cycle", "PT1M"],
    ["cycle", "0 0 25 * * *"],
    ["cycle", "R/nonsense/P1D"],
  ];
  for (const [kind, value] of wrong) {
    assert.throws(
      () => parseTimer(kind, value),
      (error: unknown) =>
        error instanceof TimerSyntaxError && error.code === "TIMER_SYNTAX" && error.message.includes("e.g."),
      `${kind} ${value}`,
    );
  }
});
