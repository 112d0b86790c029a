import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  builtinSignatures,
  compileExpression,
  compileUnaryTests,
  FeelLimitError,
  FeelSyntaxError,
  formatValue,
} from "./index.ts";
import type { Dialect } from "./index.ts";

const names = [...new Set(builtinSignatures.map((text) => text.slice(0, text.indexOf("("))))];
const literals = [
  "1",
  "-2.5",
  "0",
  '"a"',
  '""',
  "true",
  "null",
  "[]",
  "[1, null]",
  "{}",
  "{a: 1}",
  "a",
  "b.c",
  "l",
  'date("2024-02-29")',
  'time("10:00:00Z")',
  'date and time("2024-02-29T10:00:00")',
  'duration("P1D")',
  'duration("P1Y")',
  "(< 5)",
  "function(x) x",
  "function(x, y) x < y",
];

/** Expressions of all kinds, sensible or not. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "feel" },
      fc.constantFrom(...literals),
      fc
        .tuple(e, fc.constantFrom("+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"), e)
        .map(([a, op, b]) => `(${a}) ${op} (${b})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      fc.tuple(e, e).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(e, fc.constantFrom("a", "year", "days", "item")).map(([a, name]) => `(${a}).${name}`),
      fc.tuple(e, e).map(([a, b]) => `for x in ${a} return ${b}`),
      fc.tuple(fc.constantFrom("some", "every"), e, e).map(([q, a, b]) => `${q} x in ${a} satisfies ${b}`),
      fc.array(e, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc
        .tuple(fc.constantFrom(...names), fc.array(e, { maxLength: 3 }))
        .map(([name, args]) => `${name}(${args.join(", ")})`),
    ),
  };
});

const context = { a: 5, b: { c: "x" }, l: [1, 2, { d: 3 }] };
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
