import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { HttpAnswer, HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, CheckPage, Submitted, TolerancePage } from "./api.ts";
import { act, filledDraft, ok, only, PDF, readResults, submit, taskOf } from "./testing/restaurant.ts";

const grant = { content: "热食类食品制售", from: "2026-03-16", publish: "public" };

describe("accepted with tolerance", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let no = "";
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const progress = async (): Promise<CaseProgress> => ok(await zhang.get<CaseProgress>(`/cases/${no}`));
  const food = async () =>
    (await progress()).lanes.find((lane) => lane.itemId === "food-licence") ?? assert.fail("no food licence");
  const supplyPath = async (): Promise<string> => `/cases/${no}/supply/${(await food()).caseItemId}`;
  const page = async (): Promise<TolerancePage> => ok(await zhang.get<TolerancePage>(await supplyPath()));
  const at = async (time: string): Promise<void> => {
    host.clock.set(Date.parse(`${time}+08:00`));
    await host.settle();
  };
  const upload = async (material: string, mark: number): Promise<MaterialSlot> =>
    ok(
      await zhang.upload<MaterialSlot>(`${await supplyPath()}/materials/${material}/files`, {
        name: `${material}.pdf`,
        bytes: new TextEncoder().encode(
          new TextDecoder().decode(PDF).replace("200 200", `200 ${200 + mark}`),
        ),
        type: "application/pdf",
      }),
    );
  const accept = async (
    verdict: object,
  ): Promise<HttpAnswer<{ errors: { code: string; pointer: string }[] }>> => {
    const window1 = await as("window1");
    const row = (await taskOf(window1, no, "accept")) ?? assert.fail("no round");
    const detail = ok(await window1.get<TaskDetail>(`/tasks/${row.id}`));
    const claimed = ok(await window1.post<{ version: number }>(`/tasks/${row.id}/claim`));
    const verdicts = Object.fromEntries(
      (detail.acceptance?.items ?? []).map((item) => [
        item.caseItemId,
        item.itemId === "food-licence"
          ? verdict
          : { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
      ]),
    );
    return window1.post(
      `/tasks/${row.id}/complete`,
      { outcome: "done", data: { verdicts } },
      { ifMatch: claimed.version, idempotencyKey: `accept-${JSON.stringify(verdict).length}` },
    );
  };
  const missing = [{ materialId: "health-certificates", what: "缺两名员工的健康证明" }];

  beforeEach(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
  });
  afterEach(() => host.close());

  it("names what is missing, and only what may follow; the clock runs, the grant is barred until all is confirmed", async () => {
    const nothing = await accept({ verdict: "tolerate", missing: [] });
    assert.deepEqual(
      nothing.body.errors.map((error) => error.code),
      ["required"],
    );
    const wrong = await accept({ verdict: "tolerate", missing: [{ materialId: "floor-plan" }] });
    assert.deepEqual(
      wrong.body.errors.map((error) => error.code),
      ["not-tolerable"],
    );
    ok(await accept({ verdict: "tolerate", missing }));
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const lane = await food();
    assert.deepEqual(
      [lane.status, lane.acceptMode, lane.light?.due],
      ["IN_REVIEW", "TOLERANT", "2026-03-16"],
    );
    const { documents, needsYou } = await progress();
    assert.ok(documents.some((document) => document.title.zh === "容缺受理通知书"));
    assert.ok(!documents.some((document) => document.title.zh === "容缺受理承诺书"));
    assert.equal(needsYou[0]?.href, await supplyPath());
    assert.match((await only(zhang, "todo")).todo?.zh ?? "", /2026-03-16/);

    await act(await as("food.review"), no, "review", "pass", { way: "document", opinion: "符合" });
    await act(await as("food.approve"), no, "approve", "pass", { opinion: "同意" });
    const decider = await as("food.decide");
    const row = (await taskOf(decider, no, "decide")) ?? assert.fail("no decision");
    const decision = ok(await decider.get<TaskDetail>(`/tasks/${row.id}`)).decision;
    const check = decision?.checks.find((one) => one.id === "tolerance");
    assert.deepEqual(
      [check?.ok, check?.blocks, check?.text.zh],
      [false, "grant", "容缺材料未补齐：从业人员健康证明"],
    );
    const claimed = ok(await decider.post<{ version: number }>(`/tasks/${row.id}/claim`));
    const barred = await decider.post<{ errors: { code: string }[] }>(
      `/tasks/${row.id}/complete`,
      { outcome: "grant", data: grant },
      { ifMatch: claimed.version, idempotencyKey: "early" },
    );
    assert.equal(barred.status, 422, JSON.stringify(barred.body));
    assert.ok(barred.body.errors.some((error) => error.code === "check-tolerance"));

    assert.equal((await zhang.post(await supplyPath(), { materials: ["health-certificates"] })).status, 422);
    await upload("health-certificates", 1);
    assert.equal((await zhang.post(await supplyPath(), { materials: ["health-certificates"] })).status, 409);
    ok(await zhang.post(`${await supplyPath()}/promise`));
    assert.ok((await progress()).documents.some((document) => document.title.zh === "容缺受理承诺书"));
    ok(await zhang.post(await supplyPath(), { materials: ["health-certificates"] }));
    await host.settle();
    assert.deepEqual((await progress()).needsYou, []);
    await act(await as("window1"), no, "supply", "return", { note: "一张看不清" });
    await host.settle();
    const back = await page();
    assert.deepEqual([back.materials[0]?.state, back.materials[0]?.note], ["open", "一张看不清"]);
    const second = await upload("health-certificates", 2);
    const file = second.files.at(-1)?.id ?? "";
    ok(await zhang.delete(`${await supplyPath()}/materials/health-certificates/files/${file}`));
    await upload("health-certificates", 3);
    ok(await zhang.post(await supplyPath(), { materials: ["health-certificates"] }));
    await host.settle();
    await act(await as("window2"), no, "supply", "accept", {});
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    assert.equal((await page()).materials[0]?.state, "confirmed");
    ok(
      await decider.post(
        `/tasks/${row.id}/complete`,
        { outcome: "grant", data: grant },
        { ifMatch: claimed.version, idempotencyKey: "now" },
      ),
    );
    await host.settle();
    ok(await readResults(zhang, no));
    await host.settle();
    assert.equal((await food()).status, "CLOSED");
    assert.equal((await zhang.get(await supplyPath())).status, 200, "what was supplied can still be read");
  });

  it("is ended at the end of the last day when nothing came, with notice; the other items go on", async () => {
    ok(await accept({ verdict: "tolerate", missing }));
    await host.settle();
    await at("2026-03-16T17:29:00");
    assert.equal((await food()).status, "IN_REVIEW");
    await at("2026-03-16T17:30:00");
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const lane = await food();
    assert.deepEqual([lane.status, lane.reasons?.zh.slice(0, 5)], ["TERMINATED", "容缺受理后"]);
    const { documents, lanes, needsYou } = await progress();
    assert.ok(documents.some((document) => document.title.zh === "终止办理通知书"));
    assert.equal(lanes.find((one) => one.itemId === "sign-permit")?.status, "IN_REVIEW");
    assert.deepEqual(needsYou, []);
    assert.equal(await taskOf(await as("food.review"), no, "review"), null);
    assert.equal((await zhang.post(`${await supplyPath()}/promise`)).status, 409);
  });

  it("is not late when it was handed in before the end, however long the office takes; returned, the time goes on", async () => {
    ok(await accept({ verdict: "tolerate", missing }));
    await host.settle();
    await at("2026-03-13T10:00:00");
    ok(await zhang.post(`${await supplyPath()}/promise`));
    await upload("health-certificates", 1);
    ok(await zhang.post(await supplyPath(), { materials: ["health-certificates"] }));
    await at("2026-03-18T10:00:00");
    assert.equal((await food()).status, "IN_REVIEW");
    await act(await as("window1"), no, "supply", "return", { note: "不清楚" });
    await host.settle();
    assert.equal((await page()).due, "2026-03-19", "three working days with the office are not counted");
    await at("2026-03-19T17:30:00");
    assert.equal((await food()).status, "TERMINATED");
  });

  it("a paper promised at submission is accepted with tolerance without more ado, also when acceptance is deemed", async () => {
    const draft = await filledDraft(zhang);
    const path = `/drafts/${draft.id}/materials/food-rules`;
    const slots = ok(await zhang.get<{ slots: MaterialSlot[] }>(`/drafts/${draft.id}/materials`)).slots;
    const files = slots.find((slot) => slot.id === "food-rules")?.files ?? [];
    for (const file of files) ok(await zhang.delete(`${path}/files/${file.id}`));
    const check = ok(await zhang.get<CheckPage>(`/drafts/${draft.id}/check`));
    assert.deepEqual(check.blockers, []);
    assert.deepEqual(
      check.tolerances.map((one) => [one.materialId, one.days]),
      [["food-rules", 10]],
    );
    const body = {
      declarations: check.declarations.map((declaration) => declaration.id),
      undertakings: check.undertakings.map((undertaking) => undertaking.itemId),
      delivery: { way: "electronic" },
    };
    const options = { ifMatch: check.draft.version, idempotencyKey: "without" };
    const refused = await zhang.post<{ errors: { code: string }[] }>(
      `/drafts/${draft.id}/submit`,
      body,
      options,
    );
    assert.deepEqual(
      [refused.status, refused.body.errors.map((error) => error.code)],
      [422, ["promise-needed"]],
    );
    const sent = await zhang.post<Submitted>(
      `/drafts/${draft.id}/submit`,
      { ...body, promises: ["food-rules"] },
      { ...options, idempotencyKey: "with" },
    );
    no = ok(sent).no;
    await host.settle();
    await at("2026-03-09T17:30:00");
    assert.deepEqual(host.platform.engine.query.incidents(), []);
    const lane = await food();
    assert.equal(lane.acceptMode, "DEEMED");
    const supply = await page();
    assert.deepEqual([supply.due, supply.materials[0]?.id], ["2026-03-23", "food-rules"]);
    assert.ok(supply.agreedAt);
    assert.ok((await progress()).documents.some((document) => document.title.zh === "容缺受理承诺书"));
  });
});
