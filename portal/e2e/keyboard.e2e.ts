/** The application and the inbox with nothing but a keyboard: everything can be reached, seen and left again. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Browser, Page } from "puppeteer";
import { fillDraft } from "../server/src/demo/index.ts";
import { checkTexts } from "../web/src/citizen/check/texts.ts";
import { draftTexts } from "../web/src/citizen/draft/texts.ts";
import { progressTexts } from "../web/src/citizen/progress/texts.ts";
import { questionnaireTexts } from "../web/src/citizen/questionnaire/texts.ts";
import { receiptTexts } from "../web/src/citizen/receipt/texts.ts";
import { withdrawTexts } from "../web/src/citizen/withdraw/texts.ts";
import { inboxTexts, taskTexts } from "../web/src/clerk/texts.ts";
import { acceptAll } from "./fixtures/office.ts";
import { answers, fileRestaurant, samplePdf, sections } from "./fixtures/restaurant.ts";
import {
  axeViolations,
  launchBrowser,
  openPage,
  shoot,
  shootOpenPages,
  waitForText,
} from "./harness/browser.ts";
import { demoPassword, signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

let server: RunningServer;
let browser: Browser;
let caseNo = "";

before(async () => {
  [server, browser] = await Promise.all([
    startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
    launchBrowser(),
  ]);
  const li = await citizen("li");
  ({ no: caseNo } = await fileRestaurant(li));
  await server.moveClock("2026-03-02T09:01:00+08:00");
  await acceptAll(await signIn(server.url, "window1"), caseNo);
  await server.moveClock("2026-03-02T09:02:00+08:00");
});
afterEach(async (context) => {
  if (!("passed" in context) || context.passed === false) await shootOpenPages(browser, "keyboard");
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

async function citizen(username: string): Promise<ApiClient> {
  const client = await signIn(server.url, username);
  await client.actAs("enterprise");
  return client;
}

async function pageOf(client: ApiClient): Promise<Page> {
  const page = await openPage(browser);
  page.setDefaultTimeout(60_000);
  const [name = "", value = ""] = client.cookie().split("=");
  await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
  return page;
}

interface Stop {
  id: string;
  name: string;
  type: string;
  value: string;
  text: string;
  checked: boolean;
  /** A person sees where the focus is. */
  seen: boolean;
  what: string;
}

/** Where the focus is now; null on the page as a whole. */
async function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const marked = (node: Element | null): boolean => {
      if (node === null) return false;
      const style = getComputedStyle(node);
      return (
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
      );
    };
    const field = element as HTMLInputElement;
    const holder = element.closest("label, .ant-picker, .ant-input-affix-wrapper");
    const box = (
      element.matches("input[type=radio], input[type=checkbox]") ? (holder ?? element) : element
    ).getBoundingClientRect();
    return {
      id: element.id,
      name: field.name ?? "",
      type: field.type ?? element.tagName.toLowerCase(),
      value: field.value ?? "",
      text: (element.getAttribute("aria-label") ?? element.innerText ?? "").trim(),
      checked: field.checked === true,
      seen:
        (marked(element) || marked(holder) || marked(element.parentElement)) &&
        box.width > 0 &&
        box.bottom > 0 &&
        box.top < innerHeight,
      what: element.outerHTML.slice(0, 120),
    };
  });
}

/** Presses Tab until the wanted place has the focus; every place on the way shows it. */
async function tabTo(page: Page, wanted: (stop: Stop) => boolean, what: string, most = 80): Promise<Stop> {
  const now = await focused(page);
  if (now !== null && wanted(now)) return now;
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null) continue;
    assert.ok(stop.seen, `the focus shows on ${stop.what}`);
    if (wanted(stop)) return stop;
  }
  throw new Error(`${what} is not reached by ${most} presses of Tab`);
}

/** Chooses a radio of the group that has the focus, by the arrow keys. */
async function chooseRadio(page: Page, value: string): Promise<void> {
  const first = await focused(page);
  if (first?.checked !== true) await page.keyboard.press("Space");
  for (let presses = 0; presses < 12; presses += 1) {
    const stop = await focused(page);
    if (stop?.value === value && stop.checked) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${value} is not reached by the arrow keys`);
}

const button =
  (words: string) =>
  (stop: Stop): boolean =>
    stop.text.startsWith(words);

/** Tab leads through the page and out of it again. */
async function assertNoTrap(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const seen = new Set<string>();
  for (let presses = 0; presses < 250; presses += 1) {
    await page.keyboard.press("Tab");
    const out = await page.evaluate(() => document.activeElement === document.body);
    if (out && seen.size > 0) return;
    const again = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement & { walked?: true };
      const before = element.walked === true;
      element.walked = true;
      return before ? "" : element.outerHTML.slice(0, 80);
    });
    if (again === "") {
      const stop = await focused(page);
      assert.ok(seen.size > 3, `Tab leads nowhere from ${stop?.what ?? "the page"}`);
      return;
    }
    seen.add(again);
  }
  throw new Error("Tab does not lead out of the page");
}

test("a visitor answers the questionnaire and signs in by Tab, Space, arrows and Enter", async () => {
  const page = await openPage(browser);
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}/packages/catering-shop/start`);
  for (const [key, value] of Object.entries(answers)) {
    await page.waitForSelector(`[id="${key}"]`);
    await tabTo(page, (stop) => stop.name === key || stop.id === key, `the answer to ${key}`);
    if (typeof value === "number") {
      await page.keyboard.type(String(value));
    } else if (typeof value === "string") await chooseRadio(page, value);
    else
      for (const box of Object.keys(value)) {
        const stop = await tabTo(page, (one) => one.name === key && one.value === box, `the box ${box}`);
        if (!stop.checked) await page.keyboard.press("Space");
      }
    await page.keyboard.press("Enter");
    await page.waitForFunction((left) => document.getElementById(left) === null, {}, key);
  }
  await waitForText(page, questionnaireTexts.apply.zh);
  await assertNoTrap(page);
  await tabTo(page, button(questionnaireTexts.apply.zh), "the way on");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname.endsWith("/login"));
  await page.waitForSelector("#username");
  await tabTo(page, (stop) => stop.id === "username", "the user name");
  await page.keyboard.type("zhang");
  await tabTo(page, (stop) => stop.id === "password", "the password");
  await page.keyboard.type(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !location.pathname.endsWith("/login"));
  await page.close();
});

test("a part of the form is filled and saved without a mouse", async () => {
  const client = await citizen("zhang");
  const draft = await fillDraft(client, { packageId: "catering-shop", answers, sections: {} });
  const page = await pageOf(client);
  await page.goto(`${server.url}/apply/${draft}`);
  await page.waitForSelector(`a[href$="/sign"]`);
  await tabTo(page, (stop) => stop.what.includes('/sign"'), "the part about the sign");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#f-wording");
  const values = Object.entries(sections["sign"]!);
  for (const [key, value] of values) {
    const id = `f-${key}`;
    const stop = await tabTo(page, (one) => one.id === id || one.name === id, `the field ${key}`);
    if (stop.type === "radio") await chooseRadio(page, String(value));
    else if (stop.type === "select-one") {
      for (let presses = 0; (await focused(page))?.value !== String(value); presses += 1) {
        assert.ok(presses < 30, `${String(value)} is among the choices of ${key}`);
        await page.keyboard.press("ArrowDown");
      }
    } else await page.keyboard.type(String(value));
  }
  // the calendar beside the date: opened, moved in and left by keys, the focus back where it was
  for (const [key, day] of [
    ["ArrowRight", "2026-03-21"],
    ["ArrowLeft", "2026-03-20"],
  ] as const) {
    await page.focus("#f-since + button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog.calendar[open] button:focus");
    assert.deepEqual(await axeViolations(page), []);
    await shoot(page, `calendar-${day}`);
    await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("dialog.calendar") === null);
    assert.equal(await page.$eval("#f-since", (input) => (input as HTMLInputElement).value), day);
    assert.ok(await page.$("#f-since + button:focus"), "the focus is back on the button");
  }
  await tabTo(page, button(draftTexts.saveNext.zh), "the button that saves");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !location.pathname.endsWith("/sign"));
  const saved = await client.get<{ data: Record<string, unknown>; part: { state: string } }>(
    `/drafts/${draft}/parts/sign`,
  );
  assert.equal(saved.part.state, "completed", JSON.stringify(saved.data));
  for (const key of ["wording", "width", "since", "form"])
    assert.equal(saved.data[key], sections["sign"]![key], key);
  await page.close();
});

interface Slot {
  id: string;
  need: string;
  state: string;
  offer: { licenceId: string; usable: boolean } | null;
}

async function supply(client: ApiClient, draft: string): Promise<void> {
  const { slots } = await client.get<{ slots: Slot[] }>(`/drafts/${draft}/materials`);
  for (const slot of slots)
    if (slot.offer?.usable === true)
      await client.send("POST", `/drafts/${draft}/materials/${slot.id}/reuse`, {
        licenceId: slot.offer.licenceId,
      });
    else if (slot.state === "missing" && slot.need === "required") {
      const form = new FormData();
      form.append("file", new File([samplePdf(slot.id)], "a.pdf", { type: "application/pdf" }));
      await client.raw("POST", `/drafts/${draft}/materials/${slot.id}/files`, { body: form });
    }
}

test("the application is checked, declared and submitted without a mouse", async () => {
  const client = await citizen("zhang");
  const draft = await fillDraft(client, { packageId: "catering-shop", answers, sections });
  await supply(client, draft);
  const page = await pageOf(client);
  await page.goto(`${server.url}/apply/${draft}/check`);
  await waitForText(page, checkTexts.declarations.zh);
  await assertNoTrap(page);
  const boxes = await page.$$eval('main input[type="checkbox"]', (all) => all.length);
  for (let done = 0; done < boxes; done += 1) {
    await tabTo(page, (stop) => stop.type === "checkbox" && !stop.checked, `declaration ${done + 1}`, 250);
    await page.keyboard.press("Space");
  }
  await tabTo(page, button(checkTexts.submit.zh), "the button that submits", 250);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname.endsWith("/receipt"));
  await waitForText(page, receiptTexts.received.zh);
  await page.close();
});

test("the inbox is worked by single keys: down, up, select, take, open; then the opinion and Ctrl Enter", async () => {
  const page = await pageOf(await signIn(server.url, "food.review"));
  await page.goto(`${server.url}/w/inbox?view=team`);
  await page.waitForSelector("[data-row]");
  await assertNoTrap(page);
  const onRow = () => page.evaluate(() => document.activeElement?.getAttribute("data-row") ?? null);
  await page.keyboard.press("j");
  const row = await onRow();
  assert.ok(row, "j goes to the first row");
  assert.equal((await focused(page))?.seen, true, "the row shows the focus");
  await page.keyboard.press("k");
  assert.equal(await onRow(), row, "k stays on the first row");
  await page.keyboard.press("x");
  await waitForText(page, inboxTexts.selected.zh.replace("{n}", "1"));
  await page.keyboard.press("t");
  await waitForText(page, inboxTexts.resultOk.zh.replace("{n}", "1"));
  await page.waitForFunction(
    (id, you) =>
      document.querySelector(`[data-row="${id}"]`)?.closest("tr")?.innerText.includes(you) === true,
    {},
    row,
    inboxTexts.you.zh,
  );
  if ((await onRow()) === null) await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname.includes("/w/tasks/"));
  await waitForText(page, taskTexts.heldByYou.zh);

  await assertNoTrap(page);
  await tabTo(page, (stop) => stop.name === "f-way", "the way of the review", 150);
  await chooseRadio(page, "document");
  await tabTo(page, (stop) => stop.id === "task-opinion", "the opinion", 150);
  await page.keyboard.type("书面材料符合要求，建议准予。");
  const ctrlEnter = async () => {
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await page.waitForSelector("dialog[open]");
  };
  await ctrlEnter();
  const inside = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  assert.ok(await inside(), "the dialog has the focus");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  await ctrlEnter();
  await tabTo(page, button("通过"), "the verb in the dialog", 10);
  assert.ok(await inside());
  await page.keyboard.press("Enter");
  await waitForText(page, taskTexts.sent.zh);
  await page.close();
});

test("an item is withdrawn with the keyboard alone: fault, choice, reason, number, receipt", async () => {
  const client = await citizen("li");
  const page = await pageOf(client);
  await page.goto(`${server.url}/cases/${caseNo}`);
  await waitForText(page, progressTexts.withdraw.zh);
  await tabTo(page, button(progressTexts.withdraw.zh), "the way to the withdrawal");
  await page.keyboard.press("Enter");
  await waitForText(page, withdrawTexts.which.zh);
  await assertNoTrap(page);
  await tabTo(page, (stop) => stop.id === "withdraw-digits", "the digits");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("error-summary") === true);
  assert.deepEqual(await axeViolations(page), []);
  await tabTo(page, button(withdrawTexts.chooseOne.zh), "the first fault");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id.startsWith("item-") === true);
  await tabTo(page, (stop) => stop.id === `item-${caseNo}-03`, "the sign");
  await page.keyboard.press("Space");
  await tabTo(page, (stop) => stop.id === "withdraw-reason", "the reason");
  await page.keyboard.type("店面另租，不再设招牌。");
  await tabTo(page, (stop) => stop.id === "withdraw-digits", "the digits");
  await page.keyboard.type(caseNo.slice(-4));
  await tabTo(page, button(withdrawTexts.send.zh.replace("{n}", "1")), "the verb");
  await page.keyboard.press("Enter");
  await waitForText(page, withdrawTexts.done.zh);
  await server.moveClock("2026-03-02T09:30:00+08:00");
  await waitForText(page, withdrawTexts.receipt.zh);
  await tabTo(page, button(withdrawTexts.receipt.zh), "the receipt");
  assert.deepEqual(await axeViolations(page), []);
  await shoot(page, "keyboard-withdrawn");
  await page.close();
});
