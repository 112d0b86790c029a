/** `npm test`: all steps, whatever fails; the last line is the total. Runs under Node 24. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWeb, ROOT, run, say } from "./setup.mjs";

const MODULES = join(ROOT, "node_modules");
const tool = (path, ...args) =>
  run(process.execPath, [join(MODULES, path), ...args], { heartbeat: "still running" });
const totals = { passed: 0, failed: 0, skipped: 0 };
const scratch = mkdtempSync(join(tmpdir(), "onewindow-test-run-"));

/** A check that is not made of tests counts as one. */
const check = (work) => async () =>
  (await work()) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };

const tests = (name, patterns, concurrency) => async () => {
  const files = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT, exclude: (path) => path.includes("node_modules") }))
    .sort();
  if (files.length === 0) {
    say("   no test files");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = join(scratch, `${name}.json`);
  const args = [
    `--import=${pathToFileURL(join(ROOT, "bin/test-limit.mjs")).href}`,
    "--test",
    `--test-concurrency=${concurrency}`,
    `--test-reporter=${join(ROOT, "bin/reporter.mjs")}`,
    "--test-reporter-destination=stdout",
  ];
  const code = await run(process.execPath, [...args, ...files], {
    heartbeat: "still running",
    env: { ONEWINDOW_TOTALS: file, NODE_ENV: "test", NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined },
  });
  const counted = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { passed: 0, failed: 0, skipped: 0 };
  // a run that broke off without naming a failure is one; so is a run in which nothing ran
  const ran = counted.passed + counted.failed + counted.skipped;
  if ((code !== 0 && counted.failed === 0) || ran === 0) counted.failed += 1;
  return counted;
};

const PROJECTS = ["engine", "portal/forms", "portal/server", "portal/web", "portal/e2e"];
const LAYERS = ["engine/src", "portal/forms/src", "portal/server/src", "portal/web/src"];

const steps = {
  types: check(async () => {
    let worst = 0;
    for (const project of PROJECTS) worst = Math.max(worst, await tool("typescript/bin/tsc", "-p", project));
    return worst;
  }),
  lint: check(() => tool("eslint/bin/eslint.js", "--max-warnings=0", ".")),
  format: check(() => tool("prettier/bin/prettier.cjs", "--check", "--log-level=warn", ".")),
  layers: check(() =>
    tool(
      "dependency-cruiser/bin/dependency-cruiser.mjs",
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type=err",
      ...LAYERS,
    ),
  ),
  web: check(async () => ((await buildWeb()) ? 0 : 1)),
  unit: tests(
    "unit",
    ["bin/**/*.test.mjs", "engine/**/*.test.ts", "portal/{forms,server,web}/**/*.test.ts"],
    Math.max(2, availableParallelism()),
  ),
  e2e: tests("e2e", ["portal/e2e/**/*.e2e.ts"], 1),
};

const only = process.argv
  .slice(2)
  .find((arg) => arg.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const unknown = only?.find((name) => !(name in steps));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no step "${unknown}". Steps: ${Object.keys(steps).join(", ")}. Example: npm test -- --only=types,unit\n`,
  );
  process.exit(1);
}

const chosen = Object.entries(steps).filter(([name]) => !only || only.includes(name));
const failedSteps = [];
for (const [at, [name, step]] of chosen.entries()) {
  say(`\n── ${at + 1}/${chosen.length} ${name}`);
  const started = Date.now();
  const result = await step();
  for (const key of Object.keys(totals)) totals[key] += result[key];
  if (result.failed > 0) failedSteps.push(name);
  say(
    `   ${result.failed > 0 ? "FAILED" : "ok"}  ${result.passed} passed, ${result.failed} failed  (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
}
rmSync(scratch, { recursive: true, force: true });
say(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(", ")}` : "");
say(
  `${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`,
);
process.exit(totals.failed > 0 ? 1 : 0);
