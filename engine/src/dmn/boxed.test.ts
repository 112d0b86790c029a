import assert from "node:assert/strict";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import type { FeelWarning, Json } from "../feel/index.ts";
import { DmnError, readDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const literal = (source: string): string =>
  `<literalExpression><text>${source.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text></literalExpression>`;
const part = (name: string, source: string): string => `<${name}>${literal(source)}</${name}>`;

function evaluate(
  xml: string,
  context: Record<string, unknown> = {},
  extra = "",
): { output: Json; warnings: FeelWarning[] } {
  const warnings: FeelWarning[] = [];
  const model = readDmn(buildDmn([{ id: "d", logic: { xml } }], extra), { dialect: "dmn" });
  const { output } = model.evaluate("d", context, { onWarning: (warning) => warnings.push(warning) });
  return { output: toJson(output), warnings };
}
const decide = (xml: string, context: Record<string, unknown> = {}): Json => evaluate(xml, context).output;

test("a boxed conditional takes the then part for true only", () => {
  const xml = `<conditional>${part("if", "x > 1")}${part("then", '"big"')}${part("else", '"small"')}</conditional>`;
  assert.equal(decide(xml, { x: 2 }), "big");
  assert.equal(decide(xml, { x: 1 }), "small");
  assert.equal(decide(xml, { x: null }), "small");
  assert.equal(decide(xml, { x: "a" }), "small");
});

test("a boxed for gives one result for each element, and sees the results so far", () => {
  const loop = (list: string, body: string): string =>
    `<for iteratorVariable="i">${part("in", list)}${part("return", body)}</for>`;
  assert.deepEqual(decide(loop("[1, 2, 3]", "i * 2")), [2, 4, 6]);
  assert.deepEqual(decide(loop("[1, 2, 3]", "i + sum(concatenate([0], partial))")), [1, 3, 7]);
  assert.deepEqual(decide(loop("[1, 2, 3]", "count(partial)")), [0, 1, 2]);
  assert.deepEqual(decide(loop("[]", "i")), []);
  assert.deepEqual(decide(loop("7", "i")), [7]);
  assert.deepEqual(decide(loop("[2..4]", "i")), [2, 3, 4]);
  assert.deepEqual(decide(loop("(2..4)", "i")), [3]);
  assert.deepEqual(decide(loop('["a".."c"]', "i")), null);
  assert.equal(decide(loop("null", "i")), null);
});

test("a boxed filter keeps what matches, by item or by the entries of the elements, or takes one by its index", () => {
  const filter = (list: string, match: string): string =>
    `<filter>${part("in", list)}${part("match", match)}</filter>`;
  assert.deepEqual(decide(filter("[1, 2, 3, 4]", "item > 2")), [3, 4]);
  assert.deepEqual(decide(filter("[{a: 1, b: 5}, {a: 2, b: 6}]", "a = 2")), [{ a: 2, b: 6 }]);
  assert.deepEqual(decide(filter("[1, 2, 3]", "-1")), 3);
  assert.deepEqual(decide(filter("[1, 2, 3]", "9")), null);
  assert.deepEqual(decide(filter("null", "true")), []);
  assert.deepEqual(decide(filter("[1, null, 3]", "item > 1")), [3]);
  const { output, warnings } = evaluate(filter("[1]", '"yes"'));
  assert.equal(output, null);
  assert.match(warnings[0]?.messageZh ?? "", /条件不是布尔值/);
});

test("boxed some and every are true, false or unknown", () => {
  const quantified = (name: string, list: string): string =>
    `<${name} iteratorVariable="i">${part("in", list)}${part("satisfies", "i > 1")}</${name}>`;
  const cases: [string, string, Json][] = [
    ["some", "[1, 2]", true],
    ["some", "[0, 1]", false],
    ["some", "[]", false],
    ["some", "[0, null]", null],
    ["some", "[2, null]", true],
    ["every", "[2, 3]", true],
    ["every", "[1, 2]", false],
    ["every", "[]", true],
    ["every", "[2, null]", null],
    ["every", "[1, null]", false],
  ];
  for (const [name, list, expected] of cases)
    assert.equal(decide(quantified(name, list)), expected, `${name} ${list}`);
});

test("boxed expressions stand inside of each other", () => {
  const inner = `<filter><in>${literal("numbers")}</in><match>${literal("item < limit")}</match></filter>`;
  const xml = `<context><contextEntry><variable name="limit"/>${literal("3")}</contextEntry><contextEntry><for iteratorVariable="n"><in>${inner}</in><return><conditional>${part("if", "n = 1")}${part("then", '"one"')}${part("else", "n")}</conditional></return></for></contextEntry></context>`;
  assert.deepEqual(decide(xml, { numbers: [1, 2, 3, 4] }), ["one", 2]);
});

test("a part that is missing is named with its place", () => {
  for (const [xml, place] of [
    [`<conditional>${part("if", "true")}${part("then", "1")}</conditional>`, /decision "d" \(d\).*<else>/],
    [`<for iteratorVariable="i">${part("in", "[1]")}</for>`, /decision "d" \(d\).*<return>/],
    [`<filter>${part("in", "[1]")}<match/></filter>`, /decision "d" \(d\).*<match>/],
    [
      `<every iteratorVariable="i">${part("in", "[1")}${part("satisfies", "i")}</every>`,
      /decision "d" \(d\), in/,
    ],
  ] as const)
    assert.throws(
      () => evaluate(xml),
      (error) => error instanceof DmnError && place.test(error.message) && /决策/.test(error.messageZh),
    );
});

test("functions of other languages than FEEL are refused when they are called, not when the model is read", () => {
  const java = `<functionDefinition kind="Java"><formalParameter name="x"/>${literal('{class: "java.lang.Math"}')}</functionDefinition>`;
  const xml = `<context><contextEntry><variable name="f"/>${java}</contextEntry><contextEntry>${literal("f(1)")}</contextEntry></context>`;
  const { output, warnings } = evaluate(xml);
  assert.equal(output, null);
  assert.ok(warnings.some((warning) => /Java/.test(warning.message) && /Java/.test(warning.messageZh)));
});

test("arguments of a boxed function have the declared types, or the call gives null", () => {
  const fn = `<functionDefinition><formalParameter name="n" typeRef="number"/>${literal('if n > 1 then "many" else n')}</functionDefinition>`;
  const call = (source: string): Json =>
    decide(
      `<context><contextEntry><variable name="f"/>${fn}</contextEntry><contextEntry>${literal(source)}</contextEntry></context>`,
    );
  assert.equal(call("f(2)"), "many");
  assert.equal(call("f([2])"), "many");
  assert.equal(call("f(1)"), 1);
  assert.equal(call('f("2")'), null);
  assert.equal(call("f(2, 3)"), null);
});

test("an item definition can be a function type", () => {
  const type =
    '<itemDefinition name="tFn"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>';
  const entry = (value: string): string =>
    `<context><contextEntry><variable name="f" typeRef="tFn"/>${literal(value)}</contextEntry><contextEntry>${literal("f(2)")}</contextEntry></context>`;
  assert.equal(evaluate(entry("function(x) x * 2"), {}, type).output, 4);
  assert.equal(evaluate(entry("5"), {}, type).output, null);
});
