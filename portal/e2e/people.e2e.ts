/** A1 in a browser: found, added, given a post after its preview, an administrator by two, a post ended; the other's page told. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { openTasks } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  byName,
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

before(async () => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  browser = await launchBrowser();
  const zhang = await signIn(server.url, "zhang");
  await zhang.actAs("enterprise");
  await fileRestaurant(zhang);
  await server.moveClock("2026-03-02T09:01:00+08:00");
  page = await openPage(browser);
  await signInAs(page, server.url, "admin");
});
after(async () => {
  await shootOpenPages(browser, "people").catch(() => undefined);
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

const looksRight = async (on: Page, name: string): Promise<void> => {
  await on.bringToFront();
  for (const width of [1440, 390] as const) {
    await on.setViewport({ width, height: 900 });
    await on.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          // a spinner never ends
          .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
          .map((one) => one.finished),
      ),
    );
    assert.equal(await scrollsSideways(on), false, `${name} ${width}`);
    assert.deepEqual(await axeViolations(on), [], `${name} ${width}`);
    await shoot(on, `${name}-${width}`);
  }
  await on.setViewport({ width: 1440, height: 900 });
};

test("people are found by name and by post, with who holds it and what it allows in words", async () => {
  await page.goto(`${server.url}/a/users`);
  await waitForText(page, "何双岗");
  await looksRight(page, "a1-people-zh");
  await page.goto(`${server.url}/en/a/users?department=approval-bureau&role=reviewer`);
  await waitForText(page, "Who holds it: 何双岗, 孙食审");
  await clickButton(page, "Find");
  await page.locator("summary").click();
  await waitForText(page, "take");
  await looksRight(page, "a1-holders-en");
});

test("a person is added with a password for one sign-in, and is given a post after its preview", async () => {
  await page.goto(`${server.url}/a/users`);
  await clickButton(page, "添加人员");
  await page.waitForSelector("dialog[open] input");
  const [username, name] = await page.$$("dialog[open] input");
  await username!.type("lu.xin");
  await name!.type("陆新");
  await clickButton(page, "添加人员", "dialog[open]");
  await waitForText(page, "临时密码");
  await looksRight(page, "a1-password-zh");
  const password = await page.$eval(".pe-password", (element) => element.textContent);
  await clickButton(page, "已抄下", "dialog[open]");
  await waitForText(page, "没有岗位：只能以本人身份办事");
  await clickButton(page, "给予岗位");
  await page.waitForSelector("dialog[open] select option");
  await page.select("dialog[open] select", "fire-brigade");
  await page.locator("dialog[open] fieldset label:nth-of-type(1) input").click();
  await clickButton(page, "看看会怎样", "dialog[open]");
  await waitForText(page, "将新增可见 1 件");
  await looksRight(page, "a1-preview-zh");
  await clickButton(page, "给予岗位", "dialog[open]");
  await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  await waitForText(page, "消防救援大队·决定岗");
  await looksRight(page, "a1-person-zh");
  const other = await openPage(browser);
  await other.goto(`${server.url}/en/login`);
  await byName(other, "User name", "textbox").fill("lu.xin");
  await byName(other, "Password").fill(password);
  await byName(other, "Sign in", "button").click();
  await other.waitForSelector("#new-password");
  await looksRight(other, "c20-choose-password-en");
  await other.locator("#new-password").fill("a long word of my own");
  await byName(other, "Sign in", "button").click();
  await waitForText(other, "as Fire and Rescue Brigade, decider");
  await other.close();
  await page.bringToFront();
});

test("an administrator's post waits for a second administrator, who finds and confirms it", async () => {
  await page.goto(`${server.url}/a/users/market.review`);
  await clickButton(page, "给予岗位");
  await page.waitForSelector("dialog[open] select option");
  await page.select("dialog[open] select", "county");
  await byName(page, "系统管理岗", "checkbox").click();
  await clickButton(page, "看看会怎样", "dialog[open]");
  await waitForText(page, "管理员岗位须由另一位管理员确认后才生效");
  await clickButton(page, "给予岗位", "dialog[open]");
  await waitForText(page, "待另一位管理员确认");
  const second = await openPage(browser);
  await signInAs(second, server.url, "admin2");
  await second.goto(`${server.url}/en/a/users?state=waiting`);
  await waitForText(second, "卫市审");
  await second.goto(`${server.url}/en/a/users/market.review`);
  await waitForText(second, "waits for a second administrator");
  await looksRight(second, "a1-confirm-en");
  await clickButton(second, "Confirm");
  await second.waitForFunction(() => !document.body.innerText.includes("waits for a second"));
  await second.close();
  await page.bringToFront();
});

test("a post that ends gives its tasks back, and the page that worked in it is told at once", async () => {
  const clerk = await openPage(browser);
  await signInAs(clerk, server.url, "window1");
  const client = await signIn(server.url, "window1");
  const task = (await openTasks(client))[0]?.id ?? assert.fail("no task");
  await client.send("POST", `/tasks/${task}/claim`, {});
  await clerk.goto(`${server.url}/w/tasks/${task}`);
  await clerk.waitForSelector(".wb-identity");
  await page.bringToFront();
  await page.goto(`${server.url}/a/users/window1`);
  await clickButton(page, "结束岗位");
  await waitForText(page, "此人经手的 1 件待办将退回本组");
  await looksRight(page, "a1-end-zh");
  await clickButton(page, "结束岗位", "dialog[open]");
  await waitForText(page, "请写理由");
  await page.locator("dialog[open] textarea").fill("调离");
  await clickButton(page, "结束岗位", "dialog[open]");
  await waitForText(page, "已结束");
  await clerk.bringToFront();
  await waitForText(clerk, "这个身份已经结束");
  assert.deepEqual(await axeViolations(clerk), []);
  await shoot(clerk, "acting-as-ended-zh-1440");
  await clerk.close();
  await page.bringToFront();
  const colleague = await signIn(server.url, "window2");
  await colleague.actAs("post");
  assert.ok((await openTasks(colleague)).some((row) => row.id === task));
});

test("the last administrator and one's own posts stay as they are, and the page says why", async () => {
  await page.goto(`${server.url}/a/users/admin`);
  await waitForText(page, "这是您自己：岗位由另一位管理员给");
  for (const id of ["admin2", "market.review"]) {
    await page.goto(`${server.url}/a/users/${id}`);
    await page.waitForSelector('[aria-label^="结束岗位 县"]');
    await page.click('[aria-label^="结束岗位 县"]');
    await page.locator("dialog[open] textarea").fill("离任");
    await clickButton(page, "结束岗位", "dialog[open]");
    await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  }
  await page.goto(`${server.url}/a/users/admin`);
  await clickButton(page, "结束岗位");
  await waitForText(page, "这是最后一位管理员，不能结束");
});
