/** Kills working processes with -9 and judges what they leave by the ledger of what they had acknowledged. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomFrom } from "../random/drive.ts";
import { judge } from "./ledger.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
/** Kills that each data folder lives through. */
export const KILLS_PER_FOLDER = 10;
/** Lines to let pass before the kill, at most: the moment is drawn by work done, not by the speed of the machine. */
const MAX_LINES = 60;

/** What was wrong, one sentence each; empty when all is well. Two processes at a time. */
export async function killRepeatedly(folders: number, seed: number): Promise<string[]> {
  const random = randomFrom(seed);
  const seeds = Array.from({ length: folders }, () => Math.floor(random() * 2 ** 31));
  const compileCache = await mkdtemp(join(tmpdir(), "onewindow-compiled-"));
  const faults: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = seeds.pop(); next !== undefined; next = seeds.pop()) {
      faults.push(...(await killInFolder(next, compileCache)));
    }
  };
  try {
    await Promise.all([lane(), lane()]);
  } finally {
    await rm(compileCache, { recursive: true, force: true });
  }
  return faults;
}

async function killInFolder(seed: number, compileCache: string): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-crash-"));
  try {
    const random = randomFrom(seed);
    const ledger: string[] = [];
    for (let kill = 0; kill < KILLS_PER_FOLDER; kill += 1) {
      const lines = Math.floor(random() * MAX_LINES);
      const childSeed = Math.floor(random() * 2 ** 31);
      ledger.push(...(await runUntilKilled(dataDir, childSeed, lines, compileCache)));
    }
    if (ledger.length === 0) return [`seed ${seed}: nothing was acknowledged`];
    return (await judge(dataDir, ledger)).map((fault) => `seed ${seed}: ${fault}`);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Starts the child and kills it once that many commands were acknowledged; gives all it had said. */
function runUntilKilled(
  dataDir: string,
  seed: number,
  killAfter: number,
  compileCache: string,
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, dataDir, String(seed)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    let output = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const acknowledged = output.split("\n").length - 2;
      if (acknowledged >= killAfter) child.kill("SIGKILL");
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    child.on("error", reject);
    child.on("close", (_code, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the child ended by itself: ${complaint}`));
      else
        resolve(
          output
            .split("\n")
            .slice(0, -1)
            .filter((line) => line !== "ready"),
        );
    });
  });
}
