/** Every screen, in both languages and at both widths: accessible, titled, within its width, without an error in the console. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, HTTPResponse, Page } from "puppeteer";
import { buildCounty, type County } from "./fixtures/county.ts";
import {
  axeViolations,
  launchBrowser,
  openPage,
  scrollsSideways,
  shoot,
  shootWindow,
} from "./harness/browser.ts";
import { signIn } from "./harness/client.ts";
import { elderFaults, largeTextFaults } from "./harness/sizes.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

type Who =
  | "visitor"
  | "zhang"
  | "self"
  | "li"
  | "rating1"
  | "window1"
  | "food.review"
  | "food.decide"
  | "fire.review"
  | "fire.decide"
  | "tobacco.review"
  | "admin";
interface Screen {
  id: string;
  who: Who;
  path: (county: County) => string;
  /** Something that shows only when the page is whole. */
  ready?: string;
  /** The window's title where it says the place instead of the heading. */
  title?: { zh: string; en: string };
  /** A page of the server, whose language is a parameter. */
  plain?: boolean;
  /** Brings the page into the state that is meant. */
  act?: (page: Page) => Promise<void>;
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press("k");
  await page.keyboard.up("Control");
  await page.waitForSelector("dialog[open] [role='option']");
}
async function openHelp(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .help");
}

const at = (path: string) => (): string => path;
const screens: Screen[] = [
  { id: "c1-home-signed-out", who: "visitor", path: at("/"), title: { zh: "首页", en: "Home" } },
  { id: "c2-services", who: "visitor", path: at("/services") },
  { id: "c2-services-nothing-found", who: "visitor", path: at("/services?q=zzzz") },
  { id: "c3-package", who: "visitor", path: at("/packages/catering-shop") },
  { id: "c4-questionnaire", who: "visitor", path: at("/packages/catering-shop/start"), ready: "fieldset" },
  { id: "c11-cases-signed-out", who: "visitor", path: at("/cases") },
  { id: "c16-verify", who: "visitor", path: at("/verify") },
  {
    id: "c16-verify-result",
    who: "visitor",
    path: (county) => `/verify?id=${county.identifier}`,
  },
  { id: "c20-sign-in", who: "visitor", path: at("/login"), ready: "#password" },
  { id: "not-found", who: "visitor", path: at("/nowhere") },
  { id: "w2-inbox-signed-out", who: "visitor", path: at("/w/inbox") },
  { id: "v-licence", who: "visitor", path: (county) => `/v/${county.identifier}`, plain: true },
  { id: "v-form", who: "visitor", path: at("/v"), plain: true },
  { id: "api-docs", who: "visitor", path: at("/api/v1/docs"), plain: true },
  { id: "v-unknown", who: "visitor", path: at("/v/1.2.156.3005.2.none"), plain: true },

  {
    id: "palette-services",
    who: "zhang",
    path: at("/"),
    title: { zh: "首页", en: "Home" },
    async act(page) {
      await openPalette(page);
      await page.type("dialog[open] input", "cyd");
      await page.waitForSelector("[id*='services'] ~ [role='option']");
    },
  },
  {
    id: "palette-pages",
    who: "window1",
    path: at("/w/inbox"),
    async act(page) {
      await openPalette(page);
      await page.type("dialog[open] input", "db");
      await page.waitForSelector("[role='option'][aria-selected='true']");
    },
  },
  { id: "help-progress", who: "zhang", path: (county) => `/cases/${county.doneCase}`, act: openHelp },
  { id: "help-inbox", who: "window1", path: at("/w/inbox"), act: openHelp },
  { id: "c1-home", who: "zhang", path: at("/"), title: { zh: "首页", en: "Home" } },
  { id: "c5-task-list", who: "zhang", path: (county) => `/apply/${county.draft}` },
  {
    id: "c6-operator",
    who: "zhang",
    path: (county) => `/apply/${county.draft}/operator`,
    ready: "main input",
  },
  {
    id: "c6-premises",
    who: "zhang",
    path: (county) => `/apply/${county.draft}/premises`,
    ready: "main input",
  },
  { id: "c6-staff", who: "zhang", path: (county) => `/apply/${county.draft}/staff`, ready: "main input" },
  { id: "c7-materials", who: "zhang", path: (county) => `/apply/${county.draft}/materials` },
  { id: "c8-signatures", who: "zhang", path: (county) => `/apply/${county.signDraft}/signatures` },
  {
    id: "c8-ask",
    who: "zhang",
    path: (county) => `/apply/${county.signDraft}/signatures`,
    ready: ".signer",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>(".signer > div > .ant-btn")].at(-1)?.click(),
      );
      await page.waitForSelector(".signer form");
    },
  },
  { id: "c8-guest", who: "visitor", path: (county) => `/sign/${county.signToken}`, ready: "#sign-name" },
  { id: "c8-guest-signed", who: "visitor", path: (county) => `/sign/${county.signedToken}` },
  { id: "c8-guest-unknown", who: "visitor", path: at("/sign/none") },
  { id: "c9-check", who: "zhang", path: (county) => `/apply/${county.draft}/check` },
  { id: "c10-receipt", who: "zhang", path: (county) => `/cases/${county.doneCase}/receipt` },
  { id: "c11-cases", who: "zhang", path: at("/cases") },
  { id: "c12-progress", who: "zhang", path: (county) => `/cases/${county.doneCase}` },
  { id: "c14-withdraw", who: "li", path: (county) => `/cases/${county.runningCase}/withdraw` },
  {
    id: "c14-withdraw-faults",
    who: "li",
    path: (county) => `/cases/${county.runningCase}/withdraw`,
    title: { zh: "错误：撤回申请", en: "Error: Withdraw" },
    async act(page) {
      await page.click("main button[type='submit']");
      await page.waitForSelector(".error-summary");
    },
  },
  { id: "c14-withdrawn", who: "li", path: (county) => `/cases/${county.withdrawnCase}/withdraw` },
  { id: "c12-progress-withdrawn", who: "li", path: (county) => `/cases/${county.withdrawnCase}` },
  { id: "c14-nothing-left", who: "zhang", path: (county) => `/cases/${county.doneCase}/withdraw` },
  { id: "c12-progress-paused", who: "li", path: (county) => `/cases/${county.pausedCase}` },
  { id: "c12-progress-tolerant", who: "li", path: (county) => `/cases/${county.tolerantCase}` },
  {
    id: "c12-supply",
    who: "li",
    path: (county) => `/cases/${county.tolerantCase}/supply/${county.tolerantCase}-02`,
  },
  { id: "c12-progress-correction", who: "zhang", path: (county) => `/cases/${county.correctionCase}` },
  {
    id: "c13-correction",
    who: "zhang",
    path: (county) => `/cases/${county.correctionCase}/corrections/1`,
    ready: ".correction-point",
  },
  {
    id: "c13-hand-in",
    who: "zhang",
    path: (county) => `/cases/${county.correctionCase}/corrections/1`,
    ready: ".correction-point",
    async act(page) {
      await page.click(".correction-actions .ant-btn-primary");
      await page.waitForSelector("dialog[open] .add");
    },
  },
  {
    id: "c8-correction",
    who: "zhang",
    path: (county) => `/cases/${county.correctionCase}/corrections/1/signatures`,
  },
  {
    id: "c-clarifications",
    who: "zhang",
    path: (county) => `/cases/${county.clarifyCase}/clarifications`,
    ready: ".clarification textarea",
  },
  { id: "c15-licences", who: "zhang", path: at("/licences") },
  { id: "c15-licence", who: "zhang", path: (county) => `/licences/${county.licenceId}` },
  { id: "c18-messages", who: "zhang", path: at("/messages") },
  {
    id: "c18-settings",
    who: "zhang",
    path: at("/messages?view=settings"),
    ready: ".message-choices",
    async act(page) {
      await page.type("#address-mail", "zhang@example.cn");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#address-mail-code");
    },
  },
  { id: "c11-cases-empty", who: "self", path: at("/cases") },
  { id: "c18-messages-empty", who: "self", path: at("/messages") },

  { id: "c12-delivery", who: "li", path: (county) => `/cases/${county.tolerantCase}/delivery` },
  { id: "c12-delivery-served", who: "zhang", path: (county) => `/cases/${county.doneCase}/delivery` },
  { id: "c12-visits", who: "li", path: (county) => `/cases/${county.tolerantCase}/visits` },
  {
    id: "w3-visit-appoint",
    who: "food.review",
    path: (county) => `/w/visits/${county.gatheringVisit}`,
    ready: ".visit-choices",
  },
  {
    id: "w3-visit-appointed",
    who: "food.review",
    path: (county) => `/w/visits/${county.appointedVisit}`,
    ready: ".visit-when",
  },
  { id: "w1-desk", who: "window1", path: at("/w/desk") },
  { id: "w1-desk-post", who: "window1", path: at("/w/desk?way=post") },
  { id: "w1-desk-nothing", who: "window1", path: at("/w/desk?q=zzzz") },
  {
    id: "c17-rating",
    who: "zhang",
    path: (county) => `/cases/${county.doneCase}/rating`,
    ready: ".grades",
    async act(page) {
      await page.click(".grades input[value='1']");
      await page.waitForSelector(".grade-reasons input");
      await page.click(".grade-reasons input");
    },
  },
  { id: "c17-rating-counter", who: "visitor", path: (county) => county.ratePath, ready: ".grades" },
  { id: "c17-rating-dead", who: "visitor", path: at("/rate/none") },
  {
    id: "w3-rating",
    who: "rating1",
    path: (county) => `/w/tasks/${county.ratingTask}`,
    ready: ".wb-rating .stars",
  },
  {
    id: "w-ratings",
    who: "rating1",
    path: at("/w/ratings?mark=bad"),
    ready: ".wb-rating-said",
  },
  { id: "w2-inbox", who: "window1", path: at("/w/inbox"), ready: "[data-row]" },
  { id: "w-acceptance", who: "window1", path: (county) => `/w/tasks/${county.acceptTask}` },
  {
    id: "w-acceptance-correct",
    who: "window1",
    path: (county) => `/w/tasks/${county.acceptTask}`,
    ready: ".wb-radios",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>(".wb-radios label")]
          .find((label) => /要补正|Corrections needed/.test(label.innerText))
          ?.querySelector("input")
          ?.click(),
      );
      const picker = await page.waitForSelector(".wb-points select");
      const option = await page.$eval(".wb-points select optgroup option", (one) =>
        one.getAttribute("value"),
      );
      await picker?.select(option ?? "");
      await page.waitForSelector(".wb-pointcard textarea");
    },
  },
  {
    id: "w3-clarify",
    who: "food.review",
    path: (county) => `/w/tasks/${county.reviewTask}`,
    ready: ".wb-verbs",
    async act(page) {
      const press = (words: RegExp) =>
        page.evaluate((wanted) => {
          const found = [...document.querySelectorAll<HTMLElement>("button")].find((button) =>
            new RegExp(wanted).test(button.innerText),
          );
          found?.click();
          return found !== undefined;
        }, words.source);
      await press(/^(取件|Take)$/);
      await page.waitForFunction(() =>
        [...document.querySelectorAll("button")].some((button) =>
          /请申请人说明|Ask to explain/.test(button.innerText),
        ),
      );
      await press(/请申请人说明|Ask to explain/);
      await page.waitForSelector("dialog[open] textarea");
    },
  },
  { id: "w-acceptance-again", who: "window1", path: (county) => `/w/tasks/${county.recheckTask}` },
  {
    id: "w5-correction",
    who: "window1",
    path: (county) => `/w/tasks/${county.composeTask}/correction`,
    ready: "iframe",
  },
  {
    id: "w5-send",
    who: "window1",
    path: (county) => `/w/tasks/${county.composeTask}/correction`,
    ready: "iframe",
    async act(page) {
      await page.click(".wb-issue .ant-btn-primary");
      await page.waitForSelector("dialog[open] li");
    },
  },
  { id: "w-undertaking-check", who: "fire.review", path: (county) => `/w/tasks/${county.checkTask}` },
  { id: "w-extension", who: "food.decide", path: (county) => `/w/tasks/${county.extendTask}` },
  {
    id: "w-extend-dialog",
    who: "fire.decide",
    path: (county) => `/w/tasks/${county.decideTask}`,
    ready: "input[name='decision']",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll("button")].find((one) => /延期|Extend/.test(one.innerText))?.click(),
      );
      await page.waitForSelector("dialog[open]");
    },
  },
  { id: "w-supply", who: "window1", path: (county) => `/w/tasks/${county.supplyTask}` },
  {
    id: "w-acceptance-tolerate",
    who: "window1",
    path: (county) => `/w/tasks/${county.acceptTask}`,
    ready: ".wb-radios",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>(".wb-radios label")]
          .find((label) => /容缺|may follow/.test(label.innerText))
          ?.querySelector("input")
          ?.click(),
      );
      await page.waitForSelector(".wb-missing");
    },
  },
  { id: "w3-review", who: "food.review", path: (county) => `/w/tasks/${county.reviewTask}` },
  {
    id: "w3-mark",
    who: "food.review",
    path: (county) => `/w/tasks/${county.reviewTask}`,
    ready: ".viewer-tools button[aria-keyshortcuts=m]",
    act: async (page) => {
      await page.click(".viewer-tools button[aria-keyshortcuts=m]");
      await page.waitForSelector(".mark-form textarea");
    },
  },
  {
    id: "w4-decision",
    who: "fire.decide",
    path: (county) => `/w/tasks/${county.decideTask}`,
    ready: "input[name='decision']",
    async act(page) {
      await page.click("input[name='decision']");
      await page.waitForSelector("iframe");
    },
  },
  { id: "w2-inbox-empty", who: "tobacco.review", path: at("/w/inbox") },
  { id: "w6-file", who: "window1", path: (county) => `/w/cases/${county.doneCase}`, ready: ".cf-timeline" },
  {
    id: "w6-parts",
    who: "window1",
    path: (county) => `/w/cases/${county.pausedCase}?tab=parts`,
    ready: ".cf-parts",
  },
  {
    id: "w6-versions",
    who: "window1",
    path: (county) => `/w/cases/${county.correctionCase}?tab=versions`,
    ready: ".field-diff",
  },
  {
    id: "w6-documents",
    who: "food.review",
    path: (county) => `/w/cases/${county.doneCase}?tab=documents`,
    ready: ".cf-sealed",
  },
  {
    id: "w6-diagram",
    who: "window1",
    path: (county) => `/w/cases/${county.runningCase}?tab=diagram`,
    ready: ".cf-canvas[data-drawn]",
  },
  {
    id: "w6-clocks",
    who: "window1",
    path: (county) => `/w/cases/${county.pausedCase}?tab=clocks`,
    ready: ".cf-table",
  },
  {
    id: "w6-messages",
    who: "window1",
    path: (county) => `/w/cases/${county.doneCase}?tab=messages`,
    ready: ".cf-timeline",
  },
  {
    id: "w6-note",
    who: "window1",
    path: (county) => `/w/cases/${county.doneCase}`,
    ready: ".cf-rail .actions",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll("button")]
          .find((one) => /写备注|Write a note/.test(one.innerText))
          ?.click(),
      );
      await page.waitForSelector("dialog[open] textarea");
    },
  },
  {
    id: "w6-printed",
    who: "food.review",
    path: (county) => `/w/cases/${county.doneCase}?tab=messages`,
    ready: ".cf-rail .actions",
    async act(page) {
      await page.evaluate(() =>
        [...document.querySelectorAll("button")]
          .find((one) => /合成 PDF|Make the PDF/.test(one.innerText))
          ?.click(),
      );
      await page.waitForSelector(".cf-printed");
    },
  },
  { id: "w-credit", who: "food.decide", path: at("/w/credit") },
  { id: "w8-search", who: "food.review", path: at("/w/search") },
  {
    id: "w8-hits",
    who: "window1",
    path: at("/w/search?q=%E9%9D%A2%E9%A6%86"),
    async act(page) {
      const why = await page.$(".se-form input[required]");
      if (why !== null) {
        await why.type("check");
        await page.click(".se-form button[type='submit']");
      }
      await page.waitForSelector(".se-table");
    },
  },
  {
    id: "w8-hidden",
    who: "tobacco.review",
    path: (county) => `/w/search?q=${county.doneCase}`,
    ready: ".se-hidden",
  },
  { id: "w6-not-mine", who: "tobacco.review", path: (county) => `/w/cases/${county.doneCase}` },
  {
    id: "w6-audit",
    who: "window1",
    path: (county) => `/w/cases/${county.doneCase}?tab=audit`,
    ready: ".audit-table",
  },
  {
    id: "a5-audit",
    who: "admin",
    path: at("/a/audit"),
    ready: ".audit-table",
    async act(page) {
      await page.click(".au-verify button");
      await page.waitForFunction(() => /链完整|Chain intact/.test(document.body.innerText));
    },
  },
  { id: "a5-audit-none", who: "admin", path: at("/a/audit?thing=nothing"), ready: ".state" },
  { id: "a4-calendars", who: "admin", path: at("/a/calendars"), ready: ".cal-month" },
  {
    id: "a4-notice",
    who: "admin",
    path: at("/a/calendars?year=2027"),
    ready: ".cal-form",
    async act(page) {
      await page.type("#notice-title", "2027");
      await page.type(
        "#notice-off",
        "2027-01-01\n2027-03-02\n2027-05-01..2027-05-02\n2027-10-01..2027-10-03",
      );
      await page.click(".cal-form button[type='submit']");
      await page.waitForSelector(".cal-effect h3");
    },
  },
  { id: "a1-people", who: "admin", path: at("/a/users"), ready: "tbody tr" },
  { id: "a1-person", who: "admin", path: at("/a/users/both"), ready: ".pe-posts li" },
  { id: "a1-people-closed", who: "window1", path: at("/a/users") },
  { id: "a2-why", who: "admin", path: at("/a/why") },
  {
    id: "a2-why-yes",
    who: "admin",
    path: (county) => `/a/why?who=food.review&what=case:${county.doneCase}&action=read`,
    ready: ".why-masks",
  },
  {
    id: "a2-why-no",
    who: "tobacco.review",
    path: (county) => `/a/why?what=case:${county.doneCase}&action=read`,
    ready: ".why-answer",
  },
  { id: "a8-incidents", who: "admin", path: at("/a/incidents") },
  {
    id: "a-outbox",
    who: "admin",
    path: at("/a/outbox"),
    ready: ".ad-table",
    async act(page) {
      await page.click(".ad-table button");
      await page.waitForSelector(".ob-text");
    },
  },
  { id: "a7-health", who: "admin", path: at("/a/health") },
  { id: "a7-not-allowed", who: "zhang", path: at("/a/health") },
];

let server: RunningServer;
let browser: Browser;
let county: County;
interface Visit {
  page: Page;
  /** What went wrong since the last look. */
  errors: string[];
  /** Words in Chinese that came as data, of the page shown. */
  data: Set<string>;
  pending: Promise<void>[];
}
const visits = new Map<Who, Promise<Visit>>();

before(async () => {
  [server, browser] = await Promise.all([
    startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
    launchBrowser(),
  ]);
  county = await buildCounty(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
});

/** Strings of an answer that are one language only: names, numbers, what people typed. Form definitions are not data. */
function collectData(value: unknown, into: Set<string>): void {
  if (typeof value === "string") {
    if (/\p{Script=Han}/u.test(value)) into.add(value.replace(/\s+/g, " "));
  } else if (Array.isArray(value)) value.forEach((entry) => collectData(entry, into));
  else if (typeof value === "object" && value !== null)
    for (const [key, entry] of Object.entries(value)) {
      if (key === "form" || key === "components" || key === "i18n") continue;
      const english = (value as { en?: unknown }).en;
      if (key === "zh" && typeof english === "string" && english !== entry) continue;
      collectData(entry, into);
    }
}

async function visitOf(who: Who): Promise<Visit> {
  const page = await openPage(browser);
  page.setDefaultTimeout(30_000);
  const visit: Visit = { page, errors: [], data: new Set(), pending: [] };
  page.on("pageerror", (error) => visit.errors.push(`page error: ${String(error)}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warn") return;
    // asking who is signed in answers 401 when nobody is; the pages about what is not there or not allowed ask for it
    const from = message.location().url ?? "";
    if (/status of 40[134]/.test(message.text()) && /\/api\/v1\/|\/v\//.test(from)) return;
    visit.errors.push(`console: ${message.text()} (${from})`);
  });
  page.on("response", (response: HTTPResponse) => {
    if (response.status() >= 500) visit.errors.push(`${response.status()} of ${response.url()}`);
    if (!response.url().includes("/api/v1/") || !response.headers()["content-type"]?.includes("json")) return;
    visit.pending.push(
      response
        .json()
        .then((body: unknown) => collectData(body, visit.data))
        .catch(() => undefined),
    );
  });
  if (who !== "visitor") {
    const client = await signIn(server.url, who === "self" ? "li" : who);
    if (who === "zhang" || who === "li") await client.actAs("enterprise");
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
  }
  return visit;
}

/** The page has its heading, its data, its fonts, and nothing more under way. */
async function loaded(page: Page, screen: Screen): Promise<void> {
  await page.waitForSelector("h1");
  if (screen.plain === true) return;
  await page.waitForFunction(
    () => document.querySelector(".skeleton, .ant-spin-spinning, [aria-busy='true']") === null,
  );
  if (screen.ready !== undefined) await page.waitForSelector(screen.ready);
  await page.waitForNetworkIdle({ idleTime: 150, concurrency: 1 });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    );
  });
}

/** Han words outside of data and of what is marked as Chinese, on a page in English. */
async function chineseWords(visit: Visit): Promise<string[]> {
  await Promise.all(visit.pending.splice(0));
  const shown = await visit.page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest("[lang|=zh], script, style, noscript") !== null) continue;
      const text = (node.textContent ?? "").trim();
      if (/\p{Script=Han}/u.test(text)) found.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        const text = element.getAttribute(name) ?? "";
        if (/\p{Script=Han}/u.test(text) && element.closest("[lang|=zh]") === null) found.push(text);
      }
    return found;
  });
  const known = [...visit.data].join("\n");
  return [...new Set(shown)].filter((text) =>
    (text.match(/\p{Script=Han}+/gu) ?? []).some((words) => !known.includes(words)),
  );
}

async function headFaults(page: Page, screen: Screen, language: "zh" | "en"): Promise<string[]> {
  const head = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1")].map((heading) =>
      (heading.textContent ?? "").replace(/\s+/g, " ").trim(),
    ),
  }));
  const faults: string[] = [];
  if (head.lang !== (language === "zh" ? "zh-CN" : "en")) faults.push(`lang is "${head.lang}"`);
  if (head.headings.length !== 1) faults.push(`${head.headings.length} h1: ${head.headings.join(" | ")}`);
  else {
    // a chip beside the heading's words is not part of the title; a page of the server says its verdict first
    const [name = ""] = head.title.split(" - ");
    const heading = screen.title?.[language] ?? head.headings[0]!;
    const fits = screen.plain === true ? head.title.includes(heading) : heading.startsWith(name);
    if (heading === "" || name === "" || !fits)
      faults.push(`the title "${head.title}" does not name the heading "${heading}"`);
  }
  return faults;
}

for (const screen of screens)
  test(`${screen.id} is right in Chinese and English, at 1440 and at 390 px`, async () => {
    const existing = visits.get(screen.who) ?? visitOf(screen.who);
    visits.set(screen.who, existing);
    const visit = await existing;
    const { page } = visit;
    const faults: string[] = [];
    for (const language of ["zh", "en"] as const) {
      const path = screen.path(county);
      const address =
        screen.plain === true
          ? `${path}?lang=${language}`
          : language === "en"
            ? `/en${path === "/" ? "" : path}`
            : path;
      visit.data.clear();
      await page.setViewport({ width: 1440, height: 900 });
      await page.goto(server.url + address);
      await loaded(page, screen);
      await screen.act?.(page);
      faults.push(...(await headFaults(page, screen, language)).map((fault) => `${language}: ${fault}`));
      if (language === "en" && screen.plain !== true)
        faults.push(...(await chineseWords(visit)).map((text) => `en: Chinese words "${text.slice(0, 60)}"`));
      for (const width of [1440, 390] as const) {
        if (width === 390) await page.setViewport({ width, height: 844 });
        await loaded(page, screen);
        const here = `${language} ${width}`;
        if (await scrollsSideways(page)) faults.push(`${here}: the page scrolls sideways`);
        faults.push(...(await axeViolations(page)).map((violation) => `${here}: ${violation}`));
        await shoot(page, `${screen.id}-${language}-${width}`);
        if (width === 1440) await shootWindow(page, `${screen.id}-${language}-window`);
      }
      if (screen.plain !== true) {
        const citizen = !/^\/[wa]\//.test(path);
        if (language === "en") faults.push(...(await largeTextFaults(page)));
        else if (citizen) faults.push(...(await elderFaults(page, `${screen.id}-elder`)));
      }
      faults.push(...visit.errors.splice(0).map((error) => `${language}: ${error}`));
    }
    assert.deepEqual(faults, []);
  });
