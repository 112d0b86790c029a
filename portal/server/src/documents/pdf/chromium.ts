/**
 * Finds a browser that can print: the Chromium that npm brought (linux-x64), else an installed one. The npm one is
 * unpacked once per machine into a folder of this user, first aside and then moved in one step, so that several
 * processes starting together never see half of it.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { lstat, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { fontFolders } from "./fonts.ts";

export interface ChromiumFound {
  executable: string;
  /** Environment of the browser's process. */
  env: Record<string, string | undefined>;
  args: string[];
  /** Where it is from, for the health page: `npm` or `installed`. */
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
  const manifest = packageFile("@sparticuz/chromium");
  const { version } = require(manifest) as { version: string };
  const home = join(tmpdir(), `onewindow-chromium-${version}-${userInfo().uid}`);
  if (!(await isOurs(home))) await unpack(home, dirname(manifest));
  const fonts = await writeFontConfig(home);
  return {
    executable: join(home, "chromium"),
    from: "npm",
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]]
        .filter(Boolean)
        .join(":"),
      FONTCONFIG_PATH: fonts,
      HOME: process.env["HOME"] ?? home,
    },
    args: ["--no-sandbox", "--no-zygote", "--in-process-gpu", "--disable-webgl"],
  };
}

/** package.json of a package, whether or not it exports it. */
export function packageFile(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const file = join(folder, name, "package.json");
    if (existsSync(file)) return file;
  }
  throw new Error(`the npm package ${name} is not installed`);
}

/** A folder in the common temporary directory is trusted only when this user made it and nobody else may write. */
async function isOurs(home: string): Promise<boolean> {
  try {
    const found = await lstat(home);
    if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o022) !== 0)
      throw new Error(`${home} was made by somebody else: remove it`);
    await stat(join(home, "chromium"));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return false;
    throw error;
  }
}

async function unpack(home: string, packageFolder: string): Promise<void> {
  const aside = await mkdtemp(join(tmpdir(), "onewindow-unpack-"));
  try {
    const script = `import chromium from ${JSON.stringify(join(packageFolder, "build", "index.js"))}; await chromium.executablePath();`;
    await run(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TMPDIR: aside, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" },
      timeout: 180_000,
    });
    await rename(aside, home).catch(async (error: unknown) => {
      if (!(await isOurs(home))) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Tells the browser's own font system of the npm fonts, so that drawings inside images have them too. */
async function writeFontConfig(home: string): Promise<string> {
  const folder = join(home, "fontconfig");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${fontFolders()
  .map((dir) => `  <dir>${dir.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</dir>`)
  .join("\n")}
  <dir>/usr/share/fonts</dir>
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
