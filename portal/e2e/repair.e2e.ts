/** A8: three cases stuck for one cause, in a browser: retried, one value changed by two people, each result told. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { processModel } from "@onewindow/engine/testing";
import type { Browser, Page } from "puppeteer";
import { assembleAreas } from "../server/src/assemble.ts";
import { persons, posts } from "../server/src/identity/index.ts";
import {
  createTestPlatform,
  type TestPlatform,
} from "../server/src/platform/testing/create-test-platform.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  shoot,
  signInAs,
  waitForText,
} from "./harness/browser.ts";

const stuck = processModel("stuck-test", { name: "收费" })
  .startEvent("start")
  .exclusiveGateway("big")
  .condition("=amount > 100")
  .userTask("collect", { name: "收取费用" })
  .endEvent("collected")
  .moveTo("big")
  .condition("=amount <= 100")
  .endEvent("free")
  .toXml();

describe("repair of what stands still", () => {
  let host: TestPlatform;
  let browser: Browser;
  let url = "";
  let page: Page;
  before(async () => {
    host = await createTestPlatform();
    const { platform } = host;
    await assembleAreas(platform);
    url = `http://127.0.0.1:${await host.start()}`;
    browser = await launchBrowser();
    const people = platform.store.collection(persons);
    const other = await people.first({ filter: { eq: ["username", "window2"] } });
    const held = await platform.store
      .collection(posts)
      .first({ filter: { eq: ["personId", other?.id ?? ""] } });
    assert.ok(held);
    const post = { department: "county", role: "admin", roles: ["admin"], groups: ["county:admin"] };
    await platform.store.transaction((tx) => tx.update(posts, { ...held, ...post }));
    await platform.engine.deploy([{ name: "stuck-test.bpmn", content: stuck }]);
    for (const no of ["1", "2", "3"])
      await platform.engine.createInstance(
        { bpmnProcessId: "stuck-test" },
        { caseId: `3707832603020000${no}`, amount: "many" },
      );
    await host.settle();
    page = await openPage(browser);
    await signInAs(page, url, "admin");
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  const looksRight = async (on: Page, name: string): Promise<void> => {
    for (const width of [1440, 390] as const) {
      await on.setViewport({ width, height: 900 });
      assert.equal(await scrollsSideways(on), false, `${name} ${width}`);
      assert.deepEqual(await axeViolations(on), [], `${name} ${width}`);
      await shoot(on, `${name}-${width}`);
    }
    await on.setViewport({ width: 1440, height: 900 });
  };

  test("names the cause once, and a retry of all tells each case's result", async () => {
    await page.goto(`${url}/a/incidents`);
    await waitForText(page, "3 件同因");
    await clickButton(page, "全部重试（3）");
    await waitForText(page, "0 件恢复，3 件仍停住");
    assert.equal((await page.$$(".in-results li")).length, 3);
    await clickButton(page, "查看", ".in-list");
    await waitForText(page, "申请人看不到进展");
    await looksRight(page, "a8-open-zh");
  });

  test("a value that one administrator changes is carried out when another confirms it", async () => {
    await page.click('[aria-label="改值 amount"]');
    await page.waitForSelector("dialog[open] textarea");
    await page.locator("dialog[open] textarea").fill("200");
    await page
      .locator("dialog[open] p:last-of-type textarea, dialog[open] textarea[required]")
      .fill("原值写成了文字。");
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
    assert.deepEqual(await axeViolations(page), []);
    await clickButton(page, "提出", "dialog[open]");
    await waitForText(page, "您提出的改动须由另一位管理员确认");
    assert.equal(host.platform.engine.query.incidents().length, 3, "nothing has changed");
    const second = await openPage(browser);
    await signInAs(second, url, "window2");
    await second.goto(`${url}/en/a/incidents`);
    await waitForText(second, "waits for a second person");
    await looksRight(second, "a8-confirm-en");
    await clickButton(second, "Confirm and carry out");
    await waitForText(second, "Changed and retried; the incident is resolved");
    await waitForText(second, "2 with one cause");
    assert.equal(host.platform.engine.query.incidents().length, 2);
  });
});
