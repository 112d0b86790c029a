/** Catch events, boundary events, event-based gateways, and what starts and ends instances. */
import type { Variables } from "../../../port.ts";
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder, ScopeBuilder } from "../../bpmn-builder.ts";
import type { EventOptions } from "../../bpmn-parts.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Family, Scenario } from "../scenario.ts";
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
  throwError,
  wait,
} from "../steps.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ID = { id: "1" };

/** An event that is waited for, and what makes it happen. */
interface Awaited {
  readonly name: string;
  readonly event: EventOptions;
  happen(variables?: Variables): TestInstruction[];
  /** Its event with an expression that is wrong until `set(right)`. */
  readonly wrong?: { event: EventOptions; variables: Variables; right: Variables };
}

const awaited: readonly Awaited[] = [
  {
    name: "message",
    event: { message: { name: "m", correlationKey: "=id" } },
    happen: (variables) => [publish("m", "1", variables === undefined ? {} : { variables })],
    wrong: {
      event: { message: { name: "m", correlationKey: "=other" } },
      variables: {},
      right: { other: "1" },
    },
  },
  {
    name: "message with a computed name",
    event: { message: { name: '="m" + id', correlationKey: '="k"' } },
    happen: (variables) => [publish("m1", "k", variables === undefined ? {} : { variables })],
    wrong: {
      event: { message: { name: "=other", correlationKey: '="k"' } },
      variables: { other: 3 },
      right: { other: "m1" },
    },
  },
  {
    name: "timer of a duration",
    event: { timer: { duration: "PT1H" } },
    happen: () => [wait("PT59M59S"), wait("PT1S")],
    wrong: { event: { timer: { duration: "=d" } }, variables: { d: 5 }, right: { d: "PT1H" } },
  },
  {
    name: "timer of a date",
    event: { timer: { date: "=when" } },
    happen: () => [wait("PT1H")],
    wrong: {
      event: { timer: { date: "=d" } },
      variables: { d: "tomorrow" },
      right: { d: "2026-01-05T01:00:00Z" },
    },
  },
  {
    name: "signal",
    event: { signal: "sig" },
    happen: (variables) => [signal("sig", variables)],
  },
];
const GIVEN = { ...ID, when: "2026-01-05T01:00:00Z" };

const plain = (event: EventOptions): ProcessBuilder =>
  processModel("p").startEvent("s").catchEvent("c", event).endEvent("e");

const catching: Scenario[] = awaited.flatMap(({ name, event, happen, wrong }) => {
  const list = [
    scenario(`a catch event waits for a ${name}`, plain(event), [start("p", GIVEN), ...happen({ a: 1 })]),
    scenario(`a catch event that waits for a ${name} is cancelled`, plain(event), [
      start("p", GIVEN),
      cancel(),
    ]),
    scenario(
      `a catch event maps what a ${name} brings`,
      plain({ ...event, outputs: { got: "=a", "deep.er": "=id" } }),
      [start("p", GIVEN), ...happen({ a: 1, b: 2 })],
    ),
    scenario(
      `a catch event behind a ${name} may be left through a failing output mapping only when that is right`,
      plain({ ...event, outputs: { got: "=assert(later, later != null)" } }),
      [start("p", GIVEN), ...happen({ a: 1 }), set({ later: 1 }), resolve()],
    ),
    scenario(
      `an event-based gateway is left by a ${name}, and forgets a message and a timer`,
      processModel("p")
        .startEvent("s")
        .eventBasedGateway("g")
        .catchEvent("c", event)
        .endEvent("e1")
        .moveTo("g")
        .catchEvent("other", { message: { name: "other", correlationKey: '="o"' } })
        .endEvent("e2")
        .moveTo("g")
        .catchEvent("late", { timer: { duration: "P1D" } })
        .endEvent("e3"),
      [start("p", GIVEN), ...happen({ a: 1 }), publish("other", "o"), wait("P1D")],
    ),
    scenario(
      `an event-based gateway with a ${name} is cancelled`,
      processModel("p")
        .startEvent("s")
        .eventBasedGateway("g")
        .catchEvent("c", event)
        .endEvent("e1")
        .moveTo("g")
        .catchEvent("late", { timer: { duration: "P1D" } })
        .endEvent("e3"),
      [start("p", GIVEN), cancel()],
    ),
    scenario(
      `an interrupting event sub-process of a process begins with a ${name}`,
      withEvent({ ...event }),
      [start("p", GIVEN), ...happen({ a: 1 }), task("h")],
    ),
    scenario(
      `a non-interrupting event sub-process of a process begins with a ${name}`,
      withEvent({ ...event, interrupting: false }),
      [start("p", GIVEN), ...happen({ a: 1 }), task("u"), task("h")],
    ),
    scenario(
      `an interrupting event sub-process of a sub-process begins with a ${name}`,
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) => eventInside(inner, event, true))
        .endEvent("e"),
      [start("p", GIVEN), ...happen({ a: 1 }), task("h")],
    ),
    scenario(
      `a non-interrupting event sub-process of a sub-process begins with a ${name}`,
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) => eventInside(inner, event, false))
        .endEvent("e"),
      [start("p", GIVEN), ...happen({ a: 1 }), task("h"), task("u")],
    ),
    scenario(`a process that waits in an event sub-process for a ${name} is cancelled`, withEvent(event), [
      start("p", GIVEN),
      cancel(),
    ]),
    scenario(`a process whose event sub-process waits for a ${name} completes first`, withEvent(event), [
      start("p", GIVEN),
      task("u"),
      ...happen(),
    ]),
    scenario(
      `a boundary event for a ${name} interrupts a sub-process with two branches`,
      processModel("p")
        .startEvent("s")
        .subProcess("sub", (inner) =>
          inner
            .startEvent("i")
            .parallelGateway("f")
            .userTask("a")
            .endEvent("x")
            .moveTo("f")
            .serviceTask("b", { type: "x" })
            .endEvent("y"),
        )
        .endEvent("e")
        .boundaryEvent("bd", "sub", event)
        .endEvent("out"),
      [start("p", GIVEN), ...happen({ a: 1 })],
    ),
    scenario(
      `a boundary event for a ${name} interrupts a called process`,
      [
        processModel("p")
          .startEvent("s")
          .callActivity("c", { processId: "q" })
          .endEvent("e")
          .boundaryEvent("bd", "c", event)
          .endEvent("out"),
        processModel("q").startEvent("s2").userTask("u").endEvent("e2"),
      ],
      [start("p", GIVEN), ...happen({ a: 1 })],
    ),
  ];
  if (wrong !== undefined) {
    const variables = { ...GIVEN, ...wrong.variables };
    list.push(
      scenario(`a catch event for a ${name} with a wrong expression raises an incident`, plain(wrong.event), [
        start("p", variables),
        resolve(),
        set(wrong.right),
        resolve(),
        cancel(),
      ]),
      scenario(
        `an event-based gateway with a wrong expression of a ${name} raises an incident`,
        processModel("p")
          .startEvent("s")
          .eventBasedGateway("g")
          .catchEvent("late", { timer: { duration: "P1D" } })
          .endEvent("e3")
          .moveTo("g")
          .catchEvent("c", wrong.event)
          .endEvent("e1"),
        [start("p", variables), set(wrong.right), resolve(), cancel()],
      ),
      scenario(
        `an event sub-process with a wrong expression of a ${name} raises an incident`,
        withEvent(wrong.event),
        [start("p", variables), set(wrong.right), resolve(), task("u")],
      ),
    );
  }
  return list;
});

function withEvent(event: EventOptions & { interrupting?: boolean }): ProcessBuilder {
  return processModel("p")
    .startEvent("s")
    .userTask("u")
    .endEvent("e")
    .eventSubProcess("ev", (inner) => inner.startEvent("i", event).userTask("h").endEvent("j"));
}

function eventInside(inner: ScopeBuilder, event: EventOptions, interrupting: boolean): ScopeBuilder {
  return inner
    .startEvent("is")
    .userTask("u")
    .endEvent("ie")
    .eventSubProcess("ev", (deeper) =>
      deeper
        .startEvent("i", { ...event, interrupting })
        .userTask("h")
        .endEvent("j"),
    );
}

const paid = (): ProcessBuilder => plain({ message: { name: "paid", correlationKey: "=order" } });

const messages: Scenario[] = [
  scenario("a message wakes the instance of its key and no other", paid(), [
    start("p", { order: "1" }),
    start("p", { order: "2" }),
    publish("paid", "2", { variables: { sum: 10 } }),
  ]),
  scenario("a message is kept for its lifetime; the first published comes first", paid(), [
    publish("paid", "1", { variables: { sum: 1 }, timeToLive: HOUR }),
    publish("paid", "1", { variables: { sum: 2 }, timeToLive: HOUR }),
    start("p", { order: "1" }),
    start("p", { order: "1" }),
  ]),
  scenario("a message whose lifetime is over wakes nobody", paid(), [
    publish("paid", "1", { timeToLive: MINUTE }),
    wait("PT2M"),
    start("p", { order: "1" }),
  ]),
  scenario("a message without lifetime is not kept", paid(), [
    publish("paid", "1"),
    start("p", { order: "1" }),
  ]),
  scenario("a second message of one id is refused while the first is kept", paid(), [
    publish("paid", "1", { messageId: "a", timeToLive: MINUTE }),
    publish("paid", "1", { messageId: "a", timeToLive: MINUTE }),
    publish("paid", "2", { messageId: "a", timeToLive: MINUTE }),
    wait("PT2M"),
    publish("paid", "1", { messageId: "a", timeToLive: MINUTE }),
  ]),
  scenario("a number is a correlation key too", paid(), [start("p", { order: 7 }), publish("paid", "7")]),
  scenario("a correlation key of null raises an incident", paid(), [
    start("p", { order: null }),
    set({ order: 7 }),
    resolve(),
  ]),
  scenario("an empty text is a correlation key", paid(), [start("p", { order: "" }), publish("paid", "")]),
  scenario(
    "a message goes once to each process",
    [
      paid(),
      processModel("q")
        .startEvent("s2")
        .receiveTask("r", { message: { name: "paid", correlationKey: "=order" } })
        .endEvent("e2"),
    ],
    [start("p", { order: "1" }), start("q", { order: "1" }), publish("paid", "1", { timeToLive: HOUR })],
  ),
  {
    name: "a message goes once to each process, whatever version waits",
    resources: [model(paid())],
    later: [{ ...model(paid().endEvent("more")), name: "later.bpmn" }],
    instructions: [
      start("p", { order: "1" }),
      deploy("later.bpmn"),
      publish("paid", "1", { timeToLive: HOUR }),
      start("p", { order: "1" }),
    ],
  },
  scenario(
    "a buffered message goes to the next that waits in one instance only when it was not there before",
    processModel("p")
      .startEvent("s")
      .catchEvent("a", { message: { name: "m", correlationKey: "=id" } })
      .catchEvent("b", { message: { name: "m", correlationKey: "=id" } })
      .endEvent("e"),
    [start("p", ID), publish("m", "1", { timeToLive: HOUR }), publish("m", "1", { timeToLive: HOUR })],
  ),
  scenario(
    "two subscriptions of one instance to one message",
    processModel("p")
      .startEvent("s")
      .parallelGateway("f")
      .catchEvent("a", { message: { name: "m", correlationKey: "=id" } })
      .endEvent("e1")
      .moveTo("f")
      .catchEvent("b", { message: { name: "n", correlationKey: "=id" } })
      .endEvent("e2"),
    [start("p", ID), publish("n", "1"), publish("m", "1")],
  ),
];

const messageStart = (id = "p", name = "go"): ProcessBuilder =>
  processModel(id).startEvent("s", { message: { name } }).userTask("u").endEvent("e");

const starts: Scenario[] = [
  scenario("a message starts an instance with its variables", messageStart(), [
    publish("go", "", { variables: { a: 1 } }),
    task("u"),
  ]),
  scenario(
    "a message starts an instance through output mappings of its start event",
    processModel("p")
      .startEvent("s", { message: { name: "go" }, outputs: { got: "=a" } })
      .userTask("u")
      .endEvent("e"),
    [publish("go", "", { variables: { a: 1, b: 2 } }), task("u")],
  ),
  scenario("one message of a key starts one instance as long as that lives", messageStart(), [
    publish("go", "k1", { timeToLive: HOUR }),
    publish("go", "k1", { timeToLive: HOUR }),
    publish("go", "k2", { timeToLive: HOUR }),
    task("u"),
    cancel("p", 2),
  ]),
  scenario("messages without key start one instance each", messageStart(), [
    publish("go", ""),
    publish("go", ""),
  ]),
  scenario(
    "a message starts every process that begins with it",
    [messageStart(), messageStart("q")],
    [publish("go", "k")],
  ),
  scenario(
    "a message wakes one that waits and starts another",
    [
      messageStart(),
      processModel("q")
        .startEvent("s2")
        .catchEvent("c", { message: { name: "go", correlationKey: "=id" } })
        .endEvent("e2"),
    ],
    [start("q", { id: "k" }), publish("go", "k", { variables: { a: 1 } })],
  ),
  {
    name: "a new version takes over the message start",
    resources: [model(messageStart())],
    later: [{ ...model(messageStart().endEvent("more")), name: "later.bpmn" }],
    instructions: [deploy("later.bpmn"), publish("go", "")],
  },
  {
    name: "a new version without message start leaves nobody to be started",
    resources: [model(messageStart())],
    later: [{ ...model(processModel("p").startEvent("s").endEvent("e")), name: "later.bpmn" }],
    instructions: [deploy("later.bpmn"), publish("go", "")],
  },
  scenario(
    "a buffered message starts no process that is deployed later",
    processModel("q").startEvent("s").endEvent("e"),
    [publish("go", "", { timeToLive: HOUR })],
  ),
  {
    name: "a message is published before the process that begins with it is deployed",
    resources: [model(processModel("q").startEvent("s").endEvent("e"))],
    later: [{ ...model(messageStart()), name: "later.bpmn" }],
    instructions: [publish("go", "k", { timeToLive: HOUR }), deploy("later.bpmn"), publish("go", "k2")],
  },
  scenario(
    "a signal starts an instance with its variables",
    processModel("p").startEvent("s", { signal: "sig" }).userTask("u").endEvent("e"),
    [signal("sig", { a: 1 }), signal("sig", { a: 2 }), task("u")],
  ),
  scenario(
    "a signal starts one process and wakes another",
    [
      processModel("p").startEvent("s", { signal: "sig" }).userTask("u").endEvent("e"),
      processModel("q").startEvent("s2").catchEvent("c", { signal: "sig" }).endEvent("e2"),
    ],
    [start("q"), signal("sig", { level: 3 }), task("u")],
  ),
  scenario("a signal nobody waits for", processModel("p").startEvent("s").endEvent("e"), [signal("sig")]),
  scenario(
    "a signal wakes all that wait for it",
    processModel("p").startEvent("s").catchEvent("c", { signal: "sig" }).endEvent("e"),
    [start(), start(), signal("sig", { a: 1 })],
  ),
  scenario(
    "a signal of a computed name",
    processModel("p").startEvent("s").catchEvent("c", { signal: '="sig" + id' }).endEvent("e"),
    [start("p", ID), signal("sig1", { a: 1 })],
  ),
  scenario(
    "a counted cycle starts that many instances",
    processModel("p")
      .startEvent("s", { timer: { cycle: "R2/PT1H" } })
      .endEvent("e"),
    [wait("PT1H"), wait("PT1H"), wait("PT1H")],
  ),
  scenario(
    "an endless cycle starts an instance each time, also when time leaps",
    processModel("p")
      .startEvent("s", { timer: { cycle: "R/PT1H" } })
      .endEvent("e"),
    [wait("PT1H"), wait("PT3H30M"), wait("PT1H")],
  ),
  scenario(
    "a cron cycle starts instances",
    processModel("p")
      .startEvent("s", { timer: { cycle: "0 0 9 * * *" } })
      .endEvent("e"),
    [wait("PT9H"), wait("P1D")],
  ),
  scenario(
    "a start date starts one instance",
    processModel("p")
      .startEvent("s", { timer: { date: "2026-01-05T02:00:00Z" } })
      .endEvent("e"),
    [wait("PT2H"), wait("PT2H")],
  ),
  scenario(
    "a start date of the past starts one instance at once",
    processModel("p")
      .startEvent("s", { timer: { date: "2020-01-05T02:00:00Z" } })
      .endEvent("e"),
    [wait("PT1S")],
  ),
  scenario(
    "a start cycle with a beginning",
    processModel("p")
      .startEvent("s", { timer: { cycle: "R3/2026-01-05T02:00:00Z/PT1H" } })
      .endEvent("e"),
    [wait("PT1H"), wait("PT1H"), wait("PT1H")],
  ),
  {
    name: "a new version takes over the timer start",
    resources: [
      model(
        processModel("p")
          .startEvent("s", { timer: { cycle: "R/PT1H" } })
          .userTask("old")
          .endEvent("e"),
      ),
    ],
    later: [
      {
        ...model(
          processModel("p")
            .startEvent("s", { timer: { cycle: "R/PT2H" } })
            .userTask("new")
            .endEvent("e"),
        ),
        name: "later.bpmn",
      },
    ],
    instructions: [wait("PT1H"), deploy("later.bpmn"), wait("PT1H"), wait("PT1H")],
  },
  scenario(
    "a process with none, message, timer and signal starts",
    processModel("p")
      .startEvent("s")
      .userTask("u")
      .endEvent("e")
      .startEvent("s1", { message: { name: "go" } })
      .connectTo("u")
      .startEvent("s2", { timer: { cycle: "R1/PT1H" } })
      .connectTo("u")
      .startEvent("s3", { signal: "sig" })
      .connectTo("u"),
    [start(), publish("go", ""), wait("PT1H"), signal()],
  ),
  scenario("a process that has no none start event cannot be started by command", messageStart(), [start()]),
  scenario("an unknown process cannot be started", messageStart("q"), [start("nope")]),
];

const cycles: Scenario[] = [
  ["R3/PT10M", ["PT10M", "PT25M", "PT10M"]],
  ["R/PT10M", ["PT10M", "PT35M", "PT10M"]],
  ['=cycle(2, duration("PT10M"))', ["PT10M", "PT10M", "PT10M"]],
  ['=cycle(duration("PT10M"))', ["PT10M", "PT10M"]],
  ["0 */30 * * * *", ["PT30M", "PT30M"]],
  ["R2/P1M", ["P31D", "P28D", "P31D"]],
].map(([cycle, waits]) =>
  scenario(
    `a non-interrupting timer of the cycle ${String(cycle)}`,
    processModel("p")
      .startEvent("s")
      .userTask("u")
      .endEvent("e")
      .boundaryEvent("b", "u", { timer: { cycle: String(cycle) }, interrupting: false })
      .endEvent("out"),
    [start(), ...(waits as string[]).map(wait), task("u")],
  ),
);

const dates: Scenario[] = [
  "2026-01-05T00:30:00Z",
  "2026-01-05T08:30:00+08:00",
  "2026-01-05T08:30:00+08:00[Asia/Shanghai]",
  '=date and time("2026-01-05T00:30:00Z")',
  '=date and time("2026-01-05T08:30:00@Asia/Shanghai")',
  "2020-01-01T00:00:00Z",
].map((date) =>
  scenario(`a catch event of the date ${date}`, plain({ timer: { date } }), [start(), wait("PT30M")]),
);

const durations: Scenario[] = [
  "P1DT2H",
  "P1M",
  "P1Y",
  '=duration("PT15M")',
  '=duration("P2M")',
  "PT0S",
  "-PT5M",
].map((duration) =>
  scenario(`a catch event of the duration ${duration}`, plain({ timer: { duration } }), [
    start(),
    wait("P1D"),
  ]),
);

/** Errors: who catches which. */
const caughtOutside = (): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .subProcess("sub", (inner) => inner.startEvent("i").serviceTask("t", { type: "x" }).endEvent("j"))
    .endEvent("e")
    .boundaryEvent("b", "sub", { error: "A" })
    .endEvent("out");

const errors: Scenario[] = [
  scenario(
    "an error of a job is caught by the boundary event of its code",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b1", "t", { error: "A" })
      .endEvent("o1")
      .boundaryEvent("b2", "t", { error: "B" })
      .endEvent("o2"),
    [start("p", { a: 0 }), throwError("B", { a: 1, why: "so" })],
  ),
  scenario(
    "an error of a job is caught by a boundary event for all",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b1", "t", { error: true })
      .endEvent("o1")
      .boundaryEvent("b2", "t", { error: "B" })
      .endEvent("o2"),
    [start(), start(), throwError("B"), throwError("C")],
  ),
  scenario("an error of a job goes up to the scope that catches it", caughtOutside(), [
    start(),
    throwError("A", { why: "so" }),
  ]),
  scenario("an error nobody catches raises an incident; the job may throw another", caughtOutside(), [
    start(),
    throwError("Z"),
    resolve(),
    throwError("A"),
  ]),
  scenario("an error nobody catches: the job has ended", caughtOutside(), [
    start(),
    throwError("Z"),
    job("x"),
  ]),
  scenario(
    "an error of a job is caught by an event sub-process",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .eventSubProcess("ev", (inner) =>
        inner
          .startEvent("es", { error: "A", outputs: { code: "=why" } })
          .userTask("h")
          .endEvent("ee"),
      ),
    [start(), throwError("A", { why: "so" }), task("h")],
  ),
  scenario(
    "an error goes before a catch-all of the same scope, whatever stands first",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .eventSubProcess("all", (inner) => inner.startEvent("as", { error: true }).endEvent("ae"))
      .eventSubProcess("ev", (inner) => inner.startEvent("es", { error: "A" }).endEvent("ee")),
    [start(), throwError("A"), start(), throwError("B")],
  ),
  scenario(
    "an error leaves a multi-instance body through its boundary event",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "x",
        multiInstance: {
          inputCollection: "=items",
          inputElement: "item",
          outputCollection: "results",
          outputElement: "=r",
        },
      })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: "A" })
      .endEvent("out"),
    [start("p", { items: [1, 2, 3] }), job("x", { r: 1 }), throwError("A", { why: "so" })],
  ),
  scenario(
    "an error leaves a called process",
    [
      processModel("p")
        .startEvent("s")
        .callActivity("c", { processId: "q" })
        .endEvent("e")
        .boundaryEvent("b", "c", { error: "A" })
        .endEvent("out"),
      processModel("q").startEvent("s2").serviceTask("t", { type: "x" }).endEvent("e2"),
    ],
    [start(), throwError("A", { why: "so" })],
  ),
  scenario(
    "an error nobody catches in caller and called raises an incident in the called",
    [
      processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
      processModel("q").startEvent("s2").serviceTask("t", { type: "x" }).endEvent("e2"),
    ],
    [start(), throwError("A"), cancel()],
  ),
  scenario(
    "an error end event is caught around it",
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").endEvent("j", { error: "LOST" }))
      .endEvent("e")
      .boundaryEvent("wrong", "sub", { error: "OTHER" })
      .endEvent("no")
      .boundaryEvent("right", "sub", { error: "LOST", outputs: { got: "=a" } })
      .endEvent("yes"),
    [start("p", { a: 1 })],
  ),
  scenario(
    "an error end event ends the other branch of its scope",
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) =>
        inner
          .startEvent("i")
          .parallelGateway("f")
          .userTask("u")
          .endEvent("j1")
          .moveTo("f")
          .serviceTask("t", { type: "x" })
          .endEvent("j2", { error: "LOST" }),
      )
      .endEvent("e")
      .boundaryEvent("b", "sub", { error: "LOST" })
      .endEvent("out"),
    [start(), job("x")],
  ),
  scenario(
    "an error end event nobody catches raises an incident; resolving raises it again",
    processModel("p").startEvent("s").endEvent("e", { error: "LOST" }),
    [start(), resolve(), cancel()],
  ),
  scenario(
    "an error end event in an event sub-process leaves the scope around it",
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) =>
        inner
          .startEvent("i")
          .userTask("u")
          .endEvent("j")
          .eventSubProcess("ev", (deeper) =>
            deeper.startEvent("es", { signal: "sig" }).endEvent("ee", { error: "A" }),
          ),
      )
      .endEvent("e")
      .boundaryEvent("b", "sub", { error: "A" })
      .endEvent("out"),
    [start(), signal()],
  ),
  scenario(
    "an error code of an expression",
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").endEvent("j", { error: '="L" + kind' }))
      .endEvent("e")
      .boundaryEvent("b", "sub", { error: "LX" })
      .endEvent("out"),
    [
      start("p", { kind: "X" }),
      start("p", { kind: "Y" }),
      start("p", { kind: 3 }),
      set({ kind: "X" }, { element: "sub" }),
    ],
  ),
];

const ends: Scenario[] = [
  scenario(
    "a process runs from start to end",
    processModel("p").startEvent("s").manualTask("m").task("t").throwEvent("x").endEvent("e"),
    [start("p", { a: 1 })],
  ),
  scenario(
    "a process without end event ends with its last token",
    processModel("p").startEvent("s").task("t"),
    [start()],
  ),
  scenario(
    "a process with two branches ends with the last",
    processModel("p")
      .startEvent("s")
      .parallelGateway("f")
      .userTask("a")
      .endEvent("e1")
      .moveTo("f")
      .userTask("b")
      .endEvent("e2"),
    [start(), task("b"), task("a")],
  ),
  scenario(
    "a terminate event ends its process at once",
    processModel("p")
      .startEvent("s")
      .parallelGateway("f")
      .userTask("a")
      .endEvent("e1")
      .moveTo("f")
      .serviceTask("b", { type: "x" })
      .endEvent("stop", { terminate: true }),
    [start(), job("x", { r: 1 })],
  ),
  scenario(
    "a terminate event ends its sub-process, which completes",
    processModel("p")
      .startEvent("s")
      .subProcess(
        "sub",
        (inner) =>
          inner
            .startEvent("i")
            .parallelGateway("f")
            .userTask("a")
            .endEvent("j1")
            .moveTo("f")
            .serviceTask("b", { type: "x" })
            .endEvent("stop", { terminate: true }),
        { outputs: { got: "=r" } },
      )
      .endEvent("e"),
    [start(), job("x", { r: 1 })],
  ),
  scenario(
    "a terminate event in a called process ends that only",
    [
      processModel("p").startEvent("s").callActivity("c", { processId: "q" }).userTask("u").endEvent("e"),
      processModel("q")
        .startEvent("s2")
        .parallelGateway("f")
        .userTask("a")
        .endEvent("j1")
        .moveTo("f")
        .serviceTask("b", { type: "x" })
        .endEvent("stop", { terminate: true }),
    ],
    [start(), job("x", { r: 1 }), task("u")],
  ),
  scenario(
    "a terminate event ends multi-instance, called process, timers and messages",
    [
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("mi", { type: "y", multiInstance: { inputCollection: "=[1,2]" } })
        .endEvent("e1")
        .moveTo("f")
        .callActivity("c", { processId: "q" })
        .endEvent("e2")
        .moveTo("f")
        .catchEvent("ti", { timer: { duration: "PT1H" } })
        .endEvent("e3")
        .moveTo("f")
        .catchEvent("me", { message: { name: "m", correlationKey: '="1"' } })
        .endEvent("e4")
        .moveTo("f")
        .serviceTask("b", { type: "x" })
        .endEvent("stop", { terminate: true }),
      processModel("q").startEvent("s2").userTask("a").endEvent("j1"),
    ],
    [start(), job("x")],
  ),
  scenario(
    "an end event maps variables out",
    processModel("p")
      .startEvent("s")
      .endEvent("e", { outputs: { b: "=a + 1" } }),
    [start("p", { a: 1 })],
  ),
  scenario(
    "a throw event maps variables",
    processModel("p")
      .startEvent("s")
      .throwEvent("x", { inputs: { c: "=a" }, outputs: { b: "=c + 1" } })
      .endEvent("e"),
    [start("p", { a: 1 })],
  ),
  scenario(
    "an end event with an output mapping that fails",
    processModel("p")
      .startEvent("s")
      .endEvent("e", { outputs: { b: "=assert(z, z != null)" } }),
    [start(), set({ z: 1 }), resolve()],
  ),
  scenario(
    "cancelling ends everything, here and in called processes",
    [
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .callActivity("c", { processId: "q" })
        .endEvent("e")
        .moveTo("f")
        .catchEvent("w", { timer: { duration: "PT1H" } })
        .connectTo("e"),
      processModel("q")
        .startEvent("s2")
        .parallelGateway("f2")
        .userTask("u")
        .endEvent("e2")
        .moveTo("f2")
        .serviceTask("t", { type: "x" })
        .connectTo("e2"),
    ],
    [start(), cancel("q"), cancel(), cancel()],
  ),
];

export const events: Family = {
  name: "events",
  scenarios: [...catching, ...messages, ...starts, ...cycles, ...dates, ...durations, ...errors, ...ends],
};
