/**
 * Finds a browser that can print: the Chromium that npm brought (linux-x64), else an installed one. The npm one is
 * unpacked once per machine into a folder of this user, first aside and then moved in one step, so that several
 * processes starting together never see half of it.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageFolder, preparedFonts } from "./fonts.ts";
import { ownFolder } from "./own-folder.ts";

export interface ChromiumFound {
  executable: string;
  /** Environment of the browser's process. */
  env: Record<string, string | undefined>;
  args: string[];
  /** Where it is from, for the health page. The one from npm is told of the fonts by its own font system, which prints faster. */
  from: "npm" | "installed";
}

/** No browser can be had here. The message says how to get one. */
export class NoBrowserError extends Error {
  readonly code = "no-browser";
  constructor(reason: string) {
    super(
      `No Chromium for printing: ${reason}. Install one with: npx puppeteer browsers install chrome-headless-shell`,
    );
    this.name = "NoBrowserError";
  }
}

const require = createRequire(import.meta.url);
const run = promisify(execFile);

export async function findChromium(): Promise<ChromiumFound> {
  if (process.platform === "linux" && process.arch === "x64") {
    try {
      return await npmChromium();
    } catch (error) {
      const installed = await installedChromium();
      if (installed) return installed;
      throw new NoBrowserError(error instanceof Error ? error.message : String(error));
    }
  }
  const installed = await installedChromium();
  if (installed) return installed;
  throw new NoBrowserError(`none is installed on this ${process.platform} ${process.arch} machine`);
}

async function npmChromium(): Promise<ChromiumFound> {
  const source = packageFolder("@sparticuz/chromium");
  const { version } = require(join(source, "package.json")) as { version: string };
  const home = await ownFolder(`onewindow-chromium-${version}`, (aside) => unpack(aside, source));
  return {
    executable: join(home, "chromium"),
    from: "npm",
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]]
        .filter(Boolean)
        .join(":"),
      FONTCONFIG_PATH: await writeFontConfig(home, await preparedFonts()),
      HOME: process.env["HOME"] ?? home,
    },
    args: ["--no-sandbox", "--no-zygote", "--in-process-gpu", "--disable-webgl"],
  };
}

async function unpack(aside: string, source: string): Promise<void> {
  const entry = JSON.stringify(join(source, "build", "index.js"));
  const script = `import chromium from ${entry}; await chromium.executablePath();`;
  await run(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, TMPDIR: aside, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" },
    timeout: 180_000,
  });
}

/** Tells the browser's own font system of the npm fonts, so that drawings inside images have them too. */
async function writeFontConfig(home: string, fonts: string): Promise<string> {
  const folder = join(home, "fontconfig");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</dir>
  <dir>/usr/share/fonts</dir>
  <selectfont><rejectfont><glob>/usr/share/fonts/*Noto*SC*</glob></rejectfont></selectfont>
  <cachedir>${join(home, "fontcache")}</cachedir>
</fontconfig>
`;
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `fonts.${process.pid}`);
  await writeFile(aside, text);
  await rename(aside, join(folder, "fonts.conf"));
  return folder;
}

async function installedChromium(): Promise<ChromiumFound | null> {
  const { default: puppeteer } = await import("puppeteer");
  const places = [
    () => puppeteer.executablePath({ headless: "shell" }),
    () => puppeteer.executablePath("chrome"),
    () => "/usr/bin/chromium",
    () => "/usr/bin/google-chrome",
  ];
  for (const place of places) {
    try {
      const executable = await place();
      if (existsSync(executable)) return { executable, env: { ...process.env }, args: [], from: "installed" };
    } catch {
      continue; // this way of asking knows no browser; the next may
    }
  }
  return null;
}
