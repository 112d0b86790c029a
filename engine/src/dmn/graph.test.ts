import assert from "node:assert/strict";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import { DmnError, readDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const dialect = "dmn";

function library(namespace: string, inner: Parameters<typeof buildDmn>[0], extra = ""): string {
  return buildDmn(inner, extra).replace('namespace="urn:test"', `namespace="${namespace}"`);
}
const use = (name: string, namespace: string): string => `<import name="${name}" namespace="${namespace}"/>`;
const require = (kind: "requiredDecision" | "requiredInput", href: string): string =>
  `<informationRequirement><${kind} href="${href}"/></informationRequirement>`;

test("decisions, inputs, functions and types of another model are used by the name of the import", () => {
  const fees = library(
    "urn:fees",
    [{ id: "base", name: "Base fee", inputs: ["area"], logic: "area * 2" }],
    '<itemDefinition name="tArea"><typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues></itemDefinition>' +
      '<inputData id="area" name="area"><variable name="area" typeRef="tArea"/></inputData>' +
      '<businessKnowledgeModel id="twice" name="twice"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>',
  );
  const main = buildDmn(
    [{ id: "total", logic: "fees.twice(fees.Base fee) + fees.area + own" }],
    use("fees", "urn:fees") +
      '<inputData id="own" name="own"><variable name="own" typeRef="fees.tArea"/></inputData>',
  ).replace(
    "<literalExpression",
    `${require("requiredDecision", "urn:fees#base")}${require("requiredInput", "urn:fees#area")}${require("requiredInput", "#own")}<knowledgeRequirement><requiredKnowledge href="urn:fees#twice"/></knowledgeRequirement><literalExpression`,
  );
  const model = readDmn([main, fees], { dialect });
  assert.deepEqual(
    model.decisions.map((one) => one.id),
    ["total"],
  );
  assert.equal(model.evaluate("total", { fees: { area: 10 }, own: 1 }).output, 51);
  assert.equal(model.evaluate("total", { fees: { area: 10 }, own: -1 }).output, null);
  assert.equal(model.evaluate("total", { fees: { area: -10 }, own: 1 }).output, null);
});

test("a model that is imported on two ways has the inputs of each of them", () => {
  const named = library(
    "urn:a",
    [{ id: "hello", inputs: ["who"], logic: '"Hello, " + who' }],
    '<itemDefinition name="tName"><typeRef>string</typeRef></itemDefinition>' +
      '<inputData id="who" name="who"><variable name="who" typeRef="tName"/></inputData>',
  );
  const greeting = (namespace: string): string =>
    library(
      namespace,
      [{ id: "greet", logic: 'a.hello + "!"' }],
      `${use("a", "urn:a")}<inputData id="x" name="x"><variable name="x" typeRef="a.tName"/></inputData>`,
    ).replace("<literalExpression", `${require("requiredDecision", "urn:a#hello")}<literalExpression`);
  const main = buildDmn(
    [{ id: "both", logic: 'first.greet + " " + second one.greet' }],
    use("first", "urn:b") + use("second one", "urn:c"),
  ).replace(
    "<literalExpression",
    `${require("requiredDecision", "urn:b#greet")}${require("requiredDecision", "urn:c#greet")}<literalExpression`,
  );
  const model = readDmn([main, greeting("urn:b"), greeting("urn:c"), named], { dialect });
  const given = { first: { a: { who: "张三" } }, "second one": { a: { who: "李四" } } };
  assert.equal(model.evaluate("both", given).output, "Hello, 张三! Hello, 李四!");
  assert.equal(model.evaluate("both", { ...given, first: { a: { who: 1 } } }).output, null);
  assert.deepEqual(model.requiredVariables("both"), [
    ["first", "a", "who"],
    ["second one", "a", "who"],
  ]);
});

test("a reference to a model that was not given is refused with the element", () => {
  const main = buildDmn([{ id: "d", logic: "1" }], use("fees", "urn:fees")).replace(
    "<literalExpression",
    `${require("requiredDecision", "urn:fees#base")}<literalExpression`,
  );
  assert.throws(
    () => readDmn(main, { dialect }),
    (error) =>
      error instanceof DmnError &&
      error.code === "REFERENCE" &&
      error.message.startsWith('decision "d" (d), requiredDecision (line') &&
      /urn:fees#base/.test(error.messageZh),
  );
});

test("a decision service decides what it encapsulates itself, and takes its inputs and input decisions", () => {
  const service =
    '<inputData id="x" name="x"/><decisionService id="svc" name="svc"><outputDecision href="#out"/><outputDecision href="#second"/>' +
    '<encapsulatedDecision href="#inner"/><inputDecision href="#mid"/><inputData href="#x"/></decisionService>';
  const model = readDmn(
    buildDmn(
      [
        { id: "out", requires: ["inner", "mid"], logic: "inner + mid" },
        { id: "second", requires: ["mid"], logic: "mid * 10" },
        { id: "inner", inputs: ["x"], logic: "x + 1" },
        { id: "mid", logic: "1000" },
        { id: "caller", knows: ["svc"], logic: "svc(7, 5)" },
        { id: "named", knows: ["svc"], logic: "svc(x: 7, mid: 5).out" },
        { id: "few", knows: ["svc"], logic: "svc(5)" },
      ],
      service,
    ),
    { dialect },
  );
  const direct = model.evaluateService("svc", { mid: 5, x: 7 });
  assert.deepEqual(toJson(direct.output), { out: 13, second: 50 });
  assert.deepEqual(
    direct.evaluated.map((one) => one.decision.id),
    ["inner", "out", "second"],
  );
  assert.deepEqual(toJson(model.evaluate("caller", {}).output), { out: 13, second: 50 });
  assert.equal(model.evaluate("named", {}).output, 13);
  assert.equal(model.evaluate("few", {}).output, null);
  assert.throws(() => model.evaluateService("other", {}), {
    code: "UNKNOWN_DECISION",
    message: /decision service "other".*svc/,
  });
});

for (const dialect of ["zeebe", "dmn"] as const)
  test(`decisions that require each other are refused, and the element is named (${dialect})`, () => {
    const circle = (...ids: string[]): string =>
      buildDmn(
        ids.map((id, i) => ({
          id,
          name: `D ${id}`,
          requires: [ids[(i + 1) % ids.length] ?? ""],
          logic: "1",
        })),
      );
    for (const [xml, en, zh] of [
      [circle("a"), /decision "D a" \(a\) \(line 3\).*D a → D a/, /决策 "D a" \(a\)（第 3 行）：.*D a → D a/],
      [
        circle("a", "b", "c"),
        /decision "D a" \(a\).*D a → D b → D c → D a/,
        /循环依赖：D a → D b → D c → D a/,
      ],
    ] as const)
      assert.throws(
        () => readDmn(xml, { dialect }),
        (error) => {
          assert.ok(error instanceof DmnError);
          assert.equal(error.code, "CYCLE");
          assert.match(error.message, en);
          assert.match(error.messageZh, zh);
          return true;
        },
      );
  });

test("a required decision that several need is decided once", () => {
  const model = readDmn(
    buildDmn([
      { id: "top", requires: ["l", "r"], logic: "l + r" },
      { id: "l", requires: ["base"], logic: "base + 1" },
      { id: "r", requires: ["base"], logic: "base + 2" },
      { id: "base", logic: "10" },
    ]),
  );
  const { output, evaluated } = model.evaluate("top", {});
  assert.equal(output, 23);
  assert.deepEqual(
    evaluated.map((one) => one.decision.id),
    ["base", "l", "r", "top"],
  );
});
