/** Prints HTML to PDF in a few tabs of one headless browser, started when first needed and again after a crash. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Logger } from "pino";
import type { Browser, Page } from "puppeteer";
import { findChromium, type ChromiumFound, NoBrowserError } from "./chromium.ts";
import { preparedFonts } from "./fonts.ts";
import { makePrintFolder, removePrintFolder } from "./print-folder.ts";
import { shellHtml } from "./shell.ts";

export interface Printer {
  /** Body HTML (already checked) → PDF. Throws NoBrowserError when this machine has none. */
  print(html: string, options?: { title?: string }): Promise<Uint8Array>;
  state(): PrinterState;
  /** Looks for a browser without starting it (the one from npm is unpacked), so that the state is known early. Never throws. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}
export type PrinterState =
  | { kind: "not-started" }
  | { kind: "found"; from: ChromiumFound["from"] }
  | { kind: "running"; from: ChromiumFound["from"]; version: string }
  | { kind: "unavailable"; reason: string }
  | { kind: "closed" };

const attempts = 3;
const jobMs = 30_000;

export function createPrinter(
  settings: {
    log?: Logger;
    tabs?: number;
    find?: () => Promise<ChromiumFound>;
    onStart?: (browser: Browser) => void;
  } = {},
): Printer {
  const tabs = settings.tabs ?? 2;
  let looking: Promise<ChromiumFound> | null = null;
  /** Found once; looked for again when there was none. */
  const find = (): Promise<ChromiumFound> => {
    looking ??= (settings.find ?? findChromium)().catch((error: unknown) => {
      looking = null;
      const reason = error instanceof Error ? error.message : String(error);
      if (state.kind !== "closed") state = { kind: "unavailable", reason };
      throw error instanceof NoBrowserError ? error : new NoBrowserError(reason);
    });
    return looking;
  };
  let state: PrinterState = { kind: "not-started" };
  let launched: Promise<Launched> | null = null;
  const idle: Page[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  const launch = async (): Promise<Launched> => {
    try {
      const started = await start(find);
      started.browser.once("disconnected", () => {
        if (launched === current) {
          launched = null;
          idle.length = 0;
          if (state.kind === "running") state = { kind: "not-started" };
          settings.log?.warn("the printing browser has gone; it is started again when needed");
        }
        void removePrintFolder(started.folder);
      });
      settings.onStart?.(started.browser);
      state = { kind: "running", from: started.from, version: await started.browser.version() };
      return started;
    } catch (error) {
      launched = null;
      const reason = error instanceof Error ? error.message : String(error);
      state = { kind: "unavailable", reason };
      throw error instanceof NoBrowserError ? error : new NoBrowserError(reason);
    }
  };
  let current: Promise<Launched> | null = null;
  const browser = (): Promise<Launched> => {
    if (launched === null) {
      current = launch();
      launched = current;
    }
    return launched;
  };
  const takeTab = async (): Promise<Page> => {
    const { browser: running, shell } = await browser();
    const page = idle.pop();
    if (page) return page;
    return openTab(running, shell);
  };
  const take = async (): Promise<void> => {
    if (busy < tabs) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };

  return {
    state: () => state,
    async prepare() {
      try {
        const { from } = await find();
        if (state.kind === "not-started") state = { kind: "found", from };
        settings.log?.info({ event: "browser-found", from }, "documents can be printed");
      } catch (error) {
        settings.log?.warn({ event: "browser-missing", err: error }, "documents cannot be printed");
      }
    },
    async print(html, options = {}) {
      if (state.kind === "closed") throw new NoBrowserError("the server is stopping");
      await take();
      try {
        for (let attempt = 1; ; attempt += 1) {
          let page: Page | null = null;
          try {
            page = await takeTab();
            const pdf = await within(jobMs, printOn(page, html, options.title ?? ""));
            idle.push(page);
            return pdf;
          } catch (error) {
            void page?.close().catch(() => undefined);
            if (attempt >= attempts || error instanceof NoBrowserError) throw error;
            settings.log?.warn({ err: error, attempt }, "printing failed; trying again");
          }
        }
      } finally {
        give();
      }
    },
    async close() {
      state = { kind: "closed" };
      await looking?.catch(() => null);
      const running = await launched?.catch(() => null);
      launched = null;
      if (running) {
        await running.browser.close();
        await removePrintFolder(running.folder);
      }
    },
  };
}

interface Launched {
  browser: Browser;
  shell: string;
  folder: string;
  from: ChromiumFound["from"];
}

async function start(find: () => Promise<ChromiumFound>): Promise<Launched> {
  const [found, { default: puppeteer }] = await Promise.all([find(), import("puppeteer")]);
  const folder = await makePrintFolder();
  const file = join(folder, "shell.html");
  await writeFile(file, shellHtml(found.from === "npm" ? null : await preparedFonts()));
  const browser = await puppeteer.launch({
    executablePath: found.executable,
    headless: "shell",
    env: found.env,
    userDataDir: join(folder, "profile"),
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...found.args,
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-extensions",
      "--disable-sync",
      "--disable-quic",
      "--no-first-run",
      "--no-pings",
      "--mute-audio",
      "--font-render-hinting=none",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--proxy-server=127.0.0.1:9",
      "--host-resolver-rules=MAP * ~NOTFOUND",
    ],
  });
  return { browser, shell: pathToFileURL(file).href, folder, from: found.from };
}

async function openTab(browser: Browser, shell: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(shell, { waitUntil: "load", timeout: jobMs });
  await page.setOfflineMode(true);
  return page;
}

async function printOn(page: Page, html: string, title: string): Promise<Uint8Array> {
  // Runs in the page by the debugging protocol; the page's own policy forbids any script inside it.
  await page.evaluate(
    `(() => { document.title = ${JSON.stringify(title)}; document.body.innerHTML = ${JSON.stringify(html)}; })()`,
  );
  for (;;) {
    const ready = await page.evaluate(
      `Array.from(document.images).every((image) => image.complete) && document.fonts.status === "loaded"`,
    );
    if (ready === true) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return page.pdf({
    printBackground: true,
    preferCSSPageSize: true,
    tagged: false,
    outline: false,
    waitForFonts: false,
    timeout: jobMs,
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`printing took longer than ${ms} ms`)), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
