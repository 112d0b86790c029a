import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { EngineRecord } from "@onewindow/engine";
import { assembleAreas } from "../assemble.ts";
import type { CaseProgress } from "../cases/api.ts";
import { acceptAll, act, filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { CaseDiagram, CaseFile } from "./api.ts";

describe("a case file", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let no = "";
  const records: EngineRecord[] = [];
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const fileFor = async (username: string): Promise<CaseFile> =>
    ok(await (await as(username)).get<CaseFile>(`/case-files/${no}`));

  beforeEach(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    records.length = 0;
    host.platform.engine.subscribe({
      name: "test",
      onRecords: (batch) => void records.push(...batch.filter((record) => record.recordType === "EVENT")),
    });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    await acceptAll(await as("window1"), no);
    await host.settle();
  });
  afterEach(() => host.close());

  it("says of every process where it is: each element of the model once, as the engine's records have it", async () => {
    const window = await as("window1");
    await act(await as("food.review"), no, "review", "pass", { way: "document", opinion: "材料符合要求" });
    await host.settle();
    const first = ok(await window.get<CaseDiagram>(`/case-files/${no}/diagram`));
    assert.equal(first.processes.filter((process) => process.parent === null).length, 1);
    assert.equal(first.processes.filter((process) => process.item !== null).length, 4);
    for (const { id, state } of first.processes) {
      const diagram = ok(await window.get<CaseDiagram>(`/case-files/${no}/diagram?instance=${id}`));
      const drawn = [...diagram.xml.matchAll(/<bpmndi:BPMNShape[^>]* bpmnElement="([^"]+)"/g)].map(
        (match) => match[1],
      );
      assert.deepEqual(
        diagram.elements.map((element) => element.id).sort(),
        drawn.sort(),
        "the list has what is drawn",
      );
      const live = host.platform.engine.query
        .elementInstances(id)
        .filter(
          (element) =>
            element.processInstanceKey === id &&
            !["PROCESS", "MULTI_INSTANCE_BODY"].includes(element.bpmnElementType),
        )
        .map((element) => element.elementId);
      assert.deepEqual(
        diagram.elements.flatMap((element) => Array(element.active).fill(element.id) as string[]).sort(),
        live.sort(),
        "what is current is what the engine holds",
      );
      const told = (intent: string, elementId: string): number =>
        records.filter(
          (record) =>
            record.valueType === "PROCESS_INSTANCE" &&
            record.intent === intent &&
            record.value["processInstanceKey"] === id &&
            record.value["elementId"] === elementId &&
            record.value["bpmnElementType"] !== "MULTI_INSTANCE_BODY",
        ).length;
      for (const element of diagram.elements) {
        assert.equal(element.completed, told("ELEMENT_COMPLETED", element.id), element.id);
        assert.equal(element.entered, told("ELEMENT_ACTIVATING", element.id), element.id);
      }
      assert.equal(state, live.length > 0 ? "running" : "completed");
    }
    assert.ok(first.elements.some((element) => element.state === "done"));
    assert.ok(first.elements.some((element) => element.state === "current"));
    assert.ok(first.elements.some((element) => element.state === "todo"));
  });

  it("tells the same as the applicant's page, to the minute; its days add up to the calendar", async () => {
    host.clock.set(Date.parse("2026-03-05T14:30:00+08:00"));
    await host.settle();
    const file = await fileFor("window1");
    const progress = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
    for (const name of ["lanes", "days", "worst", "due", "status", "submittedAt"] as const)
      assert.deepEqual(file[name], progress[name], name);
    assert.deepEqual(
      file.timeline.filter((line) => !line.internal).map((line) => [line.id, line.at]),
      progress.timeline.map((line) => [line.id, line.at]).toReversed(),
    );
    const { office, applicant, stopped, cells } = file.days;
    assert.equal(office + applicant + stopped, 3, "3, 4 and 5 March");
    assert.equal(cells.filter((cell) => cell.who !== "left").length, 3);
    for (const lane of progress.lanes.filter((one) => one.light !== null))
      assert.ok(
        file.clocks.some((clock) => JSON.stringify(clock.light) === JSON.stringify(lane.light)),
        lane.itemId,
      );
  });

  it("seals what the post may not see, and says why", async () => {
    const window = await fileFor("window1");
    assert.deepEqual(window.sealed, []);
    const food = await fileFor("food.review");
    assert.ok(food.sealed.some((seal) => seal.part === "identity"));
    assert.ok(food.sealed.some((seal) => /其他 \d+ 项/.test(seal.name.zh)));
    const rows = food.versions.flatMap((version) => version.parts.flatMap((part) => part.rows));
    assert.ok(rows.length > 5);
    assert.ok(!JSON.stringify(food).includes("370783199001010002"));
    assert.ok(!rows.some((row) => row.path.startsWith("sign.")), "the sign is City Management's");
    const admin = await fileFor("admin");
    assert.equal(admin.applicant, null);
    assert.deepEqual([admin.versions, admin.timeline, admin.documents, admin.materials], [[], [], [], []]);
    const tobacco = await (await as("tobacco.review")).get(`/case-files/${no}`);
    assert.equal(tobacco.status, 404);
    assert.equal((await zhang.get(`/case-files/${no}`)).status, 404);
  });

  it("takes a note, urges once a day, links two cases", async () => {
    const window = await as("window1");
    ok(await window.post(`/case-files/${no}/notes`, { text: "申请人来电，周五前补来。" }));
    const task = (await taskOf(await as("food.review"), no, "review")) ?? assert.fail("no review task");
    ok(await window.post(`/case-files/${no}/urge`, { taskId: task.id, text: "请尽快。" }));
    assert.equal(
      (await window.post(`/case-files/${no}/urge`, { taskId: task.id, text: "" })).status,
      409,
      "once a day",
    );
    const told = ok(await (await as("food.review")).get<{ rows: { title: { zh: string } }[] }>("/messages"));
    assert.ok(told.rows.some((message) => message.title.zh.startsWith("催办：")));
    const other = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    ok(await window.post(`/case-files/${no}/links`, { no: other, reason: "同一店铺重复申报" }));
    assert.equal((await window.post(`/case-files/${other}/links`, { no, reason: "重复" })).status, 409);
    assert.equal((await window.post(`/case-files/${no}/links`, { no, reason: "重复" })).status, 422);
    const file = await fileFor("window1");
    assert.deepEqual(
      file.links.map((link) => link.no),
      [other],
    );
    assert.equal(
      file.timeline.filter((line) => line.internal && line.text.zh.startsWith("备注：")).length,
      1,
    );
    const mine = ok(await zhang.get<CaseProgress>(`/cases/${no}`));
    assert.ok(!mine.timeline.some((line) => /备注|催办|关联/.test(line.text.zh)), "officials only");
  });
});
