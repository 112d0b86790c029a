import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { randomFrom } from "../random/drive.ts";
import { judge } from "./ledger.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
/** 200 kills in all. `CRASH_DIRS` and `CRASH_SEED` run fewer, or the same again. */
const DIRECTORIES = Number(process.env.CRASH_DIRS ?? 20);
const KILLS = 10;
const SEED = Number(process.env.CRASH_SEED ?? 2026);
/** Lines to let pass before the kill, at most: the moment is drawn by work done, not by the speed of the machine. */
const MAX_LINES = 60;

test(`a process killed with -9 loses no acknowledged command and leaves none half done, ${DIRECTORIES * KILLS} times`, async () => {
  const random = randomFrom(SEED);
  const seeds = Array.from({ length: DIRECTORIES }, () => Math.floor(random() * 2 ** 31));
  const compileCache = await mkdtemp(join(tmpdir(), "onewindow-compiled-"));
  const lane = async (): Promise<void> => {
    for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop())
      await killRepeatedly(seed, compileCache);
  };
  try {
    await Promise.all([lane(), lane()]);
  } finally {
    await rm(compileCache, { recursive: true, force: true });
  }
});

async function killRepeatedly(seed: number, compileCache: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-crash-"));
  try {
    const random = randomFrom(seed);
    const ledger: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const lines = Math.floor(random() * MAX_LINES);
      const childSeed = Math.floor(random() * 2 ** 31);
      ledger.push(...(await runUntilKilled(dataDir, childSeed, lines, compileCache)));
    }
    assert.ok(ledger.length > 0, "nothing was acknowledged");
    assert.deepEqual(await judge(dataDir, ledger), [], `seed ${seed}`);
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
