/** The delivery desk in the browser: two results handed over in one act with one record, one posted, returned and collected. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { acceptAll, complete, grantData, openTasks, reviewData, takeTask } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
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
  light: { kind: string; due: string } | null;
}
interface Progress {
  lanes: Lane[];
  documents: { id: string; title: { zh: string }; number: string }[];
}
interface Row {
  caseItemId: string;
  caseNo: string;
  item: { zh: string };
  light: { due: string } | null;
  act: { id: string; line: { zh: string } } | null;
  returned: { zh: string } | null;
}
interface Desk {
  counts: Record<string, number>;
  groups: { applicant: { zh: string }; rows: Row[] }[];
}
interface Act {
  id: string;
  version: number;
  state: string;
  hash: string | null;
  documentId: string | null;
  items: { caseItemId: string; served: boolean; papers: { name: { zh: string }; number: string }[] }[];
}

let server: RunningServer;
let browser: Browser;
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
const desk = async (query = "way=window"): Promise<Desk> =>
  (await clerk("window2")).get<Desk>(`/deliveries?${query}`);
const act = async (
  username: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<void> => {
  const client = await clerk(username);
  await complete(client, await takeTask(client, no, kind), outcome, data);
};
const how = async (item: string): Promise<string> => {
  const { items } = await (
    await citizen()
  ).get<{ items: { name: { zh: string }; how: { zh: string } }[] }>(`/cases/${no}/delivery`);
  return items.find(({ name }) => name.zh.includes(item))?.how.zh ?? "";
};
async function pageOf(username: string): Promise<Page> {
  const page = await openPage(browser, { width: 1440 });
  const [name = "", value = ""] = (await clerk(username)).cookie().split("=");
  await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
  return page;
}
async function fill(page: Page, label: string, text: string): Promise<void> {
  const input = await page.waitForSelector(`::-p-aria([name="${label}"][role="textbox"])`);
  assert.ok(input, label);
  await input.click({ count: 3 });
  await input.press("Backspace");
  await input.type(text);
}

describe("results that wait at the window", () => {
  let first = "";
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    browser = await launchBrowser();
    ({ no } = await fileRestaurant(await citizen()));
    await (await citizen()).send("PUT", `/cases/${no}/delivery`, { way: "window" });
    await at("2026-03-02T09:01:00");
    await acceptAll(await clerk("window1"), no);
    await at("2026-03-02T09:02:00");
    await act("fire.decide", "decide", "grant", { ...grantData, from: "2026-03-02" });
    await at("2026-03-05T10:00:00");
    await act("sign.review", "review", "pass", reviewData);
    await at("2026-03-05T10:01:00");
    await act("sign.decide", "decide", "grant", { ...grantData, from: "2026-03-05" });
    await at("2026-03-06T09:00:00");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });

  test("stand under their applicant with their own limits; found by number, name and scanned code; nobody else sees them", async () => {
    const list = await desk();
    assert.equal(list.counts["window"], 2);
    const rows = list.groups[0]?.rows ?? [];
    assert.deepEqual(
      rows.map((row) => row.light?.due),
      ["2026-03-16", "2026-03-19"],
    );
    for (const q of [no, no.slice(-6), "小满", `https://example.org/cases/${no}/receipt`])
      assert.equal((await desk(`q=${encodeURIComponent(q)}`)).groups.length, 1, q);
    assert.equal((await desk("q=none")).groups.length, 0);
    for (const other of ["food.review", "fire.decide", "admin", "zhang"])
      await assert.rejects((await clerk(other)).get("/deliveries"), /403/, other);
  });

  test("an act is begun once, taken back before the signature, and leaves everything as it was", async () => {
    const ids = (await desk()).groups[0]!.rows.map((row) => row.caseItemId);
    const window2 = await clerk("window2");
    const begun = await window2.send<Act>("POST", "/deliveries", { caseItemIds: ids });
    await assert.rejects(
      (await clerk("window1")).send("POST", "/deliveries", { caseItemIds: ids.slice(0, 1) }),
      /409/,
    );
    await assert.rejects(
      window2.send(
        "PUT",
        `/deliveries/${begun.id}/receiver`,
        { name: "李代理", relation: "agent", idLast4: "002X" },
        { "if-match": `"${begun.version}"` },
      ),
      /委托书/,
    );
    const back = await window2.send<Act>("POST", `/deliveries/${begun.id}/cancel`, { reason: "" });
    assert.equal(back.state, "cancelled");
    assert.equal(
      (await desk()).groups[0]?.rows.every((row) => row.act === null),
      true,
    );
    assert.equal((await lane("sign-permit")).status, "READY");
  });

  test("two are handed over in one act: one record lists both, read and signed on the screen", async () => {
    const page = await pageOf("window2");
    await page.goto(`${server.url}/w/desk`);
    await waitForText(page, "窗口出件（2 项）");
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, "w1-desk-1440-zh");
    await clickButton(page, "窗口出件（2 项）");
    await waitForText(page, "填好签收人后显示");
    await page.select("select", "agent");
    await fill(page, "姓名", "李代理");
    await fill(page, "证件号后四位（核对证件原件）", "002x");
    await fill(page, "委托书（文号或日期）", "2026年3月5日委托书");
    await clickButton(page, "保存签收人");
    await page.waitForSelector("iframe.desk-record");
    const record = await page.$eval("iframe.desk-record", (frame) => frame.getAttribute("srcdoc") ?? "");
    for (const words of ["2026年3月5日委托书", "002X", "代理人", "决定书", "招牌", "消防"])
      assert.ok(record.includes(words), words);
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, "w1-desk-act-1440-zh");
    await page.click(".desk-check input");
    await fill(page, "签收人在此签名（姓名）", "别人");
    await clickButton(page, "确认签收");
    await waitForText(page, "签名与签收人不同");
    await fill(page, "签收人在此签名（姓名）", "李代理");
    await clickButton(page, "确认签收");
    await waitForText(page, "李代理 于");
    first = page.url().split("/").at(-1) ?? "";
    await at("2026-03-06T09:01:00");
    await page.reload();
    await waitForText(page, "送达回证 PDF");
    await setWidth(page, 390);
    await waitForText(page, "送达回证 PDF");
    assert.equal(await scrollsSideways(page), false);
    await shoot(page, "w1-desk-signed-390-zh");
    await page.close();
    const records = (await progress()).documents.filter((one) => one.title.zh === "送达回证");
    assert.equal(records.length, 1);
    const meta = await (await citizen()).get<{ caseItemIds: string[] }>(`/documents/${records[0]?.id}`);
    assert.equal(meta.caseItemIds.length, 2);
    assert.equal((await lane("sign-permit")).status, "CLOSED");
    const done = await (await clerk("window2")).get<Act>(`/deliveries/${first}`);
    assert.equal(done.documentId, records[0]?.id);
    assert.ok(done.items.every((item) => item.served && item.papers.length >= 1));
    assert.deepEqual(
      (await openTasks(await clerk("window2"))).filter((task) => task.kind === "form"),
      [],
    );
    await assert.rejects(
      (await clerk("window2")).send("POST", `/deliveries/${first}/cancel`, { reason: "误点" }),
      /已经结束/,
    );
  });

  test("posted on one day and brought back on another: the applicant hears why, and collects it at the window", async () => {
    await at("2026-03-06T10:00:00");
    const address = "寿光市圣城街道示例路 1 号";
    await (await citizen()).send("PUT", `/cases/${no}/delivery`, { way: "post", address });
    await act("food.review", "review", "pass", reviewData);
    await at("2026-03-06T10:01:00");
    await act("food.approve", "approve", "pass", { opinion: "同意。" });
    await at("2026-03-06T10:02:00");
    await act("food.decide", "decide", "grant", { ...grantData, from: "2026-03-06" });
    await at("2026-03-06T10:03:00");
    const page = await pageOf("window2");
    await page.goto(`${server.url}/w/desk?way=post`);
    await clickButton(page, "登记寄出（1 项）");
    await fill(page, "邮寄单号", "EMS1234567890");
    await clickButton(page, "保存");
    await waitForText(page, "2026-03-06 已寄出：EMS EMS1234567890");
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await how("食品"), "2026-03-06 已寄出：EMS EMS1234567890");
    await at("2026-03-09T10:00:00");
    const parcel = (await desk("way=post")).groups[0]?.rows[0]?.act?.id ?? "";
    await page.goto(`${server.url}/w/desk/${parcel}`);
    await clickButton(page, "登记退回");
    await fill(page, "退回理由", "收件人不在，电话不通");
    await page.click("dialog input[type=radio]:not(:checked)");
    await clickButton(page, "登记退回", "dialog");
    await waitForText(page, "改到窗口领取");
    assert.deepEqual(await axeViolations(page), []);
    await setWidth(page, 390);
    await waitForText(page, "改到窗口领取");
    assert.equal(await scrollsSideways(page), false);
    await page.close();
    assert.match(await how("食品"), /2026-03-09 邮件退回（收件人不在，电话不通），请到综合窗口领取/);
    const { rows } = await (await citizen()).get<{ rows: { title: { zh: string } }[] }>("/messages?limit=50");
    for (const title of ["结果已寄出", "邮件被退回"])
      assert.ok(
        rows.some((message) => message.title.zh === title),
        title,
      );
    const [row] = (await desk()).groups[0]?.rows ?? [];
    assert.match(row?.returned?.zh ?? "", /退回/);
    const window2 = await clerk("window2");
    const begun = await window2.send<Act>("POST", "/deliveries", { caseItemIds: [row?.caseItemId] });
    const read = await window2.send<Act>(
      "PUT",
      `/deliveries/${begun.id}/receiver`,
      { name: "张小满", relation: "self", idLast4: "0002" },
      { "if-match": `"${begun.version}"` },
    );
    await window2.send(
      "POST",
      `/deliveries/${begun.id}/sign`,
      { how: "paper", read: true, hash: read.hash },
      { "if-match": `"${read.version}"` },
    );
    await at("2026-03-09T10:01:00");
    assert.equal((await lane("food-licence")).status, "CLOSED");
    assert.equal(await how("食品"), "已送达：窗口领取，签收人 张小满");
  });
});

describe("results in the applicant's space", () => {
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    browser = await launchBrowser();
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
    await acceptAll(await clerk("window1"), no);
    await at("2026-03-02T09:02:00");
    await act("fire.decide", "decide", "grant", { ...grantData, from: "2026-03-02" });
    await at("2026-03-02T09:03:00");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });

  test("lie unread at the desk, which may remind; opened by the applicant they are served at that minute", async () => {
    assert.equal((await desk("way=electronic")).counts["electronic"], 1);
    const clerks = await pageOf("window1");
    await clerks.goto(`${server.url}/w/desk?way=electronic`);
    await clickButton(clerks, "提醒查收（1 项）");
    await waitForText(clerks, "已提醒申请人");
    assert.deepEqual(await axeViolations(clerks), []);
    await clerks.close();
    await at("2026-03-04T15:00:00");
    assert.equal((await lane("fire-check")).status, "READY");
    const page = await openPage(browser, { width: 1440 });
    const [name = "", value = ""] = (await citizen()).cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    await page.goto(`${server.url}/cases/${no}`);
    await waitForText(page, "已查收");
    await page.close();
    await at("2026-03-04T15:01:00");
    assert.equal((await lane("fire-check")).status, "CLOSED");
    assert.equal(await how("消防"), "已送达：电子送达");
  });
});
