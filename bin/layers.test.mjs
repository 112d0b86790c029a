/** The layer rules must bite: each is shown a tree that breaks it, and one that does not. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./setup.mjs";

const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

/** Names of the rules that the tree breaks. */
function brokenRules(files) {
  const folder = mkdtempSync(join(tmpdir(), "onewindow-layers-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const name of [".dependency-cruiser.cjs", "tsconfig.base.json"])
    cpSync(join(ROOT, name), join(folder, name));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  const roots = [...new Set(Object.keys(files).map((path) => path.split("/")[0]))];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [CRUISER, "--config", ".dependency-cruiser.cjs", "--output-type=json", ...roots],
      { cwd: folder, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout) => {
        rmSync(folder, { recursive: true, force: true });
        if (error && !stdout) return reject(error);
        return resolve(JSON.parse(stdout).summary.violations.map(({ rule }) => rule.name));
      },
    );
  });
}

const a = "export const a = 1;\n";
const cases = {
  "engine-knows-no-portal": {
    "engine/src/x.ts": 'import { a } from "../../portal/server/src/cases/api.ts";\nexport const x = a;\n',
    "portal/server/src/cases/api.ts": a,
  },
  "areas-through-index": {
    "portal/server/src/tasks/service.ts": 'import type { A } from "../cases/model.ts";\nexport type B = A;\n',
    "portal/server/src/cases/model.ts": "export type A = 1;\n",
  },
  "platform-knows-no-area": {
    "portal/server/src/platform/x.ts": 'import { a } from "../cases/index.ts";\nexport const x = a;\n',
    "portal/server/src/cases/index.ts": a,
  },
  "server-knows-no-web": {
    "portal/server/src/cases/x.ts": 'import { a } from "../../../web/src/a.ts";\nexport const x = a;\n',
    "portal/web/src/a.ts": a,
  },
  "web-sees-only-api-types": {
    "portal/web/src/x.ts": 'import { a } from "../../server/src/cases/service.ts";\nexport const x = a;\n',
    "portal/server/src/cases/service.ts": a,
  },
  "core-has-no-io": {
    "engine/src/core/x.ts": 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n',
  },
  "no-circular": {
    "engine/src/a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;\n',
    "engine/src/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\n',
  },
};

for (const [rule, files] of Object.entries(cases)) {
  test(`the layer check refuses what "${rule}" forbids`, async () => {
    assert.ok((await brokenRules(files)).includes(rule));
  });
}

test("the layer check lets pass what is allowed", async () => {
  const broken = await brokenRules({
    "portal/server/src/tasks/service.ts":
      'import { a } from "../cases/index.ts";\nimport type { B } from "../cases/api.ts";\nexport const x: B = a;\n',
    "portal/server/src/cases/index.ts": a,
    "portal/server/src/cases/api.ts": "export type B = number;\n",
  });
  assert.deepEqual(broken, []);
});
