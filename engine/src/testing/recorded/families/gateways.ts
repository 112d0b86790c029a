/** Gateways: which way, how often, and where nothing fits. */
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { Family } from "../scenario.ts";
import { cancel, job, resolve, scenario, set, start, task } from "../steps.ts";

const choose = (): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .exclusiveGateway("g")
    .condition("=n > 10")
    .task("big")
    .endEvent("e1")
    .moveTo("g")
    .condition("=n > 5")
    .task("middle")
    .endEvent("e2")
    .moveTo("g");

const withDefault = (): ProcessBuilder => choose().defaultFlow().task("small").endEvent("e3");

const fork = (): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .parallelGateway("f")
    .userTask("a")
    .parallelGateway("j")
    .userTask("z")
    .endEvent("e")
    .moveTo("f")
    .userTask("b")
    .connectTo("j");

const doubled = (): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .parallelGateway("f")
    .exclusiveGateway("m")
    .userTask("a")
    .parallelGateway("j")
    .userTask("z")
    .endEvent("e")
    .moveTo("f")
    .connectTo("m")
    .moveTo("f")
    .userTask("b")
    .connectTo("j");

export const gateways: Family = {
  name: "gateways",
  scenarios: [
    ...[20, 7, 1].map((n) => scenario(`an exclusive gateway with ${n}`, withDefault(), [start("p", { n })])),
    scenario(
      "no way is free: an incident until a variable is right",
      choose().condition("=n = 0").endEvent("e3"),
      [start("p", { n: 1 }), resolve(), set({ n: 8 }), resolve()],
    ),
    scenario("a condition that is no boolean", withDefault(), [
      start("p", { n: "many" }),
      set({ n: 3 }),
      resolve(),
    ]),
    scenario("a condition of null", withDefault(), [start("p", { n: null }), cancel()]),
    scenario(
      "an exclusive gateway of one flow passes on",
      processModel("p").startEvent("s").exclusiveGateway("g").endEvent("e"),
      [start()],
    ),
    scenario(
      "a loop over an exclusive gateway",
      processModel("p")
        .startEvent("s")
        .scriptTask("inc", { expression: "=n + 1", resultVariable: "n" })
        .exclusiveGateway("g")
        .condition("=n < 3")
        .connectTo("inc")
        .moveTo("g")
        .defaultFlow()
        .endEvent("e"),
      [start("p", { n: 0 })],
    ),
    scenario("a fork and a join", fork(), [start(), task("b"), task("a"), task("z")]),
    scenario("a fork is cancelled before its join", fork(), [start(), task("b"), cancel()]),
    scenario("a join with a direct flow", fork().moveTo("f").connectTo("j"), [start(), task("a"), task("b")]),
    scenario("a join that is reached twice over one flow", doubled(), [
      start(),
      task("a"),
      task("a"),
      task("b"),
      cancel(),
    ]),
    scenario(
      "a fork within a fork",
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .parallelGateway("f2")
        .userTask("a")
        .parallelGateway("j2")
        .parallelGateway("j")
        .endEvent("e")
        .moveTo("f2")
        .userTask("b")
        .connectTo("j2")
        .moveTo("f")
        .userTask("c")
        .connectTo("j"),
      [start(), task("c"), task("a"), task("b")],
    ),
    scenario(
      "a gateway that joins and forks",
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .userTask("a")
        .parallelGateway("j")
        .userTask("x")
        .endEvent("e1")
        .moveTo("f")
        .userTask("b")
        .connectTo("j")
        .moveTo("j")
        .userTask("y")
        .endEvent("e2"),
      [start(), task("a"), task("b"), task("y"), task("x")],
    ),
    scenario(
      "an activity with two flows out starts both",
      processModel("p")
        .startEvent("s")
        .task("t")
        .userTask("a")
        .endEvent("e1")
        .moveTo("t")
        .userTask("b")
        .endEvent("e2"),
      [start(), task("a"), task("b")],
    ),
    scenario(
      "an activity with two flows in runs twice",
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("t", { type: "x" })
        .endEvent("e")
        .moveTo("f")
        .connectTo("t"),
      [start(), job(), job()],
    ),
    scenario(
      "branches that write one variable",
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("a", { type: "x" })
        .parallelGateway("j")
        .endEvent("e")
        .moveTo("f")
        .serviceTask("b", { type: "y" })
        .connectTo("j"),
      [start("p", { v: 0 }), job("y", { v: 2 }), job("x", { v: 1 })],
    ),
  ],
};
