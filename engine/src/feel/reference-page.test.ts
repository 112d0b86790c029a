import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { builtinSignatures } from "./index.ts";
import { exampleValue, pageFile, readReferenceData, referencePage } from "./testing/reference-page.ts";

const data = readReferenceData();
const entries = data.sections.flatMap((section) => section.entries);

test("every example of the reference gives the value that stands beside it", () => {
  for (const example of entries.flatMap((entry) => entry.examples)) {
    assert.equal(exampleValue(example), example.value, example.expression);
  }
});

test("the reference lists every built-in function once, each with an example that calls it", () => {
  const listed = entries.flatMap((entry) => ("function" in entry ? [entry.function] : []));
  const builtins = new Set(builtinSignatures.map((text) => text.slice(0, text.indexOf("("))));
  assert.deepEqual(listed.toSorted(), [...builtins].toSorted());
  for (const entry of entries) {
    if (!("function" in entry)) continue;
    const call = `${entry.function}(`;
    assert.ok(
      entry.examples.some(({ expression }) => expression.includes(call)),
      entry.function,
    );
  }
});

test("the pages are current; write-reference.ts writes them anew", () => {
  for (const language of ["zh", "en"] as const) {
    assert.equal(
      readFileSync(pageFile(language), "utf8").replaceAll("\r\n", "\n"),
      referencePage(data, language),
    );
  }
});
