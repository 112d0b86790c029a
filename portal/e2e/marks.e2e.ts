/** Marks on pages: made by mouse and by keys, the place of a point, seen by the applicant, void on a new file; comparing. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { handIn, material, sendNotice, uploadPaper } from "./fixtures/correction.ts";
import { openTasks } from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  setWidth,
  shoot,
  shootOpenPages,
  shootWindow,
  signInAs,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Mark {
  id: string;
  page: number;
  box: { x: number; y: number; w: number; h: number };
  note: string;
  state: string;
}

describe("a mark on a page, in the browser", () => {
  let server: RunningServer;
  let browser: Browser;
  let window: Page;
  let page: Page;
  let no = "";
  let failed = true;
  const citizen = async (): Promise<ApiClient> => {
    const client = await signIn(server.url, "zhang");
    await client.actAs("enterprise");
    return client;
  };
  const marks = async (username: string): Promise<Mark[]> =>
    (await (await signIn(server.url, username)).get<{ rows: Mark[] }>(`/cases/${no}/marks`)).rows;
  const at = (time: string): Promise<void> => server.moveClock(`2026-03-02T${time}:00+08:00`);
  const openTask = async (kind: string): Promise<void> => {
    const tasks = await openTasks(await signIn(server.url, "window1"));
    const task = tasks.find((one) => one.caseNo === no && one.kind === kind);
    assert.ok(task, kind);
    await window.goto(`${server.url}/w/tasks/${task.id}`);
  };
  const openDocument = async (): Promise<void> => {
    await window.waitForSelector("#material-tab-sign-pictures");
    await window.click("#material-tab-sign-pictures");
    await window.waitForSelector(".page-frame canvas[style]");
    // the marks are read by then
    await window.waitForSelector(".viewer-tools button[aria-keyshortcuts=m]");
  };
  /** Where the only mark with this selector lies on its page, in shares. */
  const placeOf = (on: Page, selector: string) =>
    on.$eval(selector, (mark) => {
      const [own, frame] = [mark.getBoundingClientRect(), mark.parentElement!.getBoundingClientRect()];
      const share = (value: number, whole: number): number => Math.round((value / whole) * 100) / 100;
      return [
        share(own.left - frame.left, frame.width),
        share(own.top - frame.top, frame.height),
        share(own.width, frame.width),
        share(own.height, frame.height),
      ];
    });

  before(async () => {
    [server, browser] = await Promise.all([
      startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
      launchBrowser(),
    ]);
    ({ no } = await fileRestaurant(await citizen()));
    await at("09:01");
    window = await openPage(browser);
    await signInAs(window, server.url, "window1");
  });
  after(async () => {
    if (failed && browser) await shootOpenPages(browser, "failed-marks");
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });

  test("by keys alone: M, arrows, Enter, a note; it is listed as text and drawn, and turns with the page", async () => {
    await openTask("accept");
    await openDocument();
    await window.focus(".viewer-stage");
    await window.keyboard.press("m");
    await window.waitForFunction(() => document.activeElement?.classList.contains("new"));
    for (let step = 0; step < 5; step += 1) await window.keyboard.press("ArrowLeft");
    await window.keyboard.press("ArrowUp");
    await window.keyboard.down("Shift");
    await window.keyboard.press("ArrowRight");
    await window.keyboard.up("Shift");
    await window.keyboard.press("Enter");
    await window.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await window.keyboard.type("店名看不清 m");
    await shootWindow(window, "w3-mark-zh-1440");
    await clickButton(window, "保存标记");
    await waitForText(window, "1. 第 1 页中部");
    assert.deepEqual(
      (await marks("window1")).map(({ box, note, state }) => [box, note, state]),
      [[{ x: 0.3, y: 0.39, w: 0.31, h: 0.1 }, "店名看不清 m", "standing"]],
    );
    const focused = await window.evaluate(() => document.activeElement?.getAttribute("aria-keyshortcuts"));
    assert.equal(focused, "m", "the focus is back where it came from");
    assert.deepEqual(await placeOf(window, ".mark"), [0.3, 0.39, 0.31, 0.1]);
    await window.keyboard.press("r");
    await window.waitForFunction(() => {
      const canvas = document.querySelector("canvas");
      return canvas !== null && canvas.width > canvas.height;
    });
    assert.deepEqual(await placeOf(window, ".mark"), [0.51, 0.3, 0.1, 0.31]);
    for (let turn = 0; turn < 3; turn += 1) await window.keyboard.press("r");
  });

  test("by mouse on a turned page; who made it takes it away; another department sees the first", async () => {
    await window.keyboard.press("r");
    await window.waitForFunction(() => {
      const canvas = document.querySelector("canvas");
      return canvas !== null && canvas.width > canvas.height;
    });
    await clickButton(window, "标记");
    await window.waitForSelector(".mark.new");
    const area = await window.$eval(".mark-layer", (layer) => {
      layer.scrollIntoView({ block: "start" });
      const { left, top, width, height } = layer.getBoundingClientRect();
      return { left, top, width, height };
    });
    const point = (x: number, y: number): [number, number] => [
      area.left + x * area.width,
      area.top + y * area.height,
    ];
    await window.mouse.move(...point(0.2, 0.1));
    await window.mouse.down();
    await window.mouse.move(...point(0.4, 0.2), { steps: 4 });
    await window.mouse.up();
    await window.type(".mark-form textarea", "误标");
    await clickButton(window, "保存标记");
    await waitForText(window, "误标");
    const [, drawn] = await marks("sign.review");
    const rounded = Object.values(drawn?.box ?? {}).map((value) => Math.round(value * 100) / 100);
    assert.deepEqual(rounded, [0.1, 0.6, 0.1, 0.2], "kept as the page stands unturned");
    await window.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLElement>(".mark-list li:nth-child(2) button")];
      buttons.find((button) => button.innerText.includes("取消标记"))?.click();
    });
    await window.waitForFunction(() => !document.body.innerText.includes("误标"));
    assert.equal((await marks("sign.review")).length, 1);
    for (let turn = 0; turn < 3; turn += 1) await window.keyboard.press("r");
    assert.deepEqual(await axeViolations(window), []);
  });

  test("is chosen as the place of a point, and the applicant sees it on the page", async () => {
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
    await picker?.select("material:sign-pictures");
    const [mark] = await marks("window1");
    assert.ok(mark);
    await window.waitForSelector(`.wb-pointcard option[value="${mark.id}"]`);
    const choice = await window.evaluateHandle(
      (id) => document.querySelector(`.wb-pointcard option[value="${id}"]`)?.closest("select") ?? null,
      mark.id,
    );
    await choice.asElement()?.select(mark.id);
    await window.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>(".wb-pointcard textarea")?.value === "店名看不清 m",
    );
    const { ask, basis } = material("sign-pictures");
    const boxes = await window.$$(".wb-pointcard textarea");
    await boxes[1]?.type(ask);
    await boxes[2]?.type(basis);
    await clickButton(window, "看标记");
    await window.waitForSelector("dialog .mark.shown");
    await clickButton(window, "关闭", "dialog");
    await clickButton(window, "作出受理决定");
    await clickButton(window, "提交受理结论", "dialog");
    await waitForText(window, "已提交");
    await at("09:02");
    await openTask("correction");
    await waitForText(window, "看标记");
    assert.deepEqual(await axeViolations(window), []);
    await sendNotice(await signIn(server.url, "window1"), no);
    await at("09:03");

    page = await openPage(browser);
    const client = await citizen();
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    await page.goto(`${server.url}/cases/${no}/corrections/1`);
    await waitForText(page, "第 1 页中部");
    await clickButton(page, "在页面上看标记");
    await page.waitForSelector(".page-frame canvas[style]");
    assert.deepEqual(await placeOf(page, ".mark"), [0.3, 0.39, 0.31, 0.1]);
    assert.equal(await page.$(".viewer-watermark"), null);
    assert.equal(await page.$(".mark-form"), null);
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, "c13-mark-zh-1440");
    await page.goto(`${server.url}/en/cases/${no}/corrections/1`);
    await waitForText(page, "Page 1, middle");
    await setWidth(page, 390);
    await clickButton(page, "Show the mark on the page");
    await page.waitForSelector(".page-frame canvas[style]");
    assert.equal(await scrollsSideways(page), false);
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, "c13-mark-en-390");
  });

  test("is void once a new file is handed in; both files stand side by side", async () => {
    const client = await citizen();
    await uploadPaper(client, no, "sign-pictures");
    await handIn(client, no, ["p1"]);
    await at("09:04");
    assert.deepEqual(
      (await marks("sign.review")).map(({ state }) => state),
      ["void"],
    );
    await page.reload();
    await waitForText(page, "The mark is on the file that you handed in before");
    await openTask("accept");
    await openDocument();
    await waitForText(window, "还没有标记");
    await clickButton(window, "对比");
    await window.waitForFunction(
      () => document.querySelectorAll(".files-compare canvas[style]").length === 2,
    );
    assert.deepEqual(await placeOf(window, ".files-compare .mark"), [0.3, 0.39, 0.31, 0.1]);
    await waitForText(window, "更换前：");
    await window.waitForSelector(".viewer-watermark");
    assert.deepEqual(await axeViolations(window), []);
    await shootWindow(window, "w3-compare-zh-1440");
    failed = false;
  });
});
