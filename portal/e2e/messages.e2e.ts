/** C18 in a browser: settings by event and channel, an address proved by a code, quiet hours, the digest, dead letters, an official's message. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { assembleAreas } from "../server/src/assemble.ts";
import { acceptAll, filledDraft, ok, submit, taskOf } from "../server/src/cases/testing/restaurant.ts";
import {
  createTestPlatform,
  type TestPlatform,
} from "../server/src/platform/testing/create-test-platform.ts";
import type { OutboxMessage, OutboxPage } from "../server/src/notifications/api.ts";
import {
  actAsEnterprise,
  axeViolations,
  byName,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  setWidth,
  shoot,
  shootOpenPages,
  signInAs,
  waitForText,
} from "./harness/browser.ts";

describe("messages that leave the house, and those of officials", () => {
  let host: TestPlatform;
  let browser: Browser;
  let url = "";
  let citizen: Page;
  let admin: Page;
  before(async () => {
    // nobody listens there: mail cannot be delivered, text messages stand in the visible outbox
    host = await createTestPlatform({
      settings: { demo: true, smtpUrl: "smtp://127.0.0.1:1", mailFrom: "no-reply@onewindow.example" },
    });
    await assembleAreas(host.platform);
    url = (await host.client()).base;
    browser = await launchBrowser();
    citizen = await openPage(browser);
    await signInAs(citizen, url, "zhang");
    await actAsEnterprise(citizen, url);
    admin = await openPage(browser);
    await signInAs(admin, url, "admin");
  });
  after(async () => {
    await shootOpenPages(browser, "messages").catch(() => undefined);
    await browser?.close();
    await host?.close();
  });

  const at = async (time: string): Promise<void> => {
    host.clock.set(Date.parse(`${time}+08:00`));
    await host.settle();
  };
  const outbox = async (): Promise<OutboxMessage[]> =>
    ok(await (await host.signedIn("admin")).get<OutboxPage>("/outbox")).rows;
  const newCase = async (): Promise<string> => {
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    return no;
  };
  const accept = async (no: string): Promise<void> => {
    await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
    await host.settle();
  };

  test("a new address is used once its code has come back; the code is read in the visible outbox", async () => {
    await citizen.goto(`${url}/messages?view=settings`);
    await byName(citizen, "新手机号", "textbox").fill("13900000009");
    await clickButton(citizen, "获取验证码");
    await waitForText(citizen, "位验证码");
    await host.settle();
    await admin.goto(`${url}/a/outbox`);
    await clickButton(admin, "看正文");
    await waitForText(admin, "10 分钟内有效");
    const code = await admin.evaluate(() => /验证码 (\d{6})/u.exec(document.body.innerText)?.[1] ?? "");
    assert.match(code, /^\d{6}$/u);
    await citizen.locator("#address-sms-code").fill(code);
    await clickButton(citizen, "验证");
    await waitForText(citizen, "已验证");
    assert.ok((await citizen.evaluate(() => document.body.innerText)).includes("139****0009"));
  });

  test("service cannot be switched off, and the reason is there; other events are switched by channel", async () => {
    const locked = await citizen.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")]
        .filter((box) => box.disabled)
        .map((box) => [box.checked, box.getAttribute("aria-describedby")]),
    );
    assert.ok(locked.length >= 3 && locked.every(([checked, why]) => checked === true && why !== null));
    await citizen.locator('input[aria-label="办件有进展：短信"]').click();
    await waitForText(citizen, "已保存");
    for (const width of [1440, 390] as const) {
      await setWidth(citizen, width);
      await waitForText(citizen, "发到哪里");
      assert.deepEqual(await axeViolations(citizen), []);
      assert.equal(await scrollsSideways(citizen), false);
      await shoot(citizen, `messages-settings-${width}`);
    }
    await setWidth(citizen, 1440);
  });

  test("nothing goes out in quiet hours; in the morning it does", async () => {
    const no = await newCase();
    const before = new Set((await outbox()).map((row) => row.id));
    await at("2026-03-02T22:00:00");
    await accept(no);
    const held = (await outbox()).filter((row) => !before.has(row.id) && row.channel === "sms");
    assert.ok(held.length > 0);
    for (const row of held) {
      assert.equal(row.state, "waiting", row.subject);
      assert.ok(Date.parse(row.nextAt ?? "") >= Date.parse("2026-03-03T08:00:00+08:00"));
    }
    await at("2026-03-03T08:00:30");
    const sent = (await outbox()).filter((row) => held.some((one) => one.id === row.id));
    assert.ok(sent.every((row) => row.state === "outbox"));
  });

  test("with the digest the day's news wait until 18:00 and go together", async () => {
    await Promise.all([
      citizen.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok()),
      citizen.locator("label.message-pace:nth-of-type(2) input").click(),
    ]);
    const filed = [await newCase(), await newCase()];
    await at("2026-03-03T15:00:00");
    for (const no of filed) await accept(no);
    const waiting = (await outbox()).filter((row) => row.event === "progress" && row.state === "waiting");
    assert.ok(waiting.length > 1);
    for (const row of waiting)
      assert.equal(Date.parse(row.nextAt ?? ""), Date.parse("2026-03-03T18:00+08:00"));
    await at("2026-03-03T18:00:30");
    const gone = (await outbox()).filter((row) => waiting.some((one) => one.id === row.id));
    assert.ok(gone.every((row) => row.state === "outbox"));
    assert.equal(new Set(gone.map((row) => row.doneAt)).size, 1, "together");
  });

  test("mail that cannot be delivered ends as a dead letter, which health names", async () => {
    await byName(citizen, "新邮箱", "textbox").fill("zhang@example.com");
    await clickButton(citizen, "获取验证码", ".message-address:nth-of-type(2)");
    await waitForText(citizen, "z***");
    for (const time of ["18:02", "18:06", "18:20", "19:30", "23:50"]) await at(`2026-03-03T${time}:00`);
    await at("2026-03-04T09:00:00");
    assert.ok((await outbox()).some((row) => row.channel === "mail" && row.state === "dead"));
    await admin.goto(`${url}/a/outbox?state=dead`);
    await waitForText(admin, "发送失败");
    await admin.goto(`${url}/a/health`);
    await waitForText(admin, "条短信或邮件没有送出");
  });

  test("an official's message of a task that is due soon opens the task itself", async () => {
    const no = await newCase();
    const window1 = await host.signedIn("window1", { actAs: "post" });
    const round = (await taskOf(window1, no, "accept")) ?? assert.fail("no round");
    ok(await window1.post(`/tasks/${round.id}/claim`));
    await at("2026-03-11T10:00:00");
    const page = await openPage(browser);
    await signInAs(page, url, "window1");
    await page.goto(`${url}/messages`);
    await waitForText(page, "快到期");
    assert.deepEqual(await axeViolations(page), []);
    await page.locator(`a.message-row[href$="/w/tasks/${round.id}"]`).click();
    await page.waitForFunction((id) => location.pathname.endsWith(`/w/tasks/${id}`), {}, round.id);
    await page.waitForSelector("h1");
  });
});
