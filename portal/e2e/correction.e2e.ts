/** Corrections at the dates of the law: two departments ask, one notice, part by part, a later notice, deemed acceptance, lapse. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import {
  askDepartment,
  askWindow,
  correctionOf,
  field,
  handIn,
  material,
  saveValues,
  sendNotice,
  uploadPaper,
} from "./fixtures/correction.ts";
import { complete, openTasks, takeTask, type TaskRow } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { clickButton, launchBrowser, openPage, signInAs, waitForText } from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Lane {
  itemId: string;
  status: string;
  acceptMode: string | null;
  acceptedAt: string | null;
  reasons: { zh: string } | null;
  light: { kind: string; colour: string; due: string; legalDue: string } | null;
}
interface Progress {
  lanes: Lane[];
  needsYou: { text: { zh: string }; href: string }[];
  documents: { title: { zh: string }; number: string }[];
  days: { office: number; applicant: number };
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
const lane = async (no: string, itemId: string): Promise<Lane> => {
  const found = (await progress(no)).lanes.find((one) => one.itemId === itemId);
  assert.ok(found, itemId);
  return found;
};
const tasksOf = async (username: string, no: string): Promise<TaskRow[]> =>
  (await openTasks(await clerk(username))).filter((task) => task.caseNo === no);
const stop = async (): Promise<void> => {
  await server?.stop();
  if (server) await removeData(server);
};

describe("two departments ask for corrections of one application", () => {
  let no = "";
  before(async () => {
    server = await startServer({ clockStart: "2026-02-11T10:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen(), { answers: { tobacco: "yes" } }));
    await at("2026-02-11T10:01:00");
  });
  after(stop);

  test("the window for the sign and the tobacco office for its licence: one notice lists the points of both", async () => {
    await at("2026-02-12T09:00:00");
    await askWindow(await clerk("window1"), no, {
      "sign-permit": [field("sign.width"), material("sign-pictures")],
    });
    await at("2026-02-13T09:00:00");
    await askDepartment(await clerk("tobacco.review"), no, [field("tobacco.schoolDistance")]);
    await at("2026-02-14T11:00:00");
    await sendNotice(await clerk("window1"), no);
    await at("2026-02-14T11:01:00");
    const page = await progress(no);
    const notices = page.documents.filter((one) => one.title.zh.includes("补正告知书"));
    assert.deepEqual(
      notices.map((one) => /字〔2026〕第\d{6}号$/.test(one.number)),
      [true],
    );
    for (const item of ["sign-permit", "tobacco-licence"]) {
      const { status, light } = await lane(no, item);
      assert.deepEqual([status, light?.colour], ["SUPPLEMENT", "GREY"], item);
    }
    assert.equal((await lane(no, "food-licence")).status, "IN_REVIEW", "the other items go on");
    assert.deepEqual(
      page.needsYou.map((need) => [need.text.zh, need.href]),
      [["补正 3 处", `/cases/${no}/corrections/1`]],
    );
    const { due } = await correctionOf(await citizen(), no);
    assert.equal(due, "2026-04-03", "thirty working days from Saturday 14 February, a working day");
  });

  test("the resting items are never due; a part handed in restarts nothing and has its receipt", async () => {
    await at("2026-03-02T09:00:00");
    assert.equal((await lane(no, "sign-permit")).status, "SUPPLEMENT");
    const client = await citizen();
    await saveValues(client, no, { "sign.width": 3.6 });
    const part = await handIn(client, no, ["p1"]);
    assert.deepEqual([part.left, part.complete.length], [2, 0]);
    assert.ok(part.receiptId);
    await at("2026-03-02T09:01:00");
    assert.equal((await lane(no, "sign-permit")).status, "SUPPLEMENT");
    assert.deepEqual(await tasksOf("window1", no), []);
  });

  test("nothing else is open: other fields are refused by name, other documents are not found", async () => {
    const client = await citizen();
    const { version } = await correctionOf(client, no);
    const refused = await client.raw("PUT", `/cases/${no}/corrections/1`, {
      body: JSON.stringify({ values: { "sign.height": 9 }, notes: {} }),
      headers: { "content-type": "application/json", "if-match": `"${version}"` },
    });
    const problem = (await refused.json()) as { errors: { pointer: string; code: string }[] };
    assert.deepEqual(
      [refused.status, problem.errors[0]?.pointer, problem.errors[0]?.code],
      [422, "/values/sign.height", "not-open"],
    );
    await assert.rejects(uploadPaper(client, no, "floor-plan"), /404/);
  });

  test("all points of the sign are in: five working days for what was supplied, the window alone is asked", async () => {
    await at("2026-03-03T09:00:00");
    const client = await citizen();
    await uploadPaper(client, no, "sign-pictures");
    const done = await handIn(client, no, ["p2"]);
    assert.equal(done.complete.length, 1);
    await at("2026-03-03T09:01:00");
    const { status, light } = await lane(no, "sign-permit");
    assert.deepEqual([status, light?.due], ["RECEIVED", "2026-03-10"]);
    assert.deepEqual(
      (await tasksOf("window1", no)).map((task) => task.kind),
      ["accept"],
    );
    assert.equal((await tasksOf("tobacco.review", no)).length, 0);
  });

  test("a later notice may list what is still not right, nothing new", async () => {
    const window = await clerk("window1");
    const task = await takeTask(window, no, "accept");
    const id = task.acceptance?.items[0]?.caseItemId ?? "";
    await assert.rejects(
      complete(window, task, "done", {
        verdicts: { [id]: { verdict: "correct", points: [field("sign.height")] } },
      }),
      /not-in-first/,
    );
    await askWindow(window, no, { "sign-permit": [material("sign-pictures")] });
    await at("2026-03-03T09:02:00");
    await sendNotice(window, no);
    await at("2026-03-03T09:03:00");
    const second = await correctionOf(await citizen(), no, 2);
    assert.deepEqual(
      second.points.map((point) => [point.label.zh, point.first]),
      [["招牌效果图与现场照片", "p2"]],
    );
  });

  test("the office does not answer: deemed accepted, from that hand-in", async () => {
    await at("2026-03-05T15:00:00");
    const client = await citizen();
    await uploadPaper(client, no, "sign-pictures", 2);
    await handIn(client, no, ["p1"], 2);
    await at("2026-03-12T17:29:00");
    assert.equal((await lane(no, "sign-permit")).status, "RECEIVED");
    await at("2026-03-12T17:30:00");
    const sign = await lane(no, "sign-permit");
    assert.deepEqual(
      [sign.acceptMode, sign.acceptedAt?.slice(0, 16), sign.light?.legalDue],
      ["DEEMED", "2026-03-05T15:00", "2026-04-02"],
    );
  });

  test("the tobacco office alone checks what it asked for, and accepts", async () => {
    await at("2026-03-16T09:00:00");
    const client = await citizen();
    await saveValues(client, no, { "tobacco.schoolDistance": 120 });
    assert.equal((await handIn(client, no, ["p3"])).left, 0);
    await at("2026-03-16T09:01:00");
    assert.deepEqual(await tasksOf("window1", no), []);
    const reviewer = await clerk("tobacco.review");
    const task = await takeTask(reviewer, no, "verdict");
    const { supplied } = task as unknown as { supplied: { before: { zh: string }; after: { zh: string } }[] };
    assert.deepEqual(
      supplied.map((one) => [one.before.zh, one.after.zh]),
      [["500 米", "120 米"]],
    );
    await complete(reviewer, task, "done", { verdict: "accept" });
    await at("2026-03-16T09:02:00");
    assert.equal((await lane(no, "tobacco-licence")).acceptMode, "CORRECTED");
    assert.ok((await progress(no)).days.applicant === 0, "the food licence was with the office all the time");
  });
});

describe("a correction that is not supplied", () => {
  let no = "";
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
    const window = await clerk("window1");
    await askWindow(window, no, { "sign-permit": [field("sign.width")] });
    await at("2026-03-02T09:02:00");
    await sendNotice(window, no);
    await at("2026-03-02T09:03:00");
  });
  after(stop);

  test("is reminded of, lapses at 17:30 of the thirtieth working day with notice, and touches nothing else", async () => {
    assert.equal((await correctionOf(await citizen(), no)).due, "2026-04-14");
    await at("2026-04-07T09:00:00");
    const { rows } = await (await citizen()).get<{ rows: { title: { zh: string } }[] }>("/messages");
    assert.ok(rows.some((row) => row.title.zh === "补正还剩 5 个工作日"));
    await at("2026-04-14T17:29:00");
    assert.equal((await lane(no, "sign-permit")).status, "SUPPLEMENT");
    await at("2026-04-14T17:30:00");
    const sign = await lane(no, "sign-permit");
    assert.equal(sign.status, "LAPSED");
    assert.ok(sign.reasons);
    assert.ok((await progress(no)).documents.some((one) => one.title.zh.includes("退件通知书")));
    assert.equal((await lane(no, "food-licence")).status, "IN_REVIEW");
  });
});

describe("a power cut at every step of a correction", () => {
  let no = "";
  let minute = 0;
  const moment = (): string =>
    new Date(Date.parse("2026-03-02T09:00:00+08:00") + minute * 60_000).toISOString().replace(".000Z", "Z");
  /** Kills the server as soon as the answer is here, starts it anew; jobs that it held come free after five minutes. */
  const cut = async (): Promise<void> => {
    await server.kill();
    server = await startServer({ clockStart: moment(), dataDir: server.dataDir });
    minute += 6;
    await server.moveClock(moment());
  };
  before(async () => {
    server = await startServer({ clockStart: moment() });
    ({ no } = await fileRestaurant(await citizen()));
    minute += 1;
    await server.moveClock(moment());
  });
  after(stop);

  test("loses neither the points nor the notice, its receipt or the new check, and makes nothing twice", async () => {
    await askWindow(await clerk("window1"), no, { "sign-permit": [field("sign.width")] });
    await cut();
    assert.deepEqual(
      (await tasksOf("window1", no)).map((task) => task.kind),
      ["correction"],
    );
    await sendNotice(await clerk("window1"), no);
    await cut();
    const titles = async (): Promise<string[]> =>
      (await progress(no)).documents
        .map((document) => document.title.zh)
        .filter((title) => title.includes("补正"));
    assert.deepEqual(await titles(), ["补正告知书"]);
    assert.equal((await lane(no, "sign-permit")).status, "SUPPLEMENT");
    assert.deepEqual(await tasksOf("window1", no), []);
    const client = await citizen();
    await saveValues(client, no, { "sign.width": 3.6 });
    await handIn(client, no, ["p1"]);
    await cut();
    assert.deepEqual(await titles(), ["补正告知书", "补正材料收件凭证"]);
    assert.deepEqual(
      [(await lane(no, "sign-permit")).status, (await tasksOf("window1", no)).map((task) => task.kind)],
      ["RECEIVED", ["accept"]],
    );
    const point = (await correctionOf(await citizen(), no)).points[0];
    assert.deepEqual([point?.state, point?.before?.zh, point?.after?.zh], ["handed-in", "6 米", "3.6 米"]);
    await askWindow(await clerk("window1"), no, {});
    await cut();
    assert.equal((await lane(no, "sign-permit")).acceptMode, "CORRECTED");
  });
});

describe("in the browser", () => {
  let browser: Browser;
  let no = "";
  let window: Page;
  before(async () => {
    [server, browser] = await Promise.all([
      startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
      launchBrowser(),
    ]);
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
  });
  after(async () => {
    await browser?.close();
    await stop();
  });
  test("the window writes a point, sends the notice it has read, and the applicant corrects just that", async () => {
    window = await openPage(browser);
    await signInAs(window, server.url, "window1");
    const [accept] = await tasksOf("window1", no);
    await window.goto(`${server.url}/w/tasks/${accept?.id ?? ""}`);
    await clickButton(window, "取件");
    await window.waitForSelector(".wb-verdict:not([disabled]) input");
    await window.evaluate(() => {
      for (const card of document.querySelectorAll<HTMLElement>(".wb-verdict")) {
        const words = [...card.querySelectorAll<HTMLElement>(".wb-radios label")];
        const sign = card.innerText.includes("招牌设施");
        const chosen = words.find((word) => (sign ? /要补正/ : /受理/).test(word.innerText));
        chosen?.querySelector("input")?.click();
      }
    });
    const picker = await window.waitForSelector(".wb-points select");
    await picker?.select("field:sign.width");
    await window.waitForSelector(".wb-pointcard textarea");
    const boxes = await window.$$(".wb-pointcard textarea");
    const words = ["效果图上是 3.6 米。", "按效果图填写。", "《城市市容和环境卫生管理条例》第十一条"];
    for (const [index, text] of words.entries()) await boxes[index]?.type(text);
    await clickButton(window, "作出受理决定");
    await clickButton(window, "提交受理结论", "dialog");
    await waitForText(window, "已提交");
    await waitForText(window, "要补正的还没有发出");
    await at("2026-03-02T09:02:00");

    const compose = (await tasksOf("window1", no)).find((task) => task.kind === "correction");
    assert.ok(compose, "the window has a notice to send");
    await window.goto(`${server.url}/w/tasks/${compose.id}/correction`);
    await clickButton(window, "取件");
    // only who has taken it may send: the page says so to a click that comes before the answer
    await window.waitForSelector("fieldset.wb-pointcard:not([disabled])");
    await window.waitForSelector("iframe");
    await clickButton(window, "发出补正告知书");
    await clickButton(window, "发出", "dialog");
    await waitForText(window, "已提交");
    await at("2026-03-02T09:03:00");

    const page = await openPage(browser);
    const client = await citizen();
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    await page.goto(`${server.url}/cases/${no}`);
    await clickButton(page, "去办");
    await waitForText(page, "效果图上是 3.6 米。");
    const input = await page.waitForSelector(".correction-point input:not([type=checkbox])");
    await input?.click({ count: 3 });
    await input?.type("3.6");
    await waitForText(page, "已保存");
    await clickButton(page, "递交 1 处");
    await waitForText(page, "递交后这些内容不能再改");
    await clickButton(page, "递交", "dialog");
    await waitForText(page, "全部递交");
    await at("2026-03-02T09:04:00");
    assert.equal((await lane(no, "sign-permit")).status, "RECEIVED");
    const [again] = await tasksOf("window1", no);
    await window.goto(`${server.url}/w/tasks/${again?.id ?? ""}`);
    await waitForText(window, "申请人补正的内容");
    await waitForText(window, "3.6 米");
  });
});
