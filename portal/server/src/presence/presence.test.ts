import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { Presence } from "./api.ts";
import { AWAY_MS, createRooms } from "./room.ts";

describe("a room", () => {
  const who = (sessionId: string) => ({ sessionId, personId: sessionId, name: sessionId });

  it("has who says so, until they leave or have not been heard of", () => {
    let time = 0;
    const rooms = createRooms(() => time);
    assert.equal(rooms.enter("task:1", who("a")), true);
    time = 30_000;
    assert.equal(rooms.enter("task:1", who("b")), true);
    assert.equal(rooms.enter("task:1", who("b")), false);
    assert.deepEqual(rooms.present("task:2"), []);
    time = AWAY_MS;
    assert.deepEqual(
      rooms.present("task:1").map(({ name }) => name),
      ["b"],
    );
    assert.equal(rooms.leave("task:1", "b"), true);
    assert.equal(rooms.leave("task:1", "b"), false);
    assert.deepEqual(rooms.present("task:1"), []);
  });
});

describe("presence", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let no = "";
  const look = (client: HttpClient, place: string) => client.post<Presence>(`/presence/${place}`);
  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    ({ no } = ok(await submit(zhang, await filledDraft(zhang))));
    await host.settle();
  });
  after(() => host.close());

  it("shows clerks of one desk to each other, and to nobody who may not see the task", async () => {
    const [one, two] = [
      await host.signedIn("window1", { actAs: "post" }),
      await host.signedIn("window2", { actAs: "post" }),
    ];
    const task = `task/${(await taskOf(one, no, "accept"))?.id ?? assert.fail()}`;
    assert.deepEqual(ok(await look(one, task)).others, []);
    const [seen] = ok(await look(two, task)).others;
    assert.equal(seen?.me, false);
    assert.equal(ok(await look(one, task)).others.length, 1);
    assert.equal((await look(zhang, task)).status, 404);
    assert.equal((await look(await host.signedIn("sign.review", { actAs: "post" }), task)).status, 404);
    assert.equal((await look(await host.client(), task)).status, 401);
    ok(await two.delete(`/presence/${task}`));
    assert.deepEqual(ok(await look(one, task)).others, []);
  });

  it("tells a person of their own other device", async () => {
    const draft = (await filledDraft(zhang)).id;
    const other = await host.signedIn("zhang", { actAs: "enterprise" });
    ok(await look(zhang, `draft/${draft}`));
    assert.deepEqual(
      ok(await look(other, `draft/${draft}`)).others.map(({ me }) => me),
      [true],
    );
    assert.equal((await look(await host.signedIn("li"), `draft/${draft}`)).status, 404);
  });

  it("is for officials only where a case is concerned: the applicant is not shown who reads it", async () => {
    ok(await look(await host.signedIn("window1", { actAs: "post" }), `case/${no}`));
    assert.equal((await look(zhang, `case/${no}`)).status, 404);
  });
});
