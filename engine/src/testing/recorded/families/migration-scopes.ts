/** Scopes, items, calls and gateways in a migration, and what is refused. */
import { processModel } from "../../bpmn-builder.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Scenario } from "../scenario.ts";
import { job, resolve, start, wait } from "../steps.ts";
import { apart, around, ended, migrate, pair, x, y } from "./migration-models.ts";
import type { Build } from "./migration-models.ts";

const inside =
  (id: string, task: string, type: string): Build =>
  (s) =>
    s.subProcess(id, (inner) => inner.startEvent(`${id}s`).serviceTask(task, { type }).endEvent(`${id}e`));
const LOOP = {
  inputCollection: "=items",
  inputElement: "item",
  outputCollection: "results",
  outputElement: "=result",
};
const ITEMS = { items: [1, 2] };

const scopes: Scenario[] = [
  pair("a sub-process and what is in it go over", inside("a", "t", "x"), inside("b", "u", "y"), [
    start("p"),
    migrate({ a: "b", t: "u" }),
    job("x"),
  ]),
  pair("a task goes over into a sub-process", x, inside("b", "u", "y"), [start("p"), migrate({ a: "u" })]),
  pair("a task goes over out of a sub-process", inside("a", "t", "x"), y, [
    start("p"),
    migrate({ a: "b", t: "b" }),
    migrate({ t: "b" }),
  ]),
  pair(
    "sub-processes within one another go over",
    (s) =>
      s.subProcess("o", (o) =>
        o
          .startEvent("os")
          .subProcess("a", (i) => i.startEvent("as").serviceTask("t", { type: "x" }).endEvent("ae"))
          .endEvent("oe"),
      ),
    (s) =>
      s.subProcess("o2", (o) =>
        o
          .startEvent("os2")
          .subProcess("b", (i) => i.startEvent("bs").serviceTask("u", { type: "y" }).endEvent("be"))
          .endEvent("oe2"),
      ),
    [start("p"), migrate({ o: "o2", a: "b", t: "u" }), job("x")],
  ),
  ...[false, true].map((sequential) =>
    pair(
      `items go over, ${sequential ? "one after another" : "all at once"}`,
      (s) => s.serviceTask("a", { type: "x", multiInstance: { ...LOOP, sequential } }),
      (s) =>
        s.serviceTask("b", {
          type: "y",
          multiInstance: { ...LOOP, sequential, outputCollection: "results" },
        }),
      [
        start("p", ITEMS),
        job("x", { result: 1 }),
        migrate({ a: "b" }),
        job("x", { result: 2 }),
        job("y", { result: 3 }),
      ],
    ),
  ),
  pair(
    "items with a boundary event go over",
    (s) =>
      s
        .serviceTask("a", { type: "x", multiInstance: LOOP })
        .boundaryEvent("ab", "a", { timer: { duration: "PT10M" } })
        .endEvent("abe")
        .moveTo("a"),
    (s) =>
      s
        .serviceTask("b", { type: "y", multiInstance: LOOP })
        .boundaryEvent("bb", "b", { timer: { duration: "PT20M" } })
        .endEvent("bbe")
        .moveTo("b"),
    [start("p", ITEMS), migrate({ a: "b", ab: "bb" }), wait("PT10M")],
  ),
  pair(
    "items in parallel do not become items one after another",
    (s) => s.serviceTask("a", { type: "x", multiInstance: LOOP }),
    (s) => s.serviceTask("b", { type: "y", multiInstance: { ...LOOP, sequential: true } }),
    [start("p", ITEMS), migrate({ a: "b" })],
  ),
  pair(
    "a task does not become one with items",
    x,
    (s) => s.serviceTask("b", { type: "y", multiInstance: LOOP }),
    [start("p", ITEMS), migrate({ a: "b" })],
  ),
  pair("items do not become a task", (s) => s.serviceTask("a", { type: "x", multiInstance: LOOP }), y, [
    start("p", ITEMS),
    migrate({ a: "b" }),
  ]),
  pair(
    "items of a sub-process go over",
    (s) =>
      s.subProcess("a", (i) => i.startEvent("as").serviceTask("t", { type: "x" }).endEvent("ae"), {
        multiInstance: LOOP,
      }),
    (s) =>
      s.subProcess("b", (i) => i.startEvent("bs").serviceTask("u", { type: "y" }).endEvent("be"), {
        multiInstance: LOOP,
      }),
    [start("p", ITEMS), migrate({ a: "b", t: "u" }), job("x", { result: 1 }), job("x", { result: 2 })],
  ),
  apart(
    "a call goes over, and what it called goes on",
    [
      ended("p", (s) => s.callActivity("a", { processId: "c" })),
      ended("q", (s) => s.callActivity("b", { processId: "d" })),
      ended("c", (s) => inside("sub", "t", "x")(s)),
    ],
    [start("p"), migrate({ a: "b" }), job("x", { r: 1 })],
  ),
  apart(
    "a called instance goes over",
    [ended("c", (s) => s.callActivity("a", { processId: "p" })), ended("p", x), ended("q", y)],
    [start("c"), migrate({ a: "b" }), job("x", { r: 1 })],
  ),
];

/** Two tasks between a fork and a gateway that joins. */
const joined =
  (join: "parallelGateway" | "inclusiveGateway", names: string[], id: string, prefix: string): Build =>
  (s) => {
    const fork = `${prefix}f`;
    s.inclusiveGateway(fork);
    names.forEach((name, index) => {
      s.moveTo(fork)
        .condition("=true")
        .serviceTask(name, { type: name })
        .flowId(`${prefix}${index + 1}`);
      if (index === 0) s[join](id);
      else s.connectTo(id);
    });
    s.moveTo(id);
  };

const gateways: Scenario[] = [
  ...(["parallelGateway", "inclusiveGateway"] as const).flatMap((join) => [
    pair(
      `a token that waits at a ${join} goes over`,
      joined(join, ["x1", "x2"], "j", "p"),
      joined(join, ["y1", "y2"], "k", "q"),
      [start("p"), job("x1"), migrate({ x2: "y2", j: "k", p1: "q1" }), job("x2")],
    ),
    pair(
      `a token goes over to a ${join} with more ways`,
      joined(join, ["x1", "x2"], "j", "p"),
      joined(join, ["y1", "y2", "y3"], "k", "q"),
      [start("p"), job("x1"), migrate({ x2: "y2", j: "k", p1: "q1" }), job("x2")],
    ),
    pair(
      `a ${join} with fewer ways`,
      joined(join, ["x1", "x2", "x3"], "j", "p"),
      joined(join, ["y1", "y2"], "k", "q"),
      [start("p"), job("x1"), job("x3"), migrate({ x2: "y2", j: "k", p1: "q1", p3: "q2" })],
    ),
    pair(
      `a ${join} at which a token waits is not mapped`,
      joined(join, ["x1", "x2"], "j", "p"),
      joined(join, ["y1", "y2"], "k", "q"),
      [
        start("p"),
        job("x1"),
        migrate({ x2: "y2" }),
        migrate({ x2: "y2", j: "k" }),
        migrate({ x2: "y2", j: "y1", p1: "q1" }),
      ],
    ),
  ]),
  pair(
    "a parallel gateway does not become an inclusive one",
    joined("parallelGateway", ["x1", "x2"], "j", "p"),
    joined("inclusiveGateway", ["y1", "y2"], "k", "q"),
    [start("p"), job("x1"), migrate({ x2: "y2", j: "k", p1: "q1" })],
  ),
];

const again: TestInstruction = {
  type: "MIGRATE_PROCESS_INSTANCE",
  processInstanceSelector: { processDefinitionId: "p" },
  target: { processDefinitionId: "q" },
  mappings: [
    { sourceElementId: "a", targetElementId: "b" },
    { sourceElementId: "a", targetElementId: "b" },
  ],
};
const nowhere: TestInstruction = {
  type: "MIGRATE_PROCESS_INSTANCE",
  processInstanceSelector: { processDefinitionId: "p" },
  target: { processDefinitionKey: "2251799813999999" },
  mappings: [],
};

const refused: Scenario[] = [
  pair("plans that are wrong in themselves", x, y, [
    start("p"),
    migrate({}),
    again,
    nowhere,
    migrate({ a: "b", nothing: "b" }),
    migrate({ a: "nothing" }),
    job("x"),
    migrate({ a: "b" }),
  ]),
  pair("a task of another kind", x, (s) => s.userTask("b"), [start("p"), migrate({ a: "b" })]),
  pair(
    "an ad-hoc sub-process does not go over",
    (s) => s.adHocSubProcess("a", (i) => i.serviceTask("t", { type: "x" }), { activeElements: '=["t"]' }),
    (s) => s.adHocSubProcess("b", (i) => i.serviceTask("u", { type: "y" }), { activeElements: '=["u"]' }),
    [start("p"), migrate({ a: "b", t: "u" })],
  ),
  pair(
    "a message end event at work does not go over",
    (s) => s.throwEvent("a", { message: { name: "m" }, job: { type: "x" } }),
    (s) => s.throwEvent("b", { message: { name: "m" }, job: { type: "x" } }),
    [start("p"), migrate({ a: "b" })],
  ),
  pair(
    "an incident of a call goes over without a called instance",
    (s) => s.callActivity("a", { processId: "none" }),
    (s) => s.callActivity("b", { processId: "c" }),
    [start("p"), migrate({ a: "b" }), resolve()],
  ),
  apart(
    "a mapping of the process itself does no harm",
    [around("p", x), processModel("q").startEvent("s").serviceTask("b", { type: "y" })],
    [start("p"), migrate({ p: "q", a: "b" }), job("x")],
  ),
];

export const migratedScopes: readonly Scenario[] = [...scopes, ...gateways, ...refused];
