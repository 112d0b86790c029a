/** Materials: a photo that looks blank or blurred is hinted at and goes through; the window has seen the original. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { openTasks } from "./fixtures/office.ts";
import { answers, fileRestaurant } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  shootOpenPages,
  shootWindow,
  signInAs,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Slot {
  id: string;
  trust: string | null;
  trustReason: { zh: string; en: string } | null;
  files: { name: string }[];
}

describe("materials, in the browser", () => {
  let server: RunningServer;
  let browser: Browser;
  let failed = true;
  const citizen = async (): Promise<ApiClient> => {
    const client = await signIn(server.url, "zhang");
    await client.actAs("enterprise");
    return client;
  };
  /** Draws a picture in the page and gives it to the upload of the premises' proof. */
  const upload = (page: Page, name: string, kind: "blank" | "blurred" | "sharp"): Promise<void> =>
    page.evaluate(
      async (file, what) => {
        const canvas = document.createElement("canvas");
        canvas.width = 900;
        canvas.height = 1200;
        const context = canvas.getContext("2d")!;
        context.fillStyle = "#f4f2ee";
        context.fillRect(0, 0, 900, 1200);
        context.fillStyle = "#111";
        context.font = "28px sans-serif";
        if (what === "blurred") context.filter = "blur(6px)";
        if (what !== "blank")
          for (let line = 0; line < 24; line += 1)
            context.fillText("房屋租赁合同 lease of the premises 0123456789", 80, 80 + line * 45);
        const blob = await new Promise<Blob>((resolve) =>
          canvas.toBlob((made) => resolve(made!), "image/png"),
        );
        const row = [...document.querySelectorAll("li.slot")].find((one) =>
          one.textContent.includes("房屋产权或租赁证明"),
        );
        const input = row?.querySelector<HTMLInputElement>("input[type=file]");
        const transfer = new DataTransfer();
        transfer.items.add(new File([blob], file, { type: "image/png" }));
        input!.files = transfer.files;
        input!.dispatchEvent(new Event("change", { bubbles: true }));
      },
      name,
      kind,
    );

  before(async () => {
    [server, browser] = await Promise.all([
      startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    if (failed && browser) await shootOpenPages(browser, "failed-materials");
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });

  test("a blank and a blurred photo are hinted at and uploaded all the same; a sharp one is not", async () => {
    const client = await citizen();
    const draft = await client.send<{ id: string }>("POST", "/drafts", {
      packageId: "catering-shop",
      answers,
    });
    const page = await openPage(browser);
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    await page.goto(`${server.url}/apply/${draft.id}/materials`);
    await page.waitForSelector("li.slot input[type=file]");
    await upload(page, "sharp.png", "sharp");
    await waitForText(page, "sharp.png");
    await upload(page, "blank.png", "blank");
    await waitForText(page, "“blank.png”看上去是空白的");
    await upload(page, "blurred.png", "blurred");
    await waitForText(page, "“blurred.png”看上去不清楚");
    await page.waitForFunction(() => document.querySelectorAll(".file-row .link-button").length >= 6);
    assert.ok(!(await page.evaluate(() => document.body.innerText.includes("“sharp.png”看上去"))));
    await waitForText(page, "可信 C 级 · 申请人上传，窗口须核原件");
    assert.deepEqual(await axeViolations(page), []);
    await shootWindow(page, "c7-hints-zh-1440");
    const { slots } = await client.get<{ slots: Slot[] }>(`/drafts/${draft.id}/materials`);
    assert.deepEqual(
      slots
        .find(({ id }) => id === "tenure-proof")
        ?.files.map((file) => file.name)
        .sort(),
      ["blank.png", "blurred.png", "sharp.png"],
    );
    await clickButton(page, "知道了");
    await page.waitForFunction(() => document.querySelectorAll(".slot-hint").length === 1);
    await page.close();
  });

  test("the window has seen the original: level B with who and when; a reviewer may not say so", async () => {
    const { no } = await fileRestaurant(await citizen());
    await server.moveClock("2026-03-02T09:01:00+08:00");
    const reviewer = await signIn(server.url, "food.review");
    const refused = await reviewer.raw("POST", `/cases/${no}/materials/tenure-proof/original-seen`, {
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    assert.equal(refused.status, 403);
    const clerk = await signIn(server.url, "window1");
    const task = (await openTasks(clerk)).find((one) => one.caseNo === no && one.kind === "accept");
    assert.ok(task);
    const window = await openPage(browser);
    await signInAs(window, server.url, "window1");
    await window.goto(`${server.url}/w/tasks/${task.id}`);
    await window.waitForSelector("#material-tab-tenure-proof");
    await window.click("#material-tab-tenure-proof");
    await waitForText(window, "申请人上传，窗口须核原件");
    await clickButton(window, "核过原件");
    await waitForText(window, "可信级别升为 B");
    assert.deepEqual(await axeViolations(window), []);
    await clickButton(window, "原件与上传件一致", "dialog");
    await waitForText(window, "2026-03-02 窗口 王一窗 核过原件，可复用");
    const { materials } = await clerk.get<{ materials: Slot[] }>(`/tasks/${task.id}`);
    const slot = materials.find(({ id }) => id === "tenure-proof");
    assert.deepEqual(
      [slot?.trust, slot?.trustReason?.en],
      ["B", "original seen at the window by 王一窗 on 2026-03-02: may be used again"],
    );
    failed = false;
  });
});
