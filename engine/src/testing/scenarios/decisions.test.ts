import assert from "node:assert/strict";
import type { Resource } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const fee: Resource = {
  name: "fee.dmn",
  content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="http://onewindow/test">
  <decision id="fee" name="Fee">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="i1" label="Area"><inputExpression id="e1"><text>area</text></inputExpression></input>
      <output id="o1" name="fee"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 50</text></inputEntry><outputEntry id="b1"><text>0</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>-</text></inputEntry><outputEntry id="b2"><text>area * 2</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`,
};
const model = () =>
  processModel("p")
    .startEvent("s")
    .businessRuleTask("d", { decisionId: "fee", resultVariable: "fee" })
    .endEvent("e");

scenario(
  "a business rule task writes the result of its decision, and the record says which rule it was",
  async (engine) => {
    await engine.deploy(model(), fee);
    const key = await engine.start("p", { area: 60 });
    assert.deepEqual(engine.variables(key), { area: 60, fee: 120 });
    const [decision] = engine.trace.decisions;
    assert.deepEqual(
      [decision?.decisionId, decision?.output, decision?.matchedRules.length],
      ["fee", 120, 1],
    );
  },
);

scenario("a decision that is not deployed raises an incident, resolved when it is", async (engine) => {
  await engine.deploy(model());
  const key = await engine.start("p", { area: 20 });
  assert.deepEqual(engine.incidents(), ["CALLED_DECISION_ERROR d"]);
  await engine.engine.deploy([fee]);
  await engine.resolve();
  assert.deepEqual(engine.variables(key), { area: 20, fee: 0 });
});

scenario("a decision can be evaluated by command and says why", async (engine) => {
  await engine.engine.deploy([fee]);
  const result = await engine.engine.evaluateDecision("fee", { area: 10 });
  assert.deepEqual([result.output, result.failure], [0, null]);
  const [evaluated] = result.evaluated;
  assert.deepEqual(
    evaluated?.inputs.map((input) => [input.label, input.value]),
    [["Area", 10]],
  );
  assert.deepEqual(
    evaluated?.matchedRules.map((rule) => rule.ruleId),
    ["r1"],
  );
  await assert.rejects(engine.engine.evaluateDecision("nope", {}), { code: "NOT_FOUND" });
});
