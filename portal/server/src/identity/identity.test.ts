import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { auditRows, createAuditArea } from "../audit/index.ts";
import type { Problem } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import { matches } from "../platform/store/filter.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import { stillEngine } from "../platform/testing/still-engine.ts";
import type { ServerInfo, Session, SessionAnswer } from "./api.ts";
import { createIdentityArea, DEMO_PASSWORD, type IdentityArea } from "./index.ts";
import { sessions } from "./model.ts";

const MINUTE = 60_000;

async function withIdentity(): Promise<{ test: TestPlatform; identity: IdentityArea }> {
  const test = await createTestPlatform({ engine: stillEngine });
  const identity = createIdentityArea({ platform: test.platform, audit: createAuditArea(test.platform) });
  return { test, identity };
}

describe("identity", () => {
  let test: TestPlatform;
  let identity: IdentityArea;
  before(async () => {
    ({ test, identity } = await withIdentity());
    identity.useUnread(async (actor) => (actor.capacityKind === "enterprise" ? 3 : 0));
  });
  after(() => test.close());

  it("signs in, says who one is and what one may act as, and signs out", async () => {
    const zhang = await test.signedIn("zhang");
    const cookie = [...zhang.cookies.keys()];
    assert.deepEqual(cookie, ["onewindow"]);
    const me = await zhang.get<Session>("/me");
    assert.equal(me.body.person.initial, "张");
    assert.equal(me.body.actingAs.kind, "self");
    assert.deepEqual(
      me.body.capacities.map(({ id }) => id),
      ["self", "enterprise:xiaoman"],
    );
    assert.equal(me.body.expiresAt, "2026-03-02T10:00:00.000+08:00");
    assert.equal((await zhang.delete("/session")).status, 204);
    assert.equal((await zhang.get<Problem>("/me")).body.code, "not-signed-in");
  });

  it("keeps the token out of the store and the cookie out of scripts", async () => {
    const client = await test.client();
    const response = await client.raw("/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username: "LI", password: DEMO_PASSWORD }),
    });
    assert.match(
      response.headers.getSetCookie()[0] ?? "",
      /^onewindow=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    await response.body?.cancel();
    const token = client.cookies.get("onewindow");
    assert.equal(await test.platform.store.collection(sessions).get(String(token)), null);
  });

  it("acts for an enterprise instead of oneself, with its own rights and messages", async () => {
    const zhang = await test.signedIn("zhang", { actAs: "enterprise" });
    const me = await zhang.get<Session>("/me");
    assert.deepEqual([me.body.actingAs.enterprise?.id, me.body.unreadMessages], ["xiaoman", 3]);
    const stranger = await zhang.post<Problem>("/me/acting-as", { capacityId: "enterprise:chunhe" });
    assert.deepEqual([stranger.status, stranger.body.code], [403, "no-capacity"]);
  });

  it("answers who is signed in without an error when nobody is", async () => {
    const visitor = await (await test.client()).get<SessionAnswer>("/session");
    assert.deepEqual([visitor.status, visitor.body.session], [200, null]);
    const zhang = await test.signedIn("zhang");
    assert.equal((await zhang.get<SessionAnswer>("/session")).body.session?.person.initial, "张");
  });

  it("keeps how a person wants pages shown, for every session of the person and for nobody else", async () => {
    const [zhang, elsewhere, li] = [
      await test.signedIn("zhang"),
      await test.signedIn("zhang"),
      await test.signedIn("li"),
    ];
    assert.equal((await zhang.get<Session>("/me")).body.display, null);
    const display = { textSize: 150, elder: true, singleKeys: false };
    assert.deepEqual((await zhang.put<Session>("/me/display", display)).body.display, display);
    assert.deepEqual((await elsewhere.get<Session>("/me")).body.display, display);
    assert.equal((await li.get<Session>("/me")).body.display, null);
    assert.equal((await li.put("/me/display", { ...display, textSize: 137 })).status, 422);
  });

  it("asks for the session's own token with every write", async () => {
    const zhang = await test.signedIn("zhang");
    const li = await test.signedIn("li");
    zhang.csrfToken = li.csrfToken;
    assert.equal((await zhang.post<Problem>("/me/acting-as", { capacityId: "self" })).body.code, "csrf");
  });

  it("lands staff at their post and names what it may do", async () => {
    const decide = await test.signedIn("food.decide");
    const me = (await decide.get<Session>("/me")).body;
    assert.deepEqual([me.actingAs.post?.role, me.actingAs.landing], ["decider", "/w/inbox"]);
    assert.ok(me.abilities.includes("tasks.decide") && me.abilities.includes("tasks.approve"));
    assert.ok(!me.abilities.includes("health.view"));
    const admin = (await (await test.signedIn("admin")).get<Session>("/me")).body;
    assert.equal(admin.actingAs.landing, "/a/health");
    assert.ok(
      admin.abilities.includes("health.view") && !admin.abilities.some((name) => name.startsWith("tasks.")),
    );
  });

  it("does not tell which half is wrong, and lets an unknown account wait like a known one", async () => {
    const client = await test.client();
    const answers = [];
    for (const username of ["window2", "nobody"]) {
      for (let at = 0; at < 6; at += 1) {
        const answer = await client.post<Problem>("/session", { username, password: "wrong" });
        answers.push([answer.status, answer.body.code, answer.body.detail]);
      }
    }
    assert.deepEqual(answers.slice(0, 6), answers.slice(6));
    assert.deepEqual(answers.map(([status]) => status).slice(0, 6), [401, 401, 401, 401, 401, 429]);
    // the right password waits, too, until the time is over; then nothing is held against the account
    const right = { username: "window2", password: DEMO_PASSWORD };
    const waiting = await client.post<Problem>("/session", right);
    assert.deepEqual([waiting.status, waiting.headers.get("retry-after")], [429, "2"]);
    test.realTime.add(2000);
    assert.equal((await client.post("/session", right)).status, 200);
    assert.equal((await client.post("/session", { ...right, password: "wrong" })).status, 401);
  });

  it("ends a session that nobody uses, slides a used one, and ends every one at last", async () => {
    const zhang = await test.signedIn("zhang");
    for (let at = 0; at < 14; at += 1) {
      test.realTime.add(50 * MINUTE);
      assert.equal((await zhang.get("/me")).status, 200);
    }
    test.realTime.add(25 * MINUTE);
    assert.equal((await zhang.get("/me")).status, 401, "after twelve hours");
    const li = await test.signedIn("li");
    test.realTime.add(61 * MINUTE);
    assert.equal((await li.get("/me")).status, 401, "after an hour without a request");
  });

  it("tells the public facts of the installation with its demo accounts", async () => {
    const { body } = await (await test.client()).get<ServerInfo>("/server");
    assert.equal(body.virtualClock, true);
    assert.equal(body.serverTime, "2026-03-02T09:00:00.000+08:00");
    assert.equal(body.demoAccounts.length, 20);
    assert.deepEqual(
      [body.demoAccounts[0]?.username, body.demoAccounts[0]?.password],
      ["zhang", DEMO_PASSWORD],
    );
  });

  it("leaves audit rows of signing in, failing and switching, without names", async () => {
    const { rows } = await test.platform.store.collection(auditRows).find({ sort: ["seq"] });
    const actions = new Set(rows.map((row) => row.action));
    for (const action of ["identity.signIn", "identity.signInFailed", "identity.actAs", "identity.signOut"]) {
      assert.ok(actions.has(action), action);
    }
    assert.doesNotMatch(JSON.stringify(rows), /张小满|nobody/);
  });

  it("answers names, members of groups and enterprises", async () => {
    assert.equal(await identity.personName("zhang"), "张小满");
    assert.equal(await identity.personName("ghost"), "ghost");
    assert.deepEqual(
      (await identity.membersOf("approval-bureau:approver")).map(({ personId }) => personId),
      ["food.approve", "food.decide"],
    );
    assert.equal((await identity.enterprise("chunhe"))?.name.en, "Chunhe Noodles (example)");
    assert.deepEqual(
      (await identity.enterprisesOf("li")).map(({ id }) => id),
      ["chunhe"],
    );
    identity.useDepartments((id) => (id === "window" ? { zh: "一窗", en: "One" } : null));
    assert.equal((await identity.membersOf("window:clerk"))[0]?.post.zh, "一窗·窗口岗");
  });
});

describe("policy", () => {
  let test: TestPlatform;
  let identity: IdentityArea;
  before(async () => {
    ({ test, identity } = await withIdentity());
  });
  after(() => test.close());
  const actor = (change: Partial<Actor>): Actor => ({
    personId: "p",
    name: "p",
    capacityId: "self",
    capacityKind: "self",
    enterpriseId: null,
    department: null,
    departments: [],
    groups: [],
    language: "zh",
    sessionId: "s",
    ...change,
  });
  const post = (department: string, ...roles: string[]): Actor =>
    actor({
      capacityId: "post:x",
      capacityKind: "post",
      department,
      departments: [department],
      groups: roles.map((role) => `${department}:${role}`),
    });
  const mine = { id: "1", ownerKey: "person:p", departments: ["window", "fire-brigade"] };
  const firms = { id: "2", ownerKey: "enterprise:e", departments: ["approval-bureau"] };

  it("lets a citizen read what is theirs in this capacity, and nothing else", () => {
    assert.ok(identity.can(actor({}), "read", "case", mine));
    assert.ok(!identity.can(actor({}), "read", "case", firms));
    const firm = actor({ capacityKind: "enterprise", enterpriseId: "e", capacityId: "enterprise:e" });
    assert.ok(identity.can(firm, "read", "case", firms));
    assert.ok(!identity.can(firm, "read", "case", mine));
    assert.ok(!identity.can(actor({}), "read", "task"));
  });

  it("lets a department see the cases it takes part in; identity numbers in clear only who decides and the window", () => {
    const reviewer = post("fire-brigade", "reviewer");
    assert.ok(identity.can(reviewer, "read", "case", mine));
    assert.ok(!identity.can(reviewer, "read", "case", firms));
    assert.ok(identity.canField(reviewer, "read", "case", "data", mine));
    assert.ok(!identity.canField(reviewer, "read", "case", "identity", mine));
    assert.ok(identity.canField(post("fire-brigade", "decider"), "read", "case", "identity", mine));
    assert.ok(identity.canField(post("window", "clerk"), "read", "case", "identity", firms));
    assert.ok(!identity.canField(post("fire-brigade", "decider"), "read", "case", "identity", firms));
  });

  it("gives tasks to the groups they are for", () => {
    const task = { id: "t", groups: ["fire-brigade:decider"], department: "fire-brigade", assignee: null };
    assert.ok(identity.can(post("fire-brigade", "decider"), "decide", "task", task));
    assert.ok(!identity.can(post("fire-brigade", "reviewer"), "decide", "task", task));
    assert.ok(!identity.can(post("fire-brigade", "reviewer"), "claim", "task", task));
    assert.ok(identity.can(post("fire-brigade", "reviewer"), "read", "task", task));
    assert.ok(!identity.can(post("tobacco", "decider"), "read", "task", task));
  });

  it("lets the administrator see how the system is, not what people filed", () => {
    const admin = post("county", "admin");
    assert.ok(identity.can(admin, "view", "health"));
    assert.ok(!identity.canField(admin, "read", "case", "data", mine));
    assert.ok(!identity.can(admin, "read", "document"));
    assert.ok(!identity.can(admin, "read", "file"));
    assert.ok(
      !identity.can(post("fire-brigade", "admin"), "view", "health"),
      "an admin of another department is none",
    );
  });

  it("asks the store once for what two rules or roles allow alike", () => {
    const decider = post("approval-bureau", "decider");
    const both = { ...decider, groups: [...decider.groups, "approval-bureau:approver"] };
    for (const actor of [both, post("window", "clerk")]) {
      const filter = identity.filterFor(actor, "complete", "task");
      const branches = "or" in filter ? filter.or.map((branch) => JSON.stringify(branch)) : [];
      assert.equal(new Set(branches).size, branches.length, JSON.stringify(filter));
      assert.notEqual(branches.length, 1);
    }
  });

  it("turns nothing allowed into a filter that matches nothing", () => {
    assert.ok(!matches(mine, identity.filterFor(actor({}), "decide", "case")));
    assert.ok(
      !matches({ id: "x", ownerKey: null }, identity.filterFor(post("tobacco", "reviewer"), "read", "draft")),
    );
  });
});
