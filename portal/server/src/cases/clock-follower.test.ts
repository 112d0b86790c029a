import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { NoticePreview } from "../clocks/api.ts";
import type { MessageList } from "../notifications/api.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, TolerancePage } from "./api.ts";
import { act, filledDraft, ok, submit, taskOf } from "./testing/restaurant.ts";

/** Made up: two make-up days more at the start of the year. */
const notice = {
  title: "2027 年安排（测试用）",
  document: "",
  off: ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"],
  work: ["2027-01-02", "2027-01-03"],
};

describe("clocks of a case", () => {
  it("a new calendar moves the time to supply and its alarm, also to an earlier day; a late check is told to its head", async (t) => {
    const host = await createTestPlatform({ now: "2026-12-21T09:00:00+08:00" });
    t.after(() => host.close());
    const { cases } = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    const window1 = await host.signedIn("window1", { actAs: "post" });
    const round = (await taskOf(window1, no, "accept")) ?? assert.fail("no round");
    const items = ok(await window1.get<TaskDetail>(`/tasks/${round.id}`)).acceptance?.items ?? [];
    const food = items.find((item) => item.itemId === "food-licence") ?? assert.fail("no food licence");
    const verdicts = Object.fromEntries(
      items.map((item) => [
        item.caseItemId,
        item === food
          ? { verdict: "tolerate", missing: [{ materialId: "health-certificates" }] }
          : { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
      ]),
    );
    await act(window1, no, "accept", "done", { verdicts });
    await host.settle();
    const due = async (): Promise<string> =>
      ok(await zhang.get<TolerancePage>(`/cases/${no}/supply/${food.caseItemId}`)).due;
    assert.equal(await due(), "2027-01-05");

    const admin = await host.signedIn("admin");
    const preview = ok(await admin.post<NoticePreview>("/calendars/2027/preview", notice));
    const moved = preview.first.find((one) => one.kind === "tolerance");
    assert.deepEqual([moved?.from, moved?.to], ["2027-01-05", "2027-01-03"]);
    ok(await admin.put("/calendars/2027", notice));
    await host.settle();
    assert.equal(await due(), "2027-01-03");

    const fire = (await cases.itemsOf(no)).find((item) => item.itemId === "fire-check") ?? assert.fail();
    await cases.core.mutate(no, { actor: null, by: "test" }, ({ now }) => ({
      items: [{ ...fire, check: { state: "open", days: 5, at: now, findings: [] } }],
      clocks: [
        {
          do: "start",
          kind: "check",
          caseId: no,
          caseItemId: fire.id,
          itemId: fire.itemId,
          department: fire.department,
          startedAt: now,
          legalDays: 5,
          promisedDays: null,
        },
      ],
    }));
    host.clock.set(Date.parse("2027-01-03T17:29:00+08:00"));
    await host.settle();
    const status = async (): Promise<string | undefined> =>
      ok(await zhang.get<CaseProgress>(`/cases/${no}`)).lanes.find((lane) => lane.itemId === "food-licence")
        ?.status;
    assert.equal(await status(), "IN_REVIEW");
    host.clock.set(Date.parse("2027-01-03T17:30:00+08:00"));
    await host.settle();
    assert.equal(await status(), "TERMINATED");
    const head = await host.signedIn("fire.decide", { actAs: "post" });
    const { rows } = ok(await head.get<MessageList>("/messages"));
    assert.equal(
      rows.find((row) => /告知承诺核查超期/u.test(row.title.zh))?.title.zh,
      "告知承诺核查超期：公众聚集场所投入使用、营业前消防安全检查，应在 2026-12-28 前核查",
    );
  });
});
