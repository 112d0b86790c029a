import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { filledDraft, ok, submit, acceptAll, act, taskOf } from "../cases/testing/restaurant.ts";
import { enterprises } from "../identity/index.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { Assignees, TaskDetail, TaskList } from "./api.ts";

describe("who sees and does what", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let li: HttpClient;
  let draftId = "";
  let no = "";
  const as = (name: string): Promise<HttpClient> => host.signedIn(name, { actAs: "post" });

  before(async () => {
    host = await createTestPlatform();
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    li = await host.signedIn("li", { actAs: "enterprise" });
    const draft = await filledDraft(zhang);
    draftId = draft.id;
    no = ok(await submit(zhang, draft)).no;
    await host.settle();
  });
  after(() => host.close());

  it("a citizen finds nothing of another's: drafts, parts, cases, receipts are not there", async () => {
    const mine = ok(
      await zhang.post<{ id: string; version: number }>("/drafts", {
        packageId: "catering-shop",
        answers: draftAnswers,
      }),
    );
    const ids = [mine.id, draftId];
    for (const id of ids)
      for (const path of ["", "/parts/operator", "/check", "/materials"])
        assert.equal((await li.get(`/drafts/${id}${path}`)).status, 404, path);
    assert.equal(
      (await li.put(`/drafts/${mine.id}/parts/operator`, { data: {} }, { ifMatch: 1 })).status,
      404,
    );
    assert.equal(
      (await li.put(`/drafts/${mine.id}/answers`, { answers: {}, confirm: true }, { ifMatch: 1 })).status,
      404,
    );
    assert.equal((await li.delete(`/drafts/${mine.id}`)).status, 404);
    assert.equal((await submitted(li, mine.id)).status, 404);
    assert.equal((await li.get(`/cases/${no}`)).status, 404);
    assert.equal((await li.get(`/cases/${no}/receipt`)).status, 404);
    const self = await host.signedIn("zhang", { actAs: "self" });
    assert.equal((await self.get(`/cases/${no}`)).status, 404);
    assert.equal((await (await as("food.review")).get(`/cases/${no}`)).status, 404);
    ok(await zhang.delete(`/drafts/${mine.id}`));
  });

  it("a stranger sees status and lanes with number and query code, nothing with a wrong one, and not for long", async () => {
    const { queryCode } = ok(await zhang.get<{ queryCode: string }>(`/cases/${no}/receipt`));
    const stranger = await host.client();
    const found = ok(
      await stranger.post<{ lanes: unknown[]; applicant?: unknown }>("/cases/lookup", {
        no: `${no.slice(0, 6)} ${no.slice(6)}`,
        queryCode,
      }),
    );
    assert.equal(found.lanes.length, 4);
    assert.equal(found.applicant, undefined);
    const wrong = queryCode === "000000" ? "000001" : "000000";
    const statuses = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push((await stranger.post("/cases/lookup", { no, queryCode: wrong })).status);
    assert.equal(statuses[0], 404);
    assert.equal(statuses.at(-1), 429);
  });

  it("citizens have no inbox; a department sees its own tasks and only the fields its item reads", async () => {
    assert.equal((await zhang.get("/tasks")).status, 403);
    await acceptAll(await as("window1"), no);
    await host.settle();
    const sign = await as("sign.review");
    const list = ok(await sign.get<TaskList>("/tasks?view=team"));
    assert.deepEqual(
      list.rows.map((row) => row.department.id),
      ["city-management"],
    );
    assert.deepEqual(
      list.facets.items.map((item) => item.id),
      ["sign-permit"],
    );
    const task = list.rows[0] ?? assert.fail();
    const detail = ok(await sign.get<TaskDetail>(`/tasks/${task.id}`));
    const paths = detail.fields.map((field) => field.path);
    assert.ok(paths.includes("sign.wording"));
    for (const hidden of ["operator.idNumber", "food.kinds", "fire.exits", "premises.seats"])
      assert.ok(!paths.includes(hidden), hidden);
    assert.ok(detail.allFieldCount > paths.length);
    assert.ok(detail.rules.length > 0);
    assert.deepEqual(
      detail.materials.filter((slot) => !slot.usedBy.some((use) => use.id === "sign-permit")),
      [],
    );
    const fire = await as("fire.review");
    assert.equal((await fire.get(`/tasks/${task.id}`)).status, 404);
    assert.equal((await fire.post(`/tasks/${task.id}/claim`)).status, 404);
    const food = await as("food.review");
    const own = ok(await food.get<TaskDetail>(`/tasks/${(await taskOf(food, no))?.id ?? ""}`));
    const idNumber = own.fields.find((field) => field.path === "operator.idNumber");
    assert.deepEqual([idNumber?.masked, idNumber?.value.zh], [true, "370783********0002"]);
    const search = ok(await food.get<TaskList>(`/tasks?view=team&q=${no.slice(-5)}`));
    assert.equal(search.total, 1);
    assert.equal(ok(await food.get<TaskList>("/tasks?view=team&q=没有的字")).total, 0);
  });

  it("a clerk cannot act on a case of an enterprise of his own", async () => {
    const rows = host.platform.store.collection(enterprises);
    const enterprise =
      (await rows.find({ filter: { contains: ["members.personId", "zhang"] } })).rows[0] ?? assert.fail();
    const clerk = await as("sign.review");
    const me = ok(await clerk.get<{ person: { id: string } }>("/me"));
    await host.platform.store.transaction((tx) =>
      tx.update(enterprises, {
        ...enterprise,
        members: [...enterprise.members, { personId: me.person.id, role: "owner" }],
      }),
    );
    const task = (await taskOf(clerk, no)) ?? assert.fail();
    const refused = await clerk.post<{ code: string }>(`/tasks/${task.id}/claim`);
    assert.deepEqual([refused.status, refused.body.code], [403, "own-case"]);
    assert.match(ok(await clerk.get<TaskDetail>(`/tasks/${task.id}`)).blocked?.zh ?? "", /本人/);
    const others = ok(await clerk.get<Assignees>(`/tasks/${task.id}/assignees`));
    assert.ok(!others.some((person) => person.id === me.person.id));
    await host.platform.store.transaction((tx) =>
      tx.update(enterprises, { ...enterprise, version: enterprise.version + 1 }),
    );
  });

  it("a refusal needs facts, reasons, articles and remedies; all that lacks is told at once", async () => {
    await act(await as("sign.review"), no, "review", "pass", { way: "document", opinion: "可以" });
    await host.settle();
    const decider = await as("sign.decide");
    const task = (await taskOf(decider, no, "decide")) ?? assert.fail();
    const detail = ok(await decider.get<TaskDetail>(`/tasks/${task.id}`));
    assert.ok(detail.decision?.checks.every((check) => check.ok));
    const lacking = await decider.post<{ errors: { pointer: string }[] }>(
      `/tasks/${task.id}/complete`,
      { outcome: "refuse", data: { publish: "public", facts: "高度 5 米", remedies: " " } },
      { ifMatch: detail.version, idempotencyKey: "lacking" },
    );
    assert.equal(lacking.status, 422);
    assert.deepEqual(lacking.body.errors.map((error) => error.pointer).sort(), [
      "/data/articles",
      "/data/reasons",
      "/data/remedies",
    ]);
    const seen = ok(
      await decider.post<{ html: string; missing: unknown[] }>(`/tasks/${task.id}/preview`, {
        outcome: "grant",
        data: { content: "准予设置", from: "2026-03-02", publish: "public" },
      }),
    );
    assert.deepEqual(seen.missing, []);
    assert.match(seen.html, /准予设置/);
    // the sign permit's rule is three years: without an end in the form the decision names the rule's
    assert.match(seen.html.replace(/<[^>]+>/g, ""), /2026年3月2日至2029年3月1日/);
    assert.deepEqual(detail.decision?.validity?.to, "2029-03-01");
    const words = detail.decision?.numberPreviews;
    assert.notEqual(words?.grant, words?.refuse);
    const tooLong = await decider.post<{ errors: { pointer: string; code: string }[] }>(
      `/tasks/${task.id}/complete`,
      {
        outcome: "grant",
        data: { content: "准予设置", from: "2026-03-02", until: "2036-03-01", publish: "public" },
      },
      { ifMatch: detail.version, idempotencyKey: "too-long" },
    );
    assert.deepEqual(
      tooLong.body.errors.map(({ pointer, code }) => [pointer, code]),
      [["/data/until", "validity"]],
    );
  });

  it("every act and every read left a row", async () => {
    ok(await zhang.get(`/cases/${no}`));
    ok(await zhang.get("/cases"));
    const rows = (await host.platform.store.collection(auditRows).find({ limit: 2_000 })).rows.map(
      (row) => row.action,
    );
    for (const action of [
      "cases.draft",
      "cases.saveDraft",
      "cases.submit",
      "cases.read",
      "cases.lookup",
      "cases.setStatus",
      "tasks.claim",
      "tasks.complete",
      "tasks.read",
      "tasks.list",
      "tasks.search",
      "cases.list",
      "cases.readReceipt",
      "clocks.running",
      "clocks.stopped",
    ])
      assert.ok(rows.includes(action), action);
  });
});

const draftAnswers = {
  licence: "individual-business",
  format: "restaurant",
  kinds: { hot: true },
  floorArea: 40,
  sign: "no",
  tobacco: "no",
  chain: "no",
};

function submitted(client: HttpClient, id: string) {
  return client.post(
    `/drafts/${id}/submit`,
    { declarations: [], undertakings: [], delivery: { way: "electronic" } },
    { ifMatch: 1, idempotencyKey: "not-mine" },
  );
}
