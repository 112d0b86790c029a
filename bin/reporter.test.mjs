/** The totals of `npm test` come from the reporter: it must count each test once, and miss no failure. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "./setup.mjs";

async function report(files, { env: more, flags = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "onewindow-reporter-"));
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  const totals = join(folder, "totals.json");
  const env = { ...process.env, ONEWINDOW_TOTALS: totals, ...more };
  delete env.NODE_TEST_CONTEXT;
  const child = spawn(
    process.execPath,
    [...flags, "--test", `--test-reporter=${join(ROOT, "bin/reporter.mjs")}`, ...paths],
    { env },
  );
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on("exit", resolve));
  const counted = existsSync(totals) ? JSON.parse(readFileSync(totals, "utf8")) : null;
  rmSync(folder, { recursive: true, force: true });
  return { code, counted, output };
}

const head =
  'import { describe, it, test, before } from "node:test"; import assert from "node:assert/strict";\n';

test("counts tests, not suites; failures are shown with their path and place", async () => {
  const { code, counted, output } = await report({
    "a.test.mjs": `${head}describe("suite", () => { it("holds", () => {}); it("breaks", () => assert.equal(1, 2)); it.skip("rests", () => {}); });`,
    "b.test.mjs": `${head}test("outer", async (t) => { await t.test("inner", () => {}); await t.test("inner breaks", () => { throw new Error("why"); }); });`,
  });
  assert.deepEqual(counted, { passed: 2, failed: 2, skipped: 1 });
  assert.equal(code, 1);
  assert.match(output, /✖ suite › breaks/);
  assert.match(output, /✖ outer › inner breaks[^]*why/);
  assert.match(output, /skipped: rests/);
});

test("counts a file that cannot be loaded, and a hook that fails", async () => {
  const broken = await report({ "a.test.mjs": "import './nowhere.mjs';" });
  assert.deepEqual([broken.code, broken.counted], [1, { passed: 0, failed: 1, skipped: 0 }]);
  assert.match(broken.output, /nowhere\.mjs/);
  const hook = await report({
    "a.test.mjs": `${head}describe("suite", () => { before(() => { throw new Error("no ground"); }); it("never runs", () => {}); });`,
  });
  assert.equal(hook.code, 1);
  assert.ok(hook.counted.failed >= 1);
  assert.match(hook.output, /no ground|never runs/);
});

test("counts all as passed when all pass", async () => {
  const { code, counted } = await report({
    "a.test.mjs": `${head}test("one", () => {}); describe("s", () => { it("two", () => {}); });`,
  });
  assert.deepEqual([code, counted], [0, { passed: 2, failed: 0, skipped: 0 }]);
});

test("ends a file whose process does not end, and names it as failed with the reason", async () => {
  const { code, counted, output } = await report(
    {
      "a.test.mjs": `${head}test("holds", () => void setInterval(() => undefined, 1000));`,
      "b.test.mjs": `${head}test("waits for ever", () => new Promise(() => setInterval(() => undefined, 1000)));`,
    },
    {
      env: { ONEWINDOW_FILE_LIMIT_MS: "5000" },
      flags: [`--import=${pathToFileURL(join(ROOT, "bin/test-limit.mjs")).href}`, "--test-concurrency=2"],
    },
  );
  assert.deepEqual([code, counted], [1, { passed: 1, failed: 2, skipped: 0 }]);
  for (const name of ["a", "b"])
    assert.match(output, new RegExp(`✖ [^\\n]*${name}\\.test\\.mjs\\n[^✖]*did not end within 5 s`));
});
