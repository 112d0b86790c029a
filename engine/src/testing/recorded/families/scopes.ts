/** Sub-processes, called processes and multi-instances within one another, and the variables of their scopes. */
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { Family } from "../scenario.ts";
import {
  cancel,
  deploy,
  job,
  model,
  publish,
  resolve,
  scenario,
  set,
  signal,
  start,
  task,
  wait,
} from "../steps.ts";

const callee = (): ProcessBuilder =>
  processModel("q").startEvent("s2").serviceTask("w", { type: "x" }).endEvent("e2");
const calling = (options: object): ProcessBuilder[] => [
  processModel("p")
    .startEvent("s")
    .callActivity("c", { processId: "q", ...options })
    .endEvent("e"),
  callee(),
];
const LOOP = {
  inputCollection: "=items",
  inputElement: "item",
  outputCollection: "results",
  outputElement: "=result",
};

const nested = (): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .subProcess(
      "outer",
      (outer) =>
        outer
          .startEvent("i1")
          .subProcess(
            "inner",
            (inner) => inner.startEvent("i2").serviceTask("t", { type: "x" }).endEvent("j2"),
            { inputs: { local: "=1" } },
          )
          .endEvent("j1"),
      { inputs: { mid: "=2" }, outputs: { got: "=mid", fresh: "=fresh" } },
    )
    .endEvent("e");

export const scopes: Family = {
  name: "scopes",
  scenarios: [
    scenario("variables of a job change where they live", nested(), [
      start("p", { a: 1 }),
      job("x", { a: 2, mid: 3, local: 4, fresh: 5 }),
    ]),
    scenario("variables set from outside go to where they live", nested(), [
      start("p", { a: 1 }),
      set({ a: 2, mid: 3, local: 4, fresh: 5 }, { element: "t" }),
      set({ a: 7, own: 8 }, { element: "inner", local: true }),
      job(),
    ]),
    scenario("variables set from outside without change", nested(), [
      start("p", { a: 1 }),
      set({ a: 1 }),
      set({}),
      job(),
    ]),
    scenario("variables of an ended instance cannot be set", nested(), [start(), job(), set({ a: 1 })]),
    scenario("a nested scope is cancelled", nested(), [start(), cancel()]),
    scenario("a called process gets all and gives all", calling({}), [
      start("p", { a: 1 }),
      job("x", { a: 2, b: 3 }),
    ]),
    scenario(
      "a called process gets only what is mapped, and gives only what is mapped",
      calling({
        propagateAllParentVariables: false,
        propagateAllChildVariables: false,
        inputs: { given: "=a + 1" },
        outputs: { got: "=b" },
      }),
      [start("p", { a: 1 }), job("x", { b: 3, c: 4 })],
    ),
    scenario("a called process gives all although outputs are mapped", calling({ outputs: { got: "=b" } }), [
      start("p", { a: 1 }),
      job("x", { b: 3, c: 4 }),
    ]),
    scenario("a called process gives nothing", calling({ propagateAllChildVariables: false }), [
      start("p", { a: 1 }),
      job("x", { b: 3 }),
    ]),
    scenario("a process of a computed id is called", calling({ processId: "=which" }), [
      start("p", { which: "q" }),
      job(),
    ]),
    scenario("a process of an id that is no text is called", calling({ processId: "=which" }), [
      start("p", { which: 1 }),
      set({ which: "q" }),
      resolve(),
      job(),
    ]),
    {
      ...scenario(
        "a process that is not there is called until it is deployed",
        processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
        [start(), resolve(), deploy("later.bpmn"), resolve(), job()],
      ),
      later: [{ ...model(callee()), name: "later.bpmn" }],
    },
    scenario(
      "a called process without a none start",
      [
        processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
        processModel("q")
          .startEvent("s2", { message: { name: "go" } })
          .endEvent("e2"),
      ],
      [start(), cancel()],
    ),
    scenario("a called instance is not cancelled on its own", calling({}), [start(), cancel("q"), job()]),
    scenario("a process is called for each item", calling({ multiInstance: LOOP }), [
      start("p", { items: [1, 2] }),
      job("x", { result: 1 }),
      job("x", { result: 2 }),
    ]),
    scenario(
      "calls three deep",
      [
        processModel("p").startEvent("s").callActivity("c1", { processId: "q1" }).endEvent("e"),
        processModel("q1").startEvent("s1").callActivity("c2", { processId: "q" }).endEvent("e1"),
        callee(),
      ],
      [start("p", { a: 1 }), job("x", { b: 2 })],
    ),
    scenario(
      "calls three deep are cancelled",
      [
        processModel("p").startEvent("s").callActivity("c1", { processId: "q1" }).endEvent("e"),
        processModel("q1").startEvent("s1").callActivity("c2", { processId: "q" }).endEvent("e1"),
        callee(),
      ],
      [start(), cancel()],
    ),
    scenario(
      "a version tag is called",
      [
        processModel("p")
          .startEvent("s")
          .callActivity("c", { processId: "q", bindingType: "versionTag", versionTag: "v1" })
          .endEvent("e"),
        processModel("q", { versionTag: "v1" }).startEvent("s2").userTask("u").endEvent("e2"),
      ],
      [start(), task("u")],
    ),
    scenario(
      "a version tag that is not there",
      [
        processModel("p")
          .startEvent("s")
          .callActivity("c", { processId: "q", bindingType: "versionTag", versionTag: "v9" })
          .endEvent("e"),
        processModel("q", { versionTag: "v1" }).startEvent("s2").userTask("u").endEvent("e2"),
      ],
      [start()],
    ),
    {
      ...scenario(
        "the process of the same deployment is called, although there is a later one",
        calling({ bindingType: "deployment" }),
        [deploy("later.bpmn"), start(), job()],
      ),
      later: [
        { ...model(processModel("q").startEvent("s3").userTask("other").endEvent("e3")), name: "later.bpmn" },
      ],
    },
    {
      ...scenario("the latest process is called", calling({}), [
        deploy("later.bpmn"),
        start(),
        task("other"),
      ]),
      later: [
        { ...model(processModel("q").startEvent("s3").userTask("other").endEvent("e3")), name: "later.bpmn" },
      ],
    },
    scenario(
      "a multi-instance within a multi-instance",
      processModel("p")
        .startEvent("s")
        .subProcess(
          "outer",
          (inner) =>
            inner
              .startEvent("i")
              .serviceTask("t", {
                type: "x",
                multiInstance: {
                  ...LOOP,
                  inputCollection: "=item",
                  inputElement: "part",
                  outputCollection: "parts",
                },
              })
              .endEvent("j"),
          { multiInstance: { ...LOOP, outputElement: "=parts", sequential: true } },
        )
        .endEvent("e"),
      [
        start("p", { items: [[1, 2], [3]] }),
        job("x", { result: 1 }),
        job("x", { result: 2 }),
        job("x", { result: 3 }),
      ],
    ),
    scenario(
      "the items are ended out of order",
      processModel("p").startEvent("s").serviceTask("t", { type: "x", multiInstance: LOOP }).endEvent("e"),
      [
        start("p", { items: ["a", "b", "c"] }),
        job("x", { result: "c!" }, 3),
        job("x", { result: "a!" }, 1),
        job("x", { result: "b!" }),
      ],
    ),
    scenario(
      "some items give nothing",
      processModel("p").startEvent("s").serviceTask("t", { type: "x", multiInstance: LOOP }).endEvent("e"),
      [start("p", { items: ["a", "b"] }), job("x", { other: 1 }), job("x", { result: "b!" })],
    ),
    scenario(
      "items without collections of results",
      processModel("p")
        .startEvent("s")
        .serviceTask("t", { type: "x", multiInstance: { inputCollection: "=items" } })
        .endEvent("e"),
      [start("p", { items: [1, 2] }), job("x", { a: 1 }), job("x", { a: 2 })],
    ),
    scenario(
      "all numbers of a multi-instance in its condition",
      processModel("p")
        .startEvent("s")
        .serviceTask("t", {
          type: "x",
          multiInstance: {
            ...LOOP,
            completionCondition:
              "=numberOfInstances = 4 and numberOfCompletedInstances + numberOfTerminatedInstances >= 2 and numberOfActiveInstances = 2",
          },
        })
        .endEvent("e"),
      [start("p", { items: [1, 2, 3, 4] }), job(), job()],
    ),
    scenario(
      "an event sub-process within a sub-process that is interrupted itself",
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) =>
          inner
            .startEvent("i")
            .userTask("u")
            .endEvent("j")
            .eventSubProcess("ev", (deeper) =>
              deeper.startEvent("es", { signal: "sig", interrupting: false }).userTask("h").endEvent("ee"),
            ),
        )
        .endEvent("e")
        .boundaryEvent("b", "sub", { timer: { duration: "PT1H" } })
        .endEvent("out"),
      [start(), signal(), signal(), wait("PT1H")],
    ),
    scenario(
      "two event sub-processes: the interrupting one ends the other",
      processModel("p")
        .startEvent("s")
        .userTask("u")
        .endEvent("e")
        .eventSubProcess("ev1", (inner) =>
          inner.startEvent("i1", { signal: "beside", interrupting: false }).userTask("h1").endEvent("j1"),
        )
        .eventSubProcess("ev2", (inner) =>
          inner.startEvent("i2", { signal: "stop" }).userTask("h2").endEvent("j2"),
        ),
      [start(), signal("beside"), signal("stop"), signal("beside"), task("h2")],
    ),
    scenario(
      "an event sub-process within an event sub-process",
      processModel("p")
        .startEvent("s")
        .userTask("u")
        .endEvent("e")
        .eventSubProcess("ev1", (inner) =>
          inner
            .startEvent("i1", { signal: "one" })
            .userTask("h1")
            .endEvent("j1")
            .eventSubProcess("ev2", (deeper) =>
              deeper.startEvent("i2", { signal: "two" }).userTask("h2").endEvent("j2"),
            ),
        ),
      [start(), signal("one"), signal("two"), task("h2")],
    ),
    scenario(
      "a sub-process in an incident is interrupted",
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) =>
          inner
            .startEvent("i")
            .exclusiveGateway("g")
            .condition("=a")
            .task("x")
            .endEvent("j1")
            .moveTo("g")
            .condition("=a")
            .task("y")
            .endEvent("j2"),
        )
        .endEvent("e")
        .boundaryEvent("b", "sub", { message: { name: "m", correlationKey: '="1"' } })
        .endEvent("out"),
      [start("p", { a: false }), publish("m", "1")],
    ),
    scenario(
      "an incident in a called process is resolved",
      [
        processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
        processModel("q")
          .startEvent("s2")
          .exclusiveGateway("g")
          .condition("=a")
          .task("x")
          .endEvent("e2")
          .moveTo("g")
          .condition("=a")
          .connectTo("e2"),
      ],
      [start("p", { a: false }), set({ a: true }, { process: "q" }), resolve()],
    ),
    scenario(
      "an interrupting boundary event on each of two levels",
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) =>
          inner
            .startEvent("i")
            .userTask("u")
            .endEvent("j")
            .boundaryEvent("b1", "u", { signal: "sig" })
            .endEvent("o1"),
        )
        .endEvent("e")
        .boundaryEvent("b2", "sub", { signal: "sig" })
        .endEvent("o2"),
      [start(), signal()],
    ),
    scenario(
      "mappings see the scopes around them",
      processModel("p")
        .startEvent("s")
        .subProcess(
          "sub",
          (inner) =>
            inner
              .startEvent("i")
              .serviceTask("t", { type: "x", inputs: { c: "=a + b" }, outputs: { b: "=c + r" } })
              .endEvent("j"),
          { inputs: { b: "=10" }, outputs: { a: "=b" } },
        )
        .endEvent("e"),
      [start("p", { a: 1 }), job("x", { r: 100 })],
    ),
    scenario(
      "a mapping into a field of a variable that is there",
      processModel("p")
        .startEvent("s")
        .serviceTask("t", { type: "x", outputs: { "order.sum": "=r", "order.by.who": '="li"' } })
        .endEvent("e"),
      [start("p", { order: { id: 1, sum: 0 } }), job("x", { r: 5 })],
    ),
    scenario(
      "a mapping into a field of a variable that is no context",
      processModel("p")
        .startEvent("s")
        .serviceTask("t", { type: "x", outputs: { "order.sum": "=r" } })
        .endEvent("e"),
      [start("p", { order: 7 }), job("x", { r: 5 })],
    ),
    scenario(
      "an input mapping hides a variable of the process",
      processModel("p")
        .startEvent("s")
        .serviceTask("t", { type: "x", inputs: { a: "=null" } })
        .endEvent("e"),
      [start("p", { a: 1 }), job("x", { a: 5, b: 2 })],
    ),
  ],
};
