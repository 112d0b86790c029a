import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { compileExpression, FeelLimitError, FeelSyntaxError, typeOf } from "../index.ts";
import type { Dialect, FeelValue, HostContext } from "../index.ts";
import { expression, sampleContext } from "../testing/generate.ts";
import { readRecorded } from "../testing/recorded.ts";
import { checkExpression, checkUnaryTests, contextOf, inWords, listOf, one } from "./index.ts";
import type { CheckScope, StaticType } from "./index.ts";

const anything: CheckScope = { typeOf: () => null, names: () => [] };

const known = new Map<string, StaticType>([
  ["age", one("number")],
  ["name", one("string")],
  ["born", one("date")],
  ["申请人", contextOf(new Map([["年龄", one("number")]]))],
  ["items", listOf(contextOf(new Map([["price", one("number")]])))],
  ["unknown", null],
]);
const scope: CheckScope = {
  typeOf: ([head = "", ...rest]) => (rest.length > 0 ? undefined : known.get(head)),
  names: () => known.keys(),
};

function found(source: string, dialect: Dialect = "zeebe"): string[] {
  return checkExpression(source, { dialect, scope }).findings.map((one) => one.message.en);
}

function cell(source: string, input: StaticType, dialect: Dialect = "zeebe"): string[] {
  return checkUnaryTests(source, input, { dialect, scope }).map((one) => one.message.en);
}

test("operators whose operands can give nothing but null are found", () => {
  assert.deepEqual(found('age + "1"'), ["number + string can only give null"]);
  assert.deepEqual(found("age > name"), ["number > string can only give null"]);
  assert.deepEqual(found('born > "2026-01-01"'), ["date > string can only give null"]);
  assert.deepEqual(found("age and true"), ['"and" wants a boolean, this is number']);
  assert.deepEqual(found('age between 1 and "9"'), ["number <= string can only give null"]);
  assert.deepEqual(found('age in ["a", "b"]'), ["number = list of string can only give null"]);
  assert.deepEqual(found('-duration("P1D")'), ["Cannot negate days and time duration"]);
  assert.deepEqual(found('-duration("P1D")', "dmn"), []);
  assert.deepEqual(found("upper case(age)"), [
    "There is no upper case(number); there is upper case(string: string)",
  ]);
  assert.deepEqual(found("items.price + 1"), ["list of number + number can only give null"]);
  assert.deepEqual(found('items[price > "9"]'), ["number > string can only give null"]);
  assert.deepEqual(found("if age then 1 else 2"), ['"if" wants a boolean, this is number']);
});

test("names, entries and functions that do not exist are found, with what may be meant", () => {
  assert.deepEqual(found("agee + 1"), ['There is no name "agee"; did you mean "age"?']);
  assert.deepEqual(found("申请人.年令"), ['There is no entry "年令"; did you mean "年龄"?']);
  assert.deepEqual(found("born.yaer"), ['There is no entry "yaer"; did you mean "year"?']);
  assert.deepEqual(found("uper case(name)"), [
    'There is no function "uper case"; did you mean "upper case"?',
  ]);
  assert.deepEqual(found("age(1)"), ['"age" is number, no function']);
  const [only] = checkExpression('name = "a" and\n  agee > 1', { dialect: "zeebe", scope }).findings;
  assert.deepEqual([only?.line, only?.column], [2, 3]);
  assert.equal(only?.message.zh, "没有名称“agee”，是否指“age”？");
});

test("what may well be meant is left alone", () => {
  for (const source of [
    "age = null",
    "unknown + 1",
    'unknown > "a"',
    'born + duration("P1D") > born',
    "items[1].price * age",
    "items[item.price > 1]",
    "for i in items return i.price + 1",
    "some i in items satisfies i.price > age",
    "{a: age, b: a + 1}.b",
    "get or else(unknown, 1) + 1",
    "(if age > 1 then age else null) + 1",
    "function(x) x + age",
    "申请人.年龄 >= 18",
    'if is defined(name) then name else "-"',
    "age in [1..9]",
    "age in (1, 2, 3)",
    "sort([1, 2], function(x, y) x < y)",
  ])
    assert.deepEqual(found(source), [], source);
});

test("cells are tested against the type of their column", () => {
  const number = one("number");
  assert.deepEqual(cell('"a", "b"', number), [
    "number = string can only give null",
    "number = string can only give null",
  ]);
  assert.deepEqual(cell('< "5"', number), ["number < string can only give null"]);
  assert.deepEqual(cell('["a".."c"]', number), ["number >= string can only give null"]);
  assert.deepEqual(cell("true", number), ["number = boolean can only give null"]);
  assert.deepEqual(cell("? + 1", number), ['"?" wants a boolean, this is number']);
  assert.deepEqual(cell("not(5)", one("string")), ["string = number can only give null"]);
  for (const source of [
    "5",
    "< 5",
    "[1..5]",
    "null",
    "not(null)",
    "age",
    "? > 5 and ? < 9",
    "[1, 2]",
    "-",
    "age > 5",
  ])
    assert.deepEqual(cell(source, number), [], source);
});

/** Whether a value is one that the inferred type allows; null always is. */
function agrees(source: string, dialect: Dialect, context: HostContext): void {
  let value: FeelValue;
  try {
    const options = { clock: () => 0, random: () => 0.5, limits: { steps: 20_000 } };
    value = compileExpression(source, { dialect }).evaluate(context, options);
  } catch (error) {
    if (error instanceof FeelSyntaxError || error instanceof FeelLimitError) return;
    throw error;
  }
  const { type, findings } = checkExpression(source, { dialect, scope: anything });
  if (value === null || type === null) return;
  assert.ok(
    type.names.includes(typeOf(value) as "string"),
    `${source}: ${typeOf(value)}, not ${inWords(type).en} (${findings.length} findings)`,
  );
}

test("the type that is inferred is the type that is computed", () => {
  const { variables, cases } = readRecorded();
  for (const one of cases) if ("expression" in one) agrees(one.expression, "zeebe", variables);
  const standard = readFileSync(new URL("../testing/dmn-standard.jsonl", import.meta.url), "utf8");
  for (const line of standard.trimEnd().split("\n")) agrees(JSON.parse(line).expression, "dmn", {});
  for (const dialect of ["zeebe", "dmn"] as const)
    fc.assert(
      fc.property(expression, (source) => agrees(source, dialect, sampleContext)),
      { numRuns: 1500 },
    );
});

test("an operation that is found is null whatever its variables are", () => {
  const { variables, cases } = readRecorded();
  for (const recorded of cases) {
    if (!("expression" in recorded)) continue;
    const { expression: source } = recorded;
    const { findings } = checkExpression(source, { dialect: "zeebe", scope: anything });
    if (!findings.some((one) => one.column === 1 && one.line === 1 && one.kind === "clash")) continue;
    if (
      / instance of |^(if|for|some|every|\[|\{|not|get or else|is defined)\b|[[{]| (and|or|in|between) /.test(
        source,
      )
    )
      continue;
    const value = compileExpression(source).evaluate(variables, { clock: () => 0, random: () => 0.5 });
    assert.equal(value, null, source);
  }
});
