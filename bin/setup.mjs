/**
 * What every command needs before it runs: the packages of the lock file, a Node that runs TypeScript, and the built
 * web app. Plain JavaScript for Node 20, no dependencies.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, "package-lock.json");
const MODULES = join(ROOT, "node_modules");
const INSTALL_STAMP = join(MODULES, ".onewindow-install");
const WEB = join(ROOT, "portal", "web");
const WEB_STAMP = join(WEB, "dist", ".built-from");
const OLDEST_NODE = 20;
const NEEDED_NODE = 24;
const HEARTBEAT_MS = 15_000;

/** Ends the process with one sentence. */
export function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

export const say = (line) => process.stdout.write(`${line}\n`);

export function checkOwnNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE) {
    refuse(
      `This is Node ${process.versions.node}; OneWindow starts with Node ${OLDEST_NODE} or newer. Install one from https://nodejs.org and try again.`,
    );
  }
}

const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** Installs the packages of the lock file when they are not there yet. */
export async function install() {
  const lock = readFileSync(LOCK);
  const wanted = sha256(lock, process.platform, process.arch);
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, "utf8") === wanted) return;
  if (!installedAlready(JSON.parse(lock))) {
    say("Installing packages (once; a minute or two) … 正在安装依赖");
    // NODE_ENV=production leaves out what builds the web app unless it is asked for
    const code = await run(
      ...npm(["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]),
      { heartbeat: "still installing" },
    );
    if (code !== 0) {
      refuse(
        `npm ci ended with code ${code}: see its message above. With network access to the package registry, try again: npm start`,
      );
    }
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Whether npm's own record of node_modules says the same as the lock file. */
function installedAlready(lock) {
  const record = join(MODULES, ".package-lock.json");
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, "utf8")).packages ?? {};
  return Object.entries(lock.packages).every(([place, entry]) => {
    if (!place.includes("node_modules/") || entry.optional || entry.devOptional || entry.peer) return true;
    if (entry.link) return existsSync(join(ROOT, place));
    return have[place]?.version === entry.version;
  });
}

function npm(args) {
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = process.env;
  if (npmScript && npmScript.endsWith(".js")) return [npmNode || process.execPath, [npmScript, ...args]];
  // started without npm: the npm beside this Node, or the one on the path
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  if (existsSync(beside)) return [process.execPath, [beside, ...args]];
  return process.platform === "win32" ? ["cmd.exe", ["/d", "/s", "/c", "npm", ...args]] : ["npm", args];
}

/** The Node that runs TypeScript as it is: this one, or the one that came as a package. */
export function nodeBinary() {
  // compiled code is kept between starts: half the time of starting
  if (process.env.NODE_COMPILE_CACHE === undefined)
    process.env.NODE_COMPILE_CACHE = join(MODULES, ".cache", "node-compile");
  if (Number(process.versions.node.split(".")[0]) >= NEEDED_NODE) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const binary = join(MODULES, name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  return refuse(
    `This is Node ${process.versions.node}; the server needs Node ${NEEDED_NODE}, and there is no package of it for ${process.platform}-${process.arch}. Install Node ${NEEDED_NODE} from https://nodejs.org and try again.`,
  );
}

/** Runs a program in the checkout with inherited output; answers its exit code. */
export function run(program, args, { heartbeat, env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    const started = Date.now();
    const timer = heartbeat
      ? setInterval(
          () => say(`  … ${heartbeat}, ${Math.round((Date.now() - started) / 1000)} s`),
          HEARTBEAT_MS,
        )
      : undefined;
    const done = (code) => {
      clearInterval(timer);
      resolve(code);
    };
    child.on("error", (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      done(127);
    });
    child.on("exit", (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/**
 * Becomes the program: its output, its input, its signals, its exit code. Ctrl-C reaches it from the terminal, so this
 * process only waits.
 */
export function become(program, args) {
  const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env: process.env });
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => refuse(`${program}: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (code !== null) process.exit(code);
    process.exit(signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1);
  });
}

/** Builds the web app when what it is made of has changed; answers whether it stands. */
export async function buildWeb() {
  if (!existsSync(join(WEB, "vite.config.ts"))) return true;
  const wanted = webSources();
  if (existsSync(WEB_STAMP) && readFileSync(WEB_STAMP, "utf8") === wanted) return true;
  say("Building the web app … 正在构建网页");
  const code = await run(
    nodeBinary(),
    [
      join(MODULES, "vite", "bin", "vite.js"),
      "build",
      "--logLevel",
      "warn",
      WEB,
      "--config",
      join(WEB, "vite.config.ts"),
    ],
    {
      heartbeat: "still building",
    },
  );
  if (code !== 0) return false;
  mkdirSync(dirname(WEB_STAMP), { recursive: true });
  writeFileSync(WEB_STAMP, wanted);
  return true;
}

function webSources() {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (["node_modules", "dist", "data"].includes(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) files.push(path);
    }
  };
  walk(WEB);
  walk(join(ROOT, "portal", "forms"));
  files.push(LOCK);
  const parts = files
    .sort()
    .flatMap((file) => [relative(ROOT, file).split(sep).join("/"), "\0", readFileSync(file), "\0"]);
  return sha256(...parts);
}
