/** Tasks, their jobs, incidents and variables in a migration. */
import type { Scenario } from "../scenario.ts";
import { activate, cancel, failJob, job, resolve, set, start, task } from "../steps.ts";
import { apart, ended, migrate, pair, x, y } from "./migration-models.ts";

const JOB_TASK = (extra = ""): string =>
  `<bpmn:extensionElements>${extra}<zeebe:assignmentDefinition assignee="li" candidateGroups="a,b"/></bpmn:extensionElements>`;

export const migratedTasks: readonly Scenario[] = [
  pair("a service task and its job go over", x, y, [
    start("p", { v: 1 }),
    migrate({ a: "b" }),
    job("x", { r: 2 }),
  ]),
  pair("a job in a worker's hands goes over", x, y, [
    start("p"),
    activate("x"),
    migrate({ a: "b" }),
    job("x"),
  ]),
  pair("a failed job goes over with its incident", x, y, [
    start("p"),
    failJob(),
    migrate({ a: "b" }),
    resolve(),
    job("x"),
  ]),
  pair(
    "an incident of an activation goes over, and the target's mapping is evaluated",
    (s) => s.serviceTask("a", { type: "x", inputs: { v: "=assert(nothing, nothing != null)" } }),
    (s) => s.serviceTask("b", { type: "y", inputs: { v: "=1" } }),
    [start("p"), migrate({ a: "b" }), resolve(), job("y")],
  ),
  pair(
    "a user task goes over as it is",
    (s) => s.userTask("a", { assignee: "li", candidateGroups: "g" }),
    (s) => s.userTask("b", { assignee: "wang", priority: 3 }),
    [start("p"), migrate({ a: "b" }), task("b", { done: true })],
  ),
  pair(
    "a user task with a listener at work goes over",
    (s) => s.userTask("a", { taskListeners: [{ event: "completing", type: "l" }] }),
    (s) => s.userTask("b", { taskListeners: [{ event: "completing", type: "m" }] }),
    [start("p"), task("a", { v: 1 }), migrate({ a: "b" }), job("l")],
  ),
  pair(
    "a user task done by a job becomes a native one",
    (s) =>
      s.element(
        "bpmn:userTask",
        "a",
        JOB_TASK('<zeebe:taskHeaders><zeebe:header key="k" value="w"/></zeebe:taskHeaders>'),
      ),
    (s) => s.userTask("b", { candidateUsers: "u" }),
    [start("p"), migrate({ a: "b" }), task("b")],
  ),
  pair(
    "a user task done by a job goes over to one done by a job",
    (s) => s.element("bpmn:userTask", "a", JOB_TASK()),
    (s) => s.element("bpmn:userTask", "b", JOB_TASK()),
    [start("p"), migrate({ a: "b" }), job("io.camunda.zeebe:userTask")],
  ),
  pair(
    "a native user task does not become one done by a job",
    (s) => s.userTask("a"),
    (s) => s.element("bpmn:userTask", "b", JOB_TASK()),
    [start("p"), migrate({ a: "b" })],
  ),
  pair(
    "jobs of send, script and business rule tasks go over",
    (s) =>
      s
        .parallelGateway("f")
        .sendTask("a1", { type: "x1" })
        .moveTo("f")
        .jobTask("bpmn:scriptTask", "a2", { type: "x2" })
        .moveTo("f")
        .jobTask("bpmn:businessRuleTask", "a3", { type: "x3" }),
    (s) =>
      s
        .parallelGateway("f")
        .sendTask("b1", { type: "y1" })
        .moveTo("f")
        .jobTask("bpmn:scriptTask", "b2", { type: "y2" })
        .moveTo("f")
        .jobTask("bpmn:businessRuleTask", "b3", { type: "y3" }),
    [start("p"), migrate({ a1: "b1", a2: "b2", a3: "b3" }), job("x1"), job("x2"), job("x3")],
  ),
  pair(
    "a job of an execution listener goes over, and the target's listeners follow",
    (s) => s.serviceTask("a", { type: "x", listeners: [{ event: "start", type: "l" }] }),
    (s) =>
      s.serviceTask("b", {
        type: "y",
        listeners: [
          { event: "start", type: "m" },
          { event: "start", type: "n" },
        ],
      }),
    [start("p"), migrate({ a: "b" }), job("l"), job("n"), job("y")],
  ),
  pair(
    "an incident at a gateway goes over",
    (s) =>
      s.exclusiveGateway("a").condition("=nothing > 1").endEvent("x1").moveTo("a").condition("=nothing < 1"),
    (s) => s.exclusiveGateway("b").condition("=true").endEvent("x1").moveTo("b").defaultFlow(),
    [start("p"), migrate({ a: "b" }), resolve()],
  ),
  pair(
    "variables of scopes go over",
    (s) => s.serviceTask("a", { type: "x", inputs: { local: "=1" } }),
    (s) => s.serviceTask("b", { type: "y", outputs: { out: "=local + 1" } }),
    [start("p", { g: 1 }), migrate({ a: "b" }), set({ g: 2 }), job("x")],
  ),
  pair("an instance is cancelled after it went over", x, y, [start("p"), migrate({ a: "b" }), cancel("q")]),
  apart(
    "an instance goes over to a version with the same ids, and back is the same",
    [ended("p", x), ended("q", x)],
    [start("p"), migrate({ a: "a" }), job("x")],
  ),
];
