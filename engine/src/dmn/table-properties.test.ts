import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileUnaryTests, formatValue, fromJson } from "../feel/index.ts";
import type { FeelValue } from "../feel/index.ts";
import { readDmn } from "./index.ts";
import type { DecisionResult, DmnModel } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const number = fc.integer({ min: -3, max: 6 }).map((n) => String(n / 2));
const simple = fc.oneof(
  fc.constantFrom('"a"', '"b"', '"c"', '""'),
  number,
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), number).map((parts) => parts.join(" ")),
  fc
    .tuple(fc.constantFrom("[", "("), number, number, fc.constantFrom("]", ")"))
    .map(([open, a, b, close]) => `${open}${a}..${b}${close}`),
);
const cell = fc.oneof(
  { weight: 5, arbitrary: simple },
  fc.array(simple, { minLength: 2, maxLength: 3 }).map((tests) => tests.join(", ")),
  fc.constantFrom("-", "-", "not(1)", 'not("a", "b")', "null", "true", "? > 1", "n", 'date("2026-01-01")'),
);
const row = fc.tuple(cell, cell, cell, fc.constantFrom("1", "2", "x", '"s"', "n * 2"));
const value = fc.oneof(
  fc.constantFrom("a", "b", "c", "", "x", null, true, false, 0.1 + 0.2, 1e300),
  fc.integer({ min: -4, max: 7 }).map((n) => n / 2),
  fc.constant([1]),
  fc.constant({}),
);
const policies = [
  "UNIQUE",
  "FIRST",
  "ANY",
  "RULE ORDER",
  "COLLECT",
  "COLLECT SUM",
  "PRIORITY",
  "OUTPUT ORDER",
];
const table = fc.record({
  policy: fc.constantFrom(...policies),
  rows: fc.array(row, { minLength: 12, maxLength: 60 }),
  inputs: fc.array(fc.tuple(value, value, value), { minLength: 4, maxLength: 4 }),
});

function build(policy: string, rows: string[][], dialect: "zeebe" | "dmn"): DmnModel {
  const [hitPolicy, aggregation] = policy.startsWith("COLLECT ") ? policy.split(" ") : [policy];
  const rules = rows.map((cells, i) => (i % 3 === 0 ? cells : [...cells, `note ${i + 1}`]));
  const outputs = ['o|1, 2, "s"'];
  const logic = { hitPolicy, aggregation, inputs: ["x", "y", "z"], outputs, rules };
  return readDmn(buildDmn([{ id: "d", logic }]), { dialect });
}

function shown({ output, failure, evaluated }: DecisionResult): unknown {
  const text = (v: FeelValue): string => `${typeof v} ${formatValue(v)}`;
  return {
    output: text(output),
    failure,
    evaluated: evaluated.map((one) => ({
      inputs: one.inputs.map((input) => text(input.value)),
      rules: one.matchedRules.map((rule) => ({ ...rule, outputs: Object.values(rule.outputs).map(text) })),
      output: text(one.output),
    })),
  };
}

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`an indexed table decides and explains as a scanned one does (${dialect})`, () => {
    let indexed = 0;
    fc.assert(
      fc.property(table, ({ policy, rows, inputs }) => {
        const [fast, slow] = [build(policy, rows, dialect), build(policy, rows, dialect)];
        if (fast.tables[0]?.table.index) indexed++;
        for (const { table: scanned } of slow.tables) scanned.index = null;
        for (const [x, y, z] of inputs) {
          const context = { x, y, z, n: 1 };
          assert.deepEqual(shown(fast.evaluate("d", context)), shown(slow.evaluate("d", context)));
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(indexed > 50, `only ${indexed} tables had an index`);
  });

  test(`each result holds the inputs and the matched rules with their annotation (${dialect})`, () => {
    fc.assert(
      fc.property(table, ({ policy, rows, inputs }) => {
        const model = build(policy, rows, dialect);
        const cells = rows.map((texts) =>
          texts.slice(0, 3).map((text) => compileUnaryTests(text, { dialect })),
        );
        for (const values of inputs) {
          const [x, y, z] = values;
          const context = { x, y, z, n: 1 };
          const [why, ...more] = model.evaluate("d", context).evaluated;
          assert.ok(why);
          assert.equal(more.length, 0);
          const given = values.map((v) => fromJson(v));
          assert.deepEqual(
            why.inputs.map((input) => [input.id, input.label, input.expression]),
            ["x", "y", "z"].map((name, i) => [`i${i}`, name, name]),
          );
          assert.deepEqual(
            why.inputs.map((input) => formatValue(input.value)),
            given.map((v) => formatValue(v)),
          );
          const matching = cells.flatMap((tests, r) =>
            tests.every((t, i) => t.evaluate(given[i] ?? null, context) === true) ? [r + 1] : [],
          );
          assert.deepEqual(
            why.matchedRules.map((rule) => [rule.index, rule.ruleId, rule.annotation]),
            (policy === "FIRST" ? matching.slice(0, 1) : matching).map((index) => [
              index,
              `r${index}`,
              (index - 1) % 3 === 0 ? null : `note ${index}`,
            ]),
          );
          assert.ok(why.matchedRules.every((rule) => Object.keys(rule.outputs).join() === "o"));
        }
      }),
      { numRuns: 60 },
    );
  });
}
