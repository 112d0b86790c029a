/** A real Chromium, the one npm brought, driven as a person would: by roles and names. */
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "puppeteer";
import { demoPassword } from "./client.ts";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const shots = fileURLToPath(new URL("../../../data/screenshots", import.meta.url));

export async function launchBrowser(): Promise<Browser> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs24.x"; // makes the package unpack the system libraries it brings
  const [{ default: chromium }, { default: puppeteer }] = await Promise.all([
    import("@sparticuz/chromium"),
    import("puppeteer"),
  ]);
  return puppeteer.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args,
      "--disable-background-networking",
      "--disable-quic",
      "--no-first-run",
      "--font-render-hinting=none",
    ],
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
