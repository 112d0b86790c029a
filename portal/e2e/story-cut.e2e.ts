/**
 * The story again in a real browser, and the power fails in the middle of it: while a form saves itself, when a
 * submission's answer is on its way, while departments decide and documents are made. Each time the server is started
 * anew on the same folder and port, and the same pages go on to the same end.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "puppeteer";
import { checkTexts } from "../web/src/citizen/check/texts.ts";
import { draftTexts } from "../web/src/citizen/draft/texts.ts";
import { receiptTexts } from "../web/src/citizen/receipt/texts.ts";
import { taskTexts } from "../web/src/clerk/texts.ts";
import { uiTexts } from "../web/src/shared/ui/texts.ts";
import {
  addMaterials,
  answerQuestionnaire,
  beginApplication,
  confirm,
  declare,
  fillAcceptance,
  fillApproval,
  fillDecision,
  fillReview,
  fireGrant,
  foodGrant,
  foodOpinion,
  nextMinute,
  noteCaseNo,
  openPart,
  openProgress,
  openTask,
  owner,
  readDocuments,
  savePart,
  signOpinion,
  signRefusal,
  storyStart,
  storyTime,
  strangerVerifies,
  taskDone,
  tellPart,
  type Stage,
} from "./fixtures/browser-story.ts";
import { sections } from "./fixtures/restaurant.ts";
import { clickButton, launchBrowser, openPage, shootOpenPages, waitForText } from "./harness/browser.ts";
import { cutAfter, cutAt, loseAnswer, meant } from "./harness/cut.ts";
import { fillForm } from "./harness/fill.ts";
import { removeData, startServer } from "./harness/server.ts";

let stage: Stage;
let page: Page;
let draft = "";
let cuts = 0;

/** SIGKILL. */
async function cut(): Promise<void> {
  cuts += 1;
  await stage.server.kill();
}
/** The same folder, the same port, another process. */
async function startAgain(): Promise<void> {
  const { dataDir, url } = stage.server;
  stage.server = await startServer({
    clockStart: storyTime(stage),
    dataDir,
    env: { PORT: new URL(url).port },
  });
  assert.equal(stage.server.url, url);
}
const saving = (part: string) => meant("PUT", new RegExp(`/parts/${part}$`));
const completing = meant("POST", /\/tasks\/[^/]+\/complete$/);
/** What a section's field holds on the page. */
const shown = (id: string): Promise<string> =>
  page.$eval(`#f-${id}`, (element) => (element as HTMLInputElement).value);

before(async () => {
  const [server, browser] = await Promise.all([startServer({ clockStart: storyStart }), launchBrowser()]);
  stage = { server, browser, minute: 0, caseNo: "" };
});
afterEach(async (context) => {
  if (!("passed" in context) || context.passed === false) await shootOpenPages(stage.browser, "story-cut");
});
after(async () => {
  await stage?.browser.close();
  await stage?.server.stop();
  await removeData(stage.server);
});

test("cut off while a form saves itself, the page says so, goes on being filled in, and saves when the server is back", async () => {
  page = await openPage(stage.browser);
  await answerQuestionnaire(stage, page);
  draft = await beginApplication(stage, page);
  await tellPart(page, draft, "operator");
  const { seats, floors, ...first } = sections["premises"]!;

  await openPart(page, draft, "premises");
  const off = cutAt(page, saving("premises"), cut);
  await fillForm(page, first);
  await off;
  await fillForm(page, { seats, floors });
  await waitForText(page, uiTexts.saveOffline.zh);
  await clickButton(page, draftTexts.saveNext.zh);
  await waitForText(page, uiTexts.saveOffline.zh);
  assert.match(page.url(), /\/premises$/, "nobody goes on before everything is saved");

  await startAgain();
  await savePart(page, "premises");
});

test("cut off when everything is saved but the answer lost, what is typed after it survives closing the page", async () => {
  const { waste, water, ...first } = sections["food"]!;
  await openPart(page, draft, "food");
  await fillForm(page, first);
  const off = loseAnswer(page, saving("food"), cut);
  await fillForm(page, { waste });
  assert.equal(await off, 200);
  await fillForm(page, { water, purifiers: 3 });
  await waitForText(page, uiTexts.saveOffline.zh);
  await page.goto("about:blank");

  await startAgain();
  await openPart(page, draft, "food");
  await waitForText(page, "已恢复本机上");
  assert.equal(await shown("purifiers"), "3");
  await fillForm(page, { purifiers: first["purifiers"] });
  await savePart(page, "food");
  for (const part of ["staff", "sign", "fire"]) await tellPart(page, draft, part);
  const zhang = await owner(stage);
  for (const part of ["premises", "food"]) {
    const kept = await zhang.get<{ data: Record<string, unknown> }>(
      `/drafts/${draft.split("/").at(-1)}/parts/${part}`,
    );
    for (const [field, value] of Object.entries(sections[part]!))
      if (typeof value !== "object") assert.equal(kept.data[field], value, `${part}.${field}`);
  }
});

test("cut off when a submission is on its way, sending it again makes no second case; cut off after it, the receipt is there", async () => {
  await addMaterials(page, draft);
  await declare(page, draft);
  const lost = loseAnswer(page, meant("POST", /\/submit$/), cut);
  await clickButton(page, checkTexts.submit.zh);
  assert.equal(await lost, 200);
  await waitForText(page, uiTexts.offlineTitle.zh);
  await startAgain();

  const off = cutAfter(page, meant("POST", /\/submit$/), cut);
  await clickButton(page, checkTexts.submit.zh);
  await off;
  await noteCaseNo(stage, page);
  await startAgain();
  await page.reload();
  await waitForText(page, receiptTexts.received.zh);
  const { counts } = await (
    await owner(stage)
  ).get<{ counts: { todo: number; running: number; done: number } }>("/cases?view=running");
  assert.equal(counts.todo + counts.running + counts.done, 1, "one case, not two");
  await page.close();
});

test("cut off when the window's acceptance is answered, its notices are made all the same", async () => {
  page = await openTask(stage, "window1", "accept");
  await fillAcceptance(page);
  const off = cutAfter(page, completing, cut);
  await confirm(page);
  await off;
  await startAgain();
  await taskDone(page);
  await page.close();
});

test("cut off while three departments decide, each page says so, keeps what was written, and decides in the end", async () => {
  page = await openTask(stage, "food.review", "review");
  await fillReview(page, foodOpinion, "通过");
  await confirm(page);
  await taskDone(page);
  await page.close();
  page = await openTask(stage, "sign.review", "review");
  await fillReview(page, signOpinion, "建议不予许可");
  const lost = loseAnswer(page, completing, cut);
  await confirm(page);
  assert.equal(await lost, 200);
  await waitForText(page, uiTexts.offline.zh);
  await startAgain();
  await clickButton(page, "建议不予许可", ".wb-outcomes");
  await confirm(page);
  await taskDone(page);
  await page.close();
  page = await openTask(stage, "food.approve", "approve");
  await fillApproval(page);
  await confirm(page);
  await taskDone(page);
  await page.close();

  const food = await openTask(stage, "food.decide", "decide");
  const fire = await openTask(stage, "fire.decide", "decide");
  const sign = await openTask(stage, "sign.decide", "decide");
  await fillDecision(food, "grant", foodGrant);
  await fillDecision(fire, "grant", fireGrant);
  await fillDecision(sign, "refuse", signRefusal);
  const off = cutAt(food, completing, cut);
  await Promise.all([off, confirm(food)]);
  for (const one of [fire, sign]) {
    await confirm(one);
    await waitForText(one, uiTexts.offline.zh);
  }
  await startAgain();
  for (const one of [food, fire]) {
    // the answer of the one that was cut off may be all that is missing
    if ((await one.$(".state[role='status']")) === null) {
      await clickButton(one, taskTexts.signIssue.zh);
      await confirm(one);
    }
    await taskDone(one);
  }
  await clickButton(sign, taskTexts.signIssue.zh);
  const last = cutAfter(sign, completing, cut);
  await confirm(sign);
  await last;
  await startAgain();
  await nextMinute(stage);
  await Promise.all([food.close(), fire.close(), sign.close()]);
  await (await openProgress(stage)).close();
});

test("after all the cuts every document is there once and a stranger verifies the licence", async () => {
  const titles = await readDocuments(stage);
  assert.equal(titles.filter((title) => title.includes("受理通知书")).length, 3, titles.join(" "));
  await strangerVerifies(stage);
  assert.equal(cuts, 8);
});
