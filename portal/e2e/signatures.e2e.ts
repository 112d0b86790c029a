/** Signatures of people beside the applicant (C8): by link in a browser that nobody is signed in to. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { answers } from "./fixtures/restaurant.ts";
import { askByLink, draftToSign, tokenOf } from "./fixtures/signing.ts";
import {
  actAsEnterprise,
  axeViolations,
  byName,
  clickButton,
  launchBrowser,
  openPage,
  shootOpenPages,
  signInAs,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Check {
  draft: { version: number };
  declarations: { id: string }[];
  undertakings: { itemId: string }[];
}

let server: RunningServer;
let browser: Browser;
let applicant: Page;
let zhang: ApiClient;
let draft = "";

before(async () => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  browser = await launchBrowser();
  applicant = await openPage(browser);
  await signInAs(applicant, server.url, "zhang");
  await actAsEnterprise(applicant, server.url);
  zhang = await signIn(server.url, "zhang");
  await zhang.actAs("enterprise");
  draft = await draftToSign(zhang);
});
after(async () => {
  await shootOpenPages(browser, "signatures").catch(() => undefined);
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

/** A browser of the person asked: no session, no cookie. */
async function guestPage(token: string): Promise<Page> {
  const page = await openPage(browser, { width: 390 });
  await page.goto(`${server.url}/sign/${token}`);
  return page;
}
async function sign(page: Page, name: string): Promise<void> {
  await page.waitForSelector("#sign-name");
  await page.click("#sign-read");
  await page.type("#sign-name", name);
  await clickButton(page, "签名", "form");
}
const seatOf = (name: string): Promise<string> =>
  applicant.evaluate(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>(".seat")].find((seat) => seat.innerText.includes(wanted))
        ?.dataset["status"] ?? "none",
    name,
  );
const waitForSeat = (name: string, status: string): Promise<unknown> =>
  applicant.waitForFunction(
    (wanted, state) =>
      [...document.querySelectorAll<HTMLElement>(`.seat[data-status="${state}"]`)].some((seat) =>
        seat.innerText.includes(wanted),
      ),
    {},
    name,
    status,
  );
const submit = async (): Promise<Response> => {
  const page = await zhang.get<Check>(`/drafts/${draft}/check`);
  return zhang.raw("POST", `/drafts/${draft}/submit`, {
    headers: {
      "content-type": "application/json",
      "if-match": `"${page.draft.version}"`,
      "idempotency-key": `${draft}-${page.draft.version}-${Date.now()}`,
    },
    body: JSON.stringify({
      declarations: page.declarations.map(({ id }) => id),
      undertakings: page.undertakings.map(({ itemId }) => itemId),
      delivery: { way: "electronic" },
    }),
  });
};
const changeSeats = async (seats: number): Promise<void> => {
  const part = await zhang.get<{ draftVersion: number; data: object }>(`/drafts/${draft}/parts/premises`);
  await zhang.send(
    "PUT",
    `/drafts/${draft}/parts/premises`,
    { data: { ...part.data, seats }, check: true },
    { "if-match": `"${part.draftVersion}"` },
  );
};
let token = "";

test("the task list has the signatures, and filing waits for them", async () => {
  await applicant.goto(`${server.url}/apply/${draft}`);
  await waitForText(applicant, "签名");
  await waitForText(applicant, "先完成签名才能提交");
  const refused = await submit();
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /\/signatures\/owner/);
});

test("the owner is asked by link from the page, which shows the link this once", async () => {
  await applicant.goto(`${server.url}/apply/${draft}/signatures`);
  await clickButton(applicant, "请人签名");
  await byName(applicant, "手机号码 链接发到这个号码", "textbox").fill("13900000001");
  await clickButton(applicant, "发送");
  await waitForText(applicant, "链接已发送");
  token = tokenOf(await applicant.$eval("dialog code", (code) => code.textContent));
  await clickButton(applicant, "知道了");
  await waitForSeat("李国强", "asked");
});

test("the person opens it in a browser without a session, sees only their part, and signs version 1", async () => {
  const guest = await guestPage(token);
  await waitForText(guest, "您签的是第 1 版");
  const text = await guest.$eval("main", (main) => main.innerText);
  assert.ok(text.includes("房屋权属") && text.includes("房屋产权或租赁证明"));
  assert.ok(!text.includes("92370783MA00000U12") && !text.includes("370783199001010002"));
  assert.deepEqual(await axeViolations(guest), []);
  await clickButton(guest, "签名", "form");
  await waitForText(guest, "有 2 处需要修改");
  await sign(guest, "李国弱");
  await waitForText(guest, "应为：李国强");
  await guest.$eval("#sign-name", (input) => (input as HTMLInputElement).select());
  await guest.type("#sign-name", "李国强");
  await clickButton(guest, "签名", "form");
  await waitForText(guest, "您已签名");
  assert.deepEqual(await guest.browserContext().cookies(), []);
  const elsewhere = await guest.evaluate(async (id) => (await fetch(`/api/v1/drafts/${id}`)).status, draft);
  assert.equal(elsewhere, 401);
  await guest.browserContext().close();
  await waitForSeat("李国强", "signed");
});

test("a change of what was signed voids it: the applicant sees it at once, the old link is dead, the person signs version 2", async () => {
  await changeSeats(41);
  await waitForSeat("李国强", "void");
  const dead = await guestPage(token);
  await waitForText(dead, "这个链接无效");
  await dead.browserContext().close();
  assert.equal((await submit()).status, 422);
  await clickButton(applicant, "提醒", ".seat");
  await waitForText(applicant, "链接已发送");
  token = tokenOf(await applicant.$eval("dialog code", (code) => code.textContent));
  await clickButton(applicant, "知道了");
  const guest = await guestPage(token);
  await waitForText(guest, "您签名之后内容有更改");
  await waitForText(guest, "您签的是第 2 版");
  await sign(guest, "李国强");
  await waitForText(guest, "您已签名");
  await guest.browserContext().close();
  await waitForSeat("李国强", "signed");
});

test("nobody signs what they have not read: a change while the page is open signs nothing and shows the new version", async () => {
  const second = await askByLink(zhang, draft, "王秀兰");
  const guest = await guestPage(second);
  await waitForText(guest, "您签的是第 2 版");
  await changeSeats(42);
  await sign(guest, "王秀兰");
  await waitForText(guest, "内容刚刚有更改，没有签名");
  await waitForText(guest, "您签的是第 3 版");
  await guest.browserContext().close();
});

test("a person who declines says why; somebody else is asked instead, and the first link reaches nothing", async () => {
  const third = await askByLink(zhang, draft, "赵明");
  const guest = await guestPage(third);
  await waitForText(guest, "不签");
  await clickButton(guest, "不签");
  await guest.waitForSelector("dialog textarea");
  await guest.type("dialog textarea", "房子已经转让");
  await clickButton(guest, "告诉申请人");
  await waitForText(guest, "您没有签名");
  await applicant.reload();
  await waitForSeat("赵明", "declined");
  await waitForText(applicant, "房子已经转让");
  await applicant.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".seat[data-status='declined'] button")]
      .find((button) => button.innerText.startsWith("换人"))
      ?.click(),
  );
  await byName(applicant, "姓名 签名时要输入同样的姓名", "textbox").fill("赵新主");
  await byName(applicant, "手机号码 链接发到这个号码", "textbox").fill("13900000003");
  await clickButton(applicant, "发送");
  await waitForText(applicant, "链接已发送");
  const replaced = tokenOf(await applicant.$eval("dialog code", (code) => code.textContent));
  await clickButton(applicant, "知道了");
  await guest.reload();
  await waitForText(guest, "这个链接无效");
  await guest.browserContext().close();
  const other = await guestPage(replaced);
  await sign(other, "赵新主");
  await waitForText(other, "您已签名");
  await other.browserContext().close();
  assert.equal(await seatOf("赵明"), "none");
});

test("a link expires; the applicant sees it and sends another, and what is signed is filed with the case", async () => {
  const late = await askByLink(zhang, draft, "孙老五");
  await server.moveClock("2026-03-11T09:00:00+08:00");
  const guest = await guestPage(late);
  await waitForText(guest, "这个链接已过期");
  await guest.browserContext().close();
  await applicant.goto(`${server.url}/apply/${draft}/signatures`);
  await waitForSeat("孙老五", "expired");
  for (const name of ["孙老五", "赵新主", "王秀兰", "李国强"]) {
    const seats = await applicant.$$eval(".seat", (all) =>
      all.map((seat) => [(seat as HTMLElement).innerText, (seat as HTMLElement).dataset["status"]]),
    );
    const at = seats.findIndex(([text, status]) => text?.includes(name) && status !== "signed");
    if (at < 0) continue;
    await applicant.evaluate(
      (index) =>
        [...(document.querySelectorAll(".seat")[index]?.querySelectorAll("button") ?? [])]
          .find((button) => /^(提醒|重新发送)/.test(button.innerText))
          ?.click(),
      at,
    );
    await waitForText(applicant, "链接已发送");
    const fresh = tokenOf(await applicant.$eval("dialog code", (code) => code.textContent));
    await clickButton(applicant, "知道了");
    const page = await guestPage(fresh);
    await sign(page, name);
    await waitForText(page, "您已签名");
    await page.browserContext().close();
    await waitForSeat(name, "signed");
  }
  await waitForText(applicant, "签名都齐了");
  await applicant.goto(`${server.url}/apply/${draft}/check`);
  await waitForText(applicant, "提交");
  const filed = await submit();
  assert.equal(filed.status, 200, await filed.clone().text());
  assert.equal(answers.licence, "individual-business");
});
