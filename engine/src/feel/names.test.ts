import assert from "node:assert/strict";
import { test } from "node:test";
import { compileExpression, FeelSyntaxError } from "./index.ts";
import { ask, warnings } from "./testing/ask.ts";

test("names may be Chinese", () => {
  const context = { 申请人: { 年龄: 18, 住址: [{ 市: "潍坊" }] } };
  assert.equal(ask("申请人.年龄 >= 18", context), true);
  assert.deepEqual(ask("申请人.住址.市", context), ["潍坊"]);
  assert.deepEqual(ask("{ 结果: 申请人.年龄 + 1, 再加: 结果 + 1 }", context), { 结果: 19, 再加: 20 });
});

test("names with blanks and signs are read where they are known, or quoted", () => {
  assert.equal(
    ask(
      "Kitchen-Area + first name",
      { "Kitchen-Area": 2, "first name": 3 },
      { names: ["Kitchen-Area", "first name"] },
    ),
    5,
  );
  assert.equal(ask("`first name` + 1", { "first name": 3 }), 4);
  assert.equal(ask("a.b c + 1", { a: { "b c": 1 } }, { names: { a: { "b c": null } }, dialect: "dmn" }), 2);
  assert.throws(() => compileExpression("first name + 1"), { code: "UNKNOWN_NAME_FORM" });
});

test("the free variables of an expression are the paths it reads from outside", () => {
  const paths = (source: string): string[] =>
    compileExpression(source).variables.map((path) => path.join("."));
  assert.deepEqual(paths("a.b + c"), ["a.b", "c"]);
  assert.deepEqual(paths("for x in list return x.y + z"), ["list", "z"]);
  assert.deepEqual(paths("{ a: 1, b: a + c }"), ["c"]);
  assert.deepEqual(paths("function(a) a + b"), ["b"]);
  assert.deepEqual(paths("some i in xs satisfies i > limit"), ["xs", "limit"]);
  assert.deepEqual(paths("count(items[price > max]) + item"), ["items", "item"]);
  assert.deepEqual(compileExpression("items[price > max]").possibleVariables, [["price"], ["max"]]);
  assert.deepEqual(paths("string length(name)"), ["name"]);
});

test("no name reaches the host", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]) {
    assert.equal(ask(name), null);
    assert.equal(ask(`c.${name}`, { c: { a: 1 } }), null);
    assert.equal(ask(`c.${name}`, { c: [1] }) === null || Array.isArray(ask(`c.${name}`, { c: [1] })), true);
    assert.equal(ask(`get value(c, "${name}")`, { c: {} }), null);
    assert.deepEqual(ask(`{ ${name}: 1 }.${name}`), 1);
  }
  assert.equal(ask("f", { f: () => 1 }), null);
  assert.equal(ask("d.getTime", { d: new Date(0) }), null);
  assert.equal(ask("d", { d: new Map([["a", 1]]) }), null);
  assert.equal(ask('context put(c, "__proto__", {x: 1}).x', { c: {} }), null);
  assert.equal(Object.hasOwn(Object.prototype, "x"), false);
});

test("a missing variable is null, with a warning", () => {
  assert.equal(ask("missing"), null);
  assert.deepEqual(warnings("missing"), ["NO_VARIABLE_FOUND"]);
  assert.deepEqual(warnings("a.b", { a: {} }), ["NO_CONTEXT_ENTRY_FOUND"]);
  assert.deepEqual(warnings("nothing(1)"), ["NO_FUNCTION_FOUND"]);
});

test("a syntax error names line, column and what could stand there", () => {
  const fault = (source: string): FeelSyntaxError => {
    try {
      compileExpression(source);
    } catch (error) {
      if (error instanceof FeelSyntaxError) return error;
    }
    return assert.fail(`${source} was accepted`);
  };
  const broken = fault("if a > 1\nthen 2");
  assert.deepEqual([broken.line, broken.column, broken.expected], [2, 7, ["else"]]);
  assert.match(broken.messageZh, /第 2 行第 7 列/);
  assert.equal(fault("").code, "EMPTY");
  assert.equal(fault("(".repeat(300)).code, "TOO_DEEP");
  assert.equal(fault("1 + ".repeat(20_000)).code, "TOO_LONG");
  assert.equal(fault('function(a) external {java: {class: "x"}}').code, "EXTERNAL_FUNCTION");
  assert.equal(fault("a == 1").line, 1);
});
