import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { acceptAll, filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import type { Problem } from "../platform/api.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskList } from "../tasks/api.ts";
import type { Session } from "./api.ts";
import { enterprises, posts } from "./model.ts";

describe("acting in one capacity at a time", () => {
  let host: TestPlatform;
  let no = "";
  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
  });
  after(() => host.close());

  it("gives each post its own abilities and things, never those of the other post", async () => {
    const both = await host.signedIn("both");
    const me = ok(await both.get<Session>("/me"));
    assert.deepEqual(
      me.capacities.map(({ id, landing }) => `${id} ${landing}`),
      ["post:both /w/inbox", "post:both.2 /w/inbox", "self /"],
    );
    assert.equal(me.actingAs.label.zh, "行政审批服务局·审查岗");
    assert.ok(me.abilities.includes("tasks.review") && !me.abilities.includes("tasks.decide"));
    const task = (await taskOf(both, no, "review"))?.id ?? assert.fail("the food licence is reviewed");
    assert.equal((await both.post(`/tasks/${task}/claim`)).status, 200);
    await both.actAs("post:both.2");
    const other = ok(await both.get<Session>("/me"));
    assert.ok(other.abilities.includes("tasks.decide") && !other.abilities.includes("tasks.review"));
    assert.equal((await both.get(`/tasks/${task}`)).status, 404, "held in the other post");
    const mine = ok(await both.get<TaskList>("/tasks?view=mine"));
    assert.deepEqual(mine.rows, []);
    await both.actAs("self");
    assert.equal((await both.get(`/tasks/${task}`)).status, 403);
  });

  it("refuses a page that was opened in the former capacity, except to learn who one is and to switch", async () => {
    const both = await host.signedIn("both", { actAs: "post:both.2" });
    const headers = { "X-Acting-As": "post:both" };
    const refused = await both.get<Problem & { actingAs?: string }>("/tasks", { headers });
    assert.deepEqual([refused.status, refused.body.code], [409, "capacity-moved"]);
    assert.equal((await both.get("/me", { headers })).status, 200);
    const back = await both.post<Session>("/me/acting-as", { capacityId: "post:both" }, { headers });
    assert.equal(back.body.actingAs.id, "post:both");
    assert.equal((await both.get("/tasks", { headers })).status, 200);
  });

  it("keeps an agent within the mandate's acts, and within its days", async () => {
    const agent = await host.signedIn("agent", { actAs: "enterprise" });
    const me = ok(await agent.get<Session>("/me"));
    assert.equal(me.actingAs.until, "2027-12-31");
    assert.equal(me.actingAs.scope?.zh, "代办：查看、申报");
    assert.ok(me.abilities.includes("drafts.create") && !me.abilities.includes("cases.receive"));
    assert.equal((await agent.get(`/cases/${no}`)).status, 200);
    assert.equal((await agent.put(`/cases/${no}/delivery`, { way: "post" })).status, 403);
    const { store } = host.platform;
    const member = async (change: object): Promise<void> => {
      const firm = (await store.collection(enterprises).get("xiaoman")) ?? assert.fail();
      const members = firm.members.map((one) => (one.personId === "agent" ? { ...one, ...change } : one));
      await store.transaction((tx) => tx.update(enterprises, { ...firm, members }));
    };
    await member({ scope: ["look"] });
    assert.equal((await agent.post("/drafts", { packageId: "catering-shop", answers: {} })).status, 403);
    assert.equal((await agent.get(`/cases/${no}`)).status, 200);
    await member({ until: "2026-03-01" });
    const over = ok(await agent.get<Session>("/me"));
    assert.deepEqual([over.actingAs.id, over.capacities.length], ["self", 1]);
    assert.equal((await agent.get(`/cases/${no}`)).status, 404);
  });

  it("goes by the days of a post at the next request", async () => {
    const both = await host.signedIn("both", { actAs: "post:both.2" });
    const { store } = host.platform;
    const post = (await store.collection(posts).get("both.2")) ?? assert.fail();
    await store.transaction((tx) => tx.update(posts, { ...post, until: "2026-03-01" }));
    assert.equal((await both.get("/tasks")).status, 403);
    const me = ok(await both.get<Session>("/me"));
    assert.deepEqual(
      me.capacities.map(({ id }) => id),
      ["post:both", "self"],
    );
  });
});
