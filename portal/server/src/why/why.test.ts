import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas, type Areas } from "../assemble.ts";
import { acceptAll, filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import { posts, subjects } from "../identity/index.ts";
import type { Actor } from "../platform/http/route.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { Why } from "./api.ts";

/** Numbers that look random and are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const STAFF = [
  "window1",
  "food.review",
  "food.decide",
  "sign.review",
  "sign.decide",
  "fire.review",
  "fire.decide",
  "market.review",
  "tobacco.review",
  "tobacco.decide",
  "admin",
  "zhang",
  "li",
];

describe("why somebody may see something", () => {
  let host: TestPlatform;
  let areas: Areas;
  let no = "";
  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    areas = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
  });
  after(() => host.close());

  it("says on 1,000 random pairs what the enforcing code says, rule by rule and part by part", async () => {
    const { identity } = areas;
    const next = random(20260302);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
    const actors: Actor[] = (await Promise.all(STAFF.map((id) => identity.actorsOf(id))))
      .flat()
      .map((held) => held.actor);
    const departments = ["window", "approval-bureau", "city-management", "fire-brigade", "tobacco", "county"];
    const known = identity.known();
    let allowed = 0;
    for (let pair = 0; pair < 1000; pair += 1) {
      const actor = pick(actors);
      const subject = pick(
        subjects.filter((id) => next() < 0.5 || ["case", "caseItem", "task"].includes(id)),
      );
      const action = pick(known[subject]);
      const document = {
        id: `d${pair}`,
        ownerKey:
          next() < 0.4
            ? identity.ownerKeyOf(actor)
            : pick(["person:zhang", "person:li", "enterprise:xiaoman", "enterprise:chunhe"]),
        department: pick(departments),
        departments: departments.filter((id) => next() < (id === actor.department ? 0.6 : 0.3)),
        groups:
          next() < 0.5 && actor.groups.length > 0
            ? [pick(actor.groups)]
            : [`${pick(departments)}:${pick(["clerk", "reviewer", "approver", "decider"])}`],
        assignee: pick([null, ...STAFF]),
        to: pick(["person:zhang", "group:window:clerk", "group:fire-brigade:decider"]),
      };
      const rules = identity.explain(actor, action, subject, document);
      const enforced = identity.can(actor, action, subject, document);
      const what = `${actor.personId} ${actor.capacityId} ${action} ${subject} ${JSON.stringify(document)}`;
      assert.equal(
        rules.some((rule) => rule.holds),
        enforced,
        what,
      );
      for (const rule of rules)
        assert.equal(
          rule.conditions.every((condition) => condition.holds),
          rule.holds,
          what,
        );
      for (const part of ["summary", "identity", "data"])
        assert.equal(
          rules.some((rule) => rule.holds && (rule.fields === null || rule.fields.includes(part))),
          identity.canField(actor, action, subject, part, document),
          `${what} ${part}`,
        );
      if (enforced) allowed += 1;
    }
    assert.ok(allowed > 100 && allowed < 900, `${allowed} of 1,000 are allowed`);
  });

  it("says what the routes do: for everybody, every case and task, in the capacity that asks", async () => {
    const task =
      (await taskOf(await host.signedIn("food.review", { actAs: "post" }), no, "review"))?.id ?? "";
    for (const username of STAFF) {
      const citizen = username === "zhang" || username === "li";
      const client = await host.signedIn(username, { actAs: citizen ? "enterprise" : "post" });
      for (const [what, path] of [
        [`case:${no}`, citizen ? `/cases/${no}` : `/case-files/${no}`],
        [`task:${task}`, `/tasks/${task}`],
        ["audit", "/audit"],
        ["health", "/health"],
      ] as const) {
        const action = what === "audit" || what === "health" ? "view" : "read";
        const answer = ok(await client.get<Why>(`/why?what=${what}&action=${action}`));
        const acting = citizen ? /^enterprise:/ : /^post:/;
        const mine = answer.capacities.find((capacity) => acting.test(capacity.id));
        const { status } = await client.get(path);
        assert.equal(mine?.allowed, status === 200, `${username} ${what}: ${status}`);
      }
    }
  });

  it("tells of one's own only, and of a thing that is not there the same as of one that is closed", async () => {
    const tobacco = await host.signedIn("tobacco.review", { actAs: "post" });
    assert.equal((await tobacco.get(`/why?who=window1&what=case:${no}`)).status, 403);
    const closed = ok(await tobacco.get<Why>(`/why?what=case:${no}`));
    const missing = ok(await tobacco.get<Why>(`/why?what=case:37078326030299999`));
    assert.equal(closed.sentence.zh, "不可以：不在您的辖区（部门没有参与）");
    assert.deepEqual({ ...closed, what: null }, { ...missing, what: null });
    const admin = await host.signedIn("admin", { actAs: "post" });
    const asked = ok(await admin.get<Why>(`/why?who=tobacco.review&what=case:${no}`));
    const condition = asked.capacities[0]?.rules[0]?.conditions[0];
    assert.deepEqual(condition?.wanted, ["tobacco"]);
    assert.ok(condition?.actual?.includes("fire-brigade"));
    assert.deepEqual(asked.change.holders, ["韩管理", "许复核"]);
    const owner = ok(await admin.get<Why>(`/why?who=li&what=case:${no}`));
    assert.ok(!JSON.stringify(owner).includes("xiaoman"), "whose case it is stays untold");
    assert.equal((await admin.get("/why?who=nobody&what=audit")).status, 404);
    assert.equal((await admin.get("/why?what=moon:1")).status, 422);
  });

  it("answers for a day by the posts of that day, and says what is not known of it", async () => {
    const admin = await host.signedIn("admin", { actAs: "post" });
    const { store } = host.platform;
    const post = (await store.collection(posts).get("fire.review")) ?? assert.fail();
    await store.transaction((tx) =>
      tx.update(posts, { ...post, active: false, from: "2026-01-05", until: "2026-02-27" }),
    );
    const allowed = async (on: string): Promise<[boolean, number]> => {
      const answer = ok(await admin.get<Why>(`/why?who=fire.review&what=case:${no}&on=${on}`));
      return [answer.allowed, answer.notes.length];
    };
    assert.deepEqual(await allowed("2026-01-04"), [false, 2]);
    assert.deepEqual(await allowed("2026-01-05"), [true, 2]);
    assert.deepEqual(await allowed("2026-02-27"), [true, 2]);
    assert.deepEqual(await allowed("2026-02-28"), [false, 2]);
    assert.deepEqual(await allowed("2026-03-02"), [false, 0]);
    const other = (await store.collection(posts).get("fire.decide")) ?? assert.fail();
    await store.transaction((tx) => tx.update(posts, { ...other, from: null }));
    const answer = ok(await admin.get<Why>(`/why?who=fire.decide&what=case:${no}&on=2026-01-04`));
    assert.deepEqual([answer.allowed, answer.notes.length], [true, 3]);
  });
});
