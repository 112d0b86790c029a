import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ask, show } from "./testing/ask.ts";
import { addMonths, dayOfWeek, fromEpochDay, makeDate, toEpochDay, weekOfYear } from "./temporal/calendar.ts";
import { formatDate } from "./temporal/format.ts";
import { parseDate } from "./temporal/parse.ts";

test("a day and its number belong together, over all years", () => {
  fc.assert(
    fc.property(fc.integer({ min: -365_000_000_000, max: 365_000_000_000 }), (day) => {
      const date = fromEpochDay(day);
      assert.ok(date);
      assert.equal(toEpochDay(date), day);
      assert.deepEqual(parseDate(formatDate(date)), date);
    }),
  );
});

test("the calendar agrees with the platform's", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("0001-01-01T00:00:00Z"),
        max: new Date("9999-12-31T00:00:00Z"),
        noInvalidDate: true,
      }),
      (js) => {
        const date = makeDate(js.getUTCFullYear(), js.getUTCMonth() + 1, js.getUTCDate());
        assert.ok(date);
        assert.equal(toEpochDay(date), Math.floor(js.getTime() / 86_400_000));
        assert.equal(dayOfWeek(date) % 7, js.getUTCDay());
      },
    ),
  );
});

test("months are cut to their length, leap years known, weeks those of ISO 8601", () => {
  const january = makeDate(2024, 1, 31);
  assert.ok(january);
  assert.equal(formatDate(addMonths(january, 1) ?? january), "2024-02-29");
  assert.equal(formatDate(addMonths(january, 13) ?? january), "2025-02-28");
  assert.equal(makeDate(1900, 2, 29), null);
  const newYear = makeDate(2021, 1, 1);
  assert.equal(newYear && weekOfYear(newYear), 53);
});

test("dates, times and durations compute as the standard says", () => {
  const table = [
    ['date("2024-03-01") - date("2024-02-01")', "P29D"],
    ['date("2024-01-31") + duration("P1M")', "2024-02-29"],
    ['date("2024-01-31") + duration("PT25H")', "2024-02-01"],
    [
      'date and time("2024-03-30T10:00:00@Europe/Berlin") + duration("P1D")',
      "2024-03-31T11:00:00@Europe/Berlin",
    ],
    ['time("23:30:00") + duration("PT1H")', "00:30:00"],
    ['time("10:00:00+08:00") - time("10:00:00Z")', "-PT8H"],
    ['duration("P1DT12H") / duration("PT12H")', "3"],
    ['duration("P1Y") * 1.5', "P1Y6M"],
    ['-duration("P1D")', "-P1D"],
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', "P1Y8M"],
    ['date("2024-02-30")', "null"],
    ['date and time("2024-12-31T24:00:00")', "2025-01-01T00:00:00"],
    ['@"-0044-03-15"', "-0044-03-15"],
    ['@"999999999-12-31" + duration("P1D")', "null"],
    ['last day of month(date("2024-02-10"))', "2024-02-29"],
    ['date and time("2024-01-01T00:00:00Z") = date and time("2024-01-01T08:00:00+08:00")', "true"],
  ] as const;
  for (const [source, expected] of table) assert.equal(show(source), expected, source);
});

test("now and today are the given clock's, in the given zone; without a clock they are null", () => {
  const clock = (): number => Date.UTC(2026, 10, 24, 16, 30);
  assert.equal(ask("now()", {}, { clock }), "2026-11-24T16:30:00Z");
  assert.equal(ask("today()", {}, { clock }), "2026-11-24");
  assert.equal(ask("today()", {}, { clock, timeZone: "Asia/Shanghai" }), "2026-11-25");
  assert.equal(ask("now()"), null);
});
