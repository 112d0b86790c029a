/**
 * Two server processes on one MongoDB: a session made at one holds at the other, what one changes is heard at the other,
 * commands reach the engine's owner through either, and when the owner is killed the other takes over.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noMongoServer, startMongoServer } from "../server/src/platform/testing/mongo-server.ts";
import { acceptAll, complete, openTasks, reviewData, takeTask } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";
import { listen } from "./harness/live.ts";

const missing = noMongoServer();
const PATIENCE_MS = 60_000;

if (missing !== false)
  test(`several server processes on one MongoDB (not run: ${missing})`, { skip: missing }, () => undefined);
else {
  const mongo = await startMongoServer();
  const env = { MONGODB_URI: mongo.uri(), MONGODB_WITHOUT_TRANSACTIONS: "true" };
  let first: RunningServer;
  let second: RunningServer;
  let no = "";

  before(async () => {
    first = await startServer({ clockStart: "2026-03-02T09:00:00+08:00", env });
    second = await startServer({
      clockStart: "2026-03-02T09:00:00+08:00",
      dataDir: first.dataDir,
      env,
    });
  });
  after(async () => {
    await second?.stop();
    await first?.stop();
    if (first) await removeData(first);
    await mongo.stop();
  });

  const zhangAt = async (server: RunningServer): Promise<ApiClient> => {
    const client = await signIn(server.url, "zhang");
    await client.actAs("enterprise");
    return client;
  };

  test("a session made at one process holds at the other, and ends at both", async () => {
    const here = await zhangAt(second);
    const there = () => fetch(`${first.url}/api/v1/me`, { headers: { cookie: here.cookie() } });
    assert.equal((await there()).status, 200);
    assert.match(await (await there()).text(), /张小满/);
    const live = await listen(first.url, here.cookie());
    const cookie = here.cookie();
    await here.send("DELETE", "/session");
    const after = await fetch(`${first.url}/api/v1/me`, { headers: { cookie } });
    assert.equal(after.status, 401);
    // its stream at the other process is over, too
    await live.ended;
  });

  test("a case is filed through the process that does not own the engine, and heard of at the other", async () => {
    const window1 = await signIn(first.url, "window1");
    const live = await listen(first.url, window1.cookie());
    const filed = await fileRestaurant(await zhangAt(second));
    no = filed.no;
    await second.moveClock("2026-03-02T09:05:00+08:00");
    await live.until((event) => event["kind"] === "tasks");
    live.close();
    const seen = await (await zhangAt(second)).get<{ lanes: unknown[] }>(`/cases/${no}`);
    assert.equal(seen.lanes.length, 4);
  });

  test("an event at the owner is heard at the other process", async () => {
    const window1 = await signIn(second.url, "window1");
    const live = await listen(second.url, window1.cookie());
    await acceptAll(await signIn(first.url, "window1"), no);
    await live.until((event) => event["kind"] === "tasks");
    live.close();
    await first.moveClock("2026-03-02T09:10:00+08:00");
  });

  test("when the owner is killed the other takes over, with its sessions and its tasks", async (t) => {
    const reviewer = await signIn(second.url, "food.review");
    const before = (await openTasks(reviewer)).map((row) => row.id);
    assert.ok(before.length > 0);
    const killed = performance.now();
    await first.kill();
    const task = await untilIt(async () => takeTask(reviewer, no, "review"));
    t.diagnostic(`commands are taken again after ${Math.round(performance.now() - killed)} ms`);
    await complete(reviewer, task, "pass", reviewData);
    await second.moveClock("2026-03-02T09:20:00+08:00");
    const left = (await openTasks(reviewer)).map((row) => row.id);
    assert.ok(!left.includes(task.id));
    assert.equal((await zhangAt(second).then((zhang) => zhang.raw("GET", `/cases/${no}`))).status, 200);
  });

  test("the killed one comes back beside it and serves again, as one that does not own", async () => {
    first = await startServer({
      clockStart: "2026-03-02T09:20:00+08:00",
      dataDir: first.dataDir,
      env,
    });
    const approver = await signIn(first.url, "food.approve");
    const task = await takeTask(approver, no, "approve");
    await complete(approver, task, "pass", { opinion: "同意。" });
    await first.moveClock("2026-03-02T09:30:00+08:00");
    const left = (await openTasks(await signIn(second.url, "food.approve"))).map((row) => row.id);
    assert.ok(!left.includes(task.id));
  });
}

/** Tries again while the system is switching over. */
async function untilIt<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
}
