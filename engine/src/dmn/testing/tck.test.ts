import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { buildDmn } from "./build.ts";
import { runTck } from "./tck.ts";
import type { TckReport } from "./tck.ts";

function report(model: string, cases: string): TckReport {
  const folder = mkdtempSync(join(tmpdir(), "tck-"));
  try {
    writeFileSync(join(folder, "m.dmn"), model);
    writeFileSync(
      join(folder, "m-test-01.xml"),
      `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>${cases}</testCases>`,
    );
    return runTck(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const input = '<inputNode name="x"><value xsi:type="xsd:decimal">4</value></inputNode>';
const number = (id: string, decision: string, value: string): string =>
  `<testCase id="${id}">${input}<resultNode name="${decision}" type="decision"><expected><value xsi:type="xsd:decimal">${value}</value></expected></resultNode></testCase>`;
const nothing = (id: string, decision: string): string =>
  `<testCase id="${id}">${input}<resultNode name="${decision}" type="decision"><expected><value xsi:nil="true"/></expected></resultNode></testCase>`;

test("numbers agree exactly, or in all of the eight and more digits that a cut result is written with", () => {
  const model = buildDmn([
    { id: "d", logic: "x / 3" },
    { id: "e", logic: "x / 6" },
  ]);
  const values = ["1.33333333", "1.3333333", "1.3", "1.333333333333333333333333333333333", "1.33333334"];
  const cases = values.map((value, i) => number(String(i), "d", value)).join("");
  const { total, passed, rounded, failures } = report(
    model,
    `${cases}${number("up", "e", "0.66666667")}${number("cut", "e", "0.66666666")}`,
  );
  assert.deepEqual([total, passed], [7, 4]);
  assert.deepEqual(
    rounded.map((label) => label.split(" ")[1]),
    ["0", "up", "cut"],
  );
  assert.deepEqual(
    failures.map((failure) => failure.expected),
    ["1.3333333", "1.3", "1.33333334"],
  );
  assert.match(failures[0]?.case ?? "", /m-test-01\.xml 1 d/);
});

test("null of a function that does not exist is not counted, null of one that does is", () => {
  const model = buildDmn([
    { id: "unknown", logic: "no such thing(x)" },
    { id: "known", logic: 'abs("a")' },
    { id: "wrong", logic: "x" },
  ]);
  const { total, passed, notCounted } = report(
    model,
    `${nothing("1", "unknown")}${nothing("2", "known")}${nothing("3", "wrong")}${number("4", "unknown", "1")}`,
  );
  assert.deepEqual([total, passed], [3, 1]);
  assert.deepEqual(notCounted.length, 1);
});
