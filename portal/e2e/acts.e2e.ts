/** What may happen to an item beside the straight way, at the dates of the law: withdrawal, 容缺, extension, the check of an undertaking, each seen by both sides. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  acceptAll,
  complete,
  grantData,
  openTasks,
  readResults,
  reviewData,
  takeTask,
} from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { supply, supplyPath } from "./fixtures/supply.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Lane {
  itemId: string;
  caseItemId: string;
  status: string;
  acceptMode: string | null;
  reasons: { zh: string } | null;
  light: { colour: string; due: string; legalDue: string; extensionDays: number } | null;
}
interface Progress {
  outcome: string | null;
  lanes: Lane[];
  needsYou: { href: string; detail: { zh: string } }[];
  documents: { id: string; title: { zh: string }; number: string; issuedAt: string }[];
}

let server: RunningServer;
const citizen = async (): Promise<ApiClient> => {
  const client = await signIn(server.url, "zhang");
  await client.actAs("enterprise");
  return client;
};
const clerk = (name: string): Promise<ApiClient> => signIn(server.url, name);
const at = (time: string): Promise<void> => server.moveClock(`${time}+08:00`);
const progress = async (no: string): Promise<Progress> => (await citizen()).get<Progress>(`/cases/${no}`);
const laneOf = async (no: string, itemId: string): Promise<Lane> => {
  const lane = (await progress(no)).lanes.find((one) => one.itemId === itemId);
  assert.ok(lane, itemId);
  return lane;
};
const titles = async (no: string): Promise<string[]> =>
  (await progress(no)).documents.map((document) => document.title.zh);
const kindsOf = async (username: string, no: string): Promise<string[]> =>
  (await openTasks(await clerk(username))).filter((task) => task.caseNo === no).map((task) => task.kind);
const act = async (
  no: string,
  username: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<void> => {
  const client = await clerk(username);
  await complete(client, await takeTask(client, no, kind), outcome, data);
};
/** Filed and accepted on Monday 2 March 2026. */
const accepted = async (own: Record<string, Record<string, unknown>> = {}): Promise<string> => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  const { no } = await fileRestaurant(await citizen());
  await at("2026-03-02T09:01:00");
  await acceptAll(await clerk("window1"), no, own);
  await at("2026-03-02T09:02:00");
  return no;
};
const stop = async (): Promise<void> => {
  await server?.stop();
  if (server) await removeData(server);
};

describe("an applicant who withdraws one item of three", () => {
  let no = "";
  before(async () => {
    no = await accepted();
  });
  after(stop);

  test("gets a receipt; the department's task and clock end; the other two go on and are decided", async () => {
    const client = await citizen();
    assert.deepEqual(await kindsOf("sign.review", no), ["review"]);
    const sign = await laneOf(no, "sign-permit");
    await client.send("POST", `/cases/${no}/withdraw`, {
      items: [sign.caseItemId],
      reason: "店面另租，不再设招牌。",
      lastDigits: no.slice(-4),
    });
    await at("2026-03-02T09:05:00");
    assert.deepEqual(await kindsOf("sign.review", no), []);
    assert.equal((await laneOf(no, "sign-permit")).status, "WITHDRAWN");
    assert.ok((await titles(no)).includes("撤回申请回执"));
    await at("2026-03-31T09:00:00");
    assert.equal((await laneOf(no, "sign-permit")).light?.colour, "BLUE", "its clock has stopped in time");
    await at("2026-03-31T09:01:00");
    await act(no, "food.review", "review", "pass", reviewData);
    await act(no, "food.approve", "approve", "pass", { opinion: "同意。" });
    const grant = { ...grantData, from: "2026-03-31" };
    await act(no, "food.decide", "decide", "grant", grant);
    await act(no, "fire.decide", "decide", "grant", grant);
    await at("2026-03-31T09:10:00");
    await readResults(await citizen(), no);
    await at("2026-03-31T09:11:00");
    assert.equal((await progress(no)).outcome, "PARTLY_DONE");
  });
});

const foodRules = { verdict: "tolerate", missing: [{ materialId: "food-rules", what: "缺进货查验制度" }] };

describe("accepted with a paper to follow, which comes in time", () => {
  let no = "";
  before(async () => {
    no = await accepted({ "food-licence": foodRules });
  });
  after(stop);

  test("accepted on 2 March it is due on 16 March; the clock of the item runs meanwhile", async () => {
    const lane = await laneOf(no, "food-licence");
    assert.deepEqual(
      [lane.status, lane.acceptMode, lane.light?.due],
      ["IN_REVIEW", "TOLERANT", "2026-03-16"],
    );
    const [need] = (await progress(no)).needsYou;
    assert.equal(need?.href, await supplyPath(await citizen(), no, "food-licence"));
    assert.match(need.detail.zh, /2026-03-16 17:30/);
    assert.ok((await titles(no)).includes("容缺受理通知书"));
  });

  test("nothing is granted while the list is not empty, and the decision says what lacks", async () => {
    await act(no, "food.review", "review", "pass", reviewData);
    await act(no, "food.approve", "approve", "pass", { opinion: "同意。" });
    const client = await clerk("food.decide");
    const task = await takeTask(client, no, "decide");
    await assert.rejects(complete(client, task, "grant", grantData), /食品安全管理制度/);
  });

  test("supplied on 13 March and confirmed by the window, the licence is granted", async () => {
    await at("2026-03-13T10:00:00");
    await supply(await citizen(), no, "food-licence", ["food-rules"]);
    await at("2026-03-13T10:01:00");
    assert.deepEqual((await progress(no)).needsYou, []);
    await act(no, "window2", "supply", "accept", {});
    await at("2026-03-13T10:02:00");
    assert.ok((await titles(no)).includes("容缺受理承诺书"));
    await act(no, "food.decide", "decide", "grant", { ...grantData, from: "2026-03-13" });
    await at("2026-03-13T10:03:00");
    await readResults(await citizen(), no);
    await at("2026-03-13T10:04:00");
    assert.equal((await laneOf(no, "food-licence")).status, "CLOSED");
    await at("2026-03-17T09:00:00");
    assert.equal(
      (await laneOf(no, "food-licence")).status,
      "CLOSED",
      "the last day of the promise ends nothing more",
    );
  });
});

describe("accepted with a paper to follow, which does not come", () => {
  let no = "";
  before(async () => {
    no = await accepted({ "food-licence": foodRules });
  });
  after(stop);

  test("on 16 March at 17:30 it is ended with notice; the other items go on", async () => {
    await at("2026-03-16T17:29:00");
    assert.equal((await laneOf(no, "food-licence")).status, "IN_REVIEW");
    await at("2026-03-16T17:30:00");
    const lane = await laneOf(no, "food-licence");
    assert.equal(lane.status, "TERMINATED");
    assert.match(lane.reasons?.zh ?? "", /容缺/);
    assert.ok((await titles(no)).includes("终止办理通知书"));
    assert.deepEqual(await kindsOf("food.review", no), []);
    assert.deepEqual(await kindsOf("sign.review", no), ["review"]);
    const client = await citizen();
    await assert.rejects(supply(client, no, "food-licence", ["food-rules"]), /409/);
  });
});

describe("a limit that is extended", () => {
  let no = "";
  const ask = async (username: string, kind: string, expected = 200): Promise<string> => {
    const client = await clerk(username);
    const task = await takeTask(client, no, kind);
    const answer = await client.raw("POST", `/tasks/${task.id}/extend`, {
      body: JSON.stringify({ reason: "须会同属地进行现场核查。" }),
      headers: { "content-type": "application/json" },
    });
    const text = await answer.text();
    assert.equal(answer.status, expected, text);
    return text;
  };
  before(async () => {
    no = await accepted();
  });
  after(stop);

  test("the food licence, due on 16 March, is asked for in time, and the head approves: five working days, 23 March", async () => {
    assert.equal((await laneOf(no, "food-licence")).light?.due, "2026-03-16");
    await at("2026-03-12T10:00:00");
    await ask("food.review", "review");
    await at("2026-03-12T10:01:00");
    assert.equal((await laneOf(no, "food-licence")).light?.due, "2026-03-16", "asking moves nothing");
    assert.match(await ask("food.review", "review", 409), /正在审批/);
    await act(no, "food.decide", "extend", "approve", { opinion: "同意。" });
    await at("2026-03-12T10:02:00");
    const { light } = await laneOf(no, "food-licence");
    assert.deepEqual([light?.due, light?.legalDue, light?.extensionDays], ["2026-03-23", "2026-03-23", 5]);
    const notice = (await progress(no)).documents.find((document) => document.title.zh === "延期告知书");
    assert.match(notice?.number ?? "", /^寿审批延字〔2026〕第000001号$/);
    const { rows } = await (await citizen()).get<{ rows: { title: { zh: string } }[] }>("/messages");
    assert.ok(rows.some((message) => message.title.zh.startsWith("延长办理期限")));
  });

  test("a second extension is refused", async () => {
    assert.match(await ask("food.review", "review", 409), /只能延长一次/);
  });

  test("the sign permit, promised for 9 March, can no longer be extended: its due date has passed", async () => {
    assert.match(await ask("sign.review", "review", 409), /2026-03-09/);
  });

  test("who asked for it cannot approve it, the head of the post or not", async () => {
    await ask("fire.decide", "decide");
    await at("2026-03-12T10:05:00");
    const client = await clerk("fire.decide");
    const row = (await openTasks(client)).find((task) => task.caseNo === no && task.kind === "extend");
    assert.ok(row);
    const detail = await client.get<{ blocked: { zh: string } | null }>(`/tasks/${row.id}`);
    assert.match(detail.blocked?.zh ?? "", /自己提出的延期/);
    await assert.rejects(act(no, "fire.decide", "extend", "approve", {}), /自己提出的延期/);
    const { light } = await laneOf(no, "fire-check");
    assert.equal(light?.extensionDays, 0);
  });

  test("a decision makes the request void: nobody is left with a task for it", async () => {
    await act(no, "fire.decide", "decide", "grant", { ...grantData, from: "2026-03-12" });
    await at("2026-03-12T10:10:00");
    assert.deepEqual(await kindsOf("fire.decide", no), []);
    assert.equal((await laneOf(no, "fire-check")).status, "READY");
  });
});

describe("a grant on an undertaking", () => {
  let no = "";
  const found = { way: "site", result: "疏散通道堆放杂物，与承诺不符。" };
  const licenceStatus = async (type: string): Promise<string | undefined> => {
    const held = await (await citizen()).get<{ type: string; status: string }[]>("/licences");
    return held.find((licence) => licence.type === type)?.status;
  };
  before(async () => {
    no = await accepted();
    await act(no, "fire.decide", "decide", "grant", { ...grantData, from: "2026-03-02" });
    await at("2026-03-02T09:09:00");
    await readResults(await citizen(), no);
    await at("2026-03-02T09:10:00");
  });
  after(stop);

  test("is checked later by a task of its own, due thirty working days after the grant; the item is closed meanwhile", async () => {
    const lane = await laneOf(no, "fire-check");
    assert.equal(lane.status, "CLOSED");
    assert.match(JSON.stringify(lane), /部门将在 2026-04-14 前核查/);
    const [row] = (await openTasks(await clerk("fire.review"))).filter(
      (task) => task.caseNo === no,
    ) as unknown as {
      kind: string;
      light: { due: string; kind: string };
    }[];
    assert.deepEqual([row?.kind, row?.light.kind, row?.light.due], ["check", "check", "2026-04-14"]);
  });

  test("what is not as promised is to be put right within the days given, with an order; once only", async () => {
    await at("2026-04-10T10:00:00");
    await assert.rejects(act(no, "fire.review", "check", "correct", found), /改正期限/);
    await act(no, "fire.review", "check", "correct", { ...found, days: 10 });
    await at("2026-04-10T10:01:00");
    assert.ok((await titles(no)).includes("责令限期改正通知书"));
    assert.match((await progress(no)).needsYou[0]?.detail.zh ?? "", /2026-04-24/);
    assert.equal(await licenceStatus("fire-check-opinion"), "01");
    await at("2026-04-24T10:00:00");
    await assert.rejects(act(no, "fire.review", "check", "correct", { ...found, days: 5 }), /限期改正过一次/);
  });

  test("not put right, the licence is revoked with a decision, and anybody who checks it learns so", async () => {
    await act(no, "fire.review", "check", "revoke", { ...found, result: "逾期未改正，疏散通道仍被占用。" });
    await at("2026-04-24T10:05:00");
    assert.ok((await titles(no)).includes("撤销行政许可决定书"));
    assert.equal(await licenceStatus("fire-check-opinion"), "03");
    assert.match(JSON.stringify(await laneOf(no, "fire-check")), /许可已撤销/);
    assert.deepEqual((await progress(no)).needsYou, []);
    assert.deepEqual(await kindsOf("fire.review", no), []);
  });
});

describe("an undertaking that is kept", () => {
  let no = "";
  before(async () => {
    no = await accepted();
    await act(no, "fire.decide", "decide", "grant", { ...grantData, from: "2026-03-02" });
    await at("2026-03-02T09:10:00");
  });
  after(stop);

  test("is found so in time: the clock stops, the applicant is told, the licence stands", async () => {
    await at("2026-03-20T10:00:00");
    await act(no, "fire.review", "check", "ok", { way: "site", result: "与承诺相符。" });
    await at("2026-03-20T10:01:00");
    assert.match(JSON.stringify(await laneOf(no, "fire-check")), /核查符合承诺/);
    const { rows } = await (await citizen()).get<{ rows: { title: { zh: string } }[] }>("/messages");
    assert.ok(rows.some((message) => message.title.zh.startsWith("核查通过")));
    assert.deepEqual(await kindsOf("fire.review", no), []);
  });
});
