import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import { auditRows } from "../../audit/index.ts";
import type { PageMark, PageMarks } from "../../materials/marks/api.ts";
import type { Problem } from "../../platform/api.ts";
import { createTestPlatform, type TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../../platform/testing/http-client.ts";
import type { TaskDetail } from "../../tasks/api.ts";
import { act, filledDraft, ok, PDF, submit, taskOf } from "../testing/restaurant.ts";
import type { CorrectionPage } from "./api.ts";

const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.05 };

describe("a mark on a page", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let window: HttpClient;
  let no = "";
  let file = "";
  let mark: PageMark;
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const path = (): string => `/cases/${no}/marks`;
  const listed = async (username: string): Promise<PageMark[]> =>
    ok(await (await as(username)).get<PageMarks>(path())).rows;
  const correction = async (): Promise<CorrectionPage> =>
    ok(await zhang.get<CorrectionPage>(`/cases/${no}/corrections/1`));

  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    ({ no } = ok(await submit(zhang, await filledDraft(zhang))));
    await host.settle();
    window = await as("window1");
    const row = (await taskOf(window, no, "accept")) ?? assert.fail();
    const task = ok(await window.get<TaskDetail>(`/tasks/${row.id}`));
    file = task.materials.find((slot) => slot.id === "sign-pictures")?.files[0]?.id ?? assert.fail();
  });
  after(() => host.close());

  it("has its page, its region and a note, and the officials who read the document see who made it", async () => {
    mark = ok(await window.post<PageMark>(path(), { fileId: file, page: 1, box, note: "看不清店名" }));
    assert.deepEqual(
      [mark.materialId, mark.file.id, mark.page, mark.box, mark.state, mark.mine],
      ["sign-pictures", file, 1, box, "standing", true],
    );
    const [seen] = await listed("sign.review");
    assert.deepEqual(
      [seen?.id, seen?.note, seen?.by, seen?.department.en, seen?.mine],
      [mark.id, "看不清店名", "王一窗", "Common Window", false],
    );
  });

  it("lies inside a page that the file has", async () => {
    const refused = async (change: object): Promise<string | undefined> => {
      const request = { fileId: file, page: 1, box, note: "x", ...change };
      const answer = await window.post<Problem>(path(), request);
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
      return answer.body.errors?.[0]?.pointer;
    };
    assert.equal(await refused({ page: 2 }), "/page");
    assert.equal(await refused({ box: { ...box, x: 0.9 } }), "/box");
    assert.equal(await refused({ box: { ...box, w: 0 } }), "/box/w");
    assert.equal(await refused({ note: "  " }), "/note");
  });

  it("is nobody's else: departments that do not read it and citizens neither see nor make one", async () => {
    assert.deepEqual(await listed("food.review"), [], "its items do not use the pictures of the sign");
    const food = await as("food.review");
    const request = { fileId: file, page: 1, box, note: "x" };
    assert.equal((await food.post(path(), request)).status, 404);
    assert.equal((await zhang.get(path())).status, 403);
    assert.equal((await zhang.post(path(), request)).status, 403);
    assert.equal((await (await as("tobacco.review")).get(path())).status, 404);
  });

  it("is taken away by who made it alone; who took it away is on record", async () => {
    const own = ok(await window.post<PageMark>(path(), { fileId: file, page: 1, box, note: "误" }));
    const sign = await as("sign.review");
    assert.equal((await sign.delete(`${path()}/${own.id}`)).status, 403);
    assert.equal((await sign.delete(`${path()}/nothing`)).status, 404);
    ok(await window.delete(`${path()}/${own.id}`));
    assert.equal((await window.delete(`${path()}/${own.id}`)).status, 404);
    assert.deepEqual(
      (await listed("window1")).map(({ id }) => id),
      [mark.id],
    );
    const rows = await host.platform.store
      .collection(auditRows)
      .find({ filter: { in: ["action", ["marks.add", "marks.remove"]] } });
    assert.deepEqual(
      rows.rows.map((row) => row.action),
      ["marks.add", "marks.add", "marks.remove"],
    );
  });

  it("is the place of a point of its own document only, and the applicant is shown it there", async () => {
    const point = (materialId: string, id: string): object => ({
      target: { kind: "material", materialId },
      problem: "看不清。",
      ask: "换一张。",
      basis: "《行政许可法》第三十一条",
      mark: id,
    });
    const row = (await taskOf(window, no, "accept")) ?? assert.fail();
    const task = ok(await window.get<TaskDetail>(`/tasks/${row.id}`));
    const sign = task.acceptance?.items.find((item) => item.itemId === "sign-permit") ?? assert.fail();
    const verdicts = (points: object[]): object =>
      Object.fromEntries(
        (task.acceptance?.items ?? []).map((item) => [
          item.caseItemId,
          item === sign
            ? { verdict: "correct", points }
            : { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
        ]),
      );
    const { version } = ok(await window.post<{ version: number }>(`/tasks/${row.id}/claim`));
    for (const [key, wrong] of [
      ["other", point("tenure-proof", mark.id)],
      ["unknown", point("sign-pictures", "nothing")],
    ] as const) {
      const answer = await window.post<Problem>(
        `/tasks/${row.id}/complete`,
        { outcome: "done", data: { verdicts: verdicts([wrong]) } },
        { ifMatch: version, idempotencyKey: key },
      );
      assert.ok(
        answer.body.errors?.some((error) => error.code === "mark"),
        JSON.stringify(answer.body),
      );
    }
    ok(await window.post(`/tasks/${row.id}/release`));
    await act(window, no, "accept", "done", { verdicts: verdicts([point("sign-pictures", mark.id)]) });
    await host.settle();
    const compose = (await taskOf(window, no, "correction")) ?? assert.fail();
    const composer = ok(await window.get<TaskDetail>(`/tasks/${compose.id}`)).correction ?? assert.fail();
    const points = composer.pending.map(({ department: _department, label: _label, ...rest }) => rest);
    assert.equal(points[0]?.mark, mark.id);
    await act(window, no, "correction", "send", { points });
    await host.settle();
    const asked = (await correction()).points[0];
    assert.deepEqual(
      [asked?.page, asked?.mark?.box, asked?.mark?.note, asked?.mark?.by, asked?.mark?.department.en],
      [1, box, "看不清店名", null, "Common Window"],
    );
  });

  it("is void once the document is another, and stays readable where it was asked for", async () => {
    ok(
      await zhang.upload(`/cases/${no}/corrections/1/materials/sign-pictures/files`, {
        name: "new.pdf",
        bytes: new Uint8Array([...PDF, 10]),
        type: "application/pdf",
      }),
    );
    assert.equal((await correction()).points[0]?.mark?.state, "standing", "not handed in yet");
    const { version } = await correction();
    ok(
      await zhang.post(
        `/cases/${no}/corrections/1/hand-in`,
        { points: ["p1"] },
        { ifMatch: version, idempotencyKey: "in" },
      ),
    );
    await host.settle();
    assert.deepEqual(
      (await listed("sign.review")).map(({ id, state }) => [id, state]),
      [[mark.id, "void"]],
    );
    const point = (await correction()).points[0];
    assert.deepEqual([point?.mark?.state, point?.mark?.file.id], ["void", file]);
    assert.equal((await zhang.get(`/files/${file}`)).status, 200);
  });
});
