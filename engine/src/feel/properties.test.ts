import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  compileExpression,
  compileUnaryTests,
  FeelLimitError,
  FeelSyntaxError,
  formatValue,
} from "./index.ts";
import type { Dialect } from "./index.ts";
import { expression, sampleContext as context } from "./testing/generate.ts";

const options = { clock: () => 1_700_000_000_000, random: () => 0.25, limits: { steps: 20_000 } };

function run(source: string, dialect: Dialect): string {
  try {
    return formatValue(compileExpression(source, { dialect }).evaluate(context, options), dialect);
  } catch (error) {
    if (error instanceof FeelSyntaxError || error instanceof FeelLimitError) return error.name;
    throw error;
  }
}

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`whatever stands in an expression (${dialect}), its evaluation ends with the same value each time`, () => {
    fc.assert(
      fc.property(expression, (source) => {
        assert.equal(run(source, dialect), run(source, dialect));
      }),
      { numRuns: 1500 },
    );
  });
}

test("arbitrary text is compiled or refused with a FeelSyntaxError, in cells too", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab1 .,()[]{}\"'+-*/<>=?:\\`@用"), maxLength: 30 }),
      (source) => {
        run(source, "dmn");
        try {
          compileUnaryTests(source).evaluate(1, context, options);
        } catch (error) {
          assert.ok(error instanceof FeelSyntaxError || error instanceof FeelLimitError, String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("the given context is never changed", () => {
  fc.assert(
    fc.property(expression, (source) => {
      const before = JSON.stringify(context);
      run(source, "zeebe");
      assert.equal(JSON.stringify(context), before);
    }),
    { numRuns: 300 },
  );
});
