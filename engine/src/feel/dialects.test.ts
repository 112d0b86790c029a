import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectDifferences } from "./dialects.ts";
import { compileExpression, FeelSyntaxError, formatValue } from "./index.ts";
import type { Dialect } from "./index.ts";

function text(source: string, dialect: Dialect): string {
  try {
    return formatValue(compileExpression(source, { dialect }).evaluate({}), dialect);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return "refused";
    throw error;
  }
}

test("each listed difference of the dialects is one", () => {
  const actual = dialectDifferences.map((d) => ({
    ...d,
    zeebe: text(d.example, "zeebe"),
    dmn: text(d.example, "dmn"),
  }));
  assert.deepEqual(actual, dialectDifferences);
});
