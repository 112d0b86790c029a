import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compileExpression, formatValue } from "./index.ts";

/** Expressions with the results that the text of DMN 1.5, chapter 10, gives them; one JSON object a line. */
const cases: { expression: string; value: string }[] = readFileSync(
  new URL("./testing/dmn-standard.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

test("the dialect dmn gives what the text of DMN 1.5 says", () => {
  assert.ok(cases.length >= 800);
  for (const { expression, value } of cases) {
    const result = compileExpression(expression, { dialect: "dmn" }).evaluate({}, { clock: () => 0 });
    assert.equal(formatValue([result], "dmn").slice(1, -1), value, expression);
  }
});
