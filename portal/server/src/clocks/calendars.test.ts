import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { filledDraft, ok, submit } from "../cases/testing/restaurant.ts";
import type { CalendarList, CalendarYearView, NoticePreview, NoticePublished, Reckoning } from "./api.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";

interface Progress {
  lanes: { itemId: string; light: { due: string; provisional: boolean } | null }[];
}
interface Refused {
  code: string;
  errors: { pointer: string; code: string }[];
}

/** Made up: the State Council's notice for 2027 is not published yet. */
const notice = {
  title: "2027 年节假日安排（测试用）",
  document: "",
  off: ["2027-01-01", "2027-01-04", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"],
  work: ["2027-05-08"],
};

describe("next year's notice of days off", () => {
  let host: TestPlatform;
  let admin: HttpClient;
  let zhang: HttpClient;
  let no: string;
  before(async () => {
    host = await createTestPlatform({ now: "2026-12-29T10:00:00+08:00" });
    await assembleAreas(host.platform);
    admin = await host.signedIn("admin");
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
  });
  after(() => host.close());

  const dues = async (): Promise<{ due: string; provisional: boolean }[]> =>
    ok(await zhang.get<Progress>(`/cases/${no}`)).lanes.flatMap(({ light }) =>
      light === null ? [] : [{ due: light.due, provisional: light.provisional }],
    );

  it("is missing at first: weekends and the fixed days count as off, and dates are provisional", async () => {
    const { years, today } = ok(await admin.get<CalendarList>("/calendars"));
    assert.equal(today, "2026-12-29");
    assert.deepEqual(
      years.slice(-2).map(({ year, source }) => [year, source]),
      [
        [2026, "content"],
        [2027, "none"],
      ],
    );
    const year = ok(await admin.get<CalendarYearView>("/calendars/2027"));
    assert.equal(year.provisional, true);
    assert.deepEqual(
      year.days.filter(({ kind }) => kind === "off").map(({ date }) => date),
      ["2027-01-01", "2027-10-01"],
    );
    assert.ok((await dues()).every(({ due, provisional }) => due === "2027-01-06" && provisional));
    assert.deepEqual(ok(await admin.get<Reckoning>("/calendars/reckoning?from=2026-12-29&days=5")), {
      from: "2026-12-29",
      days: 5,
      date: "2027-01-06",
      provisional: true,
    });
  });

  it("shows before it is published which dates it moves, and changes nothing then", async () => {
    const preview = ok(await admin.post<NoticePreview>("/calendars/2027/preview", notice));
    assert.ok(preview.moves > 0 && preview.moves <= preview.open);
    assert.deepEqual(preview.first.map(({ caseNo, from, to }) => [caseNo, from, to])[0], [
      no,
      "2027-01-06",
      "2027-01-07",
    ]);
    assert.ok((await dues()).every(({ due }) => due === "2027-01-06"));
  });

  it("with faults is refused, each named", async () => {
    const wrong = await admin.put<Refused>("/calendars/2027", {
      title: "x",
      off: ["2027-02-30", "2026-06-01", "2027-01-01", "2027-01-01"],
      work: ["2027-03-01", "2027-01-01"],
    });
    assert.deepEqual([wrong.status, wrong.body.code], [422, "notice"]);
    const codes = wrong.body.errors.map(({ code }) => code);
    for (const code of ["date", "year", "twice", "weekday", "fixed-day"])
      assert.ok(codes.includes(code), code);
    assert.equal(ok(await admin.get<CalendarList>("/calendars")).years.at(-1)?.source, "none");
  });

  it("once published moves the dates of open clocks, tells whom it concerns, and holds after a restart", async () => {
    const { moved } = ok(await admin.put<NoticePublished>("/calendars/2027", notice));
    assert.ok(moved > 0);
    await host.settle();
    assert.ok((await dues()).every(({ due, provisional }) => due === "2027-01-07" && !provisional));
    const { rows } = ok(await zhang.get<{ rows: { title: { zh: string } }[] }>("/messages"));
    assert.ok(rows.length > 0);
    const year = ok(await admin.get<CalendarYearView>("/calendars/2027"));
    assert.deepEqual(
      [year.provisional, year.days.find(({ date }) => date === "2027-05-08")?.kind],
      [false, "makeup"],
    );
    const last = ok(await admin.get<CalendarList>("/calendars")).years.at(-1);
    assert.deepEqual([last?.source, last?.title, last?.off.length], ["loaded", notice.title, 7]);
  });

  it("is no matter for clerks and citizens", async () => {
    const clerk = await host.signedIn("window1");
    for (const client of [clerk, zhang]) {
      assert.equal((await client.get("/calendars")).status, 403);
      assert.equal((await client.put("/calendars/2027", notice)).status, 403);
    }
  });
});
