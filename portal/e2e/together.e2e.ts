/** Two at one thing: who else looks is shown, one outcome holds and the other is told; what both wrote is chosen field by field. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { fillDraft } from "../server/src/demo/index.ts";
import { openTasks } from "./fixtures/office.ts";
import { answers, fileRestaurant, sections } from "./fixtures/restaurant.ts";
import {
  actAsEnterprise,
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  shoot,
  shootOpenPages,
  signInAs,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

let server: RunningServer;
let browser: Browser;
let zhang: ApiClient;
let task = "";
let one: Page;
let two: Page;

before(async () => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  browser = await launchBrowser();
  zhang = await signIn(server.url, "zhang");
  await zhang.actAs("enterprise");
  const { no } = await fileRestaurant(zhang);
  await server.moveClock("2026-03-02T09:01:00+08:00");
  const rows = await openTasks(await signIn(server.url, "window1"));
  task = rows.find((row) => row.kind === "accept" && row.caseNo === no)?.id ?? assert.fail("no task");
  [one, two] = [await openPage(browser), await openPage(browser)];
  await signInAs(one, server.url, "window1");
  await signInAs(two, server.url, "window2");
});
after(async () => {
  await shootOpenPages(browser, "together").catch(() => undefined);
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

const goneText = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((wanted) => !document.body.innerText.includes(wanted), {}, text);

test("two clerks at one task see each other, and no longer once one has left", async () => {
  await one.goto(`${server.url}/w/tasks/${task}`);
  await one.waitForSelector(".wb-identity");
  await two.goto(`${server.url}/w/tasks/${task}`);
  await waitForText(two, "也在看");
  await waitForText(one, "赵二窗也在看");
  assert.deepEqual(await axeViolations(one), []);
  await shoot(one, "w3-presence-zh-1440");
  await two.goto(`${server.url}/w/inbox`);
  await goneText(one, "也在看");
  await two.goto(`${server.url}/w/tasks/${task}`);
  await waitForText(one, "赵二窗也在看");
});

test("taking a task can be undone for ten seconds, by the keyboard too, and both acts are in the history", async () => {
  await clickButton(one, "取件", ".wb-identity");
  await one.waitForSelector(".toast");
  await waitForText(two, "王一窗 已取件");
  await one.focus(".toast button");
  await one.keyboard.press("Enter");
  await waitForText(one, "未取件");
  await waitForText(two, "未取件");
});

test("one outcome holds: the other clerk sees who holds it, then that it is done, and can do nothing to it", async () => {
  await clickButton(one, "取件", ".wb-identity");
  await waitForText(two, "王一窗 已取件");
  const client = await signIn(server.url, "window2");
  const late = await client.raw("POST", `/tasks/${task}/claim`, { headers: {}, body: undefined });
  assert.equal(late.status, 409);
  const first = await signIn(server.url, "window1");
  const detail = await first.get<{
    version: number;
    acceptance: { items: { caseItemId: string; undertaking: { chosen: boolean } | null }[] };
  }>(`/tasks/${task}`);
  await first.send(
    "POST",
    `/tasks/${task}/complete`,
    {
      outcome: "done",
      data: {
        verdicts: Object.fromEntries(
          detail.acceptance.items.map((item) => [
            item.caseItemId,
            { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
          ]),
        ),
      },
    },
    { "if-match": `"${detail.version}"`, "idempotency-key": `together-${task}` },
  );
  await waitForText(two, "这件任务已经办完");
  assert.equal(
    await two.evaluate(() =>
      [...document.querySelectorAll("main button")].some((button) => button.textContent === "取件"),
    ),
    false,
  );
});

test("an opinion written in two windows is chosen field by field, and what only one wrote is kept", async () => {
  const food = (await openTasks(await signIn(server.url, "food.review"))).find(
    (row) => row.kind === "review",
  );
  assert.ok(food);
  const clerk = await signIn(server.url, "food.review");
  const { version } = await clerk.send<{ version: number }>("POST", `/tasks/${food.id}/claim`);
  const page = await openPage(browser);
  await signInAs(page, server.url, "food.review");
  await page.goto(`${server.url}/w/tasks/${food.id}`);
  const opinion = "textarea";
  await page.waitForSelector(opinion);
  await clerk.send(
    "PUT",
    `/tasks/${food.id}/draft`,
    { data: { opinion: "另一个窗口写的意见。" } },
    { "if-match": `"${version}"` },
  );
  await page.type(opinion, "这里写的意见。");
  await page.waitForSelector("dialog[open] .conflict-table");
  const table = await page.$eval(".conflict-table", (element) => (element as HTMLElement).innerText);
  assert.ok(table.includes("另一个窗口写的意见。") && table.includes("这里写的意见。"), table);
  await shoot(page, "w3-conflict-zh-1440");
  assert.deepEqual(await axeViolations(page), []);
  await page.click(".conflict-table td:nth-child(3) input");
  await clickButton(page, "按选择保存", "dialog");
  await page.waitForFunction(
    (selector) => document.querySelector<HTMLTextAreaElement>(selector)?.value === "另一个窗口写的意见。",
    {},
    opinion,
  );
  await page.browserContext().close();
});

test("a draft open on two devices says so; different fields merge, the same field is chosen", async () => {
  const draft = await fillDraft(zhang, { packageId: "catering-shop", answers, sections });
  const [here, there] = [await openPage(browser), await openPage(browser, { width: 390 })];
  for (const page of [here, there]) {
    await signInAs(page, server.url, "zhang");
    await actAsEnterprise(page, server.url);
    await page.goto(`${server.url}/apply/${draft}/premises`);
    await page.waitForSelector("[id='f-seats']");
  }
  await waitForText(here, "您在别的设备上也打开着");
  const write = async (page: Page, field: string, value: string): Promise<void> => {
    const selector = `[id='f-${field}']`;
    await page.$eval(selector, (input) => (input as HTMLInputElement).select());
    await page.type(selector, value);
  };
  /** The server has the value, whichever page sent it. */
  const saved = (field: string, value: number): Promise<unknown> =>
    here.waitForFunction(
      async (id, name, wanted) => {
        const answer = await fetch(`/api/v1/drafts/${id}/parts/premises`);
        return ((await answer.json()) as { data: Record<string, unknown> }).data[name] === wanted;
      },
      { polling: 200 },
      draft,
      field,
      value,
    );
  const shows = (page: Page, field: string, value: string): Promise<unknown> =>
    page.waitForFunction(
      (selector, wanted) => document.querySelector<HTMLInputElement>(selector)?.value === wanted,
      {},
      `[id='f-${field}']`,
      value,
    );
  await write(there, "seats", "50");
  await saved("seats", 50);
  await write(here, "kitchenArea", "28");
  await shows(here, "seats", "50");
  await saved("kitchenArea", 28);
  await write(there, "seats", "60");
  await shows(there, "kitchenArea", "28");
  await saved("seats", 60);
  await write(here, "seats", "70");
  await here.waitForSelector("dialog[open] .conflict-table");
  const table = await here.$eval(".conflict-table", (element) => (element as HTMLElement).innerText);
  assert.ok(
    ["50", "60", "70"].every((value) => table.includes(value)),
    table,
  );
  await shoot(here, "c6-conflict-zh-1440");
  assert.deepEqual(await axeViolations(here), []);
  await clickButton(here, "按选择保存", "dialog");
  await saved("seats", 70);
  const part = await zhang.get<{ data: { seats: number; kitchenArea: number } }>(
    `/drafts/${draft}/parts/premises`,
  );
  assert.deepEqual([part.data.seats, part.data.kitchenArea], [70, 28]);
  for (const page of [here, there]) await page.browserContext().close();
});

test("a deleted draft is gone at once and comes back by undo", async () => {
  const draft = await fillDraft(zhang, { packageId: "catering-shop", answers, sections: {} });
  const page = await openPage(browser);
  await signInAs(page, server.url, "zhang");
  await actAsEnterprise(page, server.url);
  await page.goto(`${server.url}/apply/${draft}`);
  await clickButton(page, "删除草稿");
  await waitForText(page, "草稿已删除");
  assert.equal((await zhang.raw("GET", `/drafts/${draft}`)).status, 404);
  await clickButton(page, "撤销", ".toast");
  await page.waitForFunction(() => document.querySelector(".toast") === null);
  assert.equal((await zhang.raw("GET", `/drafts/${draft}`)).status, 200);
});
