/**
 * `npm run differential -- [--runs N] [--seed N] [--process N --path N]`: random processes and random paths on the
 * real engine and on ours. Each run has two seeds, which a difference prints: with `--process` and `--path` just that
 * one is run again. A difference is shrunk and ends in the smallest model that still shows it.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import type { TestInstruction } from "../cases/instructions.ts";
import { blocks } from "../random/block.ts";
import type { Block } from "../random/block.ts";
import { randomFrom } from "../random/drive.ts";
import { planOf } from "../random/plan.ts";
import { compareEngines, RealEngine } from "./pair.ts";
import type { Outcome } from "./pair.ts";
import { drawPath } from "./path.ts";
import { smaller } from "./shrink.ts";

const SHRINK_TRIES = 60;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    process: { type: "string" },
    path: { type: "string" },
    depth: { type: "string", default: "2" },
    "no-shrink": { type: "boolean", default: false },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const command =
  process.env.ONEWINDOW_ZEEBE ?? join(import.meta.dirname, "../../../../../shared/servers/start-zeebe");
const real = new RealEngine(command);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void real.stop().finally(() => process.exit(1)));
}
process.exitCode = (await runAll()) === 0 ? 0 : 1;

/** How many runs differed or broke off. */
async function runAll(): Promise<number> {
  const single = values.process !== undefined && values.path !== undefined;
  const runs = single ? 1 : Number(values.runs);
  const draw = randomFrom(Number(values.seed));
  const began = performance.now();
  let faults = 0;
  let steps = 0;
  let broken = 0;
  const figures = (run: number): string =>
    `${run} runs, ${steps} steps, ${faults} differences, ${broken} times the real engine broke, ` +
    `${Math.round((performance.now() - began) / 1000)} s`;
  if (!single) say(`seed ${values.seed}, ${runs} runs`);
  try {
    for (let run = 1; run <= runs; run += 1) {
      const processSeed = single ? Number(values.process) : Math.floor(draw() * 2 ** 31);
      const pathSeed = single ? Number(values.path) : Math.floor(draw() * 2 ** 31);
      const outcome = await runOne(processSeed, pathSeed);
      steps += outcome.path.length;
      if (outcome.told !== null) faults += 1;
      if (outcome.brokeThere) broken += 1;
      if (run % 10 === 0 && run < runs) say(figures(run));
    }
  } finally {
    await real.stop();
  }
  say(figures(runs));
  return faults;
}

interface Attempt extends Outcome {
  readonly path: readonly TestInstruction[];
}

async function runOne(processSeed: number, pathSeed: number): Promise<Attempt> {
  const body = processOf(processSeed);
  const attempt = await tryOne(body, pathSeed);
  if (attempt.told === null) return attempt;
  say(`\n--process ${processSeed} --path ${pathSeed}\n${attempt.told}`);
  if (values["no-shrink"]) return attempt;
  const least = await shrink(body, pathSeed, attempt);
  say(`\nshrunk to\n${planOf(least.body).xml}\n${JSON.stringify(least.path)}\n${least.told ?? ""}\n`);
  return attempt;
}

/** The process of a seed. */
function processOf(seed: number): Block[] {
  const [body = []] = fc.sample(fc.noBias(blocks(Number(values.depth))), { seed, numRuns: 1 });
  return body;
}

/** That an engine cannot run it to the end is a difference too. */
async function tryOne(body: readonly Block[], pathSeed: number): Promise<Attempt> {
  const plan = planOf(body);
  const resources = [{ name: "random.bpmn", content: plan.xml }];
  let path: readonly TestInstruction[] = [];
  try {
    path = await drawPath(plan, resources, pathSeed);
    return { path, ...(await compareEngines(real, resources, path)) };
  } catch (error) {
    const told = `broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    return { path, told, brokeThere: false };
  }
}

async function shrink(from: Block[], pathSeed: number, found: Attempt): Promise<Attempt & { body: Block[] }> {
  let least = { body: from, ...found };
  const kind = kindOf(found.told);
  let tries = 0;
  for (let again = true; again;) {
    again = false;
    for (const body of smaller(least.body)) {
      tries += 1;
      if (tries > SHRINK_TRIES) return least;
      const attempt = await tryOne(body, pathSeed);
      if (attempt.told === null || kindOf(attempt.told) !== kind) continue;
      least = { body, ...attempt };
      again = true;
      break;
    }
  }
  return least;
}

/** What a difference is about: while it shrinks, it must not turn into another. */
function kindOf(told: string | null): string {
  if (told === null) return "";
  const [head = "", ...lines] = told.split("\n");
  const words = lines.map((line) => /^ {6}([A-Z_]+(?: [A-Z_]+)?)/.exec(line)?.[1]).filter(Boolean);
  return `${head.replace(/\d+/g, "")} ${[...new Set(words)].sort().slice(0, 2).join(" ")}`;
}
