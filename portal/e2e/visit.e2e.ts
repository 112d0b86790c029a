/** The joint site visit, at the dates of the law: asked for by two items, one appointment, three departments, one record signed by each, its result to each item. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ElementHandle } from "puppeteer";
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
import { appoint, askVisit, photo, pngFile, record, sign, type Visit } from "./fixtures/visit.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  setWidth,
  shoot,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Lane {
  itemId: string;
  caseItemId: string;
  status: string;
  now: { zh: string };
  light: { due: string; legalDue: string; paused: unknown } | null;
}
interface Progress {
  lanes: Lane[];
  needsYou: { text: { zh: string }; detail: { zh: string }; href: string }[];
  documents: { id: string; title: { zh: string }; number: string }[];
}
interface OwnVisit {
  id: string;
  state: string;
  moveUntil: string | null;
  findings: { resultLabel: { zh: string }; until: string | null }[];
}

let server: RunningServer;
let no = "";
const clerk = (name: string): Promise<ApiClient> => signIn(server.url, name);
const citizen = async (): Promise<ApiClient> => {
  const client = await clerk("zhang");
  await client.actAs("enterprise");
  return client;
};
const at = (time: string): Promise<void> => server.moveClock(`${time}+08:00`);
const progress = async (): Promise<Progress> => (await citizen()).get<Progress>(`/cases/${no}`);
const lane = async (itemId: string): Promise<Lane> => {
  const found = (await progress()).lanes.find((one) => one.itemId === itemId);
  assert.ok(found, itemId);
  return found;
};
const own = async (): Promise<OwnVisit[]> =>
  (await (await citizen()).get<{ visits: OwnVisit[] }>(`/cases/${no}/visits`)).visits;
const kinds = async (username: string): Promise<string[]> =>
  (await openTasks(await clerk(username))).filter((task) => task.caseNo === no).map((task) => task.kind);
const read = async (username: string, id: string): Promise<Visit> =>
  (await clerk(username)).get<Visit>(`/visits/${id}`);
const review = async (username: string): Promise<void> => {
  const client = await clerk(username);
  await complete(client, await takeTask(client, no, "review"), "pass", reviewData);
};

/** An inspector's phone: the page fits, a photo goes up from it, the record is signed with one button. */
async function onThePhone(id: string): Promise<void> {
  const browser = await launchBrowser();
  const picture = await pngFile();
  try {
    const page = await openPage(browser, { width: 390 });
    const client = await clerk("sign.review");
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    await page.goto(`${server.url}/w/visits/${id}`);
    await waitForText(page, "现场照片");
    await page.waitForSelector(".visit-photos img");
    const input = await page.$(".visit input[type='file']");
    assert.ok(input);
    await (input as ElementHandle<HTMLInputElement>).uploadFile(picture);
    await page.waitForFunction(() => document.querySelectorAll(".visit-photos li").length === 2);
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await scrollsSideways(page), false);
    await shoot(page, "w3-visit-record-390-zh");
    await clickButton(page, "我已到场");
    await waitForText(page, "还要签名：");
    await setWidth(page, 1440);
    await page.goto(`${server.url}/en/w/visits/${id}`);
    await waitForText(page, "Still to sign");
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, "w3-visit-record-1440-en");
  } finally {
    await browser.close();
    await rm(dirname(picture), { recursive: true, force: true });
  }
}

describe("two items ask for a site visit before it is appointed", () => {
  let id = "";
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
    await acceptAll(await clerk("window1"), no);
    await at("2026-03-03T09:00:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("they share one visit; the fire brigade is asked along, and nobody else may see it", async () => {
    const food = await lane("food-licence");
    const shop = await lane("sign-permit");
    const first = await askVisit(await clerk("food.review"), no, food.caseItemId, "后厨布局");
    const second = await askVisit(await clerk("sign.review"), no, shop.caseItemId, "招牌位置", [
      "fire-brigade",
    ]);
    id = second.id;
    assert.equal(first.id, id);
    assert.deepEqual(
      second.items.map((item) => item.caseItemId),
      [food.caseItemId, shop.caseItemId],
    );
    assert.deepEqual(second.departments.map((one) => one.id).sort(), [
      "approval-bureau",
      "city-management",
      "fire-brigade",
    ]);
    await at("2026-03-03T09:01:00");
    assert.deepEqual((await kinds("food.review")).sort(), ["review", "visit"]);
    await assert.rejects(read("market.review", id), /404/);
    await assert.rejects(read("tobacco.review", id), /404/);
    await assert.rejects(askVisit(await clerk("food.review"), no, food.caseItemId, "再看"), /已在进行/);
    await assert.rejects(askVisit(await clerk("sign.review"), no, food.caseItemId, "别人的"), /404/);
    assert.match((await lane("food-licence")).now.zh, /要到现场核查/);
  });

  test("until it has a result, the item is not passed", async () => {
    await assert.rejects(review("food.review"), /现场核查还没有结果/);
  });

  test("it is appointed a working day ahead, on a working day, with two or more, each department there", async () => {
    const client = await clerk("food.review");
    const team = ["food.review", "sign.review", "fire.review"];
    await assert.rejects(appoint(client, id, { date: "2026-03-03", inspectors: team }), /2026-03-04/);
    await assert.rejects(appoint(client, id, { date: "2026-03-07", inspectors: team }), /工作日/);
    await assert.rejects(appoint(client, id, { date: "2026-03-04", inspectors: ["food.review"] }), /两名/);
    await assert.rejects(
      appoint(client, id, { date: "2026-03-04", inspectors: ["food.review", "sign.review"] }),
      /消防/,
    );
    await assert.rejects(
      appoint(client, id, { date: "2026-03-04", inspectors: [...team, "market.review"] }),
      /涉及部门/,
    );
    const visit = await appoint(client, id, { date: "2026-03-04", inspectors: team });
    assert.equal(visit.state, "appointed");
    await at("2026-03-03T09:05:00");
    assert.match((await lane("sign-permit")).now.zh, /3月4日 09:30 现场核查，3 个部门一起来；不影响办理时限/);
    const { needsYou } = await progress();
    assert.deepEqual(
      needsYou.map((need) => need.text.zh),
      ["现场核查：3月4日 09:30"],
    );
    const { rows } = await (
      await citizen()
    ).get<{ rows: { title: { zh: string }; body: { zh: string } }[] }>("/messages");
    const told = rows.find((message) => message.title.zh === "现场核查：3月4日 09:30");
    assert.match(told?.body.zh ?? "", /来的人：.*消防救援大队.*请准备：打开后厨/);
    for (const one of team) assert.ok((await kinds(one)).includes("visit"), one);
  });

  test("the applicant may ask once for another time, a working day before, and is followed", async () => {
    const client = await citizen();
    assert.equal((await own())[0]?.moveUntil, "2026-03-03");
    const path = `/cases/${no}/visits/${id}/move`;
    await client.send("POST", path, { wanted: "3月5日下午", reason: "4 日停电检修" });
    await assert.rejects(client.send("POST", path, { wanted: "3月6日", reason: "再改" }), /最多请求改 1 次/);
    await appoint(await clerk("sign.review"), id, {
      date: "2026-03-05",
      from: "14:00",
      to: "16:00",
      inspectors: ["food.review", "sign.review", "fire.review"],
    });
    await at("2026-03-03T09:10:00");
    assert.match((await lane("food-licence")).now.zh, /3月5日 14:00/);
    assert.equal((await own())[0]?.moveUntil, null);
  });

  test("nothing is recorded before the day; on it, findings and photos are, and every inspector signs", async () => {
    const food = await lane("food-licence");
    const shop = await lane("sign-permit");
    const findings = [
      { caseItemId: food.caseItemId, result: "pass", finding: "后厨布局与图纸一致。" },
      {
        caseItemId: shop.caseItemId,
        result: "rectify",
        finding: "招牌下沿低于 2.5 米。",
        points: "招牌下沿抬高到 2.5 米。",
        until: "2026-03-06",
      },
    ];
    const team = ["food.review", "sign.review", "fire.review"];
    await assert.rejects(record(await clerk("sign.review"), id, { findings, present: team }), /还没到/);
    await at("2026-03-05T14:30:00");
    await assert.rejects(
      record(await clerk("sign.review"), id, { findings: findings.slice(0, 1), present: team }),
      /户外招牌.*还没有核查结论/,
    );
    await record(await clerk("sign.review"), id, { findings, present: team });
    await photo(await clerk("fire.review"), id, { lat: 36.88, lon: 118.73 });
    await onThePhone(id);
    await sign(await clerk("food.review"), id);
    // what changes after a signature is signed again
    await record(await clerk("sign.review"), id, { findings, present: team, opinion: "无异议。" });
    assert.equal((await read("fire.review", id)).signatures.length, 0);
    for (const one of team) await sign(await clerk(one), id);
    await assert.rejects(sign(await clerk("food.decide"), id), /结束|到场/);
    await at("2026-03-05T15:00:00");
    const visit = await read("fire.review", id);
    assert.equal(visit.state, "done");
    assert.deepEqual(
      visit.signatures.map((one) => one.id),
      team,
    );
    const titles = (await progress()).documents.map((document) => document.title.zh);
    assert.ok(titles.includes("现场核查记录表"));
    assert.ok(titles.includes("现场整改告知书"));
    for (const one of team) assert.ok(!(await kinds(one)).includes("visit"), one);
  });

  test("each item goes on by itself: the one that passed is decided, the other must be put right and seen again", async () => {
    await review("food.review");
    await assert.rejects(review("sign.review"), /整改后再次核查/);
    assert.match((await lane("sign-permit")).now.zh, /2026-03-06 前改好/);
    assert.ok((await progress()).needsYou.some((need) => need.text.zh === "现场核查后要整改"));
    const shop = await lane("sign-permit");
    const second = await askVisit(await clerk("sign.review"), no, shop.caseItemId, "复查招牌");
    assert.notEqual(second.id, id);
    const team = ["sign.review", "sign.decide"];
    await appoint(await clerk("sign.review"), second.id, { date: "2026-03-06", inspectors: team });
    await at("2026-03-06T10:00:00");
    const findings = [{ caseItemId: shop.caseItemId, result: "pass", finding: "已抬高到 2.6 米。" }];
    await record(await clerk("sign.review"), second.id, { findings, present: team });
    for (const one of team) await sign(await clerk(one), second.id);
    await at("2026-03-06T10:10:00");
    await review("sign.review");
    await at("2026-03-06T10:11:00");
    const client = await clerk("sign.decide");
    await complete(client, await takeTask(client, no, "decide"), "grant", {
      ...grantData,
      from: "2026-03-06",
    });
    await at("2026-03-06T10:12:00");
    await readResults(await citizen(), no);
    await at("2026-03-06T10:13:00");
    assert.equal((await lane("sign-permit")).status, "CLOSED");
  });

  test("no visit has stopped a clock: due on 16 and 9 March as if there had been none", async () => {
    const food = await lane("food-licence");
    const shop = await lane("sign-permit");
    assert.deepEqual([food.light?.due, food.light?.paused], ["2026-03-16", null]);
    assert.equal(shop.light?.due, "2026-03-09");
  });
});

describe("a visit whose items are withdrawn", () => {
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
    await acceptAll(await clerk("window1"), no);
    await at("2026-03-03T09:00:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("is called off by itself: the inspectors' task ends, the applicant is told, the case waits for nobody", async () => {
    const food = await lane("food-licence");
    const { id } = await askVisit(await clerk("food.review"), no, food.caseItemId, "后厨布局", [
      "city-management",
    ]);
    await at("2026-03-03T09:05:00");
    await appoint(await clerk("food.review"), id, {
      date: "2026-03-05",
      inspectors: ["food.review", "sign.review"],
    });
    await at("2026-03-03T09:06:00");
    assert.ok((await progress()).needsYou.some(({ href }) => href.includes("/visits")));
    await (
      await citizen()
    ).send("POST", `/cases/${no}/withdraw`, {
      items: [food.caseItemId],
      reason: "不开了",
      lastDigits: no.slice(-4),
    });
    await at("2026-03-03T09:07:00");
    assert.equal((await own()).find((visit) => visit.id === id)?.state, "cancelled");
    assert.ok(!(await progress()).needsYou.some(({ href }) => href.includes("/visits")));
    assert.ok(!(await kinds("food.review")).includes("visit"));
    const { rows } = await (await citizen()).get<{ rows: { title: { zh: string } }[] }>("/messages");
    assert.ok(rows.some(({ title }) => title.zh === "现场核查已取消"));
  });
});
