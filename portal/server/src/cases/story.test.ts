import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { CaseProgress } from "./api.ts";
import { acceptAll, act, filledDraft, ok, only, readResults, submit, taskOf } from "./testing/restaurant.ts";

describe("a restaurant is opened", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let no = "";
  const progress = async (): Promise<CaseProgress> => ok(await zhang.get<CaseProgress>(`/cases/${no}`));
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await progress()).lanes.map((lane) => [lane.itemId, lane.status]));
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });

  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
  });
  after(() => host.close());

  it("is filed, received, and its licence checked by the system alone", async () => {
    const draft = await filledDraft(zhang);
    assert.deepEqual(
      draft.parts.filter((part) => part.kind !== "check").map((part) => `${part.id} ${part.state}`),
      ["situation", "operator", "premises", "food", "staff", "sign", "fire", "materials"].map(
        (id) => `${id} completed`,
      ),
    );
    assert.ok(draft.situation.skipped.some((item) => item.id === "tobacco-licence"));
    const lacking = await zhang.post<{ errors: { code: string; pointer: string }[] }>(
      `/drafts/${draft.id}/submit`,
      { declarations: ["sharing"], undertakings: [], delivery: { way: "post" } },
      { ifMatch: draft.version, idempotencyKey: "lacking" },
    );
    assert.deepEqual(
      [lacking.status, ...lacking.body.errors.map((error) => error.code)],
      [422, "declaration", "undertaking-needed", "delivery"],
    );
    no = ok(await submit(zhang, draft)).no;
    assert.equal(no, "37078326030200001");
    await host.settle();
    assert.deepEqual(await states(), {
      "licence-check": "CLOSED",
      "food-licence": "RECEIVED",
      "sign-permit": "RECEIVED",
      "fire-check": "RECEIVED",
    });
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });

  it("is accepted by the window: two with complete papers, one on an undertaking", async () => {
    host.clock.set(Date.parse("2026-03-03T10:00:00+08:00"));
    const window1 = await as("window1");
    await acceptAll(window1, no, { "fire-check": "undertaking" });
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const { lanes, documents } = await progress();
    assert.deepEqual(
      lanes.map((lane) => `${lane.itemId} ${lane.status} ${lane.acceptMode}`),
      [
        "licence-check CLOSED null",
        "food-licence IN_REVIEW COMPLETE",
        "sign-permit IN_REVIEW COMPLETE",
        "fire-check APPROVAL UNDERTAKING",
      ],
    );
    assert.equal(documents.filter((one) => one.title.zh.includes("受理通知书")).length, 3);
    assert.equal(lanes.find((lane) => lane.itemId === "food-licence")?.light?.due, "2026-03-17");
  });

  it("is decided by three departments side by side; one refuses, the others go on", async () => {
    const review = { way: "document", opinion: "材料符合要求" };
    await act(await as("food.review"), no, "review", "pass", review);
    await act(await as("sign.review"), no, "review", "refuse", { ...review, opinion: "招牌超出规定高度" });
    const grant = {
      content: "准予经营热食类食品制售",
      from: "2026-03-05",
      until: "2031-03-04",
      publish: "public",
    };
    host.clock.set(Date.parse("2026-03-05T10:00:00+08:00"));
    const decider = await as("fire.decide");
    const task = (await taskOf(decider, no, "decide")) ?? assert.fail();
    const { version } = ok(await decider.post<{ version: number }>(`/tasks/${task.id}/claim`));
    const backdated = await decider.post<{ errors: { pointer: string; code: string }[] }>(
      `/tasks/${task.id}/complete`,
      { outcome: "grant", data: { ...grant, from: "2026-03-04" } },
      { ifMatch: version, idempotencyKey: "backdated" },
    );
    assert.deepEqual(
      [backdated.status, backdated.body.errors.map((error) => `${error.pointer} ${error.code}`)],
      [422, ["/data/from backdated"]],
    );
    await act(await as("fire.decide"), no, "decide", "grant", { ...grant, content: "同意投入使用、营业" });
    await act(await as("food.approve"), no, "approve", "pass", { opinion: "同意" });
    await act(await as("food.decide"), no, "decide", "grant", grant);
    const refused = await act(await as("sign.decide"), no, "decide", "refuse", {
      facts: "招牌高度 5 米",
      reasons: "超出《户外招牌设置规范》规定",
      articles: "《城市市容和环境卫生管理条例》第十一条",
      remedies: "60 日内申请行政复议，6 个月内提起行政诉讼",
      publish: "public",
    });
    assert.equal(refused.applied, true);
    await host.settle();
    assert.equal((await states())["food-licence"], "READY", "in the applicant's space, not read yet");
    assert.equal(ok(await readResults(zhang, no)).read.length, 3);
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const page = await progress();
    assert.deepEqual(await states(), {
      "licence-check": "CLOSED",
      "food-licence": "CLOSED",
      "sign-permit": "CLOSED",
      "fire-check": "CLOSED",
    });
    assert.equal(page.outcome, "PARTLY_DONE");
    assert.equal(page.lanes.find((lane) => lane.itemId === "sign-permit")?.statusLabel.zh, "不予许可");
    assert.equal(
      page.lanes.find((lane) => lane.itemId === "sign-permit")?.reasons?.zh,
      "超出《户外招牌设置规范》规定",
    );
    const licences = ok(await zhang.get<{ licences: { type: string }[] } | { type: string }[]>("/licences"));
    const list = Array.isArray(licences) ? licences : licences.licences;
    for (const type of ["food-business-licence", "fire-check-opinion"])
      assert.ok(
        list.some((licence) => licence.type === type),
        `no ${type} in ${JSON.stringify(list)}`,
      );
    assert.ok(!list.some((licence) => licence.type === "sign-permit"));
    assert.equal((await only(zhang, "done")).no, no);
  });

  it("leaves no task open", async () => {
    for (const name of ["window1", "food.decide", "sign.decide", "fire.decide"])
      assert.equal(await taskOf(await as(name), no), null);
  });
});
