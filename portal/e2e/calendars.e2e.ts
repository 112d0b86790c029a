/** A4: the calculator passes the vectors of the rules; next year's notice is previewed, published, and moves due dates. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { clickButton, launchBrowser, openPage, signInAs, waitForText } from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Vector {
  from: string;
  workdays: number;
  due: string;
  provisional?: boolean;
}
const vectors = JSON.parse(
  readFileSync(new URL("../../processes/shared/workday-vectors.json", import.meta.url), "utf8"),
) as Vector[];

/** Made up: the notice for 2027 is not published yet. */
const notice2027 =
  "1月1日（周五）至4日（周一）放假调休，共4天。5月1日至2日放假。10月1日至3日放假。5月8日（周六）上班。";

async function citizen(server: RunningServer): Promise<ApiClient> {
  const client = await signIn(server.url, "zhang");
  await client.actAs("enterprise");
  return client;
}

describe("the working calendar", () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  let no = "";
  before(async () => {
    [server, browser] = await Promise.all([
      startServer({ clockStart: "2026-12-29T10:00:00+08:00" }),
      launchBrowser(),
    ]);
    ({ no } = await fileRestaurant(await citizen(server)));
    await server.moveClock("2026-12-29T10:01:00+08:00");
    page = await openPage(browser);
    await signInAs(page, server.url, "admin");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });

  const fill = async (selector: string, value: string): Promise<void> => {
    await page.locator(selector).fill(value);
  };

  test("says in words which days are off and which weekend days are worked", async () => {
    await page.goto(`${server.url}/a/calendars?year=2026`);
    await page.waitForSelector('[data-day="2026-02-14"]');
    const word = (day: string): Promise<string> =>
      page.$eval(`[data-day="${day}"]`, (cell) => cell.querySelector("b")?.textContent ?? "");
    assert.equal(await word("2026-02-14"), "班");
    assert.equal(await word("2026-02-17"), "休");
    assert.equal(await word("2026-03-02"), "");
    await waitForText(page, "全年 248 个工作日");
    await waitForText(page, "国办发明电〔2025〕7号");
  });

  test("calculates every vector of the rules", async () => {
    assert.ok(vectors.length >= 10);
    for (const { from, workdays, due, provisional = false } of vectors) {
      await fill("#reckon-from", from);
      await fill("#reckon-days", String(workdays));
      await clickButton(page, "计算", ".cal-reckon");
      await page.waitForSelector(`.cal-result [data-date="${due}"]`);
      const text = await page.$eval(".cal-result", (line) => line.textContent ?? "");
      assert.equal(text.includes("暂估"), provisional, `${from} + ${workdays}: ${text}`);
    }
    await fill("#reckon-from", "soon");
    await clickButton(page, "计算", ".cal-reckon");
    await waitForText(page, "请填日期，例如 2026-02-11");
  });

  test("warns of a year without a notice, and names what is wrong with one", async () => {
    await page.goto(`${server.url}/a/calendars?year=2027`);
    await waitForText(page, "2027 年的放假通知还没有录入");
    await fill("#notice-title", "2027 年节假日安排（测试用）");
    await fill("#notice-off", "2027-01-01");
    await clickButton(page, "预览影响");
    await page.waitForFunction(() => document.activeElement?.classList.contains("error-summary"));
    await waitForText(page, "缺少法定节假日 2027-10-01");
  });

  test("reads a pasted notice, shows the due dates it moves, and moves them once it is published", async () => {
    await page.locator(".cal-form textarea").fill(notice2027);
    await clickButton(page, "读出日期");
    await waitForText(page, "读出放假 9 天、上班 1 天");
    await clickButton(page, "预览影响");
    await page.waitForSelector(".cal-effect h3");
    const heading = await page.$eval(".cal-effect h3", (line) => line.textContent ?? "");
    const count = Number(/影响 (\d+) 件的到期日/.exec(heading)?.[1]);
    assert.ok(count > 0, heading);
    const due = async (): Promise<string[]> => {
      const { lanes } = await (
        await citizen(server)
      ).get<{ lanes: { light: { due: string } | null }[] }>(`/cases/${no}`);
      return [...new Set(lanes.flatMap(({ light }) => (light === null ? [] : [light.due])))];
    };
    assert.deepEqual(await due(), ["2027-01-06"], "a preview changes nothing");
    await clickButton(page, "发布", ".cal-effect");
    await page.waitForSelector("dialog[open]");
    await waitForText(page, `影响 ${count} 件的到期日`);
    await clickButton(page, "发布", "dialog[open]");
    await waitForText(page, `2027 年的通知已发布，${count} 件的到期日已变动`);
    assert.deepEqual(await due(), ["2027-01-07"]);
    await page.waitForSelector('[data-day="2027-05-08"].makeup');
    const { rows } = await (
      await signIn(server.url, "admin")
    ).get<{ rows: { action: string }[] }>("/audit?action=clocks.calendar");
    assert.equal(rows.length, 1, "the publication stands in the audit");
  });
});
