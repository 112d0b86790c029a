/**
 * Every activity that waits, in every situation: completed, cancelled, with mappings, with boundary events of each
 * kind, as a multi-instance, inside scopes that are interrupted.
 */
import type { Resource, Variables } from "../../../port.ts";
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder, ScopeBuilder } from "../../bpmn-builder.ts";
import type { ActivityOptions } from "../../bpmn-parts.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Family, Scenario } from "../scenario.ts";
import { cancel, job, model, publish, resolve, set, signal, start, task, wait } from "../steps.ts";

/** An activity `t` that waits until `end` happens. */
export interface WaitingKind {
  readonly name: string;
  add(scope: ScopeBuilder, options: ActivityOptions): ScopeBuilder;
  end(variables?: Variables): TestInstruction;
  /** Processes that are deployed beside it. */
  readonly others?: () => ProcessBuilder[];
}

const child = (): ProcessBuilder =>
  processModel("q").startEvent("s2").serviceTask("w", { type: "x" }).endEvent("e2");

export const waitingKinds: readonly WaitingKind[] = [
  {
    name: "service task",
    add: (scope, options) => scope.serviceTask("t", { type: "x", ...options }),
    end: (variables) => job("x", variables),
  },
  {
    name: "send task",
    add: (scope, options) => scope.sendTask("t", { type: "x", ...options }),
    end: (variables) => job("x", variables),
  },
  {
    name: "script task as job",
    add: (scope, options) => scope.jobTask("bpmn:scriptTask", "t", { type: "x", ...options }),
    end: (variables) => job("x", variables),
  },
  {
    name: "business rule task as job",
    add: (scope, options) => scope.jobTask("bpmn:businessRuleTask", "t", { type: "x", ...options }),
    end: (variables) => job("x", variables),
  },
  {
    name: "user task",
    add: (scope, options) => scope.userTask("t", options),
    end: (variables) => task("t", variables),
  },
  {
    name: "receive task",
    add: (scope, options) =>
      scope.receiveTask("t", { message: { name: "done", correlationKey: '="k"' }, ...options }),
    end: (variables) => publish("done", "k", variables === undefined ? {} : { variables }),
  },
  {
    name: "sub-process",
    add: (scope, options) =>
      scope.subProcess(
        "t",
        (inner) => inner.startEvent("i").serviceTask("w", { type: "x" }).endEvent("j"),
        options,
      ),
    end: (variables) => job("x", variables),
  },
  {
    name: "call activity",
    add: (scope, options) => scope.callActivity("t", { processId: "q", ...options }),
    end: (variables) => job("x", variables),
    others: () => [child()],
  },
];

interface Situation {
  readonly name: string;
  /** Options of the activity. */
  readonly options?: ActivityOptions;
  /** What follows the activity and hangs on it; begins behind the end event. */
  readonly around?: (model: ProcessBuilder) => unknown;
  readonly variables?: Variables;
  readonly steps: (kind: WaitingKind) => TestInstruction[];
  /** Kinds whose activity this is not for. */
  readonly not?: readonly string[];
}

const ID = { id: "1" };
const ITEMS = { items: ["a", "b", "c"] };
const LOOP = {
  inputCollection: "=items",
  inputElement: "item",
  outputCollection: "results",
  outputElement: "=result",
};

const list: readonly Situation[] = [
  { name: "completes", steps: (kind) => [kind.end()] },
  { name: "completes with variables", steps: (kind) => [kind.end({ a: 1, b: { c: [true, null, "x"] } })] },
  { name: "is cancelled with its instance", steps: () => [cancel()] },
  {
    name: "is cancelled twice: the second time there is nothing",
    steps: () => [cancel(), cancel()],
  },
  {
    name: "maps variables in and out",
    options: {
      inputs: { mine: "=given * 2", "deep.er": '="x"' },
      outputs: { kept: "=result", "also.mine": "=mine" },
    },
    variables: { given: 21 },
    steps: (kind) => [kind.end({ result: "r", lost: 1 })],
  },
  {
    name: "has an input mapping that fails until a variable is there",
    options: { inputs: { mine: "=assert(given, given != null)" } },
    steps: (kind) => [resolve(), set({ given: 1 }), resolve(), kind.end()],
  },
  {
    name: "has an output mapping that fails until a variable is there",
    options: { outputs: { kept: "=assert(later, later != null)" } },
    steps: (kind) => [kind.end({ r: 1 }), set({ later: 2 }), resolve()],
  },
  {
    name: "is cancelled while an incident is open",
    options: { inputs: { mine: "=assert(given, given != null)" } },
    steps: () => [cancel()],
  },
  {
    name: "is interrupted by a message",
    around: (process) =>
      process.boundaryEvent("b", "t", { message: { name: "m", correlationKey: "=id" } }).endEvent("out"),
    variables: ID,
    steps: () => [publish("m", "1", { variables: { why: "so" } })],
  },
  {
    name: "is completed before the message of its boundary event comes",
    around: (process) =>
      process.boundaryEvent("b", "t", { message: { name: "m", correlationKey: "=id" } }).endEvent("out"),
    variables: ID,
    steps: (kind) => [kind.end(), publish("m", "1")],
  },
  {
    name: "goes on while messages come to a non-interrupting boundary event",
    around: (process) =>
      process
        .boundaryEvent("b", "t", { message: { name: "m", correlationKey: "=id" }, interrupting: false })
        .endEvent("out"),
    variables: ID,
    steps: (kind) => [
      publish("m", "1", { variables: { n: 1 } }),
      publish("m", "1", { variables: { n: 2 } }),
      kind.end(),
    ],
  },
  {
    name: "is interrupted by a timer",
    around: (process) => process.boundaryEvent("b", "t", { timer: { duration: "PT1H" } }).endEvent("out"),
    steps: () => [wait("PT59M59S"), wait("PT1S")],
  },
  {
    name: "goes on while a timer cycle fires",
    around: (process) =>
      process.boundaryEvent("b", "t", { timer: { cycle: "R2/PT1H" }, interrupting: false }).endEvent("out"),
    steps: (kind) => [wait("PT1H"), wait("PT1H"), wait("PT1H"), kind.end()],
  },
  {
    name: "is interrupted by a signal",
    around: (process) => process.boundaryEvent("b", "t", { signal: "sig" }).endEvent("out"),
    steps: () => [signal("sig", { why: "so" })],
  },
  {
    name: "goes on while signals come",
    around: (process) =>
      process.boundaryEvent("b", "t", { signal: "sig", interrupting: false }).endEvent("out"),
    steps: (kind) => [signal("sig", { n: 1 }), signal("sig", { n: 2 }), kind.end()],
  },
  {
    name: "has boundary events of several kinds; the first ends the others",
    around: (process) =>
      process
        .boundaryEvent("b1", "t", { message: { name: "m", correlationKey: "=id" } })
        .endEvent("o1")
        .boundaryEvent("b2", "t", { timer: { duration: "PT1H" } })
        .endEvent("o2")
        .boundaryEvent("b3", "t", { signal: "sig" })
        .endEvent("o3")
        .boundaryEvent("b4", "t", { timer: { duration: "PT2H" }, interrupting: false })
        .endEvent("o4"),
    variables: ID,
    steps: () => [wait("PT1H"), publish("m", "1"), signal("sig")],
  },
  {
    name: "has a boundary message whose key is no text until a variable is right",
    around: (process) =>
      process.boundaryEvent("b", "t", { message: { name: "m", correlationKey: "=id" } }).endEvent("out"),
    steps: () => [set(ID), resolve(), publish("m", "1")],
  },
  {
    name: "has a boundary timer whose expression is no time until a variable is right",
    around: (process) => process.boundaryEvent("b", "t", { timer: { duration: "=d" } }).endEvent("out"),
    variables: { d: "soon" },
    steps: (kind) => [set({ d: "PT1H" }), resolve(), kind.end()],
  },
  {
    name: "has a boundary event with output mappings",
    around: (process) =>
      process
        .boundaryEvent("b", "t", {
          message: { name: "m", correlationKey: "=id" },
          outputs: { reason: "=why" },
        })
        .endEvent("out"),
    variables: ID,
    steps: () => [publish("m", "1", { variables: { why: "so" } })],
  },
  {
    name: "runs for each item at the same time",
    options: { multiInstance: LOOP },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), kind.end({ result: 2 }), kind.end({ result: 3 })],
    not: ["receive task"],
  },
  {
    name: "runs for each item in turn",
    options: { multiInstance: { ...LOOP, sequential: true } },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), kind.end({ result: 2 }), kind.end({ result: 3 })],
  },
  {
    name: "runs for no item at the same time",
    options: { multiInstance: LOOP },
    variables: { items: [] },
    steps: () => [],
  },
  {
    name: "runs for no item in turn",
    options: { multiInstance: { ...LOOP, sequential: true } },
    variables: { items: [] },
    steps: () => [],
  },
  {
    name: "ends the rest of its items by a condition",
    options: { multiInstance: { ...LOOP, completionCondition: "=numberOfCompletedInstances >= 2" } },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), kind.end({ result: 2 })],
    not: ["receive task"],
  },
  {
    name: "ends its items in turn by a condition",
    options: { multiInstance: { ...LOOP, sequential: true, completionCondition: "=result = 2" } },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), kind.end({ result: 2 })],
  },
  {
    name: "has a condition of its items that is no boolean until a variable is right",
    options: { multiInstance: { ...LOOP, completionCondition: "=stop" } },
    variables: { ...ITEMS, stop: "maybe" },
    steps: (kind) => [kind.end({ result: 1 }), set({ stop: true }), resolve()],
    not: ["receive task"],
  },
  {
    name: "has a collection that is no list until a variable is right",
    options: { multiInstance: LOOP },
    variables: { items: 7 },
    steps: (kind) => [set({ items: ["a"] }), resolve(), kind.end({ result: 1 })],
  },
  {
    name: "has an output element that fails until a variable is right",
    options: { multiInstance: { ...LOOP, outputElement: "=assert(result, result != null)" } },
    variables: { items: ["a"] },
    steps: (kind) => [kind.end(), set({ result: 2 }), resolve()],
  },
  {
    name: "is cancelled amid its items",
    options: { multiInstance: LOOP },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), cancel()],
    not: ["receive task"],
  },
  {
    name: "is cancelled amid its items in turn",
    options: { multiInstance: { ...LOOP, sequential: true } },
    variables: ITEMS,
    steps: (kind) => [kind.end({ result: 1 }), cancel()],
  },
  {
    name: "is interrupted by a timer amid its items",
    options: { multiInstance: LOOP },
    variables: ITEMS,
    around: (process) => process.boundaryEvent("b", "t", { timer: { duration: "PT1H" } }).endEvent("out"),
    steps: (kind) => [kind.end({ result: 1 }), wait("PT1H")],
    not: ["receive task"],
  },
  {
    name: "goes on with its items while messages come",
    options: { multiInstance: { ...LOOP, sequential: true } },
    variables: { ...ID, items: ["a", "b"] },
    around: (process) =>
      process
        .boundaryEvent("b", "t", { message: { name: "m", correlationKey: "=id" }, interrupting: false })
        .endEvent("out"),
    steps: (kind) => [kind.end({ result: 1 }), publish("m", "1"), kind.end({ result: 2 }), publish("m", "1")],
  },
  {
    name: "maps each item in and out",
    options: {
      multiInstance: { ...LOOP, sequential: true, outputElement: "=got" },
      inputs: { mine: "=item + string(loopCounter)" },
      outputs: { got: "=mine + result" },
    },
    variables: { items: ["a", "b"] },
    steps: (kind) => [kind.end({ result: "1" }), kind.end({ result: "2" })],
  },
  {
    name: "has an input mapping of an item that fails until a variable is there",
    options: {
      multiInstance: { ...LOOP, sequential: true },
      inputs: { mine: "=assert(given, given != null)" },
    },
    variables: { items: ["a"] },
    steps: (kind) => [set({ given: 1 }), resolve(), kind.end({ result: 1 })],
  },
  {
    name: "is ended by an event sub-process that interrupts",
    around: (process) =>
      process.eventSubProcess("ev", (inner) =>
        inner
          .startEvent("es", { message: { name: "m", correlationKey: "=id" } })
          .serviceTask("h", { type: "y" })
          .endEvent("ee"),
      ),
    variables: ID,
    steps: () => [publish("m", "1", { variables: { why: "so" } }), job("y")],
  },
  {
    name: "goes on beside an event sub-process",
    around: (process) =>
      process.eventSubProcess("ev", (inner) =>
        inner
          .startEvent("es", { signal: "sig", interrupting: false })
          .serviceTask("h", { type: "y" })
          .endEvent("ee"),
      ),
    steps: (kind) => [signal("sig"), kind.end(), job("y")],
  },
  {
    name: "is ended by a terminate event beside it",
    around: (process) =>
      process.moveTo("s").serviceTask("other", { type: "y" }).endEvent("stop", { terminate: true }),
    steps: () => [job("y")],
  },
  {
    name: "joins with another branch",
    around: (process) => process.moveTo("s").serviceTask("other", { type: "y" }).endEvent("e3"),
    steps: (kind) => [job("y"), kind.end()],
  },
];

function situations(kind: WaitingKind): Scenario[] {
  return list
    .filter((situation) => !(situation.not ?? []).includes(kind.name))
    .map((situation) => {
      const process = processModel("p").startEvent("s");
      kind.add(process, situation.options ?? {}).endEvent("e");
      situation.around?.(process);
      const resources: Resource[] = [model(process, ...(kind.others?.() ?? []))];
      const instructions = [start("p", situation.variables), ...situation.steps(kind)];
      return { name: `a ${kind.name} ${situation.name}`, resources, instructions };
    });
}

export const activities: Family = {
  name: "activities",
  scenarios: waitingKinds.flatMap((kind) => situations(kind)),
};
