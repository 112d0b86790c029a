import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import { createTestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../../platform/testing/http-client.ts";
import type { TaskDetail } from "../../tasks/api.ts";
import type { FormPart } from "../api.ts";
import type { CorrectionPage } from "../correction/api.ts";
import { act, filledDraft, ok, submit, taskOf } from "../testing/restaurant.ts";
import type { Asked, SignaturePage, SignPage } from "./api.ts";
import { keptSeats } from "./model.ts";

interface Problem {
  code: string;
  errors?: { pointer: string; detail: string }[];
}

describe("a correction of what somebody else has signed", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let guest: HttpClient;
  let no = "";
  const tokenOf = (asked: Asked): string => asked.link?.split("/sign/")[1] ?? assert.fail("no link");
  const ask = async (path: string, name: string): Promise<string> =>
    tokenOf(ok(await zhang.post<Asked>(path, { signer: "owner", name, phone: "13900000001", way: "link" })));
  const sign = async (token: string, name: string): Promise<SignPage> => {
    const { hash } = ok(await guest.get<SignPage>(`/sign/${token}`));
    return ok(await guest.post<SignPage>(`/sign/${token}`, { hash, name }));
  };
  const page = async (): Promise<CorrectionPage> =>
    ok(await zhang.get<CorrectionPage>(`/cases/${no}/corrections/1`));
  const save = async (values: Record<string, unknown>): Promise<void> => {
    ok(
      await zhang.put(
        `/cases/${no}/corrections/1`,
        { values, notes: {} },
        { ifMatch: (await page()).version },
      ),
    );
  };
  const handIn = async (points: string[], key: string) =>
    zhang.post<Problem>(
      `/cases/${no}/corrections/1/hand-in`,
      { points },
      { ifMatch: (await page()).version, idempotencyKey: key },
    );
  const signing = (): string => `/cases/${no}/corrections/1/signatures`;

  before(async () => {
    host = await createTestPlatform({ now: "2026-02-11T10:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    guest = await host.client();
    const draft = await filledDraft(zhang);
    const part = ok(await zhang.get<FormPart>(`/drafts/${draft.id}/parts/premises`));
    ok(
      await zhang.put(
        `/drafts/${draft.id}/parts/premises`,
        { data: { ...part.data, tenure: "free", owner: "李国强" }, check: true },
        { ifMatch: part.draftVersion },
      ),
    );
    for (const name of ["李国强", "王秀兰"])
      await sign(await ask(`/drafts/${draft.id}/signatures`, name), name);
    ({ no } = ok(await submit(zhang, draft)));
    await host.settle();
    const clerk = await host.signedIn("window1", { actAs: "post" });
    const row = (await taskOf(clerk, no, "accept")) ?? assert.fail("no round");
    const task = ok(await clerk.get<TaskDetail>(`/tasks/${row.id}`));
    const point = (path: string) => ({
      target: { kind: "field", path },
      problem: "与现场不一致。",
      ask: "按实际情况改正。",
      basis: "《行政许可法》第三十一条",
    });
    const verdicts = Object.fromEntries(
      (task.acceptance?.items ?? []).map((item) => [
        item.caseItemId,
        item.itemId === "food-licence"
          ? { verdict: "correct", points: [point("premises.seats"), point("food.purifiers")] }
          : { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
      ]),
    );
    await act(clerk, no, "accept", "done", { verdicts });
    await host.settle();
    const composer = (await taskOf(clerk, no, "correction")) ?? assert.fail("nothing to send");
    const { correction } = ok(await clerk.get<TaskDetail>(`/tasks/${composer.id}`));
    const points = (correction?.pending ?? []).map(({ department: _d, label: _l, ...rest }) => rest);
    await act(clerk, no, "correction", "send", { points });
    await host.settle();
  });
  after(() => host.close());

  it("asks nobody for what they did not sign", async () => {
    await save({ "food.purifiers": 2 });
    assert.deepEqual((await page()).signers, []);
    assert.deepEqual(ok(await zhang.get<SignaturePage>(signing())).signers, []);
  });

  it("is handed in only once each of them has signed the corrected content", async () => {
    await save({ "premises.seats": 44 });
    const now = await page();
    assert.deepEqual(
      now.signers.map(({ name, signed }) => [name.zh, signed]),
      [["产权人", false]],
    );
    const seats = now.points.find((point) => point.label.zh.includes("座位"))?.id ?? assert.fail();
    const refused = await handIn([seats], "early");
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.pointer], [422, "/signatures/owner"]);

    const { person } = ok(await zhang.get<SignaturePage>(signing())).signers[0] ?? assert.fail();
    assert.deepEqual(person, { name: "李国强", phone: "13900000001" });
    const first = await ask(signing(), "李国强");
    assert.equal((await sign(first, "李国强")).status, "signed");
    assert.equal((await handIn([seats], "one-of-two")).status, 422);
    await sign(await ask(signing(), "王秀兰"), "王秀兰");
    assert.deepEqual(
      (await page()).signers.map(({ signed }) => signed),
      [true],
    );

    await save({ "premises.seats": 45 });
    assert.equal(ok(await zhang.get<SignaturePage>(signing())).signers[0]?.seats[0]?.status, "void");
    assert.equal((await handIn([seats], "changed")).status, 422);
    await save({ "premises.seats": 44 });
    const seatsNow = ok(await zhang.get<SignaturePage>(signing())).signers[0]?.seats ?? [];
    for (const seat of seatsNow)
      await sign(tokenOf(ok(await zhang.post<Asked>(`${signing()}/${seat.id}/remind`))), seat.name);
    ok(await handIn([seats], "signed"));
    await host.settle();

    const kept = await keptSeats(host.platform, no);
    assert.deepEqual(
      kept.map(({ subject, party }) => [subject, party.name]),
      [
        [`correction:${no}-1`, "李国强"],
        [`correction:${no}-1`, "王秀兰"],
      ],
    );
    assert.deepEqual((await page()).signers, []);
  });

  it("then has the rest handed in without them", async () => {
    const rest = (await page()).points.filter((point) => point.state === "saved").map(({ id }) => id);
    assert.equal(rest.length, 1);
    ok(await handIn(rest, "rest"));
  });
});
