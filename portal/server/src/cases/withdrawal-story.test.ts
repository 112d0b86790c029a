import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { HttpAnswer, HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, Draft, WithdrawalPage, Withdrawn } from "./api.ts";
import { acceptAll, act, filledDraft, ok, submit, taskOf } from "./testing/restaurant.ts";

const review = { way: "document", opinion: "材料符合要求" };
const grant = { content: "同意投入使用、营业", from: "2026-03-05", publish: "public" };

describe("an applicant withdraws", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let no = "";
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const progress = async (): Promise<CaseProgress> => ok(await zhang.get<CaseProgress>(`/cases/${no}`));
  const page = async (): Promise<WithdrawalPage> =>
    ok(await zhang.get<WithdrawalPage>(`/cases/${no}/withdrawal`));
  const statusOf = async (itemId: string): Promise<string | undefined> =>
    (await progress()).lanes.find((lane) => lane.itemId === itemId)?.status;
  const idOf = async (itemId: string): Promise<string> =>
    (await progress()).lanes.find((lane) => lane.itemId === itemId)?.caseItemId ?? assert.fail(itemId);
  const withdraw = async (items: string[], more: object = {}): Promise<HttpAnswer<Withdrawn>> =>
    zhang.post<Withdrawn>(`/cases/${no}/withdraw`, {
      items: await Promise.all(items.map(idOf)),
      reason: "店面另租，不再设招牌。",
      lastDigits: no.slice(-4),
      ...more,
    });

  beforeEach(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang, { tobacco: "yes" }))).no;
    await host.settle();
  });
  afterEach(() => host.close());

  it("one item in review: its tasks and clock end, the others go on, a receipt is served, those concerned are told", async () => {
    await acceptAll(await as("window1"), no, { "fire-check": "undertaking" });
    await act(await as("tobacco.review"), no, "verdict", "done", { verdict: "accept" });
    await host.settle();
    assert.ok(await taskOf(await as("sign.review"), no, "review"));
    const made = ok(await withdraw(["sign-permit"]));
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    assert.equal(await statusOf("sign-permit"), "WITHDRAWN");
    assert.equal(await statusOf("food-licence"), "IN_REVIEW");
    assert.equal(await taskOf(await as("sign.review"), no), null);
    const lane = (await progress()).lanes.find((one) => one.itemId === "sign-permit");
    assert.equal(lane?.light?.colour, "BLUE");
    assert.equal(lane.reasons?.zh, "店面另租，不再设招牌。");
    const [first] = (await page()).made;
    assert.equal(first?.id, made.id);
    assert.ok(first.documentId);
    const receipt = (await progress()).documents.find((document) => document.id === first.documentId);
    assert.equal(receipt?.title.zh, "撤回申请回执");
    const told = ok(await (await as("sign.review")).get<{ rows: { title: { zh: string } }[] }>("/messages"));
    assert.ok(told.rows.some((message) => message.title.zh === "申请人撤回：户外招牌设施设置"));
    const mine = ok(await zhang.get<{ rows: { title: { zh: string } }[] }>("/messages"));
    assert.ok(mine.rows.some((message) => message.title.zh.includes("撤回申请回执")));
  });

  it("everything before acceptance: no task is left anywhere, the case ends without result, and can be filed again", async () => {
    const all = ["food-licence", "sign-permit", "fire-check", "tobacco-licence"];
    ok(await withdraw(all));
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    for (const name of ["window1", "tobacco.review"])
      assert.equal(await taskOf(await as(name), no), null, name);
    assert.equal((await progress()).outcome, "NOT_DONE");
    assert.equal((await page()).made.length, 1, "one act, one receipt");
    const draft = ok(await zhang.post<Draft>(`/cases/${no}/again`));
    assert.deepEqual(
      draft.parts.filter((part) => part.kind !== "check").map((part) => `${part.id} ${part.state}`),
      ["situation", "operator", "premises", "food", "staff", "sign", "fire", "tobacco", "materials"].map(
        (id) => `${id} completed`,
      ),
    );
    assert.notEqual(ok(await submit(zhang, draft)).no, no);
  });

  it("an item of a round: the department's verdict task goes, the window keeps the rest and is told who withdrew", async () => {
    const window1 = await as("window1");
    const row = (await taskOf(window1, no, "accept")) ?? assert.fail();
    const before = ok(await window1.get<TaskDetail>(`/tasks/${row.id}`));
    ok(await withdraw(["tobacco-licence"]));
    await host.settle();
    assert.equal(await taskOf(await as("tobacco.review"), no), null);
    const claimed = ok(await window1.post<{ version: number }>(`/tasks/${row.id}/claim`));
    const verdicts = Object.fromEntries(
      (before.acceptance?.items ?? []).map((item) => [item.caseItemId, { verdict: "accept" }]),
    );
    const late = await window1.post<{ errors: { code: string }[] }>(
      `/tasks/${row.id}/complete`,
      { outcome: "done", data: { verdicts } },
      { ifMatch: claimed.version, idempotencyKey: "late" },
    );
    assert.deepEqual([late.status, late.body.errors.map((error) => error.code)], [422, ["withdrawn"]]);
    const after = ok(await window1.get<TaskDetail>(`/tasks/${row.id}`));
    assert.ok(!after.acceptance?.items.some((item) => item.itemId === "tobacco-licence"));
    await acceptAll(window1, no);
    await host.settle();
    assert.equal(await statusOf("food-licence"), "IN_REVIEW");
    assert.equal(await statusOf("tobacco-licence"), "WITHDRAWN");
  });

  it("nothing without the number, a reason and an open item: each fault is named and nothing changes", async () => {
    const wrong = await zhang.post<{ errors: { code: string; pointer: string }[] }>(`/cases/${no}/withdraw`, {
      items: [await idOf("licence-check"), "none"],
      reason: " ",
      lastDigits: "0000",
    });
    assert.equal(wrong.status, 422);
    assert.deepEqual(
      wrong.body.errors.map((error) => error.code),
      ["not-withdrawable", "not-withdrawable", "required", "wrong"],
    );
    const li = await host.signedIn("li", { actAs: "enterprise" });
    assert.equal((await li.get(`/cases/${no}/withdrawal`)).status, 404);
    assert.equal((await li.post(`/cases/${no}/again`)).status, 404);
    assert.equal(await statusOf("food-licence"), "RECEIVED");
  });

  for (const first of ["the clerk", "the applicant"])
    it(`while a clerk decides, ${first} a moment earlier: one of the two takes effect, the other is told which`, async () => {
      await acceptAll(await as("window1"), no, { "fire-check": "undertaking" });
      await act(await as("tobacco.review"), no, "verdict", "done", { verdict: "accept" });
      await host.settle();
      const decider = await as("fire.decide");
      const row = (await taskOf(decider, no, "decide")) ?? assert.fail();
      const claimed = ok(await decider.post<{ version: number }>(`/tasks/${row.id}/claim`));
      const items = [await idOf("fire-check")];
      const decide = (): Promise<HttpAnswer<{ code: string }>> =>
        decider.post<{ code: string }>(
          `/tasks/${row.id}/complete`,
          { outcome: "grant", data: grant },
          { ifMatch: claimed.version, idempotencyKey: "race" },
        );
      const goBack = (): Promise<HttpAnswer<Withdrawn>> => withdraw([], { items });
      const order = first === "the clerk" ? [decide, goBack] : [goBack, decide];
      const answers = await Promise.all(order.map((run) => run()));
      const [decided, withdrawn] = (first === "the clerk" ? answers : answers.toReversed()) as [
        HttpAnswer<{ code: string }>,
        HttpAnswer<Withdrawn>,
      ];
      await host.settle();
      assert.deepEqual(host.platform.engine.query.incidents(), []);
      const status = await statusOf("fire-check");
      if (decided.status === 200) {
        assert.equal(withdrawn.status >= 400, true, JSON.stringify(withdrawn.body));
        assert.notEqual(status, "WITHDRAWN");
      } else {
        assert.equal(withdrawn.status, 200);
        assert.equal(status, "WITHDRAWN");
        assert.match(decided.body.code, /withdrawn|ended-otherwise|blocked|state/);
      }
    });

  it("too late: a decided item cannot be chosen and says why", async () => {
    await acceptAll(await as("window1"), no, { "fire-check": "undertaking" });
    await host.settle();
    await act(await as("fire.decide"), no, "decide", "grant", grant);
    await act(await as("food.review"), no, "review", "pass", review);
    const late = await withdraw(["fire-check", "food-licence"]);
    assert.equal(late.status, 422);
    await host.settle();
    assert.match(
      (await page()).items.find((item) => item.name.zh.includes("消防"))?.bar?.zh ?? "",
      /已作出决定/,
    );
    assert.equal(await statusOf("food-licence"), "IN_REVIEW", "nothing is half withdrawn");
  });
});
