import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import { localInstant } from "../../clocks/index.ts";
import type { HttpClient } from "../../platform/testing/http-client.ts";
import { createTestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TaskDetail, TaskRow } from "../../tasks/api.ts";
import type { CaseProgress, Lane, PointInput } from "../api.ts";
import { act, filledDraft, ok, PDF, submit, taskOf } from "../testing/restaurant.ts";
import type { CorrectionPage, HandedIn } from "./api.ts";

type Problem = { code: string; errors?: { pointer: string; code: string }[] };
let attempts = 0;
const field = (path: string): PointInput["target"] => ({ kind: "field", path });
const material = (materialId: string): PointInput["target"] => ({ kind: "material", materialId });
const point = (target: PointInput["target"], more: Partial<PointInput> = {}): PointInput => ({
  target,
  problem: "与现场不一致。",
  ask: "按实际情况改正。",
  basis: "《行政许可法》第三十一条",
  ...more,
});

/** A case in the common window, with everybody who acts on it. */
class Scene {
  readonly host: TestPlatform;
  readonly zhang: HttpClient;
  readonly no: string;
  private constructor(host: TestPlatform, zhang: HttpClient, no: string) {
    this.host = host;
    this.zhang = zhang;
    this.no = no;
  }
  static async file(now: string): Promise<Scene> {
    const host = await createTestPlatform({ now });
    await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang, { tobacco: "yes" })));
    await host.settle();
    return new Scene(host, zhang, no);
  }
  as(username: string): Promise<HttpClient> {
    return this.host.signedIn(username, { actAs: "post" });
  }
  async to(date: string, time = "09:00"): Promise<void> {
    this.host.clock.set(localInstant(date, time));
    await this.host.settle();
  }
  async progress(): Promise<CaseProgress> {
    return ok(await this.zhang.get<CaseProgress>(`/cases/${this.no}`));
  }
  async lane(item: string): Promise<Lane> {
    return (await this.progress()).lanes.find((lane) => lane.itemId === item) ?? assert.fail(item);
  }
  async open(username: string, kind: string): Promise<TaskDetail | null> {
    const clerk = await this.as(username);
    const row: TaskRow | null = await taskOf(clerk, this.no, kind);
    return row === null ? null : ok(await clerk.get<TaskDetail>(`/tasks/${row.id}`));
  }
  /** The window's verdicts; items not named are accepted. */
  async window(words: Record<string, Record<string, unknown>>): Promise<void> {
    const task = (await this.open("window1", "accept")) ?? assert.fail("no round");
    const verdicts = Object.fromEntries(
      (task.acceptance?.items ?? []).map((item) => [
        item.caseItemId,
        words[item.itemId] ?? { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
      ]),
    );
    await act(await this.as("window1"), this.no, "accept", "done", { verdicts });
    await this.host.settle();
  }
  async tobacco(data: Record<string, unknown>): Promise<void> {
    await act(await this.as("tobacco.review"), this.no, "verdict", "done", data);
    await this.host.settle();
  }
  async composer(): Promise<TaskDetail> {
    return (await this.open("window1", "correction")) ?? assert.fail("nothing to send");
  }
  /** Sends what was asked for, and what the window adds. */
  async send(more: Record<string, unknown>[] = []): Promise<void> {
    const { pending } = (await this.composer()).correction ?? assert.fail();
    const points = pending.map(({ department: _department, label: _label, ...rest }) => rest);
    await act(await this.as("window1"), this.no, "correction", "send", { points: [...points, ...more] });
    await this.host.settle();
  }
  async page(n = 1): Promise<CorrectionPage> {
    return ok(await this.zhang.get<CorrectionPage>(`/cases/${this.no}/corrections/${n}`));
  }
  async save(
    values: Record<string, unknown>,
    notes: Record<string, string> = {},
    n = 1,
  ): Promise<CorrectionPage> {
    const { version } = await this.page(n);
    return ok(
      await this.zhang.put<CorrectionPage>(
        `/cases/${this.no}/corrections/${n}`,
        { values, notes },
        { ifMatch: version },
      ),
    );
  }
  async upload(materialId: string, n = 1): Promise<void> {
    ok(
      await this.zhang.upload(`/cases/${this.no}/corrections/${n}/materials/${materialId}/files`, {
        name: `${materialId}-new.pdf`,
        bytes: new Uint8Array([...PDF, 10]),
        type: "application/pdf",
      }),
    );
  }
  async handIn(points: string[], n = 1): Promise<HandedIn> {
    const { version } = await this.page(n);
    const done = ok(
      await this.zhang.post<HandedIn>(
        `/cases/${this.no}/corrections/${n}/hand-in`,
        { points },
        { ifMatch: version, idempotencyKey: `hand-in-${n}-${points.join()}` },
      ),
    );
    await this.host.settle();
    return done;
  }
  incidents(): unknown[] {
    return this.host.platform.engine.query.incidents();
  }
}

describe("a correction that the window and a department ask for", () => {
  let scene: Scene;
  before(async () => {
    scene = await Scene.file("2026-02-11T10:00:00+08:00");
  });
  after(() => scene.host.close());

  it("needs what, how and by which rule for each point, about the item's own fields and documents only", async () => {
    const clerk = await scene.as("tobacco.review");
    const task = (await scene.open("tobacco.review", "verdict")) ?? assert.fail();
    assert.ok(task.correction?.items[0]?.targets.some((one) => one.label.zh.includes("学校")));
    const refused = async (points: unknown[]): Promise<string[]> => {
      const answer = await clerk.post<Problem>(
        `/tasks/${task.id}/complete`,
        { outcome: "done", data: { verdict: "correct", points } },
        { ifMatch: task.version, idempotencyKey: `points-${(attempts += 1)}` },
      );
      assert.equal(answer.status, 422);
      return (answer.body.errors ?? []).map((error) => `${error.pointer} ${error.code}`);
    };
    assert.deepEqual(await refused([]), ["/data/points points"]);
    assert.deepEqual(await refused([point(field("tobacco.schoolDistance"), { ask: " ", basis: "" })]), [
      "/data/points/0/ask required",
      "/data/points/0/basis required",
    ]);
    assert.deepEqual(
      await refused([
        point(field("sign.width")),
        point(material("sign-pictures")),
        point(field("tobacco.separate")),
        point(field("tobacco.separate")),
      ]),
      ["/data/points/0/target target", "/data/points/1/target target", "/data/points/3/target twice"],
    );
  });

  it("brings the window one task in which the points of both are merged, and which says who is still silent", async () => {
    await scene.to("2026-02-12");
    await scene.window({
      "sign-permit": {
        verdict: "correct",
        points: [point(field("sign.width")), point(material("sign-pictures"), { page: 2 })],
      },
    });
    const early = (await scene.composer()).correction ?? assert.fail();
    assert.deepEqual(
      early.pending.map((one) => `${one.department.id} ${one.label.zh}`),
      ["window 长", "window 招牌效果图与现场照片"],
    );
    assert.deepEqual(
      early.silent.map((one) => one.who.id),
      ["tobacco"],
    );
    assert.equal((await scene.lane("food-licence")).status, "IN_REVIEW", "the other items go on");
    await scene.to("2026-02-13");
    await scene.tobacco({
      verdict: "correct",
      points: [point(field("tobacco.schoolDistance")), point(material("tenure-proof"))],
    });
    const late = (await scene.composer()).correction ?? assert.fail();
    assert.deepEqual(
      late.pending.map((one) => one.department.id),
      ["window", "window", "tobacco", "tobacco"],
    );
    assert.deepEqual(late.silent, []);
    assert.equal(
      (await scene.lane("sign-permit")).status,
      "RECEIVED",
      "nothing rests before the notice is issued",
    );
  });

  it("cannot be sent without a point that a department asked for", async () => {
    const clerk = await scene.as("window1");
    const task = await scene.composer();
    const { pending } = task.correction ?? assert.fail();
    const points = pending.slice(0, 3).map(({ department: _d, label: _l, ...rest }) => rest);
    const answer = await clerk.post<Problem>(
      `/tasks/${task.id}/complete`,
      { outcome: "send", data: { points } },
      { ifMatch: task.version, idempotencyKey: "without-one" },
    );
    assert.equal(answer.status, 422);
    assert.deepEqual(
      answer.body.errors?.map((error) => error.code),
      ["point-dropped"],
    );
    const preview = ok(
      await clerk.post<{ html: string }>(`/tasks/${task.id}/preview`, {
        outcome: "send",
        data: { points },
      }),
    );
    assert.match(preview.html, /补正告知书/);
    assert.match(preview.html, /烟草专卖零售许可证新办/);
  });

  it("is one notice for both; only the listed items rest, until the thirtieth working day", async () => {
    await scene.to("2026-02-14", "11:00");
    await scene.send();
    const page = await scene.progress();
    const lanes = new Map(page.lanes.map((lane) => [lane.itemId, lane]));
    for (const item of ["sign-permit", "tobacco-licence"]) {
      const lane = lanes.get(item);
      assert.deepEqual(
        [lane?.status, lane?.light?.kind, lane?.light?.colour, lane?.light?.paused?.until],
        ["SUPPLEMENT", "completeness", "GREY", "2026-04-03"],
        item,
      );
    }
    assert.equal(lanes.get("fire-check")?.acceptMode, "UNDERTAKING");
    assert.equal(page.documents.filter((one) => one.title.zh.includes("补正告知书")).length, 1);
    assert.deepEqual(
      page.needsYou.map((need) => [need.text.zh, need.href]),
      [["补正 4 处", `/cases/${scene.no}/corrections/1`]],
    );
    assert.equal(page.status.code, "SUPPLEMENT");
    assert.equal(await scene.open("window1", "correction"), null);
    assert.deepEqual(scene.incidents(), []);
    await scene.to("2026-02-27", "18:00");
    assert.equal((await scene.lane("sign-permit")).status, "SUPPLEMENT", "what rests is not deemed accepted");
  });

  it("opens to the applicant what is listed, and nothing else", async () => {
    const page = await scene.page();
    assert.deepEqual(
      page.points.map((one) => one.page),
      [null, 2, null, null],
    );
    assert.deepEqual([page.state, page.due, page.light?.left], ["open", "2026-04-03", 26]);
    assert.deepEqual(
      page.points.map((one) => `${one.id} ${one.department.id} ${one.label.zh} ${one.state}`),
      [
        "p1 window 长 open",
        "p2 window 招牌效果图与现场照片 open",
        "p3 tobacco 与最近学校、幼儿园的距离 open",
        "p4 tobacco 房屋产权或租赁证明 open",
      ],
    );
    const refused = await scene.zhang.put<Problem>(
      `/cases/${scene.no}/corrections/1`,
      { values: { "sign.width": 3.6, "sign.height": 2, "operator.uscc": "x" }, notes: { p9: "?" } },
      { ifMatch: page.version },
    );
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors?.map((error) => `${error.pointer} ${error.code}`),
      ["/values/sign.height not-open", "/values/operator.uscc not-open", "/notes/p9 not-open"],
    );
    const strange = await scene.zhang.put<Problem>(
      `/cases/${scene.no}/corrections/1`,
      { values: { "sign.width": { $gt: 1 } }, notes: {} },
      { ifMatch: page.version },
    );
    assert.deepEqual(
      [strange.status, strange.body.errors?.map((error) => `${error.pointer} ${error.code}`)],
      [422, ["/values/sign.width type"]],
    );
    const slot = await scene.zhang.upload(`/cases/${scene.no}/corrections/1/materials/floor-plan/files`, {
      name: "x.pdf",
      bytes: PDF,
      type: "application/pdf",
    });
    assert.equal(slot.status, 404);
    const li = await scene.host.signedIn("li", { actAs: "enterprise" });
    assert.equal((await li.get(`/cases/${scene.no}/corrections/1`)).status, 404);
    const clerk = await scene.as("window1");
    assert.equal((await clerk.get(`/cases/${scene.no}/corrections/1`)).status, 403);
  });

  it("is saved, and handed in part by part: a receipt each time, and the check stays at rest", async () => {
    await scene.save({ "sign.width": 3.6 });
    const page = await scene.page();
    assert.deepEqual([page.points[0]?.before?.zh, page.points[0]?.after?.zh], ["4 米", "3.6 米"]);
    const nothing = await scene.zhang.post<Problem>(
      `/cases/${scene.no}/corrections/1/hand-in`,
      { points: ["p1", "p2"] },
      { ifMatch: page.version, idempotencyKey: "too-early" },
    );
    assert.deepEqual(
      nothing.body.errors?.map((error) => `${error.pointer} ${error.code}`),
      ["/points/p2 unanswered"],
    );
    await scene.to("2026-03-02");
    const part = await scene.handIn(["p1"]);
    assert.deepEqual([part.left, part.complete], [3, []]);
    const after = await scene.page();
    assert.equal(after.points[0]?.state, "handed-in");
    assert.ok(after.points[0]?.receiptId);
    assert.equal(after.receipts.length, 1);
    assert.equal((await scene.lane("sign-permit")).status, "SUPPLEMENT");
    const again = await scene.zhang.put<Problem>(
      `/cases/${scene.no}/corrections/1`,
      { values: { "sign.width": 5 }, notes: {} },
      { ifMatch: after.version },
    );
    assert.deepEqual(
      again.body.errors?.map((error) => error.code),
      ["handed-in"],
    );
  });

  it("begins a new check of five working days for an item whose points are all in, by those who asked", async () => {
    await scene.upload("sign-pictures");
    await scene.to("2026-03-03");
    const done = await scene.handIn(["p2"]);
    assert.equal(done.complete.length, 1);
    const sign = await scene.lane("sign-permit");
    assert.deepEqual([sign.status, sign.light?.colour, sign.light?.due], ["RECEIVED", "GREEN", "2026-03-10"]);
    assert.equal((await scene.lane("tobacco-licence")).status, "SUPPLEMENT");
    const task = (await scene.open("window1", "accept")) ?? assert.fail();
    assert.deepEqual(
      task.acceptance?.items.map((item) => item.itemId),
      ["sign-permit"],
    );
    assert.deepEqual(
      task.supplied.map((one) => [
        one.label.zh,
        one.before?.zh ?? null,
        one.after?.zh ?? null,
        one.files.length,
      ]),
      [
        ["长", "4 米", "3.6 米", 0],
        ["招牌效果图与现场照片", null, null, 1],
      ],
    );
    const file = task.supplied[1]?.filesBefore[0] ?? assert.fail("the old file is still there to compare");
    const clerk = await scene.as("window1");
    assert.equal((await clerk.get(`/files/${file.id}`)).status, 200);
    assert.equal(await scene.open("tobacco.review", "verdict"), null);
  });

  it("may be repeated in a later notice, of points of the first one only, and not be refused", async () => {
    const clerk = await scene.as("window1");
    const task = (await scene.open("window1", "accept")) ?? assert.fail();
    const id = task.acceptance?.items[0]?.caseItemId ?? "";
    const refused = async (word: Record<string, unknown>): Promise<string[]> => {
      const answer = await clerk.post<Problem>(
        `/tasks/${task.id}/complete`,
        { outcome: "done", data: { verdicts: { [id]: word } } },
        { ifMatch: task.version, idempotencyKey: `word-${(attempts += 1)}` },
      );
      assert.equal(answer.status, 422);
      return (answer.body.errors ?? []).map((error) => error.code);
    };
    assert.deepEqual(await refused({ verdict: "not-accept", reason: "不行" }), ["recheck"]);
    assert.deepEqual(await refused({ verdict: "correct", points: [point(field("sign.height"))] }), [
      "not-in-first",
    ]);
    assert.deepEqual(
      task.correction?.items[0]?.targets.map((one) => one.label.zh),
      ["长", "招牌效果图与现场照片"],
      "the screen offers only the first points",
    );
    await scene.window({ "sign-permit": { verdict: "correct", points: [point(material("sign-pictures"))] } });
    await scene.send();
    const second = await scene.page(2);
    assert.deepEqual(
      second.points.map((one) => [one.label.zh, one.first, one.state]),
      [["招牌效果图与现场照片", "p2", "open"]],
    );
    assert.equal(second.firstN, 1);
    assert.equal((await scene.progress()).needsYou.length, 2);
    assert.deepEqual(scene.incidents(), []);
  });

  it("is deemed in order when the office does not answer: accepted from that hand-in", async () => {
    await scene.to("2026-03-05", "15:00");
    await scene.upload("sign-pictures", 2);
    await scene.handIn(["p1"], 2);
    assert.equal((await scene.lane("sign-permit")).light?.due, "2026-03-12");
    await scene.to("2026-03-12", "17:29");
    assert.equal((await scene.lane("sign-permit")).status, "RECEIVED");
    await scene.to("2026-03-12", "17:30");
    const sign = await scene.lane("sign-permit");
    assert.deepEqual(
      [sign.acceptMode, sign.acceptedAt, sign.light?.legalDue],
      ["DEEMED", "2026-03-05T15:00:00+08:00", "2026-04-02"],
    );
    assert.equal(await scene.open("window1", "accept"), null);
  });

  it("of a department goes back to that department alone, which accepts", async () => {
    await scene.to("2026-03-16");
    await scene.upload("tenure-proof");
    await scene.save({ "tobacco.schoolDistance": 120 }, { p3: "重新测量过。" });
    const done = await scene.handIn(["p3", "p4"]);
    assert.equal(done.left, 0);
    assert.equal(await scene.open("window1", "accept"), null, "the window is not asked again");
    const task = (await scene.open("tobacco.review", "verdict")) ?? assert.fail();
    assert.deepEqual([task.light?.kind, task.light?.due], ["verdict", "2026-03-18"]);
    assert.deepEqual(
      task.supplied.map((one) => [one.label.zh, one.before?.zh ?? null, one.after?.zh ?? null, one.note]),
      [
        ["与最近学校、幼儿园的距离", "500 米", "120 米", "重新测量过。"],
        ["房屋产权或租赁证明", null, null, ""],
      ],
    );
    await scene.to("2026-03-17");
    await scene.tobacco({ verdict: "accept" });
    const lane = await scene.lane("tobacco-licence");
    assert.deepEqual([lane.status, lane.acceptMode], ["IN_REVIEW", "CORRECTED"]);
    assert.equal((await scene.page()).state, "complete");
    assert.deepEqual(scene.incidents(), []);
    const { days } = await scene.progress();
    assert.ok(days.office > 0);
  });
});

describe("corrections asked for at the same moment", () => {
  it("by the window and a department are one notice, and one task to send it", async (t) => {
    const scene = await Scene.file("2026-03-02T09:00:00+08:00");
    t.after(() => scene.host.close());
    await Promise.all([
      scene.window({ "sign-permit": { verdict: "correct", points: [point(field("sign.width"))] } }),
      scene.tobacco({ verdict: "correct", points: [point(field("tobacco.schoolDistance"))] }),
    ]);
    const clerk = await scene.as("window1");
    const { rows } = ok(await clerk.get<{ rows: TaskRow[] }>("/tasks?view=team&limit=200"));
    assert.deepEqual(
      rows.filter((row) => row.caseNo === scene.no).map((row) => row.kind),
      ["correction"],
    );
    assert.equal((await scene.composer()).correction?.pending.length, 2);
    await scene.send();
    assert.equal((await scene.page()).points.length, 2);
    assert.deepEqual(scene.incidents(), []);
  });

  it("handed in twice at once count once", async (t) => {
    const scene = await Scene.file("2026-03-02T09:00:00+08:00");
    t.after(() => scene.host.close());
    await scene.window({ "sign-permit": { verdict: "correct", points: [point(field("sign.width"))] } });
    await scene.send();
    await scene.save({ "sign.width": 3.6 });
    const { version } = await scene.page();
    const send = (key: string) =>
      scene.zhang.post<HandedIn>(
        `/cases/${scene.no}/corrections/1/hand-in`,
        { points: ["p1"] },
        { ifMatch: version, idempotencyKey: key },
      );
    const answers = await Promise.all([send("a"), send("b"), send("a")]);
    const [first, other, repeated] = answers.map((answer) => answer.status);
    assert.deepEqual([first, other].sort(), [200, 409], "one of the two requests counts");
    assert.equal(repeated, first, "the same request again has the same answer");
    await scene.host.settle();
    const page = await scene.page();
    assert.equal(page.receipts.length, 1);
    assert.deepEqual(scene.incidents(), []);
  });

  it("of an item that is withdrawn meanwhile are over; the notice's other items wait on", async (t) => {
    const scene = await Scene.file("2026-03-02T09:00:00+08:00");
    t.after(() => scene.host.close());
    await scene.window({
      "sign-permit": { verdict: "correct", points: [point(field("sign.width"))] },
      "food-licence": { verdict: "correct", points: [point(material("floor-plan"))] },
    });
    await scene.send();
    const sign = await scene.lane("sign-permit");
    ok(
      await scene.zhang.post(`/cases/${scene.no}/withdraw`, {
        items: [sign.caseItemId],
        reason: "不设招牌了。",
        lastDigits: scene.no.slice(-4),
      }),
    );
    await scene.host.settle();
    const page = await scene.page();
    assert.deepEqual(
      page.points.map((one) => [one.label.zh, one.state]),
      [
        ["厨房布局与操作流程图", "open"],
        ["长", "closed"],
      ],
    );
    await scene.upload("floor-plan");
    assert.equal((await scene.handIn(["p1"])).complete.length, 1);
    assert.equal((await scene.lane("food-licence")).status, "RECEIVED");
    assert.deepEqual(scene.incidents(), []);
  });
});

describe("a correction that is not supplied in time", () => {
  it("is reminded of, then the listed items lapse with notice; the others go on", async (t) => {
    const scene = await Scene.file("2026-03-02T09:00:00+08:00");
    t.after(() => scene.host.close());
    await scene.window({ "sign-permit": { verdict: "correct", points: [point(field("sign.width"))] } });
    await scene.send();
    await scene.tobacco({ verdict: "accept" });
    const { due } = await scene.page();
    assert.equal(due, "2026-04-14");
    const reminders = async (): Promise<string[]> =>
      ok(await scene.zhang.get<{ rows: { title: { zh: string } }[] }>("/messages")).rows.flatMap((row) =>
        row.title.zh.startsWith("补正还剩") ? [row.title.zh] : [],
      );
    await scene.to("2026-04-03", "10:00");
    assert.deepEqual(await reminders(), []);
    await scene.to("2026-04-07", "10:00");
    assert.deepEqual(await reminders(), ["补正还剩 5 个工作日"]);
    await scene.to("2026-04-13", "10:00");
    assert.equal((await reminders()).length, 2);
    await scene.to("2026-04-14", "17:29");
    assert.equal((await scene.lane("sign-permit")).status, "SUPPLEMENT");
    await scene.to("2026-04-14", "17:30");
    const sign = await scene.lane("sign-permit");
    assert.equal(sign.status, "LAPSED");
    assert.match(sign.reasons?.zh ?? "", /补正期限/);
    const page = await scene.progress();
    assert.ok(page.documents.some((one) => one.title.zh.includes("退件")));
    assert.equal((await scene.lane("tobacco-licence")).status, "IN_REVIEW");
    assert.equal((await scene.page()).state, "lapsed");
    const late = await scene.zhang.put<Problem>(
      `/cases/${scene.no}/corrections/1`,
      { values: { "sign.width": 3 }, notes: {} },
      { ifMatch: (await scene.page()).version },
    );
    assert.equal(late.status, 409);
    assert.deepEqual(scene.incidents(), []);
  });

  it("that nobody sends by the fifth day is no correction: deemed accepted, the window's task gone", async (t) => {
    const scene = await Scene.file("2026-03-02T09:00:00+08:00");
    t.after(() => scene.host.close());
    await scene.window({ "sign-permit": { verdict: "correct", points: [point(field("sign.width"))] } });
    await scene.tobacco({ verdict: "accept" });
    assert.ok(await scene.open("window1", "correction"));
    await scene.to("2026-03-09", "17:30");
    const sign = await scene.lane("sign-permit");
    assert.deepEqual([sign.acceptMode, sign.acceptedAt], ["DEEMED", "2026-03-02T09:00:00+08:00"]);
    assert.equal(await scene.open("window1", "correction"), null);
    assert.deepEqual(scene.incidents(), []);
  });
});
