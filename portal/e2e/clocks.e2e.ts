/** Time limits at the dates of the law, by the virtual clock: deemed acceptance, lights, a pause for expert review. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { acceptAll, complete, openTasks, takeTask } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Light {
  colour: string;
  kind: string;
  left: number;
  due: string;
  legalDue: string;
  promisedDue: string | null;
  paused: { law: unknown; since: string; until: string | null } | null;
  usedDays: number;
  stoppedDays: number;
}
interface Lane {
  itemId: string;
  status: string;
  acceptMode: string | null;
  acceptedAt: string | null;
  light: Light | null;
}
interface Progress {
  status: { code: string };
  worst: Light | null;
  lanes: Lane[];
  documents: { title: { zh: string }; number: string; issuedAt: string }[];
}
interface InboxRow {
  caseNo: string;
  kind: string;
  item: { zh: string };
  light: Light | null;
}

/** Sessions run by the same clock, so that a person signs in anew after weeks. */
async function citizen(server: RunningServer): Promise<ApiClient> {
  const client = await signIn(server.url, "zhang");
  await client.actAs("enterprise");
  return client;
}

async function lanesOf(server: RunningServer, no: string): Promise<Map<string, Lane>> {
  const { lanes } = await (await citizen(server)).get<Progress>(`/cases/${no}`);
  return new Map(lanes.map((lane) => [lane.itemId, lane]));
}

async function lightSeenBy(server: RunningServer, username: string, kind: string): Promise<Light | null> {
  const rows = (await openTasks(await signIn(server.url, username))) as unknown as InboxRow[];
  const row = rows.find((task) => task.kind === kind);
  assert.ok(row, `${username} sees a ${kind} task: ${JSON.stringify(rows.map((one) => one.kind))}`);
  return row.light;
}

describe("an application that nobody touches", () => {
  let server: RunningServer;
  let no = "";

  before(async () => {
    server = await startServer({ clockStart: "2026-02-11T10:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen(server)));
    await server.moveClock("2026-02-11T10:01:00+08:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("filed on 11 February it must be accepted by 25 February, with the holiday and the working Saturday counted", async () => {
    const light = (await lanesOf(server, no)).get("food-licence")?.light;
    assert.equal(light?.kind, "completeness");
    assert.equal(light.due, "2026-02-25");
    assert.equal(light.left, 5);
    assert.equal(light.colour, "GREEN");
    assert.deepEqual(await lightSeenBy(server, "window1", "accept"), light);
  });

  test("the light turns yellow on the last working day before, for the citizen and in the inbox alike", async () => {
    await server.moveClock("2026-02-23T23:59:00+08:00");
    assert.equal((await lanesOf(server, no)).get("food-licence")?.light?.colour, "GREEN");
    await server.moveClock("2026-02-24T00:01:00+08:00");
    const light = (await lanesOf(server, no)).get("food-licence")?.light;
    assert.equal(light?.colour, "YELLOW");
    assert.equal(light.left, 1);
    assert.equal((await lightSeenBy(server, "window1", "accept"))?.colour, "YELLOW");
  });

  test("a minute before the end of business it is still open, at 17:30 it is deemed accepted from its receipt", async () => {
    await server.moveClock("2026-02-25T17:29:00+08:00");
    assert.equal((await lanesOf(server, no)).get("sign-permit")?.acceptMode, null);
    await server.moveClock("2026-02-25T17:30:00+08:00");
    const lanes = await lanesOf(server, no);
    for (const item of ["food-licence", "sign-permit", "fire-check"]) {
      const lane = lanes.get(item);
      assert.equal(lane?.acceptMode, "DEEMED", item);
      assert.match(lane.acceptedAt ?? "", /^2026-02-11/, item);
      assert.ok(["ACCEPTED", "IN_REVIEW", "APPROVAL"].includes(lane.status), `${item} is ${lane.status}`);
    }
    const window = (await openTasks(await signIn(server.url, "window1"))).filter(
      (task) => task.kind === "accept",
    );
    assert.deepEqual(window, [], "the window has nothing left to accept");
  });

  test("the acceptance notices are issued by themselves, dated that day, one of each organ", async () => {
    const { documents } = await (await citizen(server)).get<Progress>(`/cases/${no}`);
    const notices = documents.filter((document) => document.title.zh.includes("受理通知书"));
    assert.equal(notices.length, 3);
    assert.ok(notices.every((notice) => notice.issuedAt.startsWith("2026-02-25T17:30")));
    assert.equal(new Set(notices.map((notice) => notice.number)).size, 3);
  });

  test("the handling limits count from the receipt, not from the day that acceptance was deemed", async () => {
    const lanes = await lanesOf(server, no);
    const food = lanes.get("food-licence")?.light;
    assert.equal(food?.kind, "handling");
    assert.equal(food.due, "2026-03-03");
    assert.equal(food.usedDays, 5);
    const sign = lanes.get("sign-permit")?.light;
    assert.equal(sign?.promisedDue, "2026-02-25");
    assert.equal(sign.legalDue, "2026-03-17");
    assert.equal(sign.due, "2026-02-25", "the shorter limit shows");
    assert.equal(sign.colour, "YELLOW");
  });

  test("the light turns red on the first working day past the limit, and the head of the department is told", async () => {
    await server.moveClock("2026-02-26T00:01:00+08:00");
    const progress = await (await citizen(server)).get<Progress>(`/cases/${no}`);
    const sign = progress.lanes.find((lane) => lane.itemId === "sign-permit")?.light;
    assert.equal(sign?.colour, "RED");
    assert.equal(sign.left, -1);
    assert.equal(progress.worst?.colour, "RED", "the case shows its worst light");
    assert.equal(
      progress.lanes.find((lane) => lane.itemId === "food-licence")?.light?.colour,
      "GREEN",
      "the other items keep theirs",
    );
    assert.equal((await lightSeenBy(server, "sign.review", "review"))?.colour, "RED");
    const review = await signIn(server.url, "sign.review");
    const over = await review.get<{ counts: { over: number }; rows: InboxRow[] }>("/tasks?view=over");
    assert.equal(over.counts.over, 1);
    assert.equal(over.rows.length, 1);
    const head = await signIn(server.url, "sign.decide");
    const { rows } = await head.get<{ rows: { kind: string; title: { zh: string }; caseNo: string }[] }>(
      "/messages",
    );
    assert.ok(
      rows.some((message) => message.caseNo === no),
      `the head has a supervision notice: ${JSON.stringify(rows)}`,
    );
  });

  test("a limit of ten days is yellow when two are left and red when none is", async () => {
    const colour = async () => (await lanesOf(server, no)).get("food-licence")?.light?.colour;
    await server.moveClock("2026-02-27T12:00:00+08:00");
    assert.equal(await colour(), "GREEN");
    await server.moveClock("2026-02-28T00:01:00+08:00");
    assert.equal(await colour(), "YELLOW", "28 February is a working Saturday with two days left");
    await server.moveClock("2026-03-03T23:59:00+08:00");
    assert.equal(await colour(), "YELLOW");
    await server.moveClock("2026-03-04T00:01:00+08:00");
    assert.equal(await colour(), "RED");
  });
});

describe("a department that is asked whether to accept", () => {
  let server: RunningServer;
  let no = "";

  before(async () => {
    server = await startServer({ clockStart: "2026-02-13T10:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen(server), {
      answers: { tobacco: "yes" },
    }));
    await server.moveClock("2026-02-13T10:01:00+08:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("has two working days of its own, over the working Saturday and the holiday, beside the legal five", async () => {
    const light = await lightSeenBy(server, "tobacco.review", "verdict");
    assert.deepEqual(
      [light?.kind, light?.due, light?.left, light?.colour],
      ["verdict", "2026-02-24", 2, "GREEN"],
      "Saturday 14 February is a working day, 15 to 23 are off",
    );
    const lane = (await lanesOf(server, no)).get("tobacco-licence");
    assert.deepEqual([lane?.light?.kind, lane?.light?.due], ["completeness", "2026-02-27"]);
    await server.moveClock("2026-02-14T09:00:00+08:00");
    assert.equal((await lightSeenBy(server, "tobacco.review", "verdict"))?.colour, "YELLOW");
    await server.moveClock("2026-02-24T23:00:00+08:00");
    assert.equal((await lightSeenBy(server, "tobacco.review", "verdict"))?.colour, "YELLOW");
  });

  test("is over its limit on the third day: red in its inbox, its head is told, nothing is deemed by it", async () => {
    await server.moveClock("2026-02-25T00:01:00+08:00");
    const light = await lightSeenBy(server, "tobacco.review", "verdict");
    assert.deepEqual([light?.colour, light?.left], ["RED", -1]);
    const head = await signIn(server.url, "tobacco.decide");
    const { rows } = await head.get<{ rows: { title: { zh: string }; caseNo: string }[] }>("/messages");
    assert.deepEqual(
      rows.filter((row) => row.caseNo === no).map((row) => row.title.zh),
      ["受理意见超时：烟草专卖零售许可证新办"],
    );
    await server.moveClock("2026-02-26T09:00:00+08:00");
    const lane = (await lanesOf(server, no)).get("tobacco-licence");
    assert.deepEqual([lane?.status, lane?.light?.colour], ["RECEIVED", "YELLOW"], "the legal limit runs on");
    const { documents } = await (await citizen(server)).get<Progress>(`/cases/${no}`);
    assert.ok(!documents.some((document) => document.title.zh.includes("督办")), "no supervision by law");
    const again = await head.get<{ rows: { caseNo: string }[] }>("/messages");
    assert.equal(again.rows.filter((row) => row.caseNo === no).length, 1, "told once");
  });

  test("that speaks late still speaks: with the window's verdict its item is accepted", async () => {
    const reviewer = await signIn(server.url, "tobacco.review");
    await complete(reviewer, await takeTask(reviewer, no, "verdict"), "done", { verdict: "accept" });
    await acceptAll(await signIn(server.url, "window1"), no);
    await server.moveClock("2026-02-26T09:01:00+08:00");
    assert.equal((await lanesOf(server, no)).get("tobacco-licence")?.acceptMode, "COMPLETE");
  });
});

describe("a pause for expert review", () => {
  let server: RunningServer;
  let no = "";
  const sign = async (): Promise<Lane> => {
    const lane = (await lanesOf(server, no)).get("sign-permit");
    assert.ok(lane);
    return lane;
  };

  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen(server)));
    await server.moveClock("2026-03-02T09:01:00+08:00");
    await acceptAll(await signIn(server.url, "window1"), no);
    await server.moveClock("2026-03-02T09:02:00+08:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("accepted on 2 March, twenty working days end on 30 March", async () => {
    const { light } = await sign();
    assert.equal(light?.legalDue, "2026-03-30");
    assert.equal(light.promisedDue, "2026-03-09");
  });

  test("while it is paused it is grey, for the citizen and in the inbox, and its opinion cannot be given", async () => {
    await server.moveClock("2026-03-09T10:00:00+08:00");
    const reviewer = await signIn(server.url, "sign.review");
    const task = await takeTask(reviewer, no, "review");
    await reviewer.send(
      "POST",
      `/tasks/${task.id}/pause`,
      { kind: "expert-review", days: 10, reason: "招牌结构需要专家评审。" },
      { "if-match": `"${task.version}"`, "idempotency-key": "pause-sign" },
    );
    await server.moveClock("2026-03-09T10:01:00+08:00");
    const lane = await sign();
    assert.equal(lane.status, "SUSPENDED");
    assert.equal(lane.light?.colour, "GREY");
    assert.equal(lane.light.paused?.since, "2026-03-09");
    assert.equal(lane.light.paused.until, "2026-03-23", "ten working days were announced");
    assert.equal((await lightSeenBy(server, "sign.review", "procedure"))?.colour, "GREY");
    const { documents } = await (await citizen(server)).get<Progress>(`/cases/${no}`);
    assert.ok(
      documents.some((document) => document.title.zh.includes("特别程序")),
      "the applicant is told in writing",
    );
  });

  test("it never turns red, even past both limits and past its announced end", async () => {
    for (const day of ["2026-03-10", "2026-03-23", "2026-03-26"]) {
      await server.moveClock(`${day}T23:00:00+08:00`);
      assert.equal((await sign()).light?.colour, "GREY", day);
      const { counts } = await (
        await signIn(server.url, "sign.review")
      ).get<{ counts: { over: number } }>("/tasks?view=over");
      assert.equal(counts.over, 0, day);
    }
  });

  test("resumed on 27 March, the fourteen days between are not counted: 30 March becomes 20 April", async () => {
    await server.moveClock("2026-03-27T10:00:00+08:00");
    const reviewer = await signIn(server.url, "sign.review");
    const task = await takeTask(reviewer, no, "procedure");
    await complete(reviewer, task, "end", { result: "专家评审通过。" });
    await server.moveClock("2026-03-27T10:01:00+08:00");
    const lane = await sign();
    assert.equal(lane.status, "IN_REVIEW");
    assert.equal(lane.light?.paused, null);
    assert.equal(lane.light?.stoppedDays, 14);
    assert.equal(lane.light?.legalDue, "2026-04-20");
    assert.equal(lane.light?.promisedDue, "2026-03-27");
    assert.equal(lane.light?.colour, "YELLOW", "the last promised day");
    assert.equal((await lightSeenBy(server, "sign.review", "review"))?.legalDue, "2026-04-20");
    await server.moveClock("2026-03-30T09:00:00+08:00");
    assert.equal((await sign()).light?.colour, "RED", "the promise is broken on the next working day");
  });
});
