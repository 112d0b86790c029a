/** A process in which one instance waits in every way there is, and how all of it is brought to its end. */
import type { EmbeddedEngine } from "../../embedded/index.ts";
import type { VirtualClock } from "../../port.ts";
import { processModel, toXml } from "../bpmn-builder.ts";
import { TEST_START } from "../test-clock.ts";

/** When the kept state files stand still. */
export const MUSEUM_TIME = TEST_START;

const main = () =>
  processModel("museum")
    .startEvent("s")
    .parallelGateway("f")
    .serviceTask("service", { type: "work", retries: 3, headers: { h: "1" } })
    .endEvent("e1")
    .boundaryEvent("late", "service", { timer: { duration: "P30D" } })
    .endEvent("e2")
    .moveTo("f")
    .userTask("user", {
      assignee: "li",
      candidateGroups: "a,b",
      dueDate: "2026-02-01T00:00:00Z",
      priority: 70,
    })
    .endEvent("e3")
    .boundaryEvent("note", "user", { message: { name: "note", correlationKey: "=id" }, interrupting: false })
    .task("noted")
    .endEvent("e4")
    .moveTo("f")
    .catchEvent("message", { message: { name: "told", correlationKey: "=id" } })
    .endEvent("e5")
    .moveTo("f")
    .catchEvent("timer", { timer: { duration: "P1D" } })
    .endEvent("e6")
    .moveTo("f")
    .catchEvent("signal", { signal: "alarm" })
    .endEvent("e7")
    .moveTo("f")
    .eventBasedGateway("g")
    .catchEvent("g1", { message: { name: "yes", correlationKey: "=id" } })
    .endEvent("e8")
    .moveTo("g")
    .catchEvent("g2", { timer: { duration: "P2D" } })
    .endEvent("e9")
    .moveTo("f")
    .serviceTask("each", {
      type: "item",
      multiInstance: {
        sequential: true,
        inputCollection: "=items",
        inputElement: "item",
        outputCollection: "results",
        outputElement: "=r",
      },
    })
    .endEvent("e10")
    .moveTo("f")
    .callActivity("call", { processId: "called", inputs: { given: "=id" } })
    .endEvent("e11")
    .moveTo("f")
    .subProcess(
      "sub",
      (inner) =>
        inner
          .startEvent("i")
          .serviceTask("inner", { type: "inner" })
          .endEvent("j")
          .eventSubProcess("ev", (deeper) =>
            deeper
              .startEvent("es", { signal: "beside", interrupting: false })
              .userTask("aside")
              .endEvent("ee"),
          ),
      { inputs: { local: "=1" } },
    )
    .endEvent("e12")
    .moveTo("f")
    .exclusiveGateway("choice")
    .condition("=ready")
    .endEvent("e13")
    .moveTo("choice")
    .condition("=ready")
    .endEvent("e14")
    .moveTo("f")
    .parallelGateway("join")
    .endEvent("e15")
    .moveTo("service")
    .connectTo("join");

const called = () =>
  processModel("called").startEvent("cs").serviceTask("cw", { type: "called" }).endEvent("ce");

const begun = () =>
  processModel("begun")
    .startEvent("bs", { message: { name: "begin" } })
    .userTask("bu")
    .endEvent("be");

/** What the instance of `begun` goes over to. */
const begunAnew = () =>
  processModel("begun")
    .startEvent("bs", { message: { name: "begin" } })
    .userTask("bv")
    .endEvent("be");

/** Deploys and brings everything to where it waits. */
export async function fillMuseum(engine: EmbeddedEngine): Promise<void> {
  await engine.deploy([{ name: "museum.bpmn", content: toXml(main(), called(), begun()) }]);
  const variables = { id: "k", items: ["a", "b", "c"], ready: null, big: "字".repeat(200) };
  await engine.createInstance({ bpmnProcessId: "museum" }, variables);
  await engine.idle();
  await engine.publishMessage({
    name: "kept",
    correlationKey: "k",
    timeToLiveMs: 60 * 86_400_000,
    messageId: "m1",
  });
  await engine.publishMessage({ name: "begin", correlationKey: "once", timeToLiveMs: 60 * 86_400_000 });
  await engine.publishMessage({ name: "begin", correlationKey: "once", timeToLiveMs: 60 * 86_400_000 });
  await engine.broadcastSignal("beside", { n: 1 });
  await engine.publishMessage({ name: "note", correlationKey: "k" });
  await engine.idle();
  const { processes } = await engine.deploy([{ name: "begun.bpmn", content: toXml(begunAnew()) }]);
  for (const { processInstanceKey } of engine.query.processInstances({ bpmnProcessId: "begun" })) {
    await engine.migrateInstance(processInstanceKey, {
      targetProcessDefinitionKey: processes[0]?.processDefinitionKey ?? "",
      mappings: [{ sourceElementId: "bu", targetElementId: "bv" }],
    });
  }
  for (const { processInstanceKey } of engine.query.processInstances({ bpmnProcessId: "begun" })) {
    await engine.suspendInstance(processInstanceKey);
  }
  const [first] = await engine.activateJobs({ type: "item", maxJobs: 1, timeoutMs: 60_000 });
  if (first !== undefined) await engine.completeJob(first.key, { r: 1 });
  const [second] = await engine.activateJobs({ type: "called", maxJobs: 1, timeoutMs: 60_000 });
  if (second !== undefined) {
    await engine.failJob(second.key, { retries: 1, errorMessage: "not yet", retryBackOffMs: 3_600_000 });
  }
  const [third] = await engine.activateJobs({ type: "inner", maxJobs: 1, timeoutMs: 60_000 });
  if (third !== undefined) await engine.failJob(third.key, { retries: 0, errorMessage: "broken" });
  engine.subscribe({ name: "reader", onRecords: () => undefined }).acknowledge(5);
  await engine.idle();
}

/** Brings everything to its end; gives what is still there. */
export async function emptyMuseum(engine: EmbeddedEngine, clock: VirtualClock): Promise<string[]> {
  const [instance] = engine.query.processInstances({ bpmnProcessId: "museum" });
  if (instance === undefined) return ["the museum's instance is gone"];
  await engine.setVariables(instance.processInstanceKey, { ready: true });
  await engine.publishMessage({ name: "told", correlationKey: "k" });
  await engine.publishMessage({ name: "yes", correlationKey: "k" });
  await engine.broadcastSignal("alarm");
  for (const { processInstanceKey, suspended } of engine.query.processInstances()) {
    if (suspended === true) await engine.resumeInstance(processInstanceKey);
  }
  for (let round = 0; round < 10; round += 1) {
    for (const incident of engine.query.incidents()) {
      if (incident.jobKey !== null) await engine.updateJobRetries(incident.jobKey, 1);
      await engine.resolveIncident(incident.key);
    }
    for (const type of ["work", "item", "called", "inner"]) {
      for (const job of await engine.activateJobs({ type, maxJobs: 10, timeoutMs: 60_000 })) {
        await engine.completeJob(job.key, { r: 2 });
      }
    }
    for (const task of engine.query.userTasks()) await engine.completeUserTask(task.key);
    clock.add(86_400_000);
    await engine.idle();
  }
  return engine.query
    .processInstances()
    .flatMap(({ processInstanceKey }) => engine.query.elementInstances(processInstanceKey))
    .map((element) => `${element.elementId} ${element.state}`);
}
