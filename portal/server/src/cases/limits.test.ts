import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { Areas } from "../assemble.ts";
import { localInstant } from "../clocks/index.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { Text } from "../platform/text.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, Lane } from "./api.ts";
import { acceptAll, act, filledDraft, ok, submit, taskOf } from "./testing/restaurant.ts";

interface Filed {
  host: TestPlatform;
  areas: Areas;
  no: string;
  lane(item: string): Promise<Lane>;
  progress(): Promise<CaseProgress>;
  to(date: string, time?: string): Promise<void>;
}

async function filed(t: TestContext, now: string, change = {}): Promise<Filed> {
  const host = await createTestPlatform({ now });
  t.after(() => host.close());
  const areas = await assembleAreas(host.platform);
  const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
  const { no } = ok(await submit(zhang, await filledDraft(zhang, change)));
  await host.settle();
  const progress = async (): Promise<CaseProgress> => ok(await zhang.get<CaseProgress>(`/cases/${no}`));
  return {
    host,
    areas,
    no,
    progress,
    lane: async (item) => (await progress()).lanes.find((lane) => lane.itemId === item) ?? assert.fail(item),
    async to(date, time = "09:00") {
      host.clock.set(localInstant(date, time));
      await host.settle();
    },
  };
}

describe("silence until 17:30 of the fifth working day", () => {
  it("is acceptance from the day of receipt, with notice, and the window's task is gone", async (t) => {
    const { host, no, lane, progress, to } = await filed(t, "2026-02-11T10:00:00+08:00");
    assert.equal((await lane("food-licence")).light?.due, "2026-02-25");
    await to("2026-02-25", "17:29");
    assert.equal((await lane("food-licence")).status, "RECEIVED");
    await to("2026-02-25", "17:30");
    const food = await lane("food-licence");
    assert.deepEqual(
      [food.status, food.acceptMode, food.acceptedAt],
      ["IN_REVIEW", "DEEMED", "2026-02-11T10:00:00+08:00"],
    );
    assert.equal(food.light?.kind, "handling");
    assert.equal(food.light?.due, "2026-03-03");
    assert.ok((await progress()).documents.some((one) => one.title.zh.includes("受理通知书")));
    assert.equal(await taskOf(await host.signedIn("window1", { actAs: "post" }), no, "accept"), null);
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });

  it("speaks for a department that kept silent; what the window has said holds from that day", async (t) => {
    const { host, no, lane, to } = await filed(t, "2026-02-11T10:00:00+08:00", { tobacco: "yes" });
    const window1 = await host.signedIn("window1", { actAs: "post" });
    await acceptAll(window1, no, { "sign-permit": "not-accept" });
    await host.settle();
    assert.equal((await lane("sign-permit")).status, "NOT_ACCEPTED");
    assert.equal((await lane("food-licence")).acceptMode, "ON_SPOT");
    assert.equal((await lane("tobacco-licence")).status, "RECEIVED");
    await to("2026-02-25", "17:30");
    assert.equal((await lane("tobacco-licence")).acceptMode, "DEEMED");
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });
});

describe("a special procedure of an item in review", () => {
  it("stops its clock from 9 to 27 March; the legal date moves from 30 March to 20 April; meanwhile nobody may act", async (t) => {
    const { host, no, lane, to } = await filed(t, "2026-03-02T09:00:00+08:00");
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
    assert.equal((await lane("sign-permit")).acceptMode, "ON_SPOT");
    assert.equal((await lane("sign-permit")).light?.legalDue, "2026-03-30");
    await to("2026-03-09");
    const reviewer = await host.signedIn("sign.review", { actAs: "post" });
    const task = (await taskOf(reviewer, no, "review")) ?? assert.fail();
    const order = { kind: "expert-review", days: 14, reason: "招牌影响历史街区风貌，须专家评审" };
    ok(await reviewer.post(`/tasks/${task.id}/pause`, order));
    const again = await reviewer.post<{ code: string }>(`/tasks/${task.id}/pause`, order);
    assert.equal(again.status, 409);
    await host.settle();
    const paused = await lane("sign-permit");
    assert.deepEqual(
      [paused.status, paused.light?.colour, paused.light?.paused?.until, paused.light?.legalDue],
      ["SUSPENDED", "GREY", "2026-03-27", "2026-04-20"],
    );
    const detail = ok(await reviewer.get<TaskDetail>(`/tasks/${task.id}`));
    assert.match(detail.blocked?.zh ?? "", /专家评审.*2026-03-27/);
    const refused = await reviewer.post<{ code: string }>(
      `/tasks/${task.id}/complete`,
      { outcome: "pass", data: { way: "document", opinion: "可以" } },
      { ifMatch: detail.version, idempotencyKey: "too-early" },
    );
    assert.deepEqual([refused.status, refused.body.code], [409, "blocked"]);
    await to("2026-03-27");
    await act(reviewer, no, "procedure", "end", { result: "评审通过" });
    await host.settle();
    const resumed = await lane("sign-permit");
    assert.deepEqual(
      [resumed.status, resumed.light?.legalDue, resumed.light?.stoppedDays],
      ["IN_REVIEW", "2026-04-20", 14],
    );
    await act(reviewer, no, "review", "pass", { way: "document", opinion: "可以" });
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });

  it("does not keep a red light from its supervision notice", async (t) => {
    const { host, no, lane, to } = await filed(t, "2026-03-02T09:00:00+08:00");
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
    await to("2026-03-06");
    assert.equal((await lane("sign-permit")).light?.colour, "YELLOW");
    await to("2026-03-10");
    assert.deepEqual(
      [(await lane("sign-permit")).light?.colour, (await lane("sign-permit")).light?.left],
      ["RED", -1],
    );
    const inbox = await host.signedIn("sign.review", { actAs: "post" });
    const list = ok(await inbox.get<{ rows: unknown[]; counts: { over: number } }>("/tasks?view=over"));
    assert.deepEqual([list.rows.length, list.counts.over], [1, 1]);
    const head = await host.signedIn("sign.decide", { actAs: "post" });
    const { rows } = ok(await head.get<{ rows: { caseNo: string | null }[] }>("/messages"));
    assert.ok(rows.some((message) => message.caseNo === no));
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });
});

describe("a server that stood still over the last day of acceptance", () => {
  it("deems accepted and names the limit that was gone over in the notice to the head", async (t) => {
    const { host, no, to } = await filed(t, "2026-03-02T09:00:00+08:00");
    await to("2026-03-11");
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const head = await host.signedIn("sign.decide", { actAs: "post" });
    const { rows } = ok(
      await head.get<{ rows: { caseNo: string | null; title: Text; body: Text }[] }>("/messages"),
    );
    const told = rows.filter((message) => message.caseNo === no && message.title.zh.startsWith("超期督办"));
    assert.ok(told.length > 0);
    for (const { body } of told) assert.match(body.zh, /已超过(受理|办理)期限（2026-03-09）/);
  });
});

describe("a failed prerequisite", () => {
  it("ends the items that wait for it, with notice, and the case is not done", async (t) => {
    const host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    t.after(() => host.close());
    await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const draft = await filledDraft(zhang);
    ok(await zhang.post("//test/registers/business-licence", { down: true }));
    const { no } = ok(await submit(zhang, draft));
    await host.settle();
    const waiting = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
    assert.deepEqual(
      waiting.lanes.map((lane) => lane.status),
      ["IN_REVIEW", "WAITING", "WAITING", "WAITING"],
    );
    await act(await host.signedIn("market.review", { actAs: "post" }), no, "confirm", "invalid", {
      registerNumber: "92370783MA3C000001",
      state: "revoked",
      note: "执照已吊销",
    });
    await host.settle();
    const ended = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
    assert.deepEqual(
      ended.lanes.map((lane) => lane.status),
      ["TERMINATED", "TERMINATED", "TERMINATED", "TERMINATED"],
    );
    assert.equal(ended.outcome, "NOT_DONE");
    assert.match(ended.lanes[1]?.reasons?.zh ?? "", /前置事项/);
    assert.ok(ended.documents.some((one) => one.title.zh.includes("终止")));
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });
});
