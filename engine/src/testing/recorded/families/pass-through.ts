/** Activities that need nobody: they run through, or stand in an incident. */
import type { Resource } from "../../../port.ts";
import { processModel } from "../../bpmn-builder.ts";
import type { ScopeBuilder } from "../../bpmn-builder.ts";
import type { ActivityOptions } from "../../bpmn-parts.ts";
import type { Family, Scenario } from "../scenario.ts";
import { cancel, deploy, resolve, scenario, set, start } from "../steps.ts";

/** The fee of an area; `extra` is a second decision that needs it. */
export const fee: Resource = {
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
  <decision id="extra" name="Extra">
    <informationRequirement id="q1"><requiredDecision href="#fee"/></informationRequirement>
    <literalExpression id="l1"><text>fee + 1</text></literalExpression>
  </decision>
  <decision id="broken" name="Broken">
    <literalExpression id="l2"><text>assert(z, z != null)</text></literalExpression>
  </decision>
</definitions>`,
};

interface Kind {
  readonly name: string;
  add(scope: ScopeBuilder, options: ActivityOptions): ScopeBuilder;
}

const kinds: readonly Kind[] = [
  { name: "manual task", add: (scope, options) => scope.manualTask("t", options) },
  { name: "undefined task", add: (scope, options) => scope.task("t", options) },
  {
    name: "script task",
    add: (scope, options) =>
      scope.scriptTask("t", { expression: "=item", resultVariable: "result", ...options }),
  },
  {
    name: "business rule task",
    add: (scope, options) =>
      scope.businessRuleTask("t", { decisionId: "fee", resultVariable: "result", ...options }),
  },
  {
    name: "sub-process",
    add: (scope, options) => scope.subProcess("t", (inner) => inner.startEvent("i").endEvent("j"), options),
  },
];

const LOOP = {
  inputCollection: "=items",
  inputElement: "item",
  outputCollection: "results",
  outputElement: "=result",
};
const VARIABLES = { area: 60, item: "x", items: ["a", "b"] };

const each = kinds.flatMap(({ name, add }): Scenario[] => {
  const run = (
    what: string,
    options: ActivityOptions,
    variables: Parameters<typeof start>[1],
    ...more: ReturnType<typeof start>[]
  ): Scenario => {
    const process = processModel("p").startEvent("s");
    add(process, options).endEvent("e");
    return scenario(`a ${name} ${what}`, process, [start("p", variables), ...more], fee);
  };
  return [
    run("runs through", {}, VARIABLES),
    run("maps in and out", { inputs: { item: '="y"' }, outputs: { kept: "=item" } }, VARIABLES),
    run(
      "has an input mapping that fails until a variable is there",
      { inputs: { mine: "=assert(given, given != null)" } },
      VARIABLES,
      set({ given: 1 }),
      resolve(),
    ),
    run(
      "has an output mapping that fails until a variable is there",
      { outputs: { mine: "=assert(given, given != null)" } },
      VARIABLES,
      resolve(),
      set({ given: 1 }),
      resolve(),
    ),
    run("runs for each item at the same time", { multiInstance: LOOP }, VARIABLES),
    run("runs for each item in turn", { multiInstance: { ...LOOP, sequential: true } }, VARIABLES),
    run("runs for no item", { multiInstance: LOOP }, { ...VARIABLES, items: [] }),
    run(
      "ends its items by a condition",
      { multiInstance: { ...LOOP, sequential: true, completionCondition: "=loopCounter = 1" } },
      VARIABLES,
    ),
    run(
      "has a wrong collection until a variable is right",
      { multiInstance: LOOP },
      { ...VARIABLES, items: null },
      set({ items: ["z"] }),
      resolve(),
    ),
  ];
});

const script = (expression: string): ScopeBuilder =>
  processModel("p").startEvent("s").scriptTask("t", { expression, resultVariable: "r" }).endEvent("e");

const scripts: Scenario[] = [
  ["a list", "=for x in list return x * x"],
  ["a context", '={a: 1, "b c": list}'],
  ["null for what is not there", "=missing.field"],
  ["a text", '="n" + string(count(list))'],
  ["a duration", '=duration("PT90M")'],
  ["a date and time", '=date and time("2026-01-05T08:30:00+08:00")'],
  ["a date", '=date("2026-01-05")'],
  ["a number with fraction", "=1 / 3"],
  ["a static text", "plain"],
].map(([what, expression]) => ({
  ...scenario(
    `a script gives ${String(what)}`,
    script(String(expression)) as ReturnType<typeof processModel>,
    [start("p", { list: [1, 2, 3] })],
  ),
}));

const decide = (decisionId: string): ReturnType<typeof processModel> =>
  processModel("p")
    .startEvent("s")
    .businessRuleTask("d", { decisionId, resultVariable: "r" })
    .endEvent("e") as ReturnType<typeof processModel>;

const decisions: Scenario[] = [
  scenario("a decision that needs another", decide("extra"), [start("p", { area: 10 })], fee),
  scenario(
    "a decision that fails raises an incident until a variable is right",
    decide("broken"),
    [start(), set({ z: 1 }), resolve()],
    fee,
  ),
  scenario("a decision whose input is missing", decide("fee"), [start()], fee),
  {
    ...scenario("a decision that is not deployed raises an incident until it is", decide("fee"), [
      start("p", { area: 20 }),
      resolve(),
      deploy("fee.dmn"),
      resolve(),
    ]),
    later: [fee],
  },
  scenario("a decision of a computed id", decide('="f" + kind'), [start("p", { area: 60, kind: "ee" })], fee),
  scenario(
    "a decision of an id that is no text",
    decide("=kind"),
    [start("p", { area: 60, kind: 1 }), set({ kind: "fee" }), resolve()],
    fee,
  ),
  scenario("a decision that stands in an incident is cancelled", decide("broken"), [start(), cancel()], fee),
];

export const passThrough: Family = { name: "pass-through", scenarios: [...each, ...scripts, ...decisions] };
