import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { buildDmn } from "./build.ts";
import { runTck } from "./tck.ts";

test("the runner of TCK cases counts what agrees and tells what does not", () => {
  const folder = mkdtempSync(join(tmpdir(), "tck-"));
  try {
    const wrap = (id: string, value: string): string =>
      `<testCase id="${id}"><inputNode name="x"><value xsi:type="xsd:decimal">4</value></inputNode><resultNode name="d" type="decision"><expected><value xsi:type="xsd:decimal">${value}</value></expected></resultNode></testCase>`;
    writeFileSync(join(folder, "m.dmn"), buildDmn([{ id: "d", logic: "x / 3" }]));
    writeFileSync(
      join(folder, "m-test-01.xml"),
      `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>${wrap("1", "1.333333333")}${wrap("2", "1.3")}</testCases>`,
    );
    const report = runTck(folder);
    assert.deepEqual([report.total, report.passed], [2, 1]);
    assert.match(report.failures[0]?.case ?? "", /m-test-01\.xml 2 d/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
