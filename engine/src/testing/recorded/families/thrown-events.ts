/** Inclusive gateways, thrown events, escalations, links and compensation. */
import { processModel } from "../../bpmn-builder.ts";
import type { Family } from "../scenario.ts";
import { cancel, job, scenario, start, throwError } from "../steps.ts";

const worker = (type: string) => ({ type });
export const thrownEvents: Family = {
  name: "thrown-events",
  scenarios: [
    scenario(
      "an inclusive gateway takes what is true, else the default, and joins",
      processModel("i1")
        .startEvent("s")
        .inclusiveGateway("f")
        .condition("=a")
        .serviceTask("x", worker("x"))
        .inclusiveGateway("j")
        .endEvent("e")
        .moveTo("f")
        .condition("=b")
        .serviceTask("y", worker("y"))
        .connectTo("j")
        .moveTo("f")
        .defaultFlow()
        .serviceTask("z", worker("z"))
        .connectTo("j"),
      [start("i1", { a: true, b: true }), job("x"), job("y"), start("i1", { a: false, b: false }), job("z")],
    ),
    scenario(
      "an inclusive gateway of which no condition is true",
      processModel("i2")
        .startEvent("s")
        .inclusiveGateway("f")
        .condition("=a")
        .endEvent("e")
        .moveTo("f")
        .condition("=b")
        .endEvent("e2"),
      [start("i2", { a: false, b: false })],
    ),
    scenario(
      "an inclusive gateway joins when the other token has left",
      processModel("i3")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("x", worker("x"))
        .exclusiveGateway("g")
        .condition("=go")
        .inclusiveGateway("j")
        .endEvent("e")
        .moveTo("g")
        .defaultFlow()
        .endEvent("e2")
        .moveTo("f")
        .serviceTask("y", worker("y"))
        .connectTo("j"),
      [start("i3", { go: false }), job("y"), job("x")],
    ),
    scenario(
      "an inclusive gateway waits for tokens that merge before it",
      processModel("i4")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("x", worker("x"))
        .exclusiveGateway("m")
        .inclusiveGateway("j")
        .endEvent("e")
        .moveTo("f")
        .serviceTask("y", worker("y"))
        .connectTo("m")
        .moveTo("f")
        .exclusiveGateway("g")
        .condition("=go")
        .serviceTask("w", worker("w"))
        .connectTo("j")
        .moveTo("g")
        .defaultFlow()
        .endEvent("e2"),
      [start("i4", { go: false }), job("x"), job("y")],
    ),
    scenario(
      "an inclusive gateway knows of the way over a boundary event",
      processModel("i5")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("x", worker("x"))
        .inclusiveGateway("j")
        .endEvent("e")
        .moveTo("f")
        .serviceTask("y", worker("y"))
        .endEvent("e2")
        .boundaryEvent("b", "y", { error: "E" })
        .connectTo("j"),
      [start("i5", {}), job("x"), job("y")],
    ),
    scenario(
      "an inclusive gateway joins when what it waited for was interrupted",
      processModel("i6")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("x", worker("x"))
        .inclusiveGateway("j")
        .serviceTask("z", worker("z"))
        .endEvent("e")
        .moveTo("f")
        .serviceTask("y", worker("y"))
        .connectTo("j")
        .boundaryEvent("b", "y", { error: "E" })
        .endEvent("e2"),
      [start("i6", {}), job("x"), throwError("E", {}, "y")],
    ),
    scenario(
      "signal, message and link are thrown with mappings",
      processModel("t1")
        .startEvent("s")
        .throwEvent("sig", { signal: "go", inputs: { v: "=1" }, outputs: { w: "=v" } })
        .throwEvent("msg", { message: { name: "m" }, job: { type: "m" }, inputs: { v: "=1" } })
        .throwEvent("l", { link: "L", outputs: { lo: "=1" } })
        .startEvent("dummy", { message: { name: "never" } })
        .connectTo("e1")
        .moveTo("l"),
      [start("t1")],
    ),
    scenario(
      "an escalation is caught at the border without interruption",
      processModel("t2")
        .startEvent("s")
        .subProcess("sub", (i) =>
          i
            .startEvent("ss")
            .throwEvent("esc", { escalation: "E1", outputs: { o: "=1" } })
            .serviceTask("x", worker("x"))
            .endEvent("se"),
        )
        .endEvent("e")
        .boundaryEvent("be", "sub", { escalation: "E1", interrupting: false })
        .endEvent("bee"),
      [start("t2"), job("x")],
    ),
    scenario(
      "an escalation interrupts a sub-process; another at the end is caught by nobody",
      processModel("t3")
        .startEvent("s")
        .subProcess("sub", (i) =>
          i
            .startEvent("ss")
            .throwEvent("esc", { escalation: "E1", outputs: { o: "=1" } })
            .serviceTask("x", worker("x"))
            .endEvent("se"),
        )
        .endEvent("e")
        .boundaryEvent("be", "sub", { escalation: true })
        .endEvent("bee", { escalation: "E9" }),
      [start("t3")],
    ),
    scenario(
      "an escalation at the end begins an event sub-process",
      processModel("t4")
        .startEvent("s")
        .endEvent("esc", { escalation: "E1" })
        .eventSubProcess("h", (i) =>
          i
            .startEvent("hs", { escalation: "E1", interrupting: false })
            .serviceTask("x", worker("x"))
            .endEvent("he"),
        ),
      [start("t4"), job("x")],
    ),
    scenario(
      "an escalation begins an interrupting event sub-process",
      processModel("t5")
        .startEvent("s")
        .parallelGateway("f")
        .serviceTask("y", worker("y"))
        .endEvent("ye")
        .moveTo("f")
        .endEvent("esc", { escalation: "E1" })
        .eventSubProcess("h", (i) =>
          i.startEvent("hs", { escalation: "E1" }).serviceTask("x", worker("x")).endEvent("he"),
        ),
      [start("t5"), job("x")],
    ),
    scenario(
      "an escalation leaves a called process",
      [
        processModel("t6")
          .startEvent("s")
          .callActivity("c", { processId: "t6c" })
          .endEvent("e")
          .boundaryEvent("b", "c", { escalation: "E1" })
          .endEvent("be"),
        processModel("t6c").startEvent("s2").endEvent("esc", { escalation: "E1" }),
      ],
      [start("t6")],
    ),
    scenario(
      "a link leads on, with mappings at both ends",
      processModel("t7")
        .startEvent("s")
        .throwEvent("l", { link: "L", outputs: { lo: "=1" } })
        .startEvent("s0", { message: { name: "never7" } })
        .endEvent("e0")
        .moveTo("l")
        .catchEvent("lc", { link: "L", outputs: { x: "=lo" } })
        .endEvent("e"),
      [start("t7")],
    ),
    scenario(
      "a signal at the end begins an event sub-process",
      processModel("t8")
        .startEvent("s")
        .serviceTask("x", worker("x"))
        .endEvent("e", { signal: "boom8" })
        .eventSubProcess("h", (i) =>
          i.startEvent("hs", { signal: "boom8", interrupting: false }).endEvent("he"),
        ),
      [start("t8"), job("x")],
    ),
    scenario(
      "a message end event waits for its job",
      processModel("t9")
        .startEvent("s")
        .endEvent("e", {
          message: { name: "m" },
          job: { type: "m" },
          inputs: { v: "=1" },
          outputs: { o: "=v" },
        }),
      [start("t9"), job("m", { r: 1 })],
    ),
    scenario(
      "all completed activities are undone, those of a sub-process too",
      processModel("c1")
        .startEvent("s")
        .serviceTask("a", { type: "a", inputs: { loc: "=1" } })
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", { type: "ha" }))
        .subProcess("sub", (i) =>
          i
            .startEvent("ss")
            .serviceTask("b", { type: "b" })
            .compensatedBy("bb", "b", (x) => x.manualTask("hb"))
            .endEvent("se"),
        )
        .throwEvent("t", { compensation: true })
        .endEvent("e"),
      [start("c1"), job("a"), job("b"), job("ha", { y: 1 })],
    ),
    scenario(
      "nothing is there to be undone",
      processModel("c2").startEvent("s").endEvent("e", { compensation: true }),
      [start("c2")],
    ),
    scenario(
      "an activity that nobody undoes",
      processModel("c3")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
        .serviceTask("b", worker("b"))
        .endEvent("e"),
      [start("c3"), job("a"), job("b")],
    ),
    scenario(
      "an instance is cancelled amid its compensation",
      processModel("c4")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
        .endEvent("e", { compensation: true }),
      [start("c4"), job("a"), cancel("c4")],
    ),
    scenario(
      "one activity is undone by its name",
      processModel("c5")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
        .serviceTask("b", worker("b"))
        .compensatedBy("bb", "b", (x) => x.serviceTask("hb", worker("hb")))
        .throwEvent("t", { compensation: "b" })
        .throwEvent("t2", { compensation: true })
        .endEvent("e"),
      [start("c5"), job("a"), job("b"), job("hb"), job("ha")],
    ),
    scenario(
      "a multi-instance activity is undone",
      processModel("c6")
        .startEvent("s")
        .serviceTask("a", { type: "a", multiInstance: { inputCollection: "=[1,2]" } })
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
        .endEvent("e", { compensation: true }),
      [start("c6"), job("a"), job("a"), job("ha")],
    ),
    scenario(
      "a multi-instance sub-process is undone",
      processModel("c7")
        .startEvent("s")
        .subProcess(
          "sub",
          (i) =>
            i
              .startEvent("ss")
              .serviceTask("a", worker("a"))
              .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
              .endEvent("se"),
          { multiInstance: { inputCollection: "=[1,2]" } },
        )
        .endEvent("e", { compensation: true }),
      [start("c7"), job("a"), job("a"), job("ha"), job("ha")],
    ),
    scenario(
      "a sub-process with a handler of its own is undone",
      processModel("c8")
        .startEvent("s")
        .subProcess("sub", (i) =>
          i
            .startEvent("ss")
            .serviceTask("a", worker("a"))
            .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
            .endEvent("se"),
        )
        .compensatedBy("bs", "sub", (x) => x.serviceTask("hs", worker("hs")))
        .endEvent("e", { compensation: true }),
      [start("c8"), job("a"), job("hs"), job("ha")],
    ),
    scenario(
      "an event sub-process undoes the scope around it",
      processModel("c9")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
        .endEvent("e", { error: "E" })
        .eventSubProcess("h", (i) =>
          i.startEvent("hs", { error: "E" }).endEvent("he", { compensation: true }),
        ),
      [start("c9"), job("a"), job("ha")],
    ),
    scenario(
      "an event sub-process undoes what is its own",
      processModel("c10")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .endEvent("e", { error: "E" })
        .eventSubProcess("h", (i) =>
          i
            .startEvent("hs", { error: "E" })
            .serviceTask("k", worker("k"))
            .compensatedBy("ba", "k", (x) => x.serviceTask("ha", worker("ha")))
            .endEvent("he", { compensation: true }),
        ),
      [start("c10"), job("a"), job("k"), job("ha")],
    ),
    scenario(
      "a compensation handler runs for each item",
      processModel("c11")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) =>
          x.serviceTask("ha", { type: "ha", multiInstance: { inputCollection: "=[1,2]" } }),
        )
        .endEvent("e", { compensation: true }),
      [start("c11"), job("a"), job("ha"), job("ha")],
    ),
    scenario(
      "what completed in a sub-process that was ended is not undone",
      processModel("c12")
        .startEvent("s")
        .subProcess("sub", (i) =>
          i
            .startEvent("ss")
            .serviceTask("a", worker("a"))
            .compensatedBy("ba", "a", (x) => x.serviceTask("ha", worker("ha")))
            .endEvent("se", { error: "X" }),
        )
        .endEvent("e")
        .boundaryEvent("be", "sub", { error: "X" })
        .endEvent("e2", { compensation: true }),
      [start("c12"), job("a")],
    ),
    scenario(
      "a compensation handler is a sub-process",
      processModel("c13")
        .startEvent("s")
        .serviceTask("a", worker("a"))
        .compensatedBy("ba", "a", (x) =>
          x.subProcess("ha", (i) => i.startEvent("hs").serviceTask("k", worker("k")).endEvent("he")),
        )
        .endEvent("e", { compensation: true }),
      [start("c13"), job("a"), job("k")],
    ),
  ],
};
