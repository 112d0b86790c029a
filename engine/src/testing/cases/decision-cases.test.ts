import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { Resource } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { joinDecisionCoverage } from "./decision-coverage.ts";
import { readTestCases } from "./read.ts";
import { runTestCases } from "./run.ts";

const model = processModel("p")
  .startEvent("s")
  .businessRuleTask("d", { decisionId: "fee", resultVariable: "fee" })
  .endEvent("e");
const fee = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="http://onewindow/test">
  <decision id="fee" name="Fee">
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="i1" label="Area"><inputExpression id="e1"><text>area</text></inputExpression></input>
      <output id="o1" name="fee"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 50</text></inputEntry><outputEntry id="b1"><text>10</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>&gt;= 50</text></inputEntry><outputEntry id="b2"><text>20</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;
const resources: Resource[] = [
  { name: "p.bpmn", content: model.toXml() },
  { name: "fee.dmn", content: fee },
];
const create = {
  type: "CREATE_PROCESS_INSTANCE",
  processDefinitionSelector: { processDefinitionId: "p" },
  variables: { area: 60 },
};

test("decisions are evaluated, mocked, and asserted with their rules, numbered from 1", async () => {
  const decisionSelector = { decisionDefinitionId: "fee" };
  const testCases = [
    {
      name: "in a process",
      instructions: [
        create,
        { type: "ASSERT_DECISION", decisionSelector, output: 20, matchedRules: [2], notMatchedRules: [1] },
      ],
    },
    {
      name: "alone",
      instructions: [
        { type: "EVALUATE_DECISION", decisionDefinitionSelector: decisionSelector, variables: { area: 1 } },
        { type: "ASSERT_DECISION", decisionSelector: { decisionDefinitionName: "Fee" }, output: 10 },
      ],
    },
    {
      name: "mocked",
      instructions: [
        { type: "MOCK_DMN_DECISION", decisionDefinitionId: "fee", variables: { free: true } },
        create,
        {
          type: "ASSERT_VARIABLES",
          processInstanceSelector: { processDefinitionId: "p" },
          variables: { fee: { free: true } },
        },
      ],
    },
    {
      name: "wrong",
      instructions: [create, { type: "ASSERT_DECISION", decisionSelector, noMatchedRules: true }],
    },
  ];
  const { results, decisionCoverage } = await runTestCases({
    resources,
    cases: readTestCases(JSON.stringify({ testCases }), "cases.json"),
    engineFactory: ({ clock }) => createEmbeddedEngine({ inMemory: true, clock }),
  });
  assert.deepEqual(
    results.slice(0, 3).map((result) => result.failure?.message ?? null),
    [null, null, null],
  );
  assert.deepEqual(decisionCoverage, [
    {
      decisionId: "fee",
      decisionName: "Fee",
      resource: "fee.dmn",
      coveredRules: [1, 2],
      missedRules: [],
      ratio: 1,
    },
  ]);
  assert.match(results[3]?.failure?.message ?? "", /expected no rule to match, found matched rules 2/);
});

test("coverage names the rules that no case matched, over the decisions that others require too", async () => {
  const total = fee
    .replace(
      /<decision /,
      '<decision id="total" name="Total"><informationRequirement><requiredDecision href="#fee"/></informationRequirement><literalExpression><text>fee + 1</text></literalExpression></decision><decision ',
    )
    .replace("fees", "totals");
  const run = (area: number): ReturnType<typeof runTestCases> =>
    runTestCases({
      resources: [{ name: "total.dmn", content: total }],
      cases: readTestCases(
        JSON.stringify({
          testCases: [
            {
              name: "one",
              instructions: [
                {
                  type: "EVALUATE_DECISION",
                  decisionDefinitionSelector: { decisionDefinitionId: "total" },
                  variables: { area },
                },
              ],
            },
          ],
        }),
        "cases.json",
      ),
      engineFactory: ({ clock }) => createEmbeddedEngine({ inMemory: true, clock }),
    });
  const [small, large] = [await run(1), await run(99)];
  assert.deepEqual(
    [small, large].map(({ decisionCoverage }) => decisionCoverage.map((one) => one.missedRules)),
    [[[2]], [[1]]],
  );
  const [joined] = joinDecisionCoverage([small.decisionCoverage, large.decisionCoverage]);
  assert.deepEqual([joined?.decisionId, joined?.missedRules, joined?.ratio], ["fee", [], 1]);
});
