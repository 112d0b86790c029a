import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { outboxRows } from "../outbox/model.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { CaseProgress } from "./api.ts";
import { submissions } from "./model.ts";
import { acceptAll, act, filledDraft, ok, submit, taskOf } from "./testing/restaurant.ts";

const START = "2026-03-02T09:00:00+08:00";

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "onewindow-faults-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
async function open(
  folder: string,
  prepare: (host: TestPlatform) => void = () => undefined,
): Promise<TestPlatform> {
  const host = await createTestPlatform({ now: START, folder });
  prepare(host);
  await assembleAreas(host.platform);
  return host;
}
const powerCut = async (): Promise<never> => {
  throw new Error("the power is gone");
};
const instances = (host: TestPlatform): number =>
  host.platform.engine.query.processInstances({ bpmnProcessId: "one-thing" }).length;

describe("a crash", () => {
  it("between the commit of a case and the start of its process loses nothing and doubles nothing", async (t) => {
    const folder = await folderFor(t);
    const first = await open(folder, (host) => {
      host.platform.engine.createInstance = powerCut;
    });
    const zhang = await first.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    assert.equal(instances(first), 0);
    await first.close();

    // the second server starts the process, but is gone before it can note that
    const second = await open(folder);
    const { store } = second.platform;
    const waiting = (await store.collection(outboxRows).find()).rows.filter((row) => row.kind === "start");
    assert.equal(waiting.length, 1);
    await second.client();
    await second.settle();
    assert.equal(instances(second), 1);
    assert.equal(await store.collection(outboxRows).count(), 0);
    await store.transaction((tx) => {
      for (const { version: _version, ...row } of waiting) tx.insert(outboxRows, row);
    });
    await second.close();

    const third = await open(folder);
    await third.client();
    await third.settle();
    assert.equal(instances(third), 1);
    assert.equal(await third.platform.store.collection(outboxRows).count(), 0);
    const again = await third.signedIn("zhang", { actAs: "enterprise" });
    assert.equal(ok(await again.get<CaseProgress>(`/cases/${no}`)).lanes[0]?.status, "CLOSED");
    await third.close();
  });

  it("between a clerk's submission and the engine is made good at the next start", async (t) => {
    const folder = await folderFor(t);
    const first = await open(folder);
    const zhang = await first.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await first.settle();
    const window1 = await first.signedIn("window1", { actAs: "post" });
    const row = (await taskOf(window1, no, "accept")) ?? assert.fail();
    first.platform.engine.completeUserTask = powerCut;
    await assert.rejects(acceptAll(window1, no));
    const rows = first.platform.store.collection(submissions);
    assert.equal((await rows.first({ filter: { eq: ["taskId", row.id] } }))?.state, "stored");
    await first.close();

    const second = await open(folder);
    await second.client();
    await second.settle();
    const stored = await second.platform.store
      .collection(submissions)
      .first({ filter: { eq: ["taskId", row.id] } });
    assert.equal(stored?.state, "applied");
    const again = await second.signedIn("zhang", { actAs: "enterprise" });
    assert.deepEqual(
      ok(await again.get<CaseProgress>(`/cases/${no}`)).lanes.map((lane) => lane.status),
      ["CLOSED", "IN_REVIEW", "IN_REVIEW", "IN_REVIEW"],
    );
    await second.close();
  });
});

describe("people at the same time", () => {
  it("get numbers without gaps; one draft submitted many times is one case", async (t) => {
    const host = await open(await folderFor(t));
    t.after(() => host.close());
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const drafts = [await filledDraft(zhang), await filledDraft(zhang), await filledDraft(zhang)];
    const answers = await Promise.all(
      drafts.flatMap((draft) => [
        submit(zhang, draft, { key: `a-${draft.id}` }),
        submit(zhang, draft, { key: `a-${draft.id}` }),
        submit(zhang, draft, { key: `b-${draft.id}` }),
      ]),
    );
    const numbers = answers.map((answer) => ok(answer).no);
    assert.deepEqual(
      [...new Set(numbers)].sort(),
      [1, 2, 3].map((n) => `3707832603020000${n}`),
    );
    for (const at of [0, 3, 6]) assert.equal(new Set(numbers.slice(at, at + 3)).size, 1);
    await host.settle();
    assert.equal(instances(host), 3);
  });

  it("cannot both act on one task; the second is told who was first", async (t) => {
    const host = await open(await folderFor(t));
    t.after(() => host.close());
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    const [one, two] = [
      await host.signedIn("window1", { actAs: "post" }),
      await host.signedIn("window2", { actAs: "post" }),
    ];
    const task = (await taskOf(one, no, "accept")) ?? assert.fail();
    const claims = await Promise.all(
      [one, two].map((clerk) => clerk.post<{ code: string }>(`/tasks/${task.id}/claim`)),
    );
    assert.deepEqual(claims.map((claim) => claim.status).sort(), [200, 409]);
    const [holder, other] = claims[0]?.status === 200 ? [one, two] : [two, one];
    const held = (await taskOf(other, no, "accept")) ?? assert.fail();
    assert.equal(held.holder?.me, false);
    const verdicts = {
      verdicts: Object.fromEntries(["02", "03", "04"].map((n) => [`${no}-${n}`, { verdict: "accept" }])),
    };
    const complete = (clerk: typeof one, key: string) =>
      clerk.post<{ code: string; applied: boolean }>(
        `/tasks/${task.id}/complete`,
        { outcome: "done", data: verdicts },
        { ifMatch: 2, idempotencyKey: key },
      );
    assert.equal((await complete(other, "other")).status, 409);
    const twice = await Promise.all([complete(holder, "k"), complete(holder, "k")]);
    assert.deepEqual(
      twice.map((answer) => [answer.status, answer.body.applied]),
      [
        [200, true],
        [200, true],
      ],
    );
    const late = await complete(other, "late");
    assert.deepEqual([late.status, late.body.code], [409, "handled"]);
    await host.settle();
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });

  it("lose nothing when the limit passes while a form is open: told, void, kept as a draft", async (t) => {
    const host = await open(await folderFor(t));
    t.after(() => host.close());
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    const window1 = await host.signedIn("window1", { actAs: "post" });
    const task = (await taskOf(window1, no, "accept")) ?? assert.fail();
    const claimed = ok(await window1.post<{ version: number }>(`/tasks/${task.id}/claim`));
    ok(
      await window1.put(
        `/tasks/${task.id}/draft`,
        { data: { note: "还在核对" } },
        { ifMatch: claimed.version },
      ),
    );
    host.clock.set(Date.parse("2026-03-09T17:30:00+08:00"));
    await host.settle();
    await assert.rejects(act(window1, no, "accept", "done", {}), /no task/);
    const gone = await window1.post<{ code: string }>(
      `/tasks/${task.id}/complete`,
      { outcome: "done", data: { verdicts: {} } },
      { ifMatch: claimed.version + 1, idempotencyKey: "late" },
    );
    assert.equal(gone.status, 409);
    const page = ok(
      await window1.get<{ status: string; draft: { data: unknown } | null }>(`/tasks/${task.id}`),
    );
    assert.deepEqual([page.status, page.draft?.data], ["canceled", { note: "还在核对" }]);
  });
});
