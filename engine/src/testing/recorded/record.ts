/**
 * `npm run record [family …] [-- --missing] [--only=TEXT]`: runs scenarios on the real engine and keeps what came
 * of them. `--missing` runs only those that are not recorded as they stand, `--only` those with the text in their name.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { TEST_START } from "../test-clock.ts";
import { families } from "./families/index.ts";
import { runScenario } from "./run-scenario.ts";
import type { Family, RecordedCase, RecordedFamily, TracedStep } from "./scenario.ts";
import { filesOf, questionOf, readFamily, SCENARIO_FOLDER, toRecorded, writeFamily } from "./store.ts";
import { ZeebeEngine } from "./zeebe-engine.ts";
import { ZeebeServer } from "./zeebe-server.ts";

/** Its cost grows with its log: a fresh one now and then. */
const CASES_PER_SERVER = 60;
const ENGINE = "Zeebe 8.8.21";

const say = (text: string): boolean => process.stderr.write(`${text}\n`);
const args = process.argv.slice(2);
const missingOnly = args.includes("--missing");
const only = args.find((arg) => arg.startsWith("--only="))?.slice("--only=".length);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => families.every((family) => family.name !== name));
if (unknown.length > 0) {
  say(`There is no family ${unknown.join(", ")}. Families: ${families.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}
mkdirSync(SCENARIO_FOLDER, { recursive: true });
const command =
  process.env.ONEWINDOW_ZEEBE ?? join(import.meta.dirname, "../../../../../shared/servers/start-zeebe");

let server: ZeebeServer | null = null;
let served = 0;
let failed = 0;
try {
  for (const family of families) {
    if (wanted.length === 0 || wanted.includes(family.name)) await recordFamily(family);
  }
} finally {
  await stopServer();
}
process.exit(failed > 0 ? 1 : 0);

async function stopServer(): Promise<void> {
  await server?.stop();
  server = null;
}

async function recordFamily(family: Family): Promise<void> {
  const kept = missingOnly || only !== undefined ? keptTraces(family.name) : [];
  const fresh = toRecorded(family, ENGINE, () => []);
  const traces = new Map<string, readonly TracedStep[]>();
  for (const testCase of fresh.testCases) {
    const question = questionOf(fresh, testCase);
    const known = kept.find((one) => isDeepStrictEqual(one.question, question));
    const again = only !== undefined && testCase.name.includes(only);
    if (known !== undefined && !again) traces.set(testCase.name, known.trace);
    else {
      const trace = await recordCase(fresh, testCase);
      if (trace !== null) traces.set(testCase.name, family.reasons === true ? trace : trace.map(bare));
    }
  }
  const scenarios = family.scenarios.filter(({ name }) => traces.has(name));
  writeFamily(
    family.name,
    toRecorded({ ...family, scenarios }, ENGINE, ({ name }) => traces.get(name) ?? []),
  );
  say(`${family.name}: ${scenarios.length} of ${family.scenarios.length} recorded`);
}

/** Without the text of the refusal. */
function bare({ reason: _reason, ...step }: TracedStep): TracedStep {
  return step;
}

function keptTraces(name: string): { question: unknown; trace: readonly TracedStep[] }[] {
  if (!existsSync(join(SCENARIO_FOLDER, `${name}.json`))) return [];
  const recorded = readFamily(name);
  return recorded.testCases.map((one) => ({ question: questionOf(recorded, one), trace: one.trace }));
}

async function recordCase(recorded: RecordedFamily, testCase: RecordedCase): Promise<TracedStep[] | null> {
  if (server !== null && served >= CASES_PER_SERVER) await stopServer();
  if (server === null) {
    server = await ZeebeServer.start(command);
    served = 0;
  }
  served += 1;
  say(`… ${testCase.name}`);
  const deploy = filesOf(recorded, testCase.deploy);
  const later = filesOf(recorded, testCase.later);
  const timers = [...deploy, ...later].some(({ content }) => content.includes("timerEventDefinition"));
  const engine = await ZeebeEngine.open(server.control, TEST_START, timers);
  try {
    const trace = await runScenario({
      engine,
      clock: engine.clock,
      deploy,
      later,
      instructions: testCase.instructions,
      definitions: recorded.definitions,
    });
    await engine.cleanUp();
    return trace;
  } catch (error) {
    failed += 1;
    say(`not recorded: ${testCase.name}: ${error instanceof Error ? error.message : String(error)}`);
    await stopServer(); // whatever it left would show in the next case
    return null;
  }
}
