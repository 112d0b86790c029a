/** The spine, in a real browser: from the first question to a licence that a stranger verifies. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { checkTexts } from "../web/src/citizen/check/texts.ts";
import { draftTexts } from "../web/src/citizen/draft/texts.ts";
import { materialTexts } from "../web/src/citizen/materials/texts.ts";
import { packageTexts } from "../web/src/citizen/package/texts.ts";
import { questionnaireTexts } from "../web/src/citizen/questionnaire/texts.ts";
import { receiptTexts } from "../web/src/citizen/receipt/texts.ts";
import { taskTexts } from "../web/src/clerk/texts.ts";
import { answers, samplePdf, sections } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  signInAs,
  waitForText,
  actAsEnterprise,
  shootOpenPages,
} from "./harness/browser.ts";
import { signIn } from "./harness/client.ts";
import { fillForm } from "./harness/fill.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

let server: RunningServer;
let browser: Browser;
let caseNo = "";

before(async () => {
  [server, browser] = await Promise.all([
    startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
    launchBrowser(),
  ]);
});
afterEach(async (context) => {
  if (!("passed" in context) || context.passed === false) await shootOpenPages(browser, "story");
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await removeData(server);
});

async function answerQuestion(page: Page, key: string, value: unknown): Promise<void> {
  await page.waitForSelector(`[id="${key}"]`);
  if (typeof value === "number") await page.type(`[id="${key}"]`, String(value));
  else
    for (const wanted of typeof value === "object" ? Object.keys(value as object) : [String(value)])
      await page.click(`input[name="${key}"][value="${wanted}"]`);
}

/** Opens a clerk's page, takes the task of this kind, and answers the page. */
async function openTask(username: string, kind: string): Promise<Page> {
  await server.moveClock(serverTime(1));
  const page = await openPage(browser);
  await signInAs(page, server.url, username);
  await page.goto(`${server.url}/w/inbox`);
  await page.waitForSelector("[data-row]");
  const api = await signIn(server.url, username);
  const { rows } = await api.get<{ rows: { id: string; kind: string; caseNo: string }[] }>(
    "/tasks?view=team",
  );
  const row = rows.find((task) => task.kind === kind && task.caseNo.startsWith(caseNo));
  assert.ok(row, `${username} has a ${kind} task: ${JSON.stringify(rows)}`);
  await page.click(`[data-row="${row.id}"]`);
  await clickButton(page, taskTexts.take.zh);
  await waitForText(page, taskTexts.heldByYou.zh);
  return page;
}

let minute = 0;
/** Virtual time moves a minute a step, so that the timeline reads as a day's work. */
function serverTime(minutes: number): string {
  minute += minutes;
  return new Date(Date.parse("2026-03-02T09:00:00+08:00") + minute * 60_000).toISOString();
}

async function decide(
  username: string,
  outcome: "grant" | "refuse",
  data: Record<string, unknown>,
): Promise<void> {
  const page = await openTask(username, "decide");
  const radios = await page.$$('input[name="decision"]');
  await radios[outcome === "grant" ? 0 : 1]!.click();
  await page.waitForSelector("iframe");
  await fillForm(page, data);
  await page.waitForFunction(() => document.querySelector(".wb-blocked") === null);
  await clickButton(page, taskTexts.signIssue.zh);
  await page.waitForSelector("dialog[open]");
  await clickButton(page, taskTexts.sign.zh, "dialog[open]");
  await page.waitForSelector(".state[role='status']");
  await page.close();
}

test("a citizen answers the questionnaire without signing in; tobacco falls away with its reason", async () => {
  const page = await openPage(browser);
  await page.goto(`${server.url}/packages/catering-shop`);
  await clickButton(page, packageTexts.start.zh);
  const entries = Object.entries(answers);
  for (const [index, [key, value]] of entries.entries()) {
    await answerQuestion(page, key, value);
    await clickButton(
      page,
      index === entries.length - 1 ? questionnaireTexts.finish.zh : questionnaireTexts.next.zh,
    );
  }
  await waitForText(page, "烟草专卖零售许可证新办");
  assert.match(await page.$eval("body", (body) => body.innerText), /不用办 \d 项/);
  assert.deepEqual(await axeViolations(page), []);

  await clickButton(page, questionnaireTexts.apply.zh);
  await page.waitForFunction(() => location.pathname.endsWith("/login"));
  await page.waitForSelector("#username");
  await page.type("#username", "zhang");
  await page.type("#password", "onewindow-demo");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !location.pathname.endsWith("/login"));
  await actAsEnterprise(page, server.url);
  await page.goto(`${server.url}/packages/catering-shop/start`);
  await clickButton(page, questionnaireTexts.apply.zh);
  await page.waitForFunction(() => /\/apply\/\w+$/.test(location.pathname));
  const draft = page.url();

  for (const part of ["operator", "premises", "food", "staff", "sign", "fire"]) {
    await page.goto(`${draft}/${part}`);
    await page.waitForSelector("h1");
    await fillForm(page, sections[part]!);
    await clickButton(page, draftTexts.saveNext.zh);
    await page.waitForFunction((left) => !location.pathname.endsWith(`/${left}`), {}, part);
  }
  await page.goto(`${draft}/materials`);
  await waitForText(page, materialTexts.reuse.zh);
  for (;;) {
    const buttons = await page.$$(`::-p-xpath(//button[contains(., "${materialTexts.reuse.zh}")])`);
    if (buttons.length === 0) break;
    await buttons[0]!.click();
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll("button")].filter((button) =>
          button.textContent?.includes("用这份证照"),
        ).length < before,
      {},
      buttons.length,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "onewindow-upload-"));
  const file = join(folder, "材料.pdf");
  await writeFile(file, samplePdf("material"));
  for (const input of await page.$$('input[type="file"]')) await input.uploadFile(file);
  await page.waitForFunction(
    () => !/待上传/.test(document.querySelector("main")!.innerText.replace(/授权委托书[\s\S]*?待上传/, "")),
  );

  await page.goto(`${draft}/check`);
  await waitForText(page, checkTexts.declarations.zh);
  const boxes = await page.$$('main input[type="checkbox"]');
  for (const box of boxes) {
    assert.equal(
      await box.evaluate((element) => (element as HTMLInputElement).checked),
      false,
      "a declaration is never ticked beforehand",
    );
    await box.click();
  }
  assert.deepEqual(await axeViolations(page), []);
  await clickButton(page, checkTexts.submit.zh);
  await page.waitForFunction(() => location.pathname.endsWith("/receipt"));
  await waitForText(page, receiptTexts.received.zh);
  caseNo = /cases\/(\d+)\//.exec(page.url())![1]!;
  assert.match(caseNo, /^370783260302\d{5}$/);
  await page.close();
});

test("the window accepts two items and takes one on its undertaking", async () => {
  const page = await openTask("window1", "accept");
  for (const radio of await page.$$(".wb-radios label:first-child input")) await radio.click();
  await waitForText(page, taskTexts.v_undertaking.zh);
  await clickButton(page, taskTexts.acceptSubmit.zh);
  await page.waitForSelector("dialog[open]");
  await page.$eval("dialog[open] .ant-btn-primary", (button) => (button as HTMLButtonElement).click());
  await page.waitForSelector(".state[role='status']");
  await page.close();
});

test("three departments decide side by side; one refuses, the others go on", async () => {
  const review = await openTask("food.review", "review");
  await review.click('input[name="f-way"][value="document"]');
  await review.type("#task-opinion", "书面材料符合要求，建议准予。");
  await clickButton(review, "通过", ".wb-outcomes");
  await review.waitForSelector("dialog[open]");
  await clickButton(review, "通过", "dialog[open]");
  await review.waitForSelector(".state[role='status']");
  await review.close();

  const signReview = await openTask("sign.review", "review");
  await signReview.click('input[name="f-way"][value="document"]');
  await signReview.type("#task-opinion", "遮挡消防救援窗，建议不予许可。");
  await clickButton(signReview, "建议不予许可", ".wb-outcomes");
  await signReview.waitForSelector("dialog[open]");
  await clickButton(signReview, "建议不予许可", "dialog[open]");
  await signReview.waitForSelector(".state[role='status']");
  await signReview.close();

  const approve = await openTask("food.approve", "approve");
  await approve.type("#task-opinion", "同意。");
  await approve.click(".wb-verbrow .ant-btn-primary");
  await approve.waitForSelector("dialog[open]");
  await approve.click("dialog[open] .ant-btn-primary");
  await approve.waitForSelector(".state[role='status']");
  await approve.close();

  await decide("food.decide", "grant", {
    content: "餐饮服务经营者；热食类食品制售、冷食类食品制售、自制饮品。",
    publish: "public",
  });
  await decide("fire.decide", "grant", { content: "同意投入使用、营业。", publish: "public" });
  await decide("sign.decide", "refuse", {
    facts: "招牌拟设置处为消防救援窗。",
    reasons: "遮挡消防救援窗，不符合设置标准。",
    articles: "《城市市容和环境卫生管理条例》第十一条",
    remedies: "可自收到本决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    publish: "public",
  });
  await server.moveClock(serverTime(1));

  const page = await openPage(browser);
  await signInAs(page, server.url, "zhang");
  await actAsEnterprise(page, server.url);
  await page.goto(`${server.url}/cases/${caseNo}`);
  await waitForText(page, "部分办结");
  assert.deepEqual(await axeViolations(page), []);
  await page.close();
});

test("documents and licences are PDFs, and a stranger verifies one by its QR address", async () => {
  const zhang = await signIn(server.url, "zhang");
  await zhang.actAs("enterprise");
  const progress = await zhang.get<{
    outcome: string;
    documents: { id: string; title: { zh: string }; licenceId: string | null }[];
  }>(`/cases/${caseNo}`);
  assert.equal(progress.outcome, "PARTLY_DONE");
  for (const document of progress.documents) {
    const pdf = await zhang.raw("GET", `/documents/${document.id}/pdf`);
    assert.equal(pdf.status, 200, document.title.zh);
    assert.equal(pdf.headers.get("content-type"), "application/pdf");
    assert.equal(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      "%PDF-",
    );
  }
  const licences = await zhang.get<
    | { id: string; type: string; identifier: string }[]
    | { rows: { id: string; type: string; identifier: string }[] }
  >("/licences");
  const food = (Array.isArray(licences) ? licences : licences.rows).find(
    (licence) => licence.type === "food-business-licence",
  );
  assert.ok(food, "the food business licence is held");
  const face = await zhang.get<{ verifyUrl: string }>(`/licences/${food.id}`);
  const address = new URL(face.verifyUrl);

  const stranger = await openPage(browser, { width: 390 });
  await stranger.setJavaScriptEnabled(false);
  await stranger.goto(server.url + address.pathname);
  const text = await stranger.$eval("body", (body) => body.innerText);
  assert.match(text, /有效/);
  assert.match(text, /食品经营许可/);
  await stranger.close();
});
