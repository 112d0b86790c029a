import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { localInstant } from "../clocks/index.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { CaseProgress, ClarificationPage } from "./api.ts";
import { acceptAll, act, filledDraft, ok, submit, taskOf } from "./testing/restaurant.ts";

describe("an explanation that a department asks for after acceptance", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let reviewer: HttpClient;
  let no = "";
  const lane = async () =>
    ok(await zhang.get<CaseProgress>(`/cases/${no}`)).lanes.find((one) => one.itemId === "sign-permit");
  const task = async (): Promise<TaskDetail> => {
    const row = (await taskOf(reviewer, no, "review")) ?? assert.fail();
    return ok(await reviewer.get<TaskDetail>(`/tasks/${row.id}`));
  };
  const page = async (): Promise<ClarificationPage> =>
    ok(await zhang.get<ClarificationPage>(`/cases/${no}/clarifications`));

  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    ({ no } = ok(await submit(zhang, await filledDraft(zhang))));
    await host.settle();
    const window1 = await host.signedIn("window1", { actAs: "post" });
    const early = (await taskOf(window1, no, "accept")) ?? assert.fail();
    const refused = await window1.post(`/tasks/${early.id}/clarify`, { question: "?" });
    assert.equal(refused.status, 403, "before acceptance there is only a correction");
    await acceptAll(window1, no);
    await host.settle();
    reviewer = await host.signedIn("sign.review", { actAs: "post" });
  });
  after(() => host.close());

  it("stops no clock, and tells the applicant what is asked", async () => {
    const before = (await lane())?.light;
    const { id, clarification } = await task();
    assert.equal(clarification?.canAsk, true);
    const empty = await reviewer.post<{ code: string }>(`/tasks/${id}/clarify`, { question: "  " });
    assert.equal(empty.status, 422);
    ok(await reviewer.post(`/tasks/${id}/clarify`, { question: "招牌夜间照明到几点？" }));
    await host.settle();
    const asked = await lane();
    assert.deepEqual([asked?.status, asked?.light], ["IN_REVIEW", before]);
    const { questions } = await page();
    assert.deepEqual(
      questions.map((one) => [one.question, one.department.id, one.open, one.answer]),
      [["招牌夜间照明到几点？", "city-management", true, null]],
    );
    const progress = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
    assert.deepEqual(
      progress.needsYou.map((need) => need.href),
      [`/cases/${no}/clarifications`],
    );
  });

  it("that is not answered bars no decision and is no reason by itself: the light turns as ever", async () => {
    host.clock.set(localInstant("2026-03-10", "09:00"));
    await host.settle();
    assert.equal((await lane())?.light?.colour, "RED", "the office's own limit has passed");
    await act(reviewer, no, "review", "pass", { way: "document", opinion: "可以" });
    await host.settle();
    const decider = await host.signedIn("sign.decide", { actAs: "post" });
    const row = (await taskOf(decider, no, "decide")) ?? assert.fail();
    const { decision } = ok(await decider.get<TaskDetail>(`/tasks/${row.id}`));
    const check = decision?.checks.find((one) => one.id === "clarification");
    assert.deepEqual([check?.ok, check?.blocks], [false, "none"]);
  });

  it("is answered by its applicant alone, once, in words", async () => {
    const [question] = (await page()).questions;
    const path = `/cases/${no}/clarifications/${question?.id ?? ""}`;
    const li = await host.signedIn("li", { actAs: "enterprise" });
    assert.equal((await li.post(path, { answer: "…" })).status, 404);
    assert.equal((await zhang.post(path, { answer: " " })).status, 422);
    const answered = ok(await zhang.post<ClarificationPage>(path, { answer: "到晚上十点关灯。" }));
    assert.equal(answered.questions[0]?.answer?.text, "到晚上十点关灯。");
    assert.equal((await zhang.post(path, { answer: "改一下" })).status, 409);
    const decider = await host.signedIn("sign.decide", { actAs: "post" });
    const row = (await taskOf(decider, no, "decide")) ?? assert.fail();
    const detail = ok(await decider.get<TaskDetail>(`/tasks/${row.id}`));
    assert.equal(detail.clarification?.questions[0]?.answer?.text, "到晚上十点关灯。");
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });
});
