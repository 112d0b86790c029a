import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas, type Areas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { acceptAll, filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import type { Session } from "../identity/api.ts";
import type { Problem } from "../platform/api.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../tasks/api.ts";
import type { EndPreview, GivenPassword, PeoplePage, PersonDetail, PostHolders, PostPreview } from "./api.ts";

describe("people and posts", () => {
  let host: TestPlatform;
  let areas: Areas;
  let admin: HttpClient;
  let second: HttpClient;
  let no = "";
  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    areas = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
    admin = await host.signedIn("admin");
    second = await host.signedIn("admin2");
  });
  after(() => host.close());
  const postOf = async (personId: string, at = 0): Promise<string> =>
    ok(await admin.get<PersonDetail>(`/people/${personId}`)).posts[at]?.id ?? assert.fail(personId);
  const code = (answer: { status: number; body: unknown }): string =>
    `${answer.status} ${(answer.body as Problem).code}`;

  it("lists people by the beginning of a name, by department, role and state, and nothing personal", async () => {
    const all = ok(await admin.get<PeoplePage>("/people"));
    assert.ok(all.total >= 18 && all.total === all.rows.length);
    assert.ok(!/3707831|1380000/.test(JSON.stringify(all)));
    const names = async (query: string): Promise<string[]> =>
      ok(await admin.get<PeoplePage>(`/people?${query}`)).rows.map(({ username }) => username);
    assert.deepEqual(await names(`q=${encodeURIComponent("何双")}`), ["both"]);
    assert.deepEqual(await names("q=FOOD."), ["food.approve", "food.decide", "food.review"]);
    assert.deepEqual(await names("department=approval-bureau&role=reviewer"), ["both", "food.review"]);
    assert.deepEqual(await names("department=county&role=admin&state=current"), ["admin", "admin2"]);
    assert.equal((await (await host.signedIn("food.decide")).get("/people")).status, 403);
    const held = ok(await admin.get<PostHolders>("/people/holders?department=fire-brigade&role=decider"));
    assert.deepEqual(
      held.holders.map(({ name }) => name),
      ["褚消定"],
    );
    assert.ok(held.rights.some(({ actions }) => actions.some(({ zh }) => zh === "决定")));
  });

  it("says before a post is given how many more cases and tasks it shows: as many as it then does", async () => {
    const wanted = { department: "fire-brigade", roles: ["reviewer"] };
    const preview = ok(await admin.post<PostPreview>("/people/tobacco.review/posts/preview", wanted));
    const of = async (subject: string) => {
      const [actor] = (await areas.identity.actorsOf("fire.review")).map((held) => held.actor);
      return actor && areas.identity.filterFor(actor, "read", subject);
    };
    assert.ok(await of("case"));
    assert.deepEqual([preview.newly.cases, preview.secondPerson], [1, false]);
    const none = ok(await admin.post<PostPreview>("/people/window1/posts/preview", wanted));
    assert.equal(none.newly.cases, 0, "the window sees every case already");
    const client = await host.signedIn("tobacco.review");
    assert.equal((await client.get(`/case-files/${no}`)).status, 404);
    ok(await admin.post("/people/tobacco.review/posts", wanted));
    const capacity = ok(await client.get<Session>("/me")).capacities.find(
      ({ post }) => post?.department === "fire-brigade",
    );
    await client.actAs(capacity?.id ?? assert.fail("valid at the next request"));
    assert.equal((await client.get(`/case-files/${no}`)).status, 200);
  });

  it("bars giving oneself a post, twice the same one, unknown ones, and days in the wrong order", async () => {
    const give = (id: string, body: object) => admin.post<Problem>(`/people/${id}/posts`, body);
    assert.equal(code(await give("admin", { department: "window", roles: ["clerk"] })), "403 self-grant");
    assert.equal(code(await give("window1", { department: "window", roles: ["clerk"] })), "409 held");
    assert.equal((await give("window1", { department: "moon", roles: ["clerk"] })).status, 422);
    assert.equal((await give("window1", { department: "tobacco", roles: ["admin"] })).status, 422);
    const late = { department: "tobacco", roles: ["reviewer"], from: "2026-03-10", until: "2026-03-09" };
    assert.equal((await give("window1", late)).status, 422);
  });

  it("gives back what the ended post held, tells its pages, and takes its rights at the next request", async () => {
    const both = await host.signedIn("both");
    const task = (await taskOf(both, no, "review"))?.id ?? assert.fail("a review");
    ok(await both.post(`/tasks/${task}/claim`));
    const post = await postOf("both");
    const preview = ok(await admin.get<EndPreview>(`/posts/${post}/end`));
    assert.deepEqual(preview, { openTasks: 1, barred: null });
    const ended = ok(
      await admin.post<PersonDetail>(`/posts/${post}/end`, { until: null, reason: "调到窗口" }),
    );
    const over = ended.posts.find(({ id }) => id === post);
    assert.deepEqual([over?.state, over?.until, over?.ended?.by], ["ended", "2026-03-02", "韩管理"]);
    assert.equal((await both.get(`/tasks/${task}`)).status, 403, "self has no tasks");
    const colleague = await host.signedIn("food.review");
    const now = ok(await colleague.get<TaskDetail>(`/tasks/${task}`));
    assert.equal(now.holder, null);
    const { rows } = await host.platform.store.collection(auditRows).find({ sort: ["-seq"], limit: 30 });
    assert.ok(rows.some((row) => row.action === "people.endPost" && row.data["purpose"] === "调到窗口"));
    assert.ok(rows.some((row) => row.action === "tasks.release" && row.data["why"] === "post-ended"));
  });

  it("does not leave tasks without anybody: the last of a team ends only once somebody else is in it", async () => {
    const post = await postOf("food.review");
    const refused = await admin.post<Problem>(`/posts/${post}/end`, { until: null, reason: "x" });
    assert.equal(code(refused), "409 last-holder");
    ok(await admin.post("/people/sign.review/posts", { department: "approval-bureau", roles: ["reviewer"] }));
    ok(await admin.post(`/posts/${post}/end`, { until: "2026-03-05", reason: "轮岗" }));
    const client = await host.signedIn("food.review");
    assert.equal((await client.get("/tasks")).status, 200, "until the day");
    const task = (await taskOf(client, no, "review"))?.id ?? assert.fail("a review");
    ok(await client.post(`/tasks/${task}/claim`));
    host.clock.set(Date.parse("2026-03-06T00:00:01+08:00"));
    await host.settle();
    assert.equal((await client.get("/tasks")).status, 403);
    const next = await host.signedIn("sign.review");
    const capacity = ok(await next.get<Session>("/me")).capacities.find(
      ({ post: held }) => held?.department === "approval-bureau",
    );
    await next.actAs(capacity?.id ?? "");
    assert.equal(ok(await next.get<TaskDetail>(`/tasks/${task}`)).holder, null);
  });

  it("makes an administrator by two people, and never ends the last one", async () => {
    const wanted = { department: "county", roles: ["admin"] };
    const proposed = ok(await admin.post<PersonDetail>("/people/window2/posts", wanted));
    const post = proposed.posts.find(({ state }) => state === "waiting") ?? assert.fail("waits");
    assert.equal(post.mayConfirm, false);
    const window2 = await host.signedIn("window2");
    assert.ok(!ok(await window2.get<Session>("/me")).capacities.some(({ id }) => id === `post:${post.id}`));
    assert.equal(code(await admin.post(`/posts/${post.id}/confirm`)), "403 second-person");
    ok(await second.post(`/posts/${post.id}/confirm`));
    assert.ok(ok(await window2.get<Session>("/me")).capacities.some(({ id }) => id === `post:${post.id}`));
    for (const id of ["window2", "admin2"]) {
      const shown = ok(await admin.get<PersonDetail>(`/people/${id}`));
      const held = shown.posts.find(
        ({ label, state }) => label.zh.includes("系统管理") && state === "current",
      );
      ok(await admin.post(`/posts/${held?.id ?? ""}/end`, { until: null, reason: "x" }));
    }
    assert.equal((await second.get("/people")).status, 403);
    for (const until of [null, "2026-12-31"]) {
      const refused = await admin.post<Problem>(`/posts/${await postOf("admin")}/end`, {
        until,
        reason: "x",
      });
      assert.equal(code(refused), "409 last-administrator");
    }
    assert.equal(code(await admin.post("/people/window2/posts", wanted)), "409 no-second-person");
  });

  it("adds a person with a password for one sign-in, which they replace by their own; a reset ends their sessions", async () => {
    const made = ok(await admin.post<GivenPassword>("/people", { username: "Lu.Xin", name: "陆新" }));
    assert.equal(made.username, "lu.xin");
    assert.equal(code(await admin.post("/people", { username: "lu.xin", name: "陆新" })), "409 taken");
    assert.equal((await admin.post("/people", { username: "9", name: "陆新" })).status, 422);
    const client = await host.client();
    const given = { username: "lu.xin", password: made.password };
    assert.equal(code(await client.post("/session", given)), "409 choose-password");
    assert.equal((await client.post("/session", { ...given, newPassword: "short" })).status, 422);
    assert.equal((await client.post("/session", { ...given, newPassword: made.password })).status, 422);
    assert.equal((await client.post("/session", { ...given, newPassword: "my own long word" })).status, 200);
    assert.equal((await client.get("/me")).status, 200);
    const anew = ok(await admin.post<GivenPassword>(`/people/${made.id}/reset`));
    assert.equal((await client.get("/me")).status, 401);
    assert.equal(
      code(await client.post("/session", { ...given, password: "my own long word" })),
      "401 wrong-credentials",
    );
    host.realTime.add(73 * 3_600_000);
    const late = { ...given, password: anew.password, newPassword: "another long word" };
    assert.equal(code(await client.post("/session", late)), "401 password-expired");
  });
});
