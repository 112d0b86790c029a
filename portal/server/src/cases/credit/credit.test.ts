import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import type { HttpClient } from "../../platform/testing/http-client.ts";
import { createTestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../../tasks/api.ts";
import type { CaseProgress, CheckPage } from "../api.ts";
import { act, filledDraft, ok, submit, taskOf } from "../testing/restaurant.ts";
import type { CreditList, CreditRow } from "./api.ts";
import { inForce } from "./service.ts";

describe("a broken promise", () => {
  it("is in force until its last day has passed, or it is repaired", () => {
    assert.equal(inForce({ until: "2026-03-16", repaired: null }, "2026-03-16"), true);
    assert.equal(inForce({ until: "2026-03-16", repaired: null }, "2026-03-17"), false);
    assert.equal(inForce({ until: null, repaired: null }, "2036-03-17"), true);
    const repaired = { at: 1, by: { personId: "p", name: "甲" }, reason: "已补" };
    assert.equal(inForce({ until: null, repaired }, "2026-03-16"), false);
  });

  it("closes 容缺 and 告知承诺 with the reason, on the screens and in the API, until the head repairs it", async (t) => {
    const host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    t.after(() => host.close());
    await assembleAreas(host.platform);
    const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
    let zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    const window1 = await as("window1");
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
    ok(await zhang.post(`/cases/${no}/supply/${food.caseItemId}/promise`));
    const draft = await filledDraft(zhang);
    assert.equal(draft.barred, null);
    host.clock.set(Date.parse("2026-03-16T17:30:00+08:00"));
    await host.settle();
    const lanes = ok(await zhang.get<CaseProgress>(`/cases/${no}`)).lanes;
    assert.equal(lanes.find((lane) => lane.itemId === "food-licence")?.status, "TERMINATED");

    const page = ok(await zhang.get<CheckPage>(`/drafts/${draft.id}/check`));
    assert.match(page.draft.barred?.zh ?? "", /2027-03-16 前不能使用容缺受理和告知承诺.*未按承诺补交材料/u);
    assert.deepEqual([page.undertakings, page.tolerances], [[], []]);
    assert.ok(page.blockers.some((blocker) => blocker.part === "situation"));
    const refused = await zhang.post<{ errors: { code: string; pointer: string }[] }>(
      `/drafts/${draft.id}/submit`,
      {
        declarations: page.declarations.map((one) => one.id),
        undertakings: ["fire-check"],
        delivery: { way: "electronic" },
      },
      { ifMatch: page.draft.version, idempotencyKey: "barred" },
    );
    assert.equal(refused.status, 422);
    assert.ok(refused.body.errors.some((error) => error.code === "barred"));
    assert.equal((await zhang.get("/credit")).status, 403);

    // in its own name, without undertakings: the window may not let anything follow
    const plain = await filledDraft(zhang, { fireWay: "inspection" });
    const second = ok(await submit(zhang, plain)).no;
    await host.settle();
    const again = (await taskOf(window1, second, "accept")) ?? assert.fail("no second round");
    const seen = ok(await window1.get<TaskDetail>(`/tasks/${again.id}`)).acceptance?.items ?? [];
    const foodAgain = seen.find((item) => item.itemId === "food-licence");
    assert.match(foodAgain?.tolerance?.bar?.zh ?? "", /未按承诺补交/u);
    const claimed = ok(await window1.post<{ version: number }>(`/tasks/${again.id}/claim`));
    const tolerated = await window1.post<{ errors: { code: string }[] }>(
      `/tasks/${again.id}/complete`,
      {
        outcome: "done",
        data: {
          verdicts: Object.fromEntries(
            seen.map((item) => [
              item.caseItemId,
              item === foodAgain
                ? { verdict: "tolerate", missing: [{ materialId: "health-certificates" }] }
                : { verdict: "accept" },
            ]),
          ),
        },
      },
      { ifMatch: claimed.version, idempotencyKey: "tolerated" },
    );
    assert.deepEqual([tolerated.status, tolerated.body.errors[0]?.code], [422, "barred"]);

    const row = ok(await window1.get<CreditList>("/credit")).rows[0] ?? assert.fail("no record");
    assert.deepEqual([row.kind, row.caseNo, row.state, row.mayRepair], ["late", no, "barred", false]);
    assert.equal((await window1.post(`/credit/${row.id}/repair`, { reason: "已整改" })).status, 403);
    assert.equal(
      (await (await as("sign.decide")).post(`/credit/${row.id}/repair`, { reason: "已整改" })).status,
      404,
    );
    const head = await as("food.decide");
    const repaired = ok(
      await head.post<CreditRow>(`/credit/${row.id}/repair`, { reason: "已完成整改并公示" }),
    );
    assert.deepEqual([repaired.state, repaired.repaired?.reason], ["repaired", "已完成整改并公示"]);
    assert.equal((await head.post(`/credit/${row.id}/repair`, { reason: "再次" })).status, 409);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const open = ok(await zhang.get<CheckPage>(`/drafts/${draft.id}/check`));
    assert.deepEqual([open.draft.barred, open.undertakings.length > 0], [null, true]);

    const foreign = await head.post("/credit", { caseNo: "37078326030299999", reason: "严重失信主体名单" });
    assert.equal(foreign.status, 422);
    const listed = ok(
      await head.post<CreditRow>("/credit", { caseNo: no, reason: "严重失信主体名单", until: "2026-06-30" }),
    );
    assert.deepEqual([listed.kind, listed.until, listed.mayRepair], ["list", "2026-06-30", true]);
    const listedPage = ok(await zhang.get<CheckPage>(`/drafts/${draft.id}/check`));
    assert.match(listedPage.draft.barred?.zh ?? "", /2026-06-30.*严重失信主体名单/u);
  });
});
