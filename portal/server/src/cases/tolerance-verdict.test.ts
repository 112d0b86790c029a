import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { documents } from "../documents/model.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, TolerancePage } from "./api.ts";
import { changedContent, foodByDepartment } from "./testing/changed-content.ts";
import { act, acceptAll, filledDraft, ok, PDF, submit, taskOf } from "./testing/restaurant.ts";

const missing = [{ materialId: "health-certificates", what: "缺两名员工的健康证明" }];

/** A restaurant whose food licence needs the verdict of its department. */
async function filed(t: TestContext) {
  const contentDir = await changedContent(t, "processes/catering-shop/package.yaml", foodByDepartment);
  const host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00", settings: { contentDir } });
  t.after(() => host.close());
  await assembleAreas(host.platform);
  const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
  const { no } = ok(await submit(zhang, await filledDraft(zhang)));
  await host.settle();
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const lane = async () =>
    ok(await zhang.get<CaseProgress>(`/cases/${no}`)).lanes.find((one) => one.itemId === "food-licence") ??
    assert.fail("no food licence");
  return {
    host,
    no,
    zhang,
    as,
    lane,
    supplyPath: async () => `/cases/${no}/supply/${(await lane()).caseItemId}`,
    window: async () => {
      await acceptAll(await as("window1"), no);
      await host.settle();
    },
    at: async (time: string) => {
      host.clock.set(Date.parse(`${time}+08:00`));
      await host.settle();
    },
    notices: async () => {
      const page = await host.platform.store.collection(documents).find({ limit: 200 });
      return page.rows.filter((one) => one.kind === "tolerance-notice");
    },
  };
}

describe("a department that accepts with what is lacking", () => {
  it("names only what may follow and a day within the time allowed; its word counts with the window's, and it looks at what comes", async (t) => {
    const { host, no, zhang, as, lane, window, supplyPath, notices } = await filed(t);
    const reviewer = await as("food.review");
    const row = (await taskOf(reviewer, no, "verdict")) ?? assert.fail("no verdict");
    const detail = ok(await reviewer.get<TaskDetail>(`/tasks/${row.id}`));
    assert.equal(detail.tolerance?.dues.length, 10);
    assert.equal(detail.tolerance.dues[4], "2026-03-09");
    const { version } = ok(await reviewer.post<{ version: number }>(`/tasks/${row.id}/claim`));
    const say = (data: object, idempotencyKey: string) =>
      reviewer.post<{ errors: { code: string; pointer: string }[] }>(
        `/tasks/${row.id}/complete`,
        { outcome: "done", data: { verdict: "tolerate", ...data } },
        { ifMatch: version, idempotencyKey },
      );
    for (const [data, code] of [
      [{}, "required"],
      [{ missing: [{ materialId: "floor-plan" }] }, "not-tolerable"],
      [{ missing, days: 11 }, "too-long"],
      [{ missing: "all" }, "verdict"],
    ] as const) {
      const refused = await say(data, code);
      assert.deepEqual(
        [refused.status, refused.body.errors[0]?.code],
        [422, code],
        JSON.stringify(refused.body),
      );
    }
    ok(await say({ missing, days: 5 }, "so"));
    await host.settle();
    assert.equal((await lane()).status, "RECEIVED", "the window has not spoken yet");
    const window1 = await as("window1");
    const round = (await taskOf(window1, no, "accept")) ?? assert.fail("no round");
    const seen = ok(await window1.get<TaskDetail>(`/tasks/${round.id}`)).acceptance?.items;
    const said = seen?.find((item) => item.itemId === "food-licence");
    assert.equal(said?.departmentVerdict?.verdict, "tolerate");
    await window();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    assert.deepEqual([(await lane()).status, (await lane()).acceptMode], ["IN_REVIEW", "TOLERANT"]);
    const page = ok(await zhang.get<TolerancePage>(await supplyPath()));
    assert.deepEqual(
      [page.due, page.materials.map(({ id, what }) => [id, what])],
      ["2026-03-09", [["health-certificates", "缺两名员工的健康证明"]]],
    );
    assert.equal((await notices()).length, 1);

    ok(await zhang.post(`${await supplyPath()}/promise`));
    ok(
      await zhang.upload<MaterialSlot>(`${await supplyPath()}/materials/health-certificates/files`, {
        name: "health.pdf",
        bytes: new TextEncoder().encode(new TextDecoder().decode(PDF).replace("200 200", "200 201")),
        type: "application/pdf",
      }),
    );
    ok(await zhang.post(await supplyPath(), { materials: ["health-certificates"] }));
    await host.settle();
    assert.equal(await taskOf(await as("window2"), no, "supply"), null, "only who asked looks at it");
    await act(await as("food.review"), no, "supply", "accept", {});
    await host.settle();
    const after = ok(await zhang.get<TolerancePage>(await supplyPath()));
    assert.equal(after.materials[0]?.state, "confirmed");
  });

  it("late by its day, the item is ended; silent windows make acceptance deemed, and nothing is asked for then", async (t) => {
    const { no, as, lane, window, at, host, supplyPath, zhang } = await filed(t);
    await act(await as("food.review"), no, "verdict", "done", { verdict: "tolerate", missing, days: 3 });
    await window();
    await at("2026-03-05T17:29:00");
    assert.equal((await lane()).status, "IN_REVIEW");
    await at("2026-03-05T17:30:00");
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    assert.equal((await lane()).status, "TERMINATED");

    const second = await filed(t);
    await act(await second.as("food.review"), second.no, "verdict", "done", {
      verdict: "tolerate",
      missing,
    });
    await second.host.settle();
    await second.at("2026-03-09T17:30:00");
    assert.equal((await second.lane()).acceptMode, "DEEMED");
    assert.equal((await second.zhang.get(await second.supplyPath())).status, 404);
    assert.equal((await zhang.get(await supplyPath())).status, 200);
  });
});
