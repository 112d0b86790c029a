/** One person, several capacities: switched by keyboard, other tabs told, a link opened in the capacity that may. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  shoot,
  shootOpenPages,
  signInAs,
  waitForText,
} from "./harness/browser.ts";
import { signIn } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

let server: RunningServer;
let browser: Browser;
let page: Page;
let no = "";

before(async () => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  browser = await launchBrowser();
  const zhang = await signIn(server.url, "zhang");
  await zhang.actAs("enterprise");
  ({ no } = await fileRestaurant(zhang));
  await server.moveClock("2026-03-02T09:01:00+08:00");
  page = await openPage(browser);
  await signInAs(page, server.url, "both");
});
after(async () => {
  await shootOpenPages(browser, "acting-as").catch(() => undefined);
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

const looksRight = async (name: string): Promise<void> => {
  for (const width of [1440, 390] as const) {
    // a width, not a phone: that would open the page anew
    await page.setViewport({ width, height: 900 });
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          // a spinner never ends
          .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
          .map((one) => one.finished),
      ),
    );
    assert.equal(await scrollsSideways(page), false, `${name} ${width}`);
    assert.deepEqual(await axeViolations(page), [], `${name} ${width}`);
    await shoot(page, `${name}-${width}`);
  }
  await page.setViewport({ width: 1440, height: 900 });
};

test("the strip says as what one acts, and the keyboard switches and lands where that capacity starts", async () => {
  await waitForText(page, "以 行政审批服务局·审查岗 身份");
  await page.focus(".strip-capacity");
  await page.keyboard.press("Enter");
  await waitForText(page, "换身份");
  await looksRight("acting-as-menu-zh");
  await page.focus(".disclosure-panel li:nth-child(3) button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname === "/");
  await waitForText(page, "以 何双岗·本人 身份");
  await page.focus(".strip-capacity");
  await page.keyboard.press("Enter");
  await page.focus(".disclosure-panel li:nth-child(1) button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname === "/w/inbox");
  await waitForText(page, "以 行政审批服务局·审查岗 身份");
});

test("a switch in another tab is told here before anything else is read or written, and can be taken back", async () => {
  const second = await page.browserContext().newPage();
  second.setDefaultTimeout(15_000);
  await second.goto(`${server.url}/w/inbox`);
  await waitForText(second, "以 行政审批服务局·审查岗 身份");
  await second.focus(".strip-capacity");
  await second.keyboard.press("Enter");
  await second.waitForSelector(".disclosure-panel li:nth-child(2) button");
  await second.focus(".disclosure-panel li:nth-child(2) button");
  await second.keyboard.press("Enter");
  await waitForText(second, "以 市场监督管理局·决定岗 身份");
  await waitForText(page, "您在另一个标签页换了身份");
  await page.bringToFront();
  // the page still is the reviewer's, and the server knows
  assert.ok((await page.$eval(".strip-capacity", (chip) => chip.textContent)).includes("审查岗"));
  await looksRight("acting-as-moved-zh");
  await page.keyboard.press("Escape");
  await waitForText(page, "您在另一个标签页换了身份");
  await clickButton(page, "换回", "dialog[open]");
  await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  await waitForText(second, "您在另一个标签页换了身份");
  await second.bringToFront();
  await clickButton(second, "以“行政审批服务局·审查岗”继续", "dialog[open]");
  await waitForText(second, "以 行政审批服务局·审查岗 身份");
  await second.close();
  await page.bringToFront();
});

test("a link that another capacity of mine may open offers to switch and open it", async () => {
  await page.goto(`${server.url}/`);
  await page.waitForSelector(".strip-capacity");
  await page.focus(".strip-capacity");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".disclosure-panel li:nth-child(3) button");
  await page.focus(".disclosure-panel li:nth-child(3) button");
  await page.keyboard.press("Enter");
  await waitForText(page, "以 何双岗·本人 身份");
  await page.goto(`${server.url}/en/w/cases/${no}`);
  await waitForText(page, "Switch to Administrative Approval Bureau, reviewer and open");
  await looksRight("acting-as-offer-en");
  await clickButton(page, "Switch to Administrative Approval Bureau");
  await waitForText(page, "as Administrative Approval Bureau, reviewer");
  await waitForText(page, "Case file: Open a restaurant");
  assert.equal(new URL(page.url()).pathname, `/en/w/cases/${no}`);
});

test("an agent sees the mandate's bounds in the menu, and the audit names the capacity", async () => {
  const agent = await openPage(browser);
  await signInAs(agent, server.url, "agent");
  await agent.waitForSelector(".strip-capacity");
  await agent.focus(".strip-capacity");
  await agent.keyboard.press("Enter");
  await waitForText(agent, "代办：查看、申报 · 至 2027年12月31日");
  await shoot(agent, "acting-as-agent-zh-1440");
  await agent.focus(".disclosure-panel li:nth-child(2) button");
  await agent.keyboard.press("Enter");
  await waitForText(agent, "以 企业·小满家常菜馆（示例） 身份");
  await agent.goto(`${server.url}/cases/${no}`);
  await waitForText(agent, "各在谁手里");
  const admin = await signIn(server.url, "admin");
  const { rows } = await admin.get<{ rows: { as: { zh: string } | null; action: string }[] }>(
    `/audit?who=agent&action=cases.read`,
  );
  assert.equal(rows[0]?.as?.zh, "企业 xiaoman");
  const staff = await admin.get<{ rows: { as: { zh: string } | null }[] }>("/audit?who=both");
  assert.ok(staff.rows.some((row) => row.as?.zh === "市场监督管理局·决定岗"));
});
