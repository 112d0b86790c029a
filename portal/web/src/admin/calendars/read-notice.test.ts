import assert from "node:assert/strict";
import { test } from "node:test";
import { readDays, readNotice, writeDays } from "./read-notice.ts";

/** 国办发明电〔2025〕7号 */
const notice2026 = `
  一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
  二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
  三、清明节：4月4日（周六）至6日（周一）放假，共3天。
  四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
  五、端午节：6月19日（周五）至21日（周日）放假，共3天。
  六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
  七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`;

test("the notice for 2026 gives its 33 days off and six worked weekend days", () => {
  const { off, work } = readNotice(notice2026, 2026);
  assert.equal(off.length, 33);
  assert.deepEqual(work, [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
  ]);
  assert.equal(
    writeDays(off),
    [
      "2026-01-01..2026-01-03",
      "2026-02-15..2026-02-23",
      "2026-04-04..2026-04-06",
      "2026-05-01..2026-05-05",
      "2026-06-19..2026-06-21",
      "2026-09-25..2026-09-27",
      "2026-10-01..2026-10-07",
    ].join("\n"),
  );
});

test("a New Year's holiday may begin in the year before, with its year or without", () => {
  const days = ["2018-12-30", "2018-12-31", "2019-01-01"];
  assert.deepEqual(readNotice("2018年12月30日至2019年1月1日放假调休，共3天。", 2019).off, days);
  assert.deepEqual(readNotice("12月30日至1月1日放假调休，共3天。", 2019).off, days);
});

test("a list is read with its ranges, and what is no day stays to be named by the server", () => {
  assert.deepEqual(readDays("2027-01-01..2027-01-03\n2027-05-01， 2027-05-02 maybe"), [
    "2027-01-01",
    "2027-01-02",
    "2027-01-03",
    "2027-05-01",
    "2027-05-02",
    "maybe",
  ]);
  assert.deepEqual(readDays("  "), []);
});
