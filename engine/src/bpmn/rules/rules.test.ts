import assert from "node:assert/strict";
import { test } from "node:test";
import { processModel, toXml } from "../../testing/bpmn-builder.ts";
import type { ProcessBuilder } from "../../testing/bpmn-builder.ts";
import { ModelError, parseBpmn } from "../index.ts";

/** Deploys nothing: reads the model and gives `rule elementId` of each fault. */
async function faultsOf(model: ProcessBuilder | string): Promise<string[]> {
  const xml = typeof model === "string" ? model : model.toXml();
  try {
    await parseBpmn(xml, "model.bpmn");
    return [];
  } catch (error) {
    assert.ok(error instanceof ModelError);
    for (const fault of error.faults) {
      assert.match(fault.messageZh, /[\u4e00-\u9fff]/, fault.rule);
      assert.ok(error.message.includes(fault.message) && error.messageZh.includes(fault.messageZh));
    }
    return error.faults.map((fault) => `${fault.rule} ${fault.elementId}`);
  }
}

const sound = () => processModel("p").startEvent("s").endEvent("e");
const message = { name: "m", correlationKey: "=k" };

/** Sentence, model, the faults it must give. */
const CASES: [string, ProcessBuilder | string, string[]][] = [
  ["a sound process has no fault", sound(), []],
  [
    "a file without an executable process is refused",
    processModel("p", { executable: false }).startEvent("s"),
    ["no-executable-process definitions"],
  ],
  ["a process without start event is refused", processModel("p").task("t"), ["no-start-event p"]],
  [
    "two start events without trigger are refused",
    sound().startEvent("s2").connectTo("e"),
    ["several-none-start-events p"],
  ],
  [
    "a start event beside a message start event is fine",
    sound()
      .startEvent("s2", { message: { name: "go" } })
      .connectTo("e"),
    [],
  ],
  [
    "two start events of one message are refused",
    processModel("p")
      .startEvent("a", { message: { name: "m" } })
      .endEvent("e")
      .startEvent("b", { message: { name: "m" } })
      .connectTo("e"),
    ["duplicate-event p"],
  ],
  [
    "an error start event of a process is refused",
    processModel("p").startEvent("s", { error: "E" }).endEvent("e"),
    ["event-kind s"],
  ],
  [
    "a service task without task definition is refused",
    processModel("p").startEvent("s").element("bpmn:serviceTask", "t").endEvent("e"),
    ["extension-missing t"],
  ],
  [
    "an empty job type is refused",
    processModel("p").startEvent("s").serviceTask("t", { type: "" }).endEvent("e"),
    ["attribute-missing t"],
  ],
  [
    "a business rule task needs a decision or a job",
    processModel("p").startEvent("s").element("bpmn:businessRuleTask", "t").endEvent("e"),
    ["extension-missing t"],
  ],
  [
    "a business rule task without result variable is refused",
    processModel("p")
      .startEvent("s")
      .businessRuleTask("t", { decisionId: "d", resultVariable: "" })
      .endEvent("e"),
    ["attribute-missing t"],
  ],
  [
    "a script must be an expression",
    processModel("p")
      .startEvent("s")
      .scriptTask("t", { expression: "1 + 1", resultVariable: "r" })
      .endEvent("e"),
    ["expression-required t"],
  ],
  [
    "a call activity without called process is refused",
    processModel("p").startEvent("s").callActivity("c", { processId: "" }).endEvent("e"),
    ["attribute-missing c"],
  ],
  [
    "a version tag binding needs its tag",
    processModel("p")
      .startEvent("s")
      .callActivity("c", { processId: "x", bindingType: "versionTag" })
      .endEvent("e"),
    ["attribute-missing c"],
  ],
  [
    "a version tag without its binding is refused",
    processModel("p").startEvent("s").callActivity("c", { processId: "x", versionTag: "1" }).endEvent("e"),
    ["version-tag-binding c"],
  ],
  [
    "a binding that there is not is refused",
    processModel("p")
      .startEvent("s")
      .callActivity("c", { processId: "x", bindingType: "newest" })
      .endEvent("e"),
    ["binding-type c"],
  ],
  [
    "a user task that names no form in its form definition is refused",
    processModel("p")
      .startEvent("s")
      .element(
        "bpmn:userTask",
        "t",
        '<bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formKey="k"/></bpmn:extensionElements>',
      )
      .endEvent("e"),
    ["form-reference t"],
  ],
  [
    "a linked file without id or version tag is refused",
    processModel("p")
      .startEvent("s")
      .element(
        "bpmn:serviceTask",
        "t",
        '<bpmn:extensionElements><zeebe:taskDefinition type="x"/><zeebe:linkedResources><zeebe:linkedResource resourceType="RPA" bindingType="versionTag"/></zeebe:linkedResources></bpmn:extensionElements>',
      )
      .endEvent("e"),
    ["attribute-missing t", "attribute-missing t"],
  ],
  [
    "a message without name is refused",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { message: { name: "", correlationKey: "=k" } })
      .endEvent("e"),
    ["message-name-missing message_1"],
  ],
  [
    "a message without correlation key is refused where somebody waits for it",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { message: { name: "m" } })
      .endEvent("e"),
    ["correlation-key-missing message_1"],
  ],
  [
    "a correlation key must be an expression",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { message: { name: "m", correlationKey: "k" } })
      .endEvent("e"),
    ["expression-required message_1"],
  ],
  [
    "a receive task without message is refused",
    processModel("p").startEvent("s").element("bpmn:receiveTask", "r").endEvent("e"),
    ["message-missing r"],
  ],
  [
    "a catch event without definition is refused",
    processModel("p").startEvent("s").catchEvent("c", {}).endEvent("e"),
    ["event-definition-count c"],
  ],
  [
    "an event with two definitions is refused",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { message, timer: { duration: "PT1S" } })
      .endEvent("e"),
    ["event-definition-count c"],
  ],
  [
    "a terminate event in the middle is refused",
    processModel("p").startEvent("s").throwEvent("t", { terminate: true }).endEvent("e"),
    ["event-kind t"],
  ],
  [
    "a signal without name is refused",
    processModel("p").startEvent("s").catchEvent("c", { signal: "" }).endEvent("e"),
    ["signal-missing signal_1"],
  ],
  [
    "an error end event without code is refused",
    processModel("p").startEvent("s").endEvent("e", { error: true }),
    ["error-code-missing e"],
  ],
  ["an end event with outgoing flow is refused", sound().moveTo("e").task("t"), ["end-event-outgoing e"]],
  [
    "a timer without definition is refused",
    processModel("p").startEvent("s").catchEvent("c", { timer: {} }).endEvent("e"),
    ["timer-definition c"],
  ],
  [
    "a timer with two definitions is refused",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { timer: { duration: "PT1S", date: "2026-01-01T00:00:00Z" } })
      .endEvent("e"),
    ["timer-definition c"],
  ],
  [
    "a catch event cannot repeat",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { timer: { cycle: "R3/PT1M" } })
      .endEvent("e"),
    ["timer-cycle c"],
  ],
  [
    "an interrupting boundary event cannot repeat",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { timer: { cycle: "R3/PT1M" } })
      .connectTo("e"),
    ["timer-cycle b"],
  ],
  [
    "a non-interrupting boundary event may repeat",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { timer: { cycle: "R3/PT1M" }, interrupting: false })
      .connectTo("e"),
    [],
  ],
  [
    "a fixed timer text is checked",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { timer: { duration: "five days" } })
      .endEvent("e"),
    ["timer-syntax c"],
  ],
  [
    "a boundary event with incoming flow is refused",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .connectTo("b")
      .boundaryEvent("b", "t", { message })
      .endEvent("e"),
    ["boundary-incoming b"],
  ],
  [
    "a boundary event on a gateway is refused",
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("g")
      .endEvent("e")
      .boundaryEvent("b", "g", { message })
      .connectTo("e"),
    ["boundary-host g"],
  ],
  [
    "a non-interrupting error boundary event is refused",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: "E", interrupting: false })
      .connectTo("e"),
    ["non-interrupting-error b"],
  ],
  [
    "two boundary events that catch all errors are refused",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: true })
      .connectTo("e")
      .boundaryEvent("c", "t", { error: true })
      .connectTo("e"),
    ["several-catch-all-errors t"],
  ],
  [
    "two boundary events of one error code are refused",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: "E" })
      .connectTo("e")
      .boundaryEvent("c", "t", { error: "E" })
      .connectTo("e"),
    ["duplicate-event t"],
  ],
  [
    "an error code of a catch event must be fixed",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: "=code" })
      .connectTo("e"),
    ["error-code-expression b"],
  ],
  [
    "a sub-process without start event is refused",
    processModel("p")
      .startEvent("s")
      .subProcess("u", (inner) => inner.task("t"))
      .endEvent("e"),
    ["sub-process-start-count u"],
  ],
  [
    "a start event with trigger in a sub-process is refused",
    processModel("p")
      .startEvent("s")
      .subProcess("u", (inner) => inner.startEvent("i", { message }).endEvent("j"))
      .endEvent("e"),
    ["sub-process-start-event i"],
  ],
  [
    "an event sub-process needs a trigger",
    sound().eventSubProcess("u", (inner) => inner.startEvent("i").endEvent("j")),
    ["event-sub-process-start-event i"],
  ],
  [
    "an event sub-process must not be connected",
    sound()
      .eventSubProcess("u", (inner) => inner.startEvent("i", { message }).endEvent("j"))
      .moveTo("u")
      .connectTo("e"),
    ["event-sub-process-flow u"],
  ],
  [
    "a non-interrupting error start event is refused",
    sound().eventSubProcess("u", (inner) =>
      inner.startEvent("i", { error: "E", interrupting: false }).endEvent("j"),
    ),
    ["non-interrupting-error i"],
  ],
  [
    "two event sub-processes of one message are refused",
    sound()
      .eventSubProcess("u", (inner) => inner.startEvent("i", { message }).endEvent("j"))
      .eventSubProcess("v", (inner) => inner.startEvent("k", { message }).endEvent("l")),
    ["duplicate-event p"],
  ],
  [
    "an event-based gateway needs two flows",
    processModel("p").startEvent("s").eventBasedGateway("g").catchEvent("c", { message }).endEvent("e"),
    ["event-gateway-flows g"],
  ],
  [
    "a receive task behind an event-based gateway is refused",
    processModel("p")
      .startEvent("s")
      .eventBasedGateway("g")
      .catchEvent("c", { message })
      .endEvent("e")
      .moveTo("g")
      .receiveTask("r", { message: { name: "n", correlationKey: "=k" } })
      .connectTo("e"),
    ["event-gateway-target g"],
  ],
  [
    "an event behind an event-based gateway has no other way in",
    processModel("p")
      .startEvent("s")
      .parallelGateway("f")
      .eventBasedGateway("g")
      .catchEvent("c", { message })
      .endEvent("e")
      .moveTo("g")
      .catchEvent("d", { timer: { duration: "PT1S" } })
      .connectTo("e")
      .moveTo("f")
      .connectTo("d"),
    ["event-gateway-incoming d"],
  ],
  [
    "two events of one message behind an event-based gateway are refused",
    processModel("p")
      .startEvent("s")
      .eventBasedGateway("g")
      .catchEvent("c", { message })
      .endEvent("e")
      .moveTo("g")
      .catchEvent("d", { message })
      .connectTo("e"),
    ["duplicate-event g"],
  ],
  [
    "a flow of an exclusive gateway needs a condition",
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("g")
      .condition("=a")
      .task("t")
      .endEvent("e")
      .moveTo("g")
      .connectTo("e"),
    ["condition-missing g-e"],
  ],
  [
    "a default flow needs no condition",
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("g")
      .condition("=a")
      .task("t")
      .endEvent("e")
      .moveTo("g")
      .defaultFlow()
      .connectTo("e"),
    [],
  ],
  [
    "a single flow of an exclusive gateway needs no condition",
    processModel("p").startEvent("s").exclusiveGateway("g").endEvent("e"),
    [],
  ],
  [
    "a condition behind a task is refused",
    processModel("p").startEvent("s").task("t").condition("=a").endEvent("e"),
    ["condition-without-gateway t"],
  ],
  [
    "a condition must be an expression",
    processModel("p").startEvent("s").exclusiveGateway("g").condition("a").endEvent("e"),
    ["expression-required g-e"],
  ],
  [
    "a multi-instance activity needs an input collection",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", multiInstance: { inputCollection: "" } })
      .endEvent("e"),
    ["input-collection-missing t"],
  ],
  [
    "an output collection needs its output element",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", multiInstance: { inputCollection: "=a", outputCollection: "r" } })
      .endEvent("e"),
    ["output-collection t"],
  ],
  [
    "a mapping target must be a path of names",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", inputs: { "a b": "=1", "a.b": "=1", null: "=1" } })
      .endEvent("e"),
    ["mapping-target t", "mapping-target t"],
  ],
  [
    "an output mapping must be an expression",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", outputs: { a: "b" } })
      .endEvent("e"),
    ["expression-required t"],
  ],
  [
    "FEEL that cannot be read is refused with its place",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x", inputs: { a: "=1 +" } })
      .endEvent("e"),
    ["invalid-expression t"],
  ],
  [
    "a complex gateway is refused",
    processModel("p").startEvent("s").element("bpmn:complexGateway", "g").endEvent("e"),
    ["unsupported-element g"],
  ],
  [
    "a transaction is refused",
    processModel("p")
      .startEvent("s")
      .element("bpmn:transaction", "x", '<bpmn:startEvent id="i"/>')
      .endEvent("e"),
    ["unsupported-element x"],
  ],
  [
    "a standard loop is refused",
    processModel("p")
      .startEvent("s")
      .element("bpmn:task", "t", "<bpmn:standardLoopCharacteristics/>")
      .endEvent("e"),
    ["unsupported-element t"],
  ],
  [
    "an ad-hoc sub-process holds an activity",
    processModel("p").startEvent("s").element("bpmn:adHocSubProcess", "a", "").endEvent("e"),
    ["ad-hoc-empty a"],
  ],
  [
    "an ad-hoc sub-process has no start and no end, and either a worker or a collection",
    processModel("p")
      .startEvent("s")
      .element(
        "bpmn:adHocSubProcess",
        "a",
        '<bpmn:extensionElements><zeebe:taskDefinition type="x"/><zeebe:adHoc activeElementsCollection="=a" outputCollection="o"/></bpmn:extensionElements><bpmn:task id="t"/><bpmn:endEvent id="i"/>',
      )
      .endEvent("e"),
    ["ad-hoc-event a", "output-collection a", "ad-hoc-driven a"],
  ],
  [
    "a conditional event needs a condition, and changes that there are",
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { condition: { expression: "" } })
      .catchEvent("d", { condition: { expression: "=a", variableEvents: "delete" } })
      .endEvent("e"),
    ["condition-missing c", "condition-filter d"],
  ],
  [
    "conditions that start a process differ",
    processModel("p")
      .startEvent("s", { condition: { expression: "=a" } })
      .endEvent("e")
      .startEvent("s2", { condition: { expression: "=a" } })
      .endEvent("e2"),
    ["condition-twice s"],
  ],
  [
    "a link that nobody catches is refused",
    processModel("p").startEvent("s").throwEvent("c", { link: "l" }),
    ["link-target-missing c"],
  ],
  [
    "a link without name is refused",
    processModel("p").startEvent("s").throwEvent("c", { link: "" }),
    ["link-name-missing c"],
  ],
  [
    "a link that two events catch is refused",
    processModel("p")
      .startEvent("s")
      .throwEvent("t", { link: "l" })
      .catchEvent("c", { link: "l" })
      .catchEvent("d", { link: "l" })
      .endEvent("f"),
    ["link-target-twice c"],
  ],
  [
    "a thrown escalation needs a code",
    processModel("p").startEvent("s").endEvent("c", { escalation: true }),
    ["escalation-code-missing c"],
  ],
  [
    "a caught escalation has a fixed code",
    processModel("p")
      .startEvent("s")
      .subProcess("u", (inner) => inner.startEvent("i").endEvent("j"))
      .endEvent("e")
      .boundaryEvent("b", "u", { escalation: "=code" })
      .endEvent("f"),
    ["escalation-code-expression b"],
  ],
  [
    "an escalation code is caught once, and all are caught once",
    processModel("p")
      .startEvent("s")
      .subProcess("u", (inner) => inner.startEvent("i").endEvent("j"))
      .endEvent("e")
      .boundaryEvent("b", "u", { escalation: "E" })
      .endEvent("f")
      .boundaryEvent("c", "u", { escalation: "E" })
      .endEvent("g")
      .boundaryEvent("d", "u", { escalation: true })
      .endEvent("h")
      .boundaryEvent("k", "u", { escalation: true })
      .endEvent("l"),
    ["several-catch-all-escalations u", "duplicate-event u"],
  ],
  [
    "a thrown message is a job",
    processModel("p")
      .startEvent("s")
      .endEvent("e", { message: { name: "m" } }),
    ["extension-missing e"],
  ],
  [
    "a compensation event definition has an id",
    processModel("p").startEvent("s").element("bpmn:endEvent", "c", "<bpmn:compensateEventDefinition/>"),
    ["compensation-id c"],
  ],
  [
    "a compensation boundary event leads to its handler",
    processModel("p").startEvent("s").task("t").endEvent("e").boundaryEvent("b", "t", { compensation: true }),
    ["compensation-handler b"],
  ],
  [
    "a compensation handler has no flows",
    processModel("p")
      .startEvent("s")
      .task("t")
      .compensatedBy("b", "t", (scope) => scope.task("h").endEvent("f"))
      .endEvent("e"),
    ["compensation-handler-flow h"],
  ],
  [
    "what is to be undone is an activity of the scope",
    processModel("p").startEvent("s").task("t").endEvent("e", { compensation: "s" }),
    ["compensation-activity e"],
  ],
  [
    "an execution listener must have a type, stand once, and stand where it may",
    processModel("p")
      .startEvent("s", { listeners: [{ event: "start", type: "x" }] })
      .serviceTask("t", {
        type: "t",
        listeners: [
          { event: "start", type: "" },
          { event: "end", type: "x" },
          { event: "end", type: "x" },
        ],
      })
      .endEvent("e"),
    ["listener-event s", "listener-type t", "listener-twice t"],
  ],
  [
    "a task listener must have an event and a type, and stand once",
    processModel("p")
      .startEvent("s")
      .userTask("t", {
        taskListeners: [
          { event: "thinking", type: "x" },
          { event: "creating", type: "" },
          { event: "completing", type: "x" },
          { event: "complete", type: "x" },
        ],
      })
      .endEvent("e"),
    ["task-listener-event t", "task-listener-type t", "task-listener-twice t"],
  ],
  [
    "only native user tasks have task listeners",
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "t", taskListeners: [{ event: "creating", type: "x" }] })
      .endEvent("e"),
    ["task-listener-place t"],
  ],
  [
    "an id that is used twice is refused",
    sound().subProcess("u", (inner) => inner.startEvent("s").endEvent("j")),
    ["duplicate-id s"],
  ],
  [
    "a flow to nowhere is refused",
    sound().moveTo("s").connectTo("nowhere"),
    ["dangling-reference s-nowhere"],
  ],
  [
    "a flow into a sub-process is refused",
    processModel("p")
      .startEvent("s")
      .subProcess("u", (inner) => inner.startEvent("i").task("t").endEvent("j"))
      .endEvent("e")
      .moveTo("s")
      .connectTo("t"),
    ["flow-crosses-scope s-t"],
  ],
  [
    "an element of no standard is refused",
    sound().element("bpmn:gadget", "x"),
    ["unknown-element bpmn:Gadget"].map(() => "unknown-element "),
  ],
  [
    "a loop of tasks that never waits is refused",
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("g")
      .scriptTask("t", { expression: "=1", resultVariable: "r" })
      .exclusiveGateway("h")
      .condition("=a")
      .endEvent("e")
      .moveTo("h")
      .defaultFlow()
      .connectTo("g"),
    ["straight-through-loop t"],
  ],
  [
    "a loop with a user task is fine",
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("g")
      .userTask("t")
      .exclusiveGateway("h")
      .condition("=a")
      .endEvent("e")
      .moveTo("h")
      .defaultFlow()
      .connectTo("g"),
    [],
  ],
  [
    "a process that calls itself without waiting is refused",
    processModel("p").startEvent("s").callActivity("c", { processId: "p" }).endEvent("e"),
    ["straight-through-loop c"],
  ],
  [
    "a start message cannot be named by a variable",
    processModel("p")
      .startEvent("s", { message: { name: "=name" } })
      .endEvent("e"),
    ["start-name-expression s"],
  ],
  [
    "a start timer cannot depend on a variable",
    processModel("p")
      .startEvent("s", { timer: { cycle: "=cycle" } })
      .endEvent("e"),
    ["start-timer-expression s"],
  ],
  [
    "a start timer may be computed",
    processModel("p")
      .startEvent("s", { timer: { date: '=now() + duration("PT1H")' } })
      .endEvent("e"),
    [],
  ],
  [
    "a fixed due date must be a date and time",
    processModel("p").startEvent("s").userTask("u", { dueDate: "tomorrow" }).endEvent("e"),
    ["task-schedule u"],
  ],
  [
    "a fixed priority must be from 0 to 100",
    processModel("p").startEvent("s").userTask("u", { priority: 101 }).endEvent("e"),
    ["task-priority u"],
  ],
  [
    "a list of candidates has no gaps",
    processModel("p").startEvent("s").userTask("u", { candidateGroups: "a,,b" }).endEvent("e"),
    ["task-candidates u"],
  ],
];

for (const [sentence, model, expected] of CASES) {
  test(sentence, async () => assert.deepEqual(await faultsOf(model), expected));
}

test("all faults of a file are reported at once, each with its element, rule and remedy", async () => {
  const model = processModel("p")
    .task("a")
    .serviceTask("b", { type: "", inputs: { x: "=(" } });
  assert.deepEqual(await faultsOf(model), [
    "no-start-event p",
    "attribute-missing b",
    "invalid-expression b",
  ]);
});

test("a loop across two called processes of one file is found", async () => {
  const first = processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e");
  const second = processModel("q").startEvent("s2").callActivity("c2", { processId: "p" }).endEvent("e2");
  assert.deepEqual(await faultsOf(toXml(first, second)), [
    "straight-through-loop c",
    "straight-through-loop c2",
  ]);
});

test("an event-based gateway must list its flows, as Zeebe goes by the list", async () => {
  const xml = processModel("p")
    .startEvent("s")
    .eventBasedGateway("g")
    .catchEvent("c", { message })
    .endEvent("e")
    .moveTo("g")
    .catchEvent("d", { timer: { duration: "PT1S" } })
    .connectTo("e")
    .toXml();
  assert.deepEqual(await faultsOf(xml), []);
  assert.deepEqual(await faultsOf(xml.replace("<bpmn:outgoing>g-d</bpmn:outgoing>", "")), [
    "event-gateway-unlisted-flows g",
  ]);
});

test("one message element cannot start two processes", async () => {
  const message = { name: "go" };
  const first = processModel("p").startEvent("a", { message }).endEvent("e");
  const second = processModel("q").startEvent("b", { message }).endEvent("f");
  assert.deepEqual(await faultsOf(toXml(first, second)), ["start-message-shared b"]);
});

test("a boundary event in another scope than its activity is refused", async () => {
  const model = processModel("p")
    .startEvent("s")
    .subProcess("u", (inner) => inner.startEvent("i").task("t").endEvent("j"))
    .endEvent("e")
    .boundaryEvent("b", "t", { error: "E" })
    .endEvent("f");
  assert.deepEqual(await faultsOf(model), ["boundary-scope b"]);
});

test("a long chain of tasks is checked without deep recursion", async () => {
  const model = processModel("p").startEvent("s");
  for (let index = 0; index < 3000; index += 1) model.task(`t${index}`);
  assert.deepEqual(await faultsOf(model.endEvent("e")), []);
});
