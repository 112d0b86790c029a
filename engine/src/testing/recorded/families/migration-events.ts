/** Catch events in a migration: what goes over, what ceases, what begins. */
import type { EventOptions } from "../../bpmn-parts.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Scenario } from "../scenario.ts";
import { job, publish, resolve, set, signal, start, throwError, wait } from "../steps.ts";
import { apart, around, ended, migrate, pair, x, y } from "./migration-models.ts";
import type { Build } from "./migration-models.ts";

type Kind = "message" | "timer" | "signal";

function event(kind: Kind, name: string): EventOptions {
  if (kind === "message") return { message: { name, correlationKey: "=1" } };
  if (kind === "signal") return { signal: name };
  return { timer: { duration: name === "m" ? "PT10M" : "PT20M" } };
}

function happens(kind: Kind, name: string): TestInstruction {
  if (kind === "message") return publish(name, "1");
  return kind === "signal" ? signal(name) : wait(name === "m" ? "PT10M" : "PT20M");
}

/** A task with a boundary event, `w` with `c` or `v` with `d`. */
function task(
  id: string,
  at: string,
  options: (EventOptions & { interrupting?: boolean }) | undefined,
): Build {
  return (s) => {
    s.serviceTask(id, { type: "x" });
    if (options !== undefined) s.boundaryEvent(at, id, options).endEvent(`${at}end`).moveTo(id);
  };
}

/** A process with an event sub-process `id` whose start event is `${id}s`. */
function handled(id: string, options: (EventOptions & { interrupting?: boolean }) | undefined): Build {
  return (s) => {
    s.serviceTask("a", { type: "x" });
    if (options === undefined) return;
    s.eventSubProcess(id, (own) =>
      own.startEvent(`${id}s`, options).serviceTask(`${id}t`, { type: "h" }).endEvent(`${id}e`),
    );
  };
}

const ofEachKind = (["message", "timer", "signal"] as const).flatMap((kind): Scenario[] => {
  const [m, n] = [event(kind, "m"), event(kind, "n")];
  const [source, target] = [happens(kind, "m"), happens(kind, "n")];
  return [
    pair(
      `a ${kind} catch event goes over with what it waits for`,
      (s) => s.catchEvent("a", m),
      (s) => s.catchEvent("b", n),
      [start("p"), migrate({ a: "b" }), target, source],
    ),
    pair(`a mapped ${kind} boundary event goes over`, task("w", "c", m), task("v", "d", n), [
      start("p"),
      migrate({ w: "v", c: "d" }),
      source,
    ]),
    pair(
      `a mapped ${kind} boundary event becomes one that does not interrupt`,
      task("w", "c", m),
      task("v", "d", { ...n, interrupting: false }),
      [start("p"), migrate({ w: "v", c: "d" }), source, job("x")],
    ),
    pair(`a ${kind} boundary event without a mapping`, task("w", "c", m), task("v", "d", n), [
      start("p"),
      migrate({ w: "v" }),
      source,
      target,
    ]),
    pair(`a ${kind} boundary event that the target lacks`, task("w", "c", m), task("v", "d", undefined), [
      start("p"),
      migrate({ w: "v" }),
      source,
      job("x"),
    ]),
    pair(`a ${kind} boundary event that the target adds`, task("w", "c", undefined), task("v", "d", n), [
      start("p"),
      migrate({ w: "v" }),
      target,
    ]),
    pair(`a mapped ${kind} event sub-process goes over`, handled("h", m), handled("g", n), [
      start("p"),
      migrate({ a: "a", hs: "gs" }),
      source,
      job("h"),
    ]),
    pair(`a ${kind} event sub-process that the target adds`, handled("h", undefined), handled("g", n), [
      start("p"),
      migrate({ a: "a" }),
      target,
      job("h"),
    ]),
    pair(`a ${kind} event sub-process at work goes over`, handled("h", m), handled("g", n), [
      start("p"),
      source,
      migrate({ h: "g", ht: "gt", hs: "gs" }),
      job("h"),
    ]),
    pair(
      `a ${kind} event sub-process at work beside the others goes over`,
      handled("h", { ...m, interrupting: false }),
      handled("g", { ...n, interrupting: false }),
      [start("p"), source, migrate({ a: "a", h: "g", ht: "gt" }), target, job("h"), job("x")],
    ),
    pair(
      `an event-based gateway with ${kind} events goes over`,
      (s) => s.eventBasedGateway("a").catchEvent("a1", m).moveTo("a").catchEvent("a2", event("signal", "o")),
      (s) => s.eventBasedGateway("b").catchEvent("b1", n).moveTo("b").catchEvent("b2", event("signal", "o2")),
      [start("p"), migrate({ a: "b", a1: "b1" }), source],
    ),
  ];
});

const others: Scenario[] = [
  pair(
    "an error boundary event of the target catches",
    task("w", "c", undefined),
    task("v", "d", { error: "E" }),
    [start("p"), migrate({ w: "v" }), throwError("E")],
  ),
  pair(
    "an error boundary event of the source catches no more",
    task("w", "c", { error: "E" }),
    task("v", "d", undefined),
    [start("p"), migrate({ w: "v" }), throwError("E")],
  ),
  pair(
    "a receive task goes over",
    (s) => s.receiveTask("a", { message: { name: "m", correlationKey: "=1" } }),
    (s) => s.receiveTask("b", { message: { name: "n", correlationKey: "=1" } }),
    [start("p"), migrate({ a: "b" }), publish("n"), publish("m")],
  ),
  pair(
    "a cycle of a boundary event goes over with what is left of it",
    task("w", "c", { timer: { cycle: "R3/PT10M" }, interrupting: false }),
    task("v", "d", { timer: { cycle: "R5/PT1M" }, interrupting: false }),
    [start("p"), wait("PT10M"), migrate({ w: "v", c: "d" }), wait("PT10M"), job("x")],
  ),
  pair(
    "a subscription that the target adds meets a buffered message",
    task("w", "c", undefined),
    task("v", "d", event("message", "n")),
    [start("p"), publish("n", "1", { timeToLive: 60_000 }), migrate({ w: "v" })],
  ),
  pair(
    "a correlation key of the target that cannot be evaluated",
    task("w", "c", undefined),
    task("v", "d", { message: { name: "n", correlationKey: "=nothing" } }),
    [start("p"), migrate({ w: "v" }), job("x")],
  ),
  pair(
    "a timer of the target that cannot be read",
    task("w", "c", undefined),
    task("v", "d", { timer: { duration: "=soon" } }),
    [start("p", { soon: "soon" }), migrate({ w: "v" }), job("x")],
  ),
  pair(
    "a boundary event of the target waits for a message that is waited for already",
    task("w", "c", event("message", "m")),
    task("v", "d", event("message", "m")),
    [start("p"), migrate({ w: "v" }), migrate({ w: "v", c: "d" }), publish("m")],
  ),
  pair(
    "a boundary event is mapped to one of another task",
    (s) => {
      task("w", "c", event("message", "m"))(s);
    },
    (s) => {
      task("v", "d", undefined)(s);
      task("u", "f", event("message", "n"))(s);
    },
    [start("p"), migrate({ w: "v", c: "f" })],
  ),
  pair(
    "two boundary events are mapped to one",
    (s) => {
      task("w", "c", event("message", "m"))(s);
      s.boundaryEvent("c2", "w", event("message", "o")).endEvent("c2end").moveTo("w");
    },
    task("v", "d", event("message", "n")),
    [start("p"), migrate({ w: "v", c: "d", c2: "d" })],
  ),
  pair(
    "a boundary event is mapped to one of another kind",
    task("w", "c", event("message", "m")),
    task("v", "d", event("signal", "n")),
    [start("p"), migrate({ w: "v", c: "d" })],
  ),
  pair(
    "a catch event is mapped to one of another kind",
    (s) => s.catchEvent("a", event("message", "m")),
    (s) => s.catchEvent("b", event("signal", "n")),
    [start("p"), migrate({ a: "b" })],
  ),
  apart(
    "what can be undone goes over when its boundary event is mapped",
    [
      ended("p", (s) =>
        s
          .serviceTask("a", { type: "a" })
          .compensatedBy("ac", "a", (c) => c.serviceTask("ah", { type: "ah" }))
          .serviceTask("w", { type: "x" })
          .throwEvent("undo", { compensation: true }),
      ),
      ended("q", (s) =>
        s
          .serviceTask("b", { type: "a" })
          .compensatedBy("bc", "b", (c) => c.serviceTask("bh", { type: "bh" }))
          .serviceTask("v", { type: "x" })
          .throwEvent("undo2", { compensation: true }),
      ),
    ],
    [start("p"), job("a"), migrate({ w: "v", ac: "bc" }), job("x"), job("bh")],
  ),
  apart(
    "what can be undone is forgotten without a mapping",
    [
      ended("p", (s) =>
        s
          .serviceTask("a", { type: "a" })
          .compensatedBy("ac", "a", (c) => c.serviceTask("ah", { type: "ah" }))
          .serviceTask("w", { type: "x" })
          .throwEvent("undo", { compensation: true }),
      ),
      ended("q", (s) => s.serviceTask("v", { type: "x" }).throwEvent("undo2", { compensation: true })),
    ],
    [start("p"), job("a"), migrate({ w: "v" }), job("x")],
  ),
  apart(
    "a compensation boundary event is mapped to an error one",
    [
      ended("p", (s) =>
        s
          .serviceTask("a", { type: "a" })
          .compensatedBy("ac", "a", (c) => c.serviceTask("ah", { type: "ah" }))
          .serviceTask("w", { type: "x" }),
      ),
      ended("q", (s) => {
        s.serviceTask("b", { type: "a" })
          .boundaryEvent("bc", "b", { error: "E" })
          .endEvent("bcend")
          .moveTo("b");
        s.serviceTask("v", { type: "x" });
      }),
    ],
    [start("p"), job("a"), migrate({ w: "v", ac: "bc" })],
  ),
  apart(
    "an instance that a message has started goes over to a process that a message starts",
    [
      around("p", (s) => x(s))
        .startEvent("pm", { message: { name: "go" } })
        .connectTo("a"),
      around("q", (s) => y(s))
        .startEvent("qm", { message: { name: "on" } })
        .connectTo("b"),
    ],
    [
      publish("go", "k"),
      publish("on", "k"),
      migrate({ a: "b" }),
      job("y"),
      migrate({ a: "b" }),
      publish("on", "k"),
      job("x"),
    ],
  ),
  apart(
    "a cycle is read anew each time",
    [ended("p", task("w", "c", { timer: { cycle: "=cycle" }, interrupting: false }))],
    [start("p", { cycle: "R5/PT10M" }), set({ cycle: "R2/PT1M" }), wait("PT10M"), wait("PT1M"), job("x")],
  ),
  pair(
    "an output mapping that fails after a job has completed",
    (s) => s.serviceTask("a", { type: "x", outputs: { v: "=assert(nothing, nothing != null)" } }),
    (s) => s.serviceTask("b", { type: "y", outputs: { v: "=got" } }),
    [start("p"), job("x", { got: 1 }), migrate({ a: "b" }), resolve()],
  ),
  pair(
    "an output mapping that fails after its event: the event is on its way",
    (s) =>
      s.catchEvent("a", { ...event("message", "m"), outputs: { v: "=assert(nothing, nothing != null)" } }),
    (s) => s.catchEvent("b", event("message", "n")),
    [start("p"), publish("m"), migrate({ a: "b" }), resolve()],
  ),
];

export const migratedEvents: readonly Scenario[] = [...ofEachKind, ...others];
