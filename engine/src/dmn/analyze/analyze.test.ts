import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDmn } from "../index.ts";
import type { ExampleValue, TableAnalysis } from "../index.ts";
import { buildDmn } from "../testing/build.ts";
import type { TableText } from "../testing/build.ts";

function analyze(logic: TableText, dialect: "zeebe" | "dmn" = "zeebe"): TableAnalysis {
  const [only] = readDmn(buildDmn([{ id: "d", logic }]), { dialect }).analyze();
  assert.ok(only);
  return only.analysis;
}

function faults(logic: TableText): string[] {
  return analyze(logic)
    .findings.filter((one) => one.severity === "fault")
    .map((one) => one.message.en);
}

test("rules of a unique table that match at once are a fault, with an input that shows it", () => {
  const logic = { inputs: ["age", "kind"], outputs: ["o"], rules: [] as string[][] };
  logic.rules = [
    ["< 18", "-", "1"],
    ["[16..65]", '"a", "b"', "2"],
    ["[16..65]", 'not("a", "b")', "3"],
    ["> 65", "-", "4"],
  ];
  const overlaps = analyze(logic).findings.filter((one) => one.kind === "overlap");
  assert.deepEqual(
    overlaps.map((one) => [one.rules, one.severity, one.example.map((value) => value.text)]),
    [
      [[1, 2], "fault", ["16", '"a"']],
      [[1, 3], "fault", ["16", '"…"']],
    ],
  );
  assert.equal(
    overlaps[0]?.message.en,
    'Rules 1 and 2 match at once (e.g. age = 16, kind = "a"; hit policy UNIQUE)',
  );
  assert.equal(
    overlaps[0]?.message.zh,
    '规则 1 与规则 2 会同时命中（如 age = 16，kind = "a"；命中策略 UNIQUE）',
  );
  assert.deepEqual(faults({ ...logic, hitPolicy: "COLLECT" }), []);
});

test("missing rules are told with an input, unless there is a default output", () => {
  const rules = [
    ["< 50", "true", "1"],
    ["> 50", "-", "2"],
    ["[10..50]", "false", "3"],
  ];
  assert.deepEqual(faults({ inputs: ["area", "fire"], outputs: ["o"], rules }), [
    "No rule matches: e.g. area = 9, fire = false",
    "No rule matches: e.g. area = 50, fire = true",
  ]);
  assert.deepEqual(faults({ inputs: ["area", "fire"], outputs: ["o||0"], rules }), []);
  const collected = analyze({ hitPolicy: "COLLECT", inputs: ["area", "fire"], outputs: ["o"], rules });
  assert.deepEqual(
    collected.findings.filter((one) => one.kind === "gap").map((one) => one.severity),
    ["information", "information"],
  );
});

test("null is missing only where a cell names it, and dates and durations are compared", () => {
  const table = (rules: string[]): TableText => ({
    inputs: ["x"],
    outputs: ["o"],
    rules: rules.map((cell) => [cell, "1"]),
  });
  assert.deepEqual(faults(table(["< 5", ">= 5"])), []);
  assert.deepEqual(faults(table(["< 5", ">= 5", "null"])), []);
  assert.deepEqual(faults(table(["not(null)"])), ["No rule matches: e.g. x = null"]);
  assert.deepEqual(faults(table(['< date("2026-01-01")', '> date("2026-01-01")'])), [
    "No rule matches: e.g. x = 2026-01-01",
  ]);
  assert.deepEqual(faults(table(['<= @"P1D"', '> duration("P1D")'])), []);
  assert.deepEqual(faults(table(["? <= 3", "? > 3 and ? < 4", "? between 4 and 6", "> 6"])), []);
});

test("rules that are never reached, never match or stand twice are faults", () => {
  assert.deepEqual(
    faults({
      hitPolicy: "FIRST",
      inputs: ["a", "b"],
      outputs: ["o"],
      rules: [
        ["< 5", "-", "1"],
        [">= 5", "true", "2"],
        ["-", "true", "3"],
        ["> limit", "false", "4"],
        ["[9..3]", "-", "5"],
        [">= 5", "true", "6"],
        ["-", "-", "7"],
        ["7", "-", "8"],
      ],
    }),
    [
      "Rule 5 never matches: no value meets its conditions",
      "Rule 6 repeats rule 2",
      "Rule 3 is never reached: earlier rules always match first",
      "Rule 8 is never reached: earlier rules always match first",
    ],
  );
  const twice = [
    ["1", "5"],
    ["1", "6"],
    ["1", "5"],
  ];
  assert.deepEqual(faults({ hitPolicy: "COLLECT", inputs: ["a"], outputs: ["o"], rules: twice }), [
    "Rule 3 repeats rule 1",
  ]);
});

test("in an ANY table overlaps are a fault where the outputs are not the same", () => {
  const rules = [
    ["< 5", "1 + 1"],
    ["< 6", "2"],
    ["< 7", "3"],
    ["-", "x"],
  ];
  assert.deepEqual(faults({ hitPolicy: "ANY", inputs: ["a"], outputs: ["o"], rules }), [
    "Rules 1 and 3 match at once (e.g. a = 4; hit policy ANY)",
    "Rules 2 and 3 match at once (e.g. a = 4; hit policy ANY)",
  ]);
});

test("the allowed values of an input bound what can be missing", () => {
  const logic = { inputs: ["kind"], outputs: ["o"], rules: ['"a"', '"b"'].map((cell) => [cell, "1"]) };
  assert.deepEqual(faults(logic), ['No rule matches: e.g. kind = "…"']);
  const allowed = (values: string): string[] => {
    const xml = buildDmn([{ id: "d", logic }]).replace(
      "</inputExpression>",
      `</inputExpression><inputValues><text>${values}</text></inputValues>`,
    );
    return (
      readDmn(xml)
        .analyze()[0]
        ?.analysis.findings.map((one) => one.message.en) ?? []
    );
  };
  assert.deepEqual(allowed('"a", "b"'), []);
  assert.deepEqual(allowed('"a", "b", "c"'), ['No rule matches: e.g. kind = "c"']);
  assert.deepEqual(allowed('"a"'), ["Rule 2 never matches: no value meets its conditions"]);
});

test("cells that do more than compare are named and give no false findings", () => {
  const logic = {
    inputs: ["x", "y"],
    outputs: ["o"],
    rules: [
      ["< limit", "1", "1"],
      [">= limit", "1", "2"],
      ["-", "> 1", "3"],
    ],
  };
  const { findings, notAnalysed } = analyze(logic);
  assert.deepEqual(
    findings.map((one) => one.message.en),
    ["No rule matches: e.g. y = 0"],
  );
  assert.deepEqual(
    notAnalysed.map((one) => one.en),
    ["Column “x”, rules 1, 2 not analysed: the cells do more than compare with constants"],
  );
});

test("two inputs with one expression have one value", () => {
  const rules = [
    [">= 1", "< 5", "1"],
    ["< 1", "-", "2"],
    ["-", ">= 5", "3"],
  ];
  assert.deepEqual(faults({ inputs: ["x", "x"], outputs: ["o"], rules }), []);
});

test("big tables are analysed within bounds, or it is said what was not", () => {
  const table = (rules: string[][]): TableText => ({
    inputs: (rules[0] ?? []).slice(1).map((_, i) => `x${i}`),
    outputs: ["o"],
    rules,
  });
  const ranges = Array.from({ length: 600 }, (_, i) => [`[${i}..${i + 1})`, `"k${i % 7}"`, "-", "1"]);
  assert.deepEqual(analyze(table(ranges)).notAnalysed.length, 1);
  const wide = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: 21 }, (_, c) => `> ${(i * 7919 + c * 104729) % 211}`),
  );
  assert.ok(analyze({ ...table(wide), hitPolicy: "FIRST" }).notAnalysed.length > 0);
  const many = Array.from({ length: 3001 }, (_, i) => [String(i), "1"]);
  assert.deepEqual(analyze(table(many)).notAnalysed, [
    {
      zh: "未分析：规则太多（3001 条，最多 3000 条）",
      en: "Not analysed: too many rules (3001, at most 3000)",
    },
  ]);
});

const number = fc.integer({ min: 0, max: 4 }).map(String);
const numeric = fc.oneof(
  number,
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), number).map((parts) => parts.join(" ")),
  fc
    .tuple(fc.constantFrom("[", "("), number, number, fc.constantFrom("]", ")"))
    .map(([o, a, b, c]) => `${o}${a}..${b}${c}`),
  fc.tuple(number, number).map(([a, b]) => `not(${a}, ${b})`),
  fc.constantFrom("-", "null", "not(null)", "> n"),
);
const textual = fc.constantFrom("-", '"a"', '"b"', '"a", "b"', 'not("a")', "null", 'not("a", null)', "n");
const flag = fc.constantFrom("-", "true", "false");
const domains = [
  [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, null],
  ["a", "b", "x", null],
  [true, false],
];

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`what is found is so, and what is so is found (${dialect})`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numeric, textual, flag), { minLength: 1, maxLength: 6 }), (cells) => {
        const logic = {
          hitPolicy: "COLLECT",
          inputs: ["p", "q", "r"],
          outputs: ["o"],
          rules: cells.map((row, i) => [...row, String(i)]),
        };
        const model = readDmn(buildDmn([{ id: "d", logic }]), { dialect });
        const analysis = model.analyze()[0]?.analysis;
        assert.ok(analysis);
        const matched = (p: unknown, q: unknown, r: unknown): number[] => {
          const result = model.evaluate("d", { p, q, r, n: 2 });
          return result.evaluated[0]?.matchedRules.map((rule) => rule.index) ?? [];
        };
        const of = (example: ExampleValue[]): number[] => {
          const [p, q, r] = example.map(({ value }, i) => (value === undefined ? domains[i]?.[0] : value));
          return matched(p, q, r);
        };
        for (const { kind, rules, example } of analysis.findings) {
          if (kind === "gap") assert.deepEqual(of(example), []);
          if (kind === "overlap") assert.ok(rules.every((rule) => of(example).includes(rule)));
        }
        if (analysis.notAnalysed.length > 0) return;
        const named = [0, 1].map((c) => cells.some((row) => row[c]?.includes("null")));
        const [ps, qs, rs] = domains.map((values, c) => values.filter((v) => v !== null || named[c]));
        const repeated = new Set(
          analysis.findings.flatMap((f) =>
            f.kind === "duplicate" || f.kind === "unreachable" ? f.rules : [],
          ),
        );
        const pairs = new Set(
          analysis.findings.filter((f) => f.kind === "overlap").map((f) => f.rules.join()),
        );
        const gap = analysis.findings.some((f) => f.kind === "gap");
        for (const p of ps ?? [])
          for (const q of qs ?? [])
            for (const r of rs ?? []) {
              const hits = matched(p, q, r);
              assert.ok(hits.length > 0 || gap, `no gap for ${JSON.stringify([p, q, r])}`);
              for (const a of hits)
                for (const b of hits)
                  if (a < b && !repeated.has(a) && !repeated.has(b))
                    assert.ok(pairs.has(`${a},${b}`), `${a} and ${b} for ${JSON.stringify([p, q, r])}`);
            }
      }),
      { numRuns: 150 },
    );
  });
}
