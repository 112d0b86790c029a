/** Jobs and user tasks: what may be done with them, when it is refused, and what raises incidents. */
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Family } from "../scenario.ts";
import {
  activate,
  cancel,
  endedJob,
  failJob,
  job,
  resolve,
  retries,
  scenario,
  set,
  start,
  task,
  throwError,
  wait,
} from "../steps.ts";

const work = (options: object = {}): ProcessBuilder =>
  processModel("p")
    .startEvent("s")
    .serviceTask("t", { type: "x", retries: 2, headers: { area: "a", b: "2" }, ...options })
    .endEvent("e");

const human = (options: object = {}): ProcessBuilder =>
  processModel("p").startEvent("s").userTask("t", options).endEvent("e");
const at = { userTaskSelector: { elementId: "t" } };
const claim = (assignee: string): TestInstruction => ({ type: "CLAIM_USER_TASK", ...at, assignee });
const assign = (assignee: string): TestInstruction => ({ type: "ASSIGN_USER_TASK", ...at, assignee });
const unassign: TestInstruction = { type: "UNASSIGN_USER_TASK", ...at };
const update = (
  changes: Extract<TestInstruction, { type: "UPDATE_USER_TASK" }>["changes"],
): TestInstruction => ({
  type: "UPDATE_USER_TASK",
  ...at,
  changes,
});
const retry: TestInstruction = { type: "RETRY_INCIDENT", incidentSelector: {} };
const endedTask: TestInstruction = {
  type: "COMPLETE_USER_TASK",
  userTaskSelector: { elementId: "t", ended: true },
};

export const jobs: Family = {
  name: "jobs",
  scenarios: [
    scenario("a job is activated and completed", work(), [
      start("p", { a: 1 }),
      activate(),
      job("x", { r: 1 }),
    ]),
    scenario("a job is completed without being activated", work(), [start(), job()]),
    scenario("a completed job cannot be completed again", work(), [start(), job(), endedJob()]),
    scenario("a failed job can be activated again", work(), [
      start(),
      activate(),
      failJob({ retries: 1 }),
      activate(),
      job(),
    ]),
    scenario("a failed job brings variables", work(), [
      start(),
      failJob({ retries: 1, variables: { seen: true } }),
      job(),
    ]),
    scenario("a failed job waits for its back-off", work(), [
      start(),
      activate(),
      failJob({ retries: 1, retryBackoff: 60_000 }),
      activate(),
      wait("PT1M"),
      activate(),
      job(),
    ]),
    scenario("a job fails for good: an incident until it has retries", work(), [
      start(),
      failJob(),
      retry,
      retries(1),
      retry,
      job(),
    ]),
    scenario("a job fails for good and is completed all the same", work(), [start(), failJob(), job()]),
    scenario(
      "a job fails for good and throws an error all the same",
      work().boundaryEvent("b", "t", { error: "A" }).endEvent("out"),
      [start(), failJob(), throwError("A")],
    ),
    scenario("a job fails twice for good", work(), [start(), failJob(), failJob()]),
    scenario("an instance is cancelled with a failed job", work(), [start(), failJob(), cancel()]),
    scenario("retries are given to a job that has not failed", work(), [start(), retries(7), job()]),
    scenario("retries of none and of less are refused", work(), [start(), retries(0), retries(-1)]),
    scenario("a job whose time is over is free for others", work(), [
      start(),
      activate("x", 1, 60_000),
      activate(),
      wait("PT1M"),
      activate(),
      job(),
    ]),
    scenario("a job whose time is over is completed by its first worker", work(), [
      start(),
      activate(),
      wait("PT2M"),
      job(),
    ]),
    scenario("several jobs are activated at once, oldest first", work(), [
      start(),
      start(),
      start(),
      activate("x", 2),
      activate("x", 2),
    ]),
    scenario("a job type of an expression", work({ type: '="kind-" + k' }), [
      start("p", { k: "a" }),
      job("kind-a"),
    ]),
    scenario("a job type that is no text", work({ type: "=k" }), [
      start("p", { k: 7 }),
      set({ k: "x" }),
      resolve(),
      job("x"),
    ]),
    scenario("retries of an expression", work({ retries: "=n" }), [start("p", { n: 5 }), job()]),
    scenario("retries that are no number", work({ retries: "=n" }), [
      start("p", { n: "many" }),
      set({ n: 1 }),
      resolve(),
      job(),
    ]),
    scenario("a static number of retries that is no number", work({ retries: "=3 + 4" }), [start()]),
    scenario("a job cannot be completed when its instance is gone", work(), [start(), cancel(), endedJob()]),
    scenario("an error thrown while the job has failed", work(), [
      start(),
      throwError("A"),
      retry,
      resolve(),
      cancel(),
    ]),

    scenario(
      "a user task carries what its model says",
      human({
        assignee: "li",
        candidateGroups: '=["a", "b"]',
        candidateUsers: "li,wang",
        dueDate: "=due",
        followUpDate: "2026-02-01T00:00:00Z",
        priority: "=70 + 5",
        externalReference: "forms/x",
        headers: { h: "1" },
      }),
      [start("p", { due: "2026-03-01T09:00:00+08:00" }), task("t", { decision: "yes" })],
    ),
    scenario("a user task of its model's defaults", human(), [start(), task()]),
    scenario("a user task is claimed by one person only", human(), [
      start(),
      claim("li"),
      claim("li"),
      claim("wang"),
      task(),
    ]),
    scenario("a user task is given back and assigned to others", human({ assignee: "li" }), [
      start(),
      unassign,
      claim("wang"),
      assign("zhao"),
      assign("zhao"),
      unassign,
      unassign,
    ]),
    scenario("a user task is claimed with no name", human(), [start(), claim(""), assign("")]),
    scenario(
      "a user task's groups, users, dates and priority are changed",
      human({ candidateGroups: "a", dueDate: "2026-02-01T00:00:00Z" }),
      [
        start(),
        update({ candidateGroups: ["b", "c"], candidateUsers: ["x"], dueDate: null, priority: 90 }),
        update({ followUpDate: "2026-04-01T00:00:00Z" }),
        update({}),
        task(),
      ],
    ),
    scenario("a priority beyond 100 is refused", human(), [
      start(),
      update({ priority: 101 }),
      update({ priority: -1 }),
    ]),
    scenario("a date that is none is refused", human(), [start(), update({ dueDate: "soon" })]),
    scenario("a user task that is completed cannot be completed again", human(), [
      start(),
      task(),
      endedTask,
    ]),
    scenario("a user task that is cancelled cannot be completed", human(), [start(), cancel(), endedTask]),
    scenario("an assignee that is no text", human({ assignee: "=who" }), [
      start("p", { who: 5 }),
      set({ who: "li" }),
      resolve(),
      task(),
    ]),
    scenario("an assignee of null", human({ assignee: "=who" }), [start(), task()]),
    scenario("candidate groups that are no list of texts", human({ candidateGroups: "=groups" }), [
      start("p", { groups: [1] }),
      set({ groups: ["a"] }),
      resolve(),
    ]),
    scenario("a due date that is no date", human({ dueDate: "=due" }), [
      start("p", { due: "soon" }),
      set({ due: "2026-03-01T09:00:00Z" }),
      resolve(),
    ]),
    scenario("a due date of null", human({ dueDate: "=due", followUpDate: "=due" }), [start(), task()]),
    scenario("a priority that is no number", human({ priority: "=n" }), [
      start("p", { n: "high" }),
      set({ n: 60 }),
      resolve(),
    ]),
    scenario("a priority out of its range", human({ priority: "=n" }), [
      start("p", { n: 101 }),
      set({ n: 60 }),
      resolve(),
    ]),
    scenario("two user tasks beside each other", human().moveTo("s").userTask("u").endEvent("e2"), [
      start(),
      task("u"),
      task("t"),
    ]),
  ],
};
