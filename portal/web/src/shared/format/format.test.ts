import assert from "node:assert/strict";
import { test } from "node:test";
import { formatBytes, formatNumber, groupCaseNumber, maskValue, plainCaseNumber } from "./numbers.ts";
import {
  formatCell,
  formatDate,
  formatDateTime,
  formatDay,
  formatDayTime,
  formatDue,
  formatTable,
} from "./time.ts";

const now = Date.parse("2026-03-06T06:05:00Z");

test("instants are shown in Beijing time, whatever the device's zone", () => {
  assert.equal(formatDateTime("2026-03-02T06:05:00Z", "zh"), "2026年3月2日 14:05");
  assert.equal(formatDateTime("2026-03-02T14:05:00+08:00", "en"), "2 Mar 2026, 14:05");
  assert.equal(formatTable("2026-03-01T16:30:00Z"), "2026-03-02 00:30");
  assert.equal(formatTable("2026-03-02"), "2026-03-02");
});

test("a due date names its weekday and leaves out this year", () => {
  assert.equal(formatDue("2026-03-16", "zh", now), "3月16日（周一）");
  assert.equal(formatDue("2026-03-16", "en", now), "Mon 16 Mar");
  assert.equal(formatDue("2027-01-04", "zh", now), "2027年1月4日（周一）");
  assert.equal(formatDay("2026-03-09", "en", now), "9 Mar");
  assert.equal(formatDayTime("2026-03-06T14:05:00+08:00", "zh", now), "3月6日 14:05");
  assert.equal(formatDate("2026-09-01", "zh"), "2026年9月1日");
  assert.equal(formatCell("2026-03-09"), "3/9");
});

test("case numbers are grouped to read and plain to send", () => {
  assert.equal(groupCaseNumber("37078326030200017"), "370783 260302 00017");
  assert.equal(groupCaseNumber("37078326030200017-02"), "370783 260302 00017-02");
  assert.equal(groupCaseNumber("abc"), "abc");
  assert.equal(plainCaseNumber(" ３70783 260302 00017 "), "37078326030200017");
});

test("numbers group by thousands and masks keep both ends", () => {
  assert.equal(formatNumber(1234.5, 2), "1,234.50");
  assert.equal(formatNumber(1234.5), "1,234.5");
  assert.equal(formatBytes(2_200_000), "2.1 MB");
  assert.equal(formatBytes(20 * 1024 * 1024), "20 MB");
  assert.equal(formatBytes(348_160), "340 kB");
  assert.equal(maskValue("370783199001010002", "id-card"), "370783********0002");
  assert.equal(maskValue("13800000000", "phone"), "138****0000");
  assert.equal(maskValue("138****0000", "phone"), "138****0000");
});
