/** Several people act in the same moment: one outcome, and everyone is told which. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { CaseProgress } from "../cases/api.ts";
import type { CorrectionPage } from "../cases/correction/api.ts";
import { act, filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import { loadContent } from "../catalogue/content/load-content.ts";
import { copyContent } from "../catalogue/content/testing.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { TaskDetail, TaskRow } from "./api.ts";

interface Told {
  code: string;
  detail: string;
}

async function filed(host: TestPlatform): Promise<{ zhang: HttpClient; no: string }> {
  const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
  const { no } = ok(await submit(zhang, await filledDraft(zhang, { tobacco: "yes" })));
  await host.settle();
  return { zhang, no };
}
const verdictsOf = (task: TaskDetail): Record<string, unknown> =>
  Object.fromEntries(
    (task.acceptance?.items ?? []).map((item) => [
      item.caseItemId,
      { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
    ]),
  );

it("two clerks take one task: one has it, the other is told who; the one without it cannot complete it", async (t) => {
  const host = await createTestPlatform();
  t.after(() => host.close());
  await assembleAreas(host.platform);
  const { no } = await filed(host);
  const clerks = [
    await host.signedIn("window1", { actAs: "post" }),
    await host.signedIn("window2", { actAs: "post" }),
  ];
  const row = (await taskOf(clerks[0]!, no, "accept")) ?? assert.fail();
  const answers = await Promise.all(
    clerks.map((clerk) => clerk.post<{ version: number } & Told>(`/tasks/${row.id}/claim`, {})),
  );
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
  const at = answers.findIndex(({ status }) => status === 200);
  const [holder, other] = [clerks[at]!, clerks[1 - at]!];
  const told = answers[1 - at]!.body;
  assert.match(told.detail, at === 0 ? /王一窗/ : /赵二窗/);

  const task = ok(await holder.get<TaskDetail>(`/tasks/${row.id}`));
  const refusing = Object.fromEntries(
    Object.keys(verdictsOf(task)).map((id) => [
      id,
      { verdict: "not-accept", reason: "材料不符", competent: "" },
    ]),
  );
  const complete = (clerk: HttpClient, key: string, verdicts = verdictsOf(task)) =>
    clerk.post<Told>(
      `/tasks/${row.id}/complete`,
      { outcome: "done", data: { verdicts } },
      { ifMatch: task.version, idempotencyKey: key },
    );
  // the holder in two windows that say different things, and the clerk who was late
  const done = await Promise.all([
    complete(holder, "a"),
    complete(holder, "b", refusing),
    complete(other, "c"),
  ]);
  const counted = done.filter(({ status }) => status === 200);
  assert.equal(counted.length, 1, JSON.stringify(done.map(({ status, body }) => [status, body.code])));
  for (const answer of done.filter(({ status }) => status !== 200)) {
    assert.ok([403, 409].includes(answer.status), String(answer.status));
    assert.notEqual(answer.body.detail, "");
  }
  await host.settle();
  assert.equal(await taskOf(holder, no, "accept"), null);
  assert.deepEqual(host.platform.engine.query.incidents(), []);
});

it("three departments ask for corrections in one moment: one notice has all their points, and the applicant one list", async (t) => {
  const host = await createTestPlatform();
  t.after(() => host.close());
  const copy = await copyContent();
  t.after(() => copy.close());
  await copy.edit("processes/catering-shop/package.yaml", (text) =>
    text.replaceAll("acceptance: window", "acceptance: department"),
  );
  await assembleAreas(host.platform, { content: await loadContent(copy.dir) });
  const { zhang, no } = await filed(host);
  const asked = { sign: "sign.width", fire: "fire.exits", tobacco: "tobacco.schoolDistance" };
  await Promise.all(
    Object.entries(asked).map(async ([department, path]) => {
      const clerk = await host.signedIn(`${department}.review`, { actAs: "post" });
      const point = {
        target: { kind: "field", path },
        problem: "与现场不一致。",
        ask: "按实际情况改正。",
        basis: "《行政许可法》第三十一条",
      };
      await act(clerk, no, "verdict", "done", { verdict: "correct", points: [point] });
    }),
  );
  const food = await host.signedIn("food.review", { actAs: "post" });
  await act(food, no, "verdict", "done", { verdict: "accept" });
  await host.settle();

  const window1 = await host.signedIn("window1", { actAs: "post" });
  const { rows } = ok(await window1.get<{ rows: TaskRow[] }>("/tasks?view=team&limit=200"));
  const composers = rows.filter((row) => row.caseNo === no && row.kind === "correction");
  assert.equal(composers.length, 1, "one task sends the notice");
  const { correction } = ok(await window1.get<TaskDetail>(`/tasks/${composers[0]!.id}`));
  const pending = correction?.pending ?? [];
  assert.deepEqual(
    pending.map(({ target }) => (target.kind === "field" ? target.path : "")).toSorted(),
    Object.values(asked).toSorted(),
  );
  await act(window1, no, "correction", "send", {
    points: pending.map(({ department: _department, label: _label, ...point }) => point),
  });
  await host.settle();
  const page = ok(await zhang.get<CorrectionPage>(`/cases/${no}/corrections/1`));
  assert.equal(page.points.length, 3);
  assert.equal((await zhang.get(`/cases/${no}/corrections/2`)).status, 404, "there is one notice");
  const { lanes } = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
  assert.deepEqual(
    lanes
      .filter(({ status }) => status === "SUPPLEMENT")
      .map(({ itemId }) => itemId)
      .toSorted(),
    ["fire-check", "sign-permit", "tobacco-licence"],
  );
  assert.deepEqual(host.platform.engine.query.incidents(), []);
});
