/** The spine, in a real browser: from the first question to a licence that a stranger verifies. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { checkTexts } from "../web/src/citizen/check/texts.ts";
import { receiptTexts } from "../web/src/citizen/receipt/texts.ts";
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
  openProgress,
  openTask,
  parts,
  readDocuments,
  signOpinion,
  signRefusal,
  storyStart,
  strangerVerifies,
  taskDone,
  tellPart,
  type Stage,
} from "./fixtures/browser-story.ts";
import {
  axeViolations,
  clickButton,
  launchBrowser,
  openPage,
  shootOpenPages,
  waitForText,
} from "./harness/browser.ts";
import { removeData, startServer } from "./harness/server.ts";

let stage: Stage;

before(async () => {
  const [server, browser] = await Promise.all([startServer({ clockStart: storyStart }), launchBrowser()]);
  stage = { server, browser, minute: 0, caseNo: "" };
});
afterEach(async (context) => {
  if (!("passed" in context) || context.passed === false) await shootOpenPages(stage.browser, "story");
});
after(async () => {
  await stage?.browser.close();
  await stage?.server.stop();
  await removeData(stage.server);
});

test("a citizen answers the questionnaire without signing in; tobacco falls away with its reason", async () => {
  const page = await openPage(stage.browser);
  await answerQuestionnaire(stage, page);
  assert.match(await page.$eval("body", (body) => body.innerText), /不用办 \d 项/);
  assert.deepEqual(await axeViolations(page), []);
  const draft = await beginApplication(stage, page);
  for (const part of parts) await tellPart(page, draft, part);
  await addMaterials(page, draft);
  await declare(page, draft);
  assert.deepEqual(await axeViolations(page), []);
  await clickButton(page, checkTexts.submit.zh);
  await noteCaseNo(stage, page);
  await waitForText(page, receiptTexts.received.zh);
  await page.close();
});

test("the window accepts two items and takes one on its undertaking", async () => {
  const page = await openTask(stage, "window1", "accept");
  await fillAcceptance(page);
  await confirm(page);
  await taskDone(page);
  await page.close();
});

test("three departments decide side by side; one refuses, the others go on", async () => {
  const review = await openTask(stage, "food.review", "review");
  await fillReview(review, foodOpinion, "通过");
  await confirm(review);
  await taskDone(review);
  await review.close();

  const signReview = await openTask(stage, "sign.review", "review");
  await fillReview(signReview, signOpinion, "建议不予许可");
  await confirm(signReview);
  await taskDone(signReview);
  await signReview.close();

  const approve = await openTask(stage, "food.approve", "approve");
  await fillApproval(approve);
  await confirm(approve);
  await taskDone(approve);
  await approve.close();

  for (const [username, outcome, data] of [
    ["food.decide", "grant", foodGrant],
    ["fire.decide", "grant", fireGrant],
    ["sign.decide", "refuse", signRefusal],
  ] as const) {
    const page = await openTask(stage, username, "decide");
    await fillDecision(page, outcome, data);
    await confirm(page);
    await taskDone(page);
    await page.close();
  }
  await nextMinute(stage);

  const page = await openProgress(stage);
  assert.deepEqual(await axeViolations(page), []);
  await page.close();
});

test("documents and licences are PDFs, and a stranger verifies one by its QR address", async () => {
  await readDocuments(stage);
  await strangerVerifies(stage);
});
