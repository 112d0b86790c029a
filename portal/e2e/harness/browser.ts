/** A real Chromium, the one npm brought, driven as a person would: by roles and names. */
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, ElementHandle, Page } from "puppeteer";
import { findChromium } from "../../server/src/documents/pdf/chromium.ts";
import { demoPassword } from "./client.ts";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const shots = fileURLToPath(new URL("../../../data/screenshots", import.meta.url));

export async function launchBrowser(): Promise<Browser> {
  const [{ default: puppeteer }, found] = await Promise.all([import("puppeteer"), findChromium()]);
  return puppeteer.launch({
    executablePath: found.executable,
    args: [
      ...found.args,
      "--disable-background-networking",
      "--disable-quic",
      "--no-first-run",
      "--font-render-hinting=none",
    ],
    env: found.env,
    headless: "shell",
  });
}

export type Width = 1440 | 390;

export async function openPage(browser: Browser, options: { width?: Width } = {}): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await setWidth(page, options.width ?? 1440);
  await page.setExtraHTTPHeaders({ "accept-language": "zh-CN" });
  page.setDefaultTimeout(15_000);
  return page;
}

export async function setWidth(page: Page, width: Width): Promise<void> {
  await page.setViewport(
    width === 1440 ? { width, height: 900 } : { width, height: 844, isMobile: true, hasTouch: true },
  );
}

/** The element of this role and accessible name; waits until it is there. */
export function byName(page: Page, name: string, role?: string) {
  return page.locator(`::-p-aria([name="${name}"]${role ? `[role="${role}"]` : ""})`);
}

export async function signInAs(page: Page, url: string, username: string): Promise<void> {
  await page.goto(`${url}/login`);
  await byName(page, "用户名", "textbox").fill(username);
  await byName(page, "密码").fill(demoPassword);
  await Promise.all([
    page.waitForFunction(() => !location.pathname.endsWith("/login")),
    byName(page, "登录", "button").click(),
  ]);
}

/** Violations of WCAG 2.2 AA and best practice on what the page shows now. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(
            context: Document,
            options: object,
          ): Promise<{
            violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
          }>;
        };
      }
    ).axe;
    // colours on their way to others are neither
    const moving = document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.allSettled(moving.map((animation) => animation.finished));
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${violation.help} at ${JSON.stringify(node.target)}`),
    );
  });
}

/** Whether the page scrolls sideways, which none may. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** A picture for people to look at, under data/screenshots. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Only what stands in the window, as guides show it. */
export async function shootWindow(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** Waits for a button whose words begin so, and clicks it. */
export async function clickButton(page: Page, words: string, within = "body"): Promise<void> {
  const find = async () =>
    page.evaluateHandle(
      (scope, wanted) =>
        [...document.querySelectorAll<HTMLElement>(`${scope} button, ${scope} a.ant-btn`)].find(
          (button) => button.offsetParent !== null && button.innerText.trim().startsWith(wanted),
        ) ?? null,
      within,
      words,
    );
  await page.waitForFunction(
    (scope, wanted) =>
      [...document.querySelectorAll<HTMLElement>(`${scope} button, ${scope} a.ant-btn`)].some(
        (button) => button.offsetParent !== null && button.innerText.trim().startsWith(wanted),
      ),
    {},
    within,
    words,
  );
  await ((await find()).asElement() as ElementHandle<HTMLElement>).click();
}

export async function waitForText(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text);
}

/** Switches the signed-in person to the enterprise it may act for, as the menu in the top strip does. */
export async function actAsEnterprise(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/`);
  await page.evaluate(async () => {
    const me = (await (await fetch("/api/v1/me")).json()) as {
      csrfToken: string;
      capacities: { id: string; kind: string }[];
    };
    const capacity = me.capacities.find((entry) => entry.kind === "enterprise");
    await fetch("/api/v1/me/acting-as", {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": me.csrfToken },
      body: JSON.stringify({ capacityId: capacity?.id }),
    });
  });
}

/** After a failed test: a picture of every page that is open, for the person who looks for the cause. */
export async function shootOpenPages(browser: Browser, name: string): Promise<void> {
  let index = 0;
  for (const context of browser.browserContexts())
    for (const page of await context.pages())
      if (page.url().startsWith("http"))
        await shoot(page, `failed-${name}-${(index += 1)}`).catch(() => undefined);
}
