import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { derive, duesOf, lightOf, yellowAt } from "./arithmetic.ts";
import { isoInstant, localDate, localInstant } from "./local-time.ts";
import type { ClockFacts } from "./model.ts";
import { workingCalendar } from "./working-days.ts";
import type { CalendarYear } from "./working-days.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./test-data/${name}`, import.meta.url), "utf8"));
const years = read("calendars.json") as CalendarYear[];
const vectors = read("workday-vectors.json") as {
  from: string;
  workdays: number;
  due: string;
  provisional?: boolean;
}[];
const calendar = workingCalendar(years);

const handling = (facts: Partial<ClockFacts>): ClockFacts => ({
  kind: "handling",
  caseId: "c",
  caseItemId: "c-01",
  itemId: "i",
  department: "d",
  startedOn: "2026-03-02",
  startedAt: localInstant("2026-03-02", "10:00"),
  legalDays: 20,
  promisedDays: null,
  extensionDays: 0,
  pauses: [],
  stoppedAt: null,
  stoppedOn: null,
  roundId: null,
  ...facts,
});
const review = (resumedOn: string | null) => ({
  id: "p",
  kind: "expert-review",
  reason: { zh: "专家评审", en: "expert review" },
  law: { zh: "第四十五条", en: "art. 45" },
  since: "2026-03-09",
  until: "2026-03-27",
  resumedOn,
});

describe("working days", () => {
  for (const { from, workdays, due, provisional } of vectors)
    it(`${from} plus ${workdays} working days is ${due}`, () => {
      assert.equal(calendar.addWorkingDays(from, workdays), due);
      assert.equal(calendar.isProvisional(due), provisional ?? false);
    });
  for (const [year, days] of [
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ] as const)
    it(`${year} has ${days} working days`, () => {
      assert.equal(calendar.workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`), days);
    });
  it("a year without a notice has weekends and the fixed statutory days off", () => {
    assert.equal(calendar.isWorkingDay("2030-10-02"), false);
    assert.equal(calendar.isWorkingDay("2030-10-04"), true);
    assert.equal(calendar.isWorkingDay("2030-05-02"), false);
  });
  it("a limit that is no whole number is refused", () => {
    assert.throws(() => calendar.addWorkingDays("2026-01-01", 1.5), RangeError);
  });
  it("the legal day changes at midnight in Shanghai", () => {
    assert.equal(localDate(Date.parse("2026-03-01T16:00:00Z")), "2026-03-02");
    assert.equal(isoInstant(Date.parse("2026-03-01T16:00:00Z")), "2026-03-02T00:00:00+08:00");
  });
});

describe("a clock", () => {
  it("accepted on 2 March with 20 working days is due on 30 March", () => {
    assert.equal(duesOf(handling({}), calendar, "2026-03-05").due, "2026-03-30");
  });
  it("stopped for expert review from 9 to 27 March is due on 20 April", () => {
    const clock = handling({ pauses: [review("2026-03-27")] });
    assert.equal(duesOf(clock, calendar, "2026-03-30").due, "2026-04-20");
    assert.equal(lightOf(clock, calendar, localInstant("2026-03-30", "09:00")).stoppedDays, 14);
  });
  it("shows the announced new due date while it is stopped, in grey", () => {
    const light = lightOf(
      handling({ pauses: [review(null)] }),
      calendar,
      localInstant("2026-03-10", "09:00"),
    );
    assert.equal(light.colour, "GREY");
    assert.equal(light.due, "2026-04-20");
    assert.equal(light.paused?.since, "2026-03-09");
    assert.equal(light.usedDays, 5);
  });
  it("is due at the shorter of promised and legal", () => {
    const dues = duesOf(handling({ promisedDays: 10 }), calendar, "2026-03-03");
    assert.deepEqual([dues.due, dues.legalDue, dues.promisedDue], ["2026-03-16", "2026-03-30", "2026-03-16"]);
  });
  it("turns yellow when a fifth is left, red on the first working day past the limit", () => {
    const clock = handling({ promisedDays: 10 });
    assert.equal(yellowAt(clock), 2);
    const on = (day: string) => lightOf(clock, calendar, localInstant(day, "09:00"));
    assert.equal(on("2026-03-11").colour, "GREEN");
    assert.equal(on("2026-03-12").colour, "YELLOW");
    assert.equal(on("2026-03-16").colour, "YELLOW");
    assert.equal(on("2026-03-16").left, 0);
    assert.equal(on("2026-03-17").colour, "RED");
    assert.equal(on("2026-03-17").left, -1);
  });
  it("names the moment it must be looked at next", () => {
    const clock = { ...handling({ promisedDays: 10 }), dueTold: false, redTold: false };
    const at = (moment: number) => derive(clock, calendar, moment, "17:30").nextAt;
    assert.equal(at(localInstant("2026-03-02", "10:00")), localInstant("2026-03-12"));
    assert.equal(at(localInstant("2026-03-12")), localInstant("2026-03-17"));
    // red: looked at once more, at once, until it has been told; never again after that
    assert.equal(at(localInstant("2026-03-17", "09:00")), localInstant("2026-03-17"));
    const told = { ...clock, redTold: true };
    assert.equal(derive(told, calendar, localInstant("2026-03-17", "09:00"), "17:30").nextAt, null);
  });
  it("of the completeness check wakes at 17:30 of day 5", () => {
    const clock = {
      ...handling({ kind: "completeness", startedOn: "2026-02-11", legalDays: 5, roundId: "r" }),
      dueTold: false,
      redTold: false,
    };
    assert.equal(
      derive(clock, calendar, localInstant("2026-02-25", "09:00"), "17:30").nextAt,
      localInstant("2026-02-25", "17:30"),
    );
  });
  it("stopped in time is blue, late stays red", () => {
    const stopped = (day: string) =>
      lightOf(
        handling({ stoppedOn: day, stoppedAt: localInstant(day) }),
        calendar,
        localInstant("2026-05-01"),
      );
    assert.equal(stopped("2026-03-30").colour, "BLUE");
    assert.equal(stopped("2026-03-31").colour, "RED");
  });
  it("an extension moves both due dates", () => {
    const dues = duesOf(handling({ promisedDays: 10, extensionDays: 5 }), calendar, "2026-03-03");
    assert.equal(dues.due, "2026-03-23");
  });
});
