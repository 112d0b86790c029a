import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileUnaryTests } from "../feel/index.ts";
import type { FeelUnaryTests, FeelValue } from "../feel/index.ts";
import { TableIndex } from "./table-index.ts";

const number = fc.integer({ min: -3, max: 6 }).map((n) => String(n / 2));
const simple = fc.oneof(
  fc.constantFrom('"a"', '"b"', '"c"', '""'),
  number,
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), number).map((p) => p.join(" ")),
  fc
    .tuple(fc.constantFrom("[", "("), number, number, fc.constantFrom("]", ")"))
    .map(([o, a, b, c]) => `${o}${a}..${b}${c}`),
);
const cell = fc.oneof(
  fc.array(simple, { minLength: 1, maxLength: 3 }).map((tests) => tests.join(", ")),
  fc.constantFrom("-", "not(1)", 'not("a")', "null", "true", "? > 1", "n"),
);
const value: fc.Arbitrary<FeelValue> = fc.oneof(
  fc.constantFrom("a", "b", "x", "", null, true, [1], {}),
  fc.integer({ min: -4, max: 7 }).map((n) => n / 2),
);

function matching(rules: FeelUnaryTests[][], values: FeelValue[]): number[] {
  return rules.flatMap((cells, r) =>
    cells.every((c, i) => c.evaluate(values[i] ?? null, { n: 1 }) === true) ? [r] : [],
  );
}

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`the index leaves out no rule that matches (${dialect})`, () => {
    const compiled = new Map<string, FeelUnaryTests>();
    const compile = (text: string): FeelUnaryTests => {
      const known = compiled.get(text) ?? compileUnaryTests(text, { dialect });
      compiled.set(text, known);
      return known;
    };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 12, maxLength: 70 }),
        fc.array(fc.tuple(value, value), { minLength: 5, maxLength: 5 }),
        (texts, inputs) => {
          const rules = texts.map((cells) => cells.map(compile));
          const index = TableIndex.build(rules, 2);
          for (const values of inputs) {
            const bits = index?.candidates(values, index.scratch());
            for (const r of matching(rules, values)) {
              assert.ok(
                !bits || ((bits[r >> 5] ?? 0) >>> (r & 31)) & 1,
                `rule ${r} for ${JSON.stringify(values)}`,
              );
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
}

test("a lookup leaves few rules to test", () => {
  const rules = Array.from({ length: 100 }, (_, i) => [
    compileUnaryTests(`"k${i}"`),
    compileUnaryTests(`[${i}..${i + 1})`),
  ]);
  const index = TableIndex.build(rules, 2);
  assert.ok(index);
  const count = (values: FeelValue[]): number =>
    index
      .candidates(values, index.scratch())
      .reduce((n, word) => n + word.toString(2).replaceAll("0", "").length, 0);
  assert.equal(count(["k7", 7.5]), 1);
  assert.equal(count(["k7", 8]), 0);
  assert.equal(count(["none", 7]), 0);
  assert.equal(count([null, 7]), 1);
});
