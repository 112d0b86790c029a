import assert from "node:assert/strict";
import { test } from "node:test";
import { readDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";
import type { DecisionText } from "./testing/build.ts";

const types =
  '<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>' +
  '<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>' +
  '<inputData id="p" name="person"><variable name="person" typeRef="tPerson"/></inputData>';

function findings(decisions: DecisionText[], extra = types, edit = (xml: string): string => xml): string[] {
  const model = readDmn(edit(buildDmn(decisions, extra)), { dialect: "dmn" });
  return model.check().map((one) => `${one.place}: ${one.message.en}`);
}

test("names are held against what a decision requires, entries against the item definitions", () => {
  assert.deepEqual(
    findings([
      { id: "a", inputs: ["p"], logic: "person.agee + 1" },
      { id: "b", inputs: ["p"], logic: "persn.age" },
      { id: "c", logic: "person.age" },
      { id: "d", requires: ["a"], inputs: ["p"], logic: "a + person.age" },
      { id: "e", inputs: ["p"], logic: 'person.age + "1"' },
    ]),
    [
      'decision "a" (a): There is no entry "agee"; did you mean "age"?',
      'decision "b" (b): There is no name "persn"; did you mean "person"?',
      'decision "c" (c): There is no name "person"',
      'decision "e" (e): number + string can only give null',
    ],
  );
});

test("entries of tables are held against the types and allowed values of their columns", () => {
  const logic = {
    inputs: ["person.age"],
    outputs: ["level"],
    rules: [
      ['"18"', '"low"'],
      ["[18..60]", "5"],
      ["> 60", '"middle"'],
    ],
  };
  const typed = (xml: string): string => xml.replace('name="level"', 'name="level" typeRef="tLevel"');
  assert.deepEqual(findings([{ id: "d", inputs: ["p"], logic }], types, typed), [
    'decision "d" (d), rule 1, input 1: number = string can only give null',
    'decision "d" (d), rule 2, output 1: string (tLevel) is declared, this is number',
    'decision "d" (d), rule 3, output 1: "middle" is not among the allowed values "low", "high"',
  ]);
});

test("results are held against the type of the variable, names bound by contexts and functions are known", () => {
  const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`;
  const context = `<context><contextEntry><variable name="n" typeRef="number"/>${literal("1")}</contextEntry><contextEntry><variable name="f"/><functionDefinition><formalParameter name="x" typeRef="string"/>${literal("x + n")}</functionDefinition></contextEntry><contextEntry>${literal("f(n)")}</contextEntry></context>`;
  assert.deepEqual(
    findings(
      [
        { id: "a", variable: "a", logic: '"text"' },
        { id: "b", logic: { xml: context } },
      ],
      "",
      (xml) => xml.replace('name="a"/>', 'name="a" typeRef="number"/>'),
    ),
    [
      'decision "a" (a): number (number) is declared, this is string',
      'decision "b" (b), entry "f": string + number can only give null',
    ],
  );
});

test("for Zeebe the host tells what paths hold, and the results of required tables are known", () => {
  const model = readDmn(
    buildDmn([
      {
        id: "risk",
        logic: {
          hitPolicy: "COLLECT",
          inputs: ["premises.area"],
          outputs: ["points"],
          rules: [['< "300"', "1"]],
        },
      },
      { id: "total", requires: ["risk"], logic: "risk + 1" },
    ]).replace('name="points"', 'name="points" typeRef="number"'),
  );
  const typeOf = (path: readonly string[]): string | undefined =>
    path.join(".") === "premises.area" ? "number" : undefined;
  assert.deepEqual(
    model.check({ typeOf }).map((one) => one.message.zh),
    ["数字 < 文本 的结果只能是空值", "数字列表 + 数字 的结果只能是空值"],
  );
  assert.deepEqual(
    model.check().map((one) => one.placeZh),
    ['决策 "total" (total)'],
  );
});
