/** Execution listeners, and user tasks as jobs. */
import { processModel } from "../../bpmn-builder.ts";
import type { Family } from "../scenario.ts";
import { cancel, job, scenario, start, throwError } from "../steps.ts";

const S = (type: string) => ({ event: "start", type });
const E = (type: string) => ({ event: "end", type });
export const listeners: Family = {
  name: "listeners",
  scenarios: [
    scenario(
      "listeners run before and after the work of a service task",
      processModel("l1")
        .startEvent("s")
        .serviceTask("a", {
          type: "a",
          inputs: { i: "=1" },
          outputs: { o: "=r" },
          listeners: [S("l1"), S("l2"), E("e1")],
        })
        .endEvent("e"),
      [start("l1"), job("l1", { r: 2 }), job("l2", { x: 1 }), job("a", { r: 5 }), job("e1", { d: 1 })],
    ),
    scenario(
      "each item has its listeners",
      processModel("l3")
        .startEvent("s")
        .manualTask("a", { listeners: [S("l")], multiInstance: { inputCollection: "=[1,2]" } })
        .endEvent("e"),
      [start("l3"), job("l"), job("l")],
    ),
    scenario(
      "a job type of a listener that cannot be evaluated",
      processModel("l4")
        .startEvent("s")
        .manualTask("a", { listeners: [S("l1"), S("=second")] })
        .endEvent("e"),
      [start("l4"), job("l1")],
    ),
    scenario(
      "a start event has end listeners, an end event start listeners",
      processModel("l5")
        .startEvent("s", { listeners: [E("l")] })
        .exclusiveGateway("g")
        .endEvent("e", { listeners: [S("l")] }),
      [start("l5"), job("l", { q: 1 }), job("l", { r: 1 })],
    ),
    scenario(
      "a boundary event has end listeners",
      processModel("l6")
        .startEvent("s")
        .serviceTask("a", { type: "a" })
        .endEvent("e")
        .boundaryEvent("b", "a", { error: "E", listeners: [E("l")] })
        .endEvent("e2"),
      [start("l6"), throwError("E", {}, "a"), job("l", { z: 1 })],
    ),
    scenario(
      "a listener waits when its instance is cancelled",
      processModel("l7")
        .startEvent("s")
        .subProcess("sub", (i) => i.startEvent("i").endEvent("j"), { listeners: [S("l")] })
        .endEvent("e"),
      [start("l7"), cancel("l7")],
    ),
    scenario(
      "a listener throws an error",
      processModel("l8")
        .startEvent("s")
        .throwEvent("t", { escalation: "E", listeners: [S("l"), E("l")] })
        .endEvent("e"),
      [start("l8"), job("l"), job("l")],
    ),
    scenario(
      "a user task has listeners",
      processModel("l9")
        .startEvent("s")
        .userTask("t", { listeners: [S("l"), E("l")] })
        .endEvent("e"),
      [start("l9"), job("l")],
    ),
    scenario(
      "what an end listener brings stays in the scope around its element, also when a scope further out has it",
      processModel("l10")
        .startEvent("s")
        .subProcess("sub", (i) =>
          i
            .startEvent("i")
            .manualTask("a", { listeners: [E("l"), E("k")] })
            .endEvent("j"),
        )
        .endEvent("e"),
      [start("l10", { q: 1 }), job("l", { q: 2 }), job("k", { q: 3 })],
    ),
  ],
};
