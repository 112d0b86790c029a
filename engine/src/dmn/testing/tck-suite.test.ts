import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runTck } from "./tck.ts";

/** The cases of the DMN TCK, which lie beside a development checkout. */
const suite = join(import.meta.dirname, "../../../../../shared/suites/dmn-tck");
const skip = existsSync(suite) ? false : "DMN TCK: ../shared/suites/dmn-tck is not there";

test("at least 99.5 % of the cases of the DMN TCK agree", { skip }, (t) => {
  const { total, passed, failures } = runTck(suite);
  t.diagnostic(`DMN TCK: ${passed} / ${total}`);
  assert.ok(total > 1000, `only ${total} cases were found`);
  const told = failures.map((f) => `${f.case}: expected ${f.expected}, actual ${f.actual}`).join("\n");
  assert.ok(passed / total >= 0.995, `${passed} of ${total}\n${told}`);
});
