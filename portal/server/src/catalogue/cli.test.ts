import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { catalogueCommands } from "./cli.ts";
import { copyContent } from "./content/testing.ts";

async function run(dir: string, name: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await catalogueCommands[name]?.run(args, {
    contentDir: dir,
    workingDir: dir,
    language: "en",
    print: (line) => lines.push(line),
  });
  return { code: code ?? -1, lines };
}

test("check prints each fault with place and remedy, and a summary; only below the given paths", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  assert.deepEqual(await run(copy.dir, "check"), { code: 0, lines: ["0 errors, 0 warnings"] });
  await copy.edit("processes/catering-shop/package.yaml", (text) =>
    text.replace("department: fire-brigade", "department: fire"),
  );
  const { code, lines } = await run(copy.dir, "check", "processes/catering-shop");
  assert.equal(code, 1);
  assert.match(
    lines[0] ?? "",
    /^processes\/catering-shop\/package\.yaml:\d+:\d+ {2}error {2}There is no department “fire”/,
  );
  assert.match(lines.at(-1) ?? "", /^\d errors, 0 warnings$/);
  assert.deepEqual(await run(copy.dir, "check", "templates"), { code: 0, lines: ["0 errors, 0 warnings"] });
});

test("test runs the cases below the path and tells which failed and why", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const good = await run(copy.dir, "test", "processes/catering-shop/tests/situation.json");
  assert.equal(good.code, 0);
  assert.equal(good.lines.at(-1), "8 passed, 0 failed");
  assert.deepEqual(good.lines.slice(-5, -1), [
    "Rules of decisions covered",
    "  ✓ situationItems 6/6",
    "  ✓ situationSkipped 5/5",
    "  ✓ situationOutside 3/3",
  ]);
  await copy.edit("processes/catering-shop/situation.dmn", (text) =>
    text.replace("<text>50</text>", "<text>80</text>"),
  );
  await copy.edit("processes/catering-shop/tests/situation.json", (text) =>
    text.replaceAll('"floorArea": 86', '"floorArea": 70'),
  );
  const bad = await run(copy.dir, "test", "processes/catering-shop/tests/situation.json");
  assert.equal(bad.code, 1);
  assert.match(bad.lines.join("\n"), /✗ .*\n {6}instruction \d+ \(ASSERT_DECISION\)/);
});

test("test writes a report for build servers and what was covered, and says where the tokens went", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const files = ["--junit", "out/report.xml", "--coverage", "out/coverage.json"];
  const good = await run(copy.dir, "test", "processes/shared/tests/register-check.json", ...files);
  assert.equal(good.code, 0);
  assert.match(
    good.lines.join("\n"),
    /Processes covered\n {2}[✓○] register-check elements \d+\/\d+, flows \d+\/\d+/,
  );
  const coverage = JSON.parse(await readFile(path.join(copy.dir, "out/coverage.json"), "utf8")) as {
    processes: { processId: string; resource: string; coveredElements: string[] }[];
  };
  const process = coverage.processes.find(({ processId }) => processId === "register-check");
  assert.equal(process?.resource, "processes/shared/register-check.bpmn");
  assert.ok(process.coveredElements.length > 0);
  await copy.edit("processes/shared/tests/register-check.json", (text) => {
    const suite = JSON.parse(text) as { testCases: { name: string; instructions: object[] }[] };
    const first = suite.testCases[0];
    assert.ok(first);
    first.name = '<a & "b">';
    const start = first.instructions.findIndex(
      (one) => "type" in one && one.type === "CREATE_PROCESS_INSTANCE",
    );
    first.instructions = [
      ...first.instructions.slice(0, start + 1),
      {
        type: "ASSERT_PROCESS_INSTANCE",
        processInstanceSelector: { processDefinitionId: "register-check" },
        state: "IS_TERMINATED",
      },
    ];
    return JSON.stringify(suite);
  });
  const bad = await run(copy.dir, "test", "processes/shared/tests/register-check.json", ...files);
  assert.equal(bad.code, 1);
  assert.match(bad.lines.join("\n"), /tokens at: .*; path processes\/shared\/register-check\.bpmn: .* → /);
  const report = await readFile(path.join(copy.dir, "out/report.xml"), "utf8");
  assert.match(
    report,
    /<testsuite name="processes\/shared\/tests\/register-check.json" tests="\d+" failures="1" errors="0">/,
  );
  assert.match(
    report,
    /name="&lt;a &amp; &quot;b&quot;&gt;">\n {6}<failure type="ASSERT_PROCESS_INSTANCE" message="/,
  );
  assert.equal((await run(copy.dir, "test", "--nothing")).code, 2);
});

test("test waits for changes and runs again, until it is ended", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const ended = new AbortController();
  const lines: string[] = [];
  let heard = (): void => undefined;
  const said = async (wanted: string): Promise<void> => {
    while (!lines.includes(wanted)) await new Promise<void>((resolve) => (heard = resolve));
    lines.splice(0);
  };
  const waiting = "Waiting for a change … (Ctrl+C ends)";
  const file = "processes/catering-shop/tests/situation.json";
  const code = catalogueCommands["test"]?.run([file, "--watch"], {
    contentDir: copy.dir,
    workingDir: copy.dir,
    language: "en",
    print: (line) => {
      lines.push(line);
      heard();
    },
    signal: ended.signal,
  });
  await said(waiting);
  await copy.edit(file, (text) => text.replaceAll('"floorArea": 86', '"floorArea": 40'));
  await said(waiting);
  ended.abort();
  assert.equal(await code, 1, "the last run had failures");
});

test("pack writes all files of one package, and refuses a broken or unknown one", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const { code } = await run(copy.dir, "pack", "processes/catering-shop", "-o", "out/shop.zip");
  assert.equal(code, 0);
  const first = await readFile(path.join(copy.dir, "out/shop.zip"));
  await run(copy.dir, "pack", "catering-shop", "-o", "again.zip");
  assert.deepEqual(await readFile(path.join(copy.dir, "again.zip")), first);
  assert.equal((await run(copy.dir, "pack", "nothing")).code, 1);
  assert.equal((await run(copy.dir, "pack")).code, 2);
  await copy.edit("forms/catering-shop/sign.json", (text) => text.replace('"sign-permit"', '"nobody"'));
  assert.equal((await run(copy.dir, "pack", "catering-shop")).code, 1);
});
