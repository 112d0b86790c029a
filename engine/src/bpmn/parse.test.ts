import assert from "node:assert/strict";
import { test } from "node:test";
import { processModel } from "../testing/bpmn-builder.ts";
import { guardXml, ModelError, parseBpmn } from "./index.ts";
import type { ExecutableElement, ExecutableProcess } from "./index.ts";

async function compile(model: { toXml(): string }): Promise<ExecutableProcess> {
  const { processes } = await parseBpmn(model.toXml(), "model.bpmn");
  const [first] = processes;
  assert.ok(first !== undefined);
  return first;
}

function element(process: ExecutableProcess, id: string): ExecutableElement {
  const found = process.byId(id);
  assert.ok(found !== undefined, id);
  return found;
}

async function refused(xml: string): Promise<string[]> {
  const error = await parseBpmn(xml, "bad.bpmn").then(
    () => assert.fail("was accepted"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ModelError);
  return [error.code, ...error.faults.map((fault) => fault.rule)];
}

test("elements and flows become flat arrays with resolved indexes, whatever the file says of incoming and outgoing", async () => {
  const process = await compile(
    processModel("order", { name: "Order", versionTag: "1.2" })
      .startEvent("start")
      .exclusiveGateway("big")
      .condition("=amount > 100")
      .task("check")
      .endEvent("checked")
      .moveTo("big")
      .defaultFlow()
      .endEvent("shipped"),
  );
  assert.equal(process.bpmnProcessId, "order");
  assert.equal(process.versionTag, "1.2");
  assert.deepEqual(
    process.elements.map((one) => [one.index, one.id, one.parent]),
    [
      [0, "order", -1],
      [1, "start", 0],
      [2, "big", 0],
      [3, "check", 0],
      [4, "checked", 0],
      [5, "shipped", 0],
    ],
  );
  assert.deepEqual(
    process.flows.map((flow) => [flow.id, flow.source, flow.target, flow.condition?.source ?? null]),
    [
      ["start-big", 1, 2, null],
      ["big-check", 2, 3, "=amount > 100"],
      ["check-checked", 3, 4, null],
      ["big-shipped", 2, 5, null],
    ],
  );
  const gateway = element(process, "big");
  assert.deepEqual([gateway.incoming, gateway.outgoing, gateway.defaultFlow], [[0], [3, 1], 3]);
  assert.equal(process.flows[1]?.condition?.evaluate({ amount: 150 }), true);
  assert.deepEqual(element(process, "order").startEvents, [1]);
});

test("a service task carries its job, headers and mappings; fixed mapping values are texts, as in Zeebe", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "=kind",
        headers: { area: "licences" },
        inputs: { "a.b": "=x + 1", count: "3", yes: "true", none: "null", word: "three" },
        outputs: { r: "=result" },
      })
      .endEvent("e"),
  );
  const task = element(process, "t");
  assert.equal(task.job?.type.evaluate({ kind: "print" }), "print");
  assert.equal(task.job?.retries.evaluate({}), 3);
  assert.deepEqual(task.job?.headers, { area: "licences" });
  assert.deepEqual(
    task.inputs.map((mapping) => [mapping.target.join("."), mapping.source.evaluate({ x: 1 })]),
    [
      ["a.b", 2],
      ["count", "3"],
      ["yes", "true"],
      ["none", "null"],
      ["word", "three"],
    ],
  );
  assert.deepEqual(
    task.outputs.map((mapping) => mapping.source.evaluate({ result: [1] })),
    [[1]],
  );
});

test("a user task carries its assignment, schedule, priority and form", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .userTask("u", {
        assignee: "=who",
        candidateGroups: "clerks,heads",
        dueDate: "2026-03-01T09:00:00+08:00",
        priority: 70,
        externalReference: "forms/check",
      })
      .endEvent("e"),
  );
  const { userTask } = element(process, "u");
  assert.equal(userTask?.assignee?.evaluate({ who: "li" }), "li");
  assert.equal(userTask?.candidateGroups?.evaluate({}), "clerks,heads");
  assert.equal(userTask?.priority?.evaluate({}), 70);
  assert.equal(userTask?.externalReference?.evaluate({}), "forms/check");
  assert.equal(userTask?.followUpDate, undefined);
});

test("boundary events, event sub-processes and sub-processes know each other", async () => {
  const message = { name: "stop", correlationKey: "=id" };
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").userTask("u").endEvent("j"))
      .endEvent("e")
      .boundaryEvent("late", "sub", { timer: { duration: "PT1H" }, interrupting: false })
      .endEvent("noted")
      .boundaryEvent("failed", "sub", { error: "E1" })
      .endEvent("lost")
      .eventSubProcess("stopping", (inner) => inner.startEvent("stop", { message }).endEvent("stopped")),
  );
  const sub = element(process, "sub");
  const late = element(process, "late");
  assert.deepEqual(
    sub.boundaryEvents.map((index) => process.elements[index]?.id),
    ["failed", "late"],
  );
  assert.deepEqual([late.attachedTo, late.interrupting, late.event?.kind], [sub.index, false, "timer"]);
  assert.equal(element(process, "failed").interrupting, true);
  assert.equal(element(process, "u").parent, sub.index);
  const stopping = element(process, "stopping");
  assert.equal(stopping.type, "EVENT_SUB_PROCESS");
  assert.deepEqual(element(process, "p").eventSubProcesses, [stopping.index]);
  assert.equal(element(process, "stop").interrupting, true);
});

test("a message start event has no correlation key, a catch event has", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s", { message: { name: "go" } })
      .catchEvent("c", { message: { name: "on", correlationKey: "=id" } })
      .endEvent("e"),
  );
  const start = element(process, "s").event;
  const caught = element(process, "c").event;
  assert.ok(start?.kind === "message" && caught?.kind === "message");
  assert.equal(start.message.correlationKey, undefined);
  assert.equal(caught.message.correlationKey?.evaluate({ id: "7" }), "7");
});

test("a call activity propagates everything unless it says otherwise", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .callActivity("a", { processId: "q" })
      .callActivity("b", {
        processId: "=which",
        propagateAllChildVariables: false,
        propagateAllParentVariables: false,
      })
      .endEvent("e"),
  );
  const { called } = element(process, "a");
  assert.deepEqual(
    [called?.propagateAllChildVariables, called?.propagateAllParentVariables, called?.bindingType],
    [true, true, "latest"],
  );
  const other = element(process, "b").called;
  assert.deepEqual([other?.propagateAllChildVariables, other?.processId.static], [false, false]);
});

test("a multi-instance activity carries its loop", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "x",
        multiInstance: {
          sequential: true,
          inputCollection: "=items",
          inputElement: "item",
          outputCollection: "results",
          outputElement: "=result",
          completionCondition: "=numberOfCompletedInstances > 1",
        },
      })
      .endEvent("e"),
  );
  const loop = element(process, "t").multiInstance;
  assert.deepEqual([loop?.sequential, loop?.inputElement, loop?.outputCollection], [true, "item", "results"]);
  assert.deepEqual(loop?.inputCollection.evaluate({ items: [1, 2] }), [1, 2]);
  assert.equal(loop?.completionCondition?.evaluate({ numberOfCompletedInstances: 2 }), true);
});

test("an error without code catches all", async () => {
  const process = await compile(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", { type: "x" })
      .endEvent("e")
      .boundaryEvent("b", "t", { error: true })
      .connectTo("e"),
  );
  const { event } = element(process, "b");
  assert.ok(event?.kind === "error");
  assert.equal(event.error.code, null);
});

test("a shape without its element is a warning only", async () => {
  const xml = processModel("p").startEvent("s").endEvent("e").toXml();
  const shape =
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="gone"/></bpmndi:BPMNDiagram>';
  const { warnings } = await parseBpmn(
    xml.replace("</bpmn:definitions>", `${shape}</bpmn:definitions>`),
    "m",
  );
  assert.equal(warnings.length, 1);
});

test("a document type, an entity, a foreign text and broken XML are refused", async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><bpmn:definitions/>';
  assert.deepEqual(await refused(bomb), ["XML_REFUSED", "xml-doctype"]);
  assert.deepEqual(await refused("hello"), ["XML_MALFORMED", "xml-malformed"]);
  assert.deepEqual(await refused("<a><b></a>"), ["XML_MALFORMED", "xml-malformed"]);
  assert.deepEqual(await refused(""), ["XML_MALFORMED", "xml-malformed"]);
});

test("a doctype inside a comment or text hurts nobody", () => {
  guardXml("<a><!-- <!DOCTYPE x> --><![CDATA[<!ENTITY>]]><?pi <!X> ?></a>", "m");
});

test("size, number of elements and depth are bounded", () => {
  const rule = (xml: string): string => {
    try {
      guardXml(xml, "m", { maxLength: 100, maxElements: 5, maxDepth: 3 });
      return "";
    } catch (error) {
      return error instanceof ModelError ? (error.faults[0]?.rule ?? "") : String(error);
    }
  };
  assert.equal(rule("x".repeat(101)), "xml-size");
  assert.equal(rule("<a/>".repeat(6)), "xml-elements");
  assert.equal(rule("<a><a><a><a>"), "xml-depth");
  assert.equal(rule('<a b=">"/><c><d></d></c><e/>'), "");
});
