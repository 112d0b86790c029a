/** Tags: what an instance, its jobs and its user tasks are found by. */
import { processModel } from "../../bpmn-builder.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Family } from "../scenario.ts";
import { job, scenario, task } from "../steps.ts";

const all = [
  processModel("p")
    .startEvent("s")
    .serviceTask("t", { type: "x", listeners: [{ event: "start", type: "l" }] })
    .callActivity("ca", { processId: "c" })
    .subProcess("sub", (inner) => inner.startEvent("i").userTask("u").endEvent("j"))
    .endEvent("e"),
  processModel("c").startEvent("cs").serviceTask("ct", { type: "y" }).endEvent("ce"),
];

function tagged(...tags: string[]): TestInstruction {
  return { type: "CREATE_PROCESS_INSTANCE", processDefinitionSelector: { processDefinitionId: "p" }, tags };
}

const refused: [string, string[]][] = [
  ["blank", [""]],
  ["with a space", ["a b"]],
  ["with a digit first", ["1a"]],
  ["with a colon first", [":a"]],
  ["of other letters", ["标签"]],
  ["too long", ["x".repeat(101)]],
  ["two wrong ones", ["a", "b c"]],
  ["too many", Array.from({ length: 11 }, (_, index) => `t${index}`)],
];

export const tags: Family = {
  name: "tags",
  reasons: true,
  scenarios: [
    scenario("tags go with the instance, its jobs, its user tasks and what it calls", all, [
      tagged("b", "a:1"),
      job("l"),
      job("x"),
      job("y"),
      task("u"),
    ]),
    scenario("a tag given twice is one", all, [tagged("a", "a")]),
    scenario("a tag may be long and of many kinds of characters", all, [
      tagged("x".repeat(100), "A.b-c_d:e"),
    ]),
    scenario("ten tags", all, [tagged(...Array.from({ length: 10 }, (_, index) => `t${index}`))]),
    ...refused.map(([what, given]) => scenario(`a tag that is refused: ${what}`, all, [tagged(...given)])),
  ],
};
