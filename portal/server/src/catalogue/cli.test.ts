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
