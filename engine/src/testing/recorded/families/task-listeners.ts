/** Task listeners: every change of a native user task may be corrected or refused. */
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { InstructionOf, TestInstruction } from "../../cases/instructions.ts";
import type { Family } from "../scenario.ts";
import { cancel, failJob, resolve, scenario, start, task, throwError, wait } from "../steps.ts";

type Answer = Omit<InstructionOf<"COMPLETE_JOB_USER_TASK_LISTENER">, "type" | "jobSelector">;

/** A process of one user task whose listeners have their event as job type. */
function asked(
  events: readonly string[],
  options: Parameters<ProcessBuilder["userTask"]>[1] = {},
): ProcessBuilder {
  const taskListeners = events.map((event) => ({ event, type: event }));
  return processModel("p")
    .startEvent("s")
    .userTask("t", { ...options, taskListeners })
    .endEvent("e");
}

function agree(jobType: string, answer: Answer = {}): TestInstruction {
  return { type: "COMPLETE_JOB_USER_TASK_LISTENER", jobSelector: { jobType }, ...answer };
}

const userTaskSelector = { elementId: "t" };
const assign = (assignee: string): TestInstruction => ({
  type: "ASSIGN_USER_TASK",
  userTaskSelector,
  assignee,
});
const claim = (assignee: string): TestInstruction => ({
  type: "CLAIM_USER_TASK",
  userTaskSelector,
  assignee,
});
const update = (priority: number): TestInstruction => ({
  type: "UPDATE_USER_TASK",
  userTaskSelector,
  changes: { priority },
});
const ALL = ["creating", "assigning", "updating", "completing", "canceling"];

export const taskListeners: Family = {
  name: "task-listeners",
  scenarios: [
    scenario("the creation of a task waits for its listener", asked(["creating"]), [
      start(),
      agree("creating"),
      task("t", { a: 1 }),
    ]),
    scenario("a listener of the creation corrects the task", asked(["creating"]), [
      start(),
      agree("creating", { corrections: { priority: 80, assignee: "li", candidateGroups: ["a", "b"] } }),
      task(),
    ]),
    scenario(
      "a listener of the creation cannot correct the assignee that the model names",
      asked(["creating"], { assignee: "li" }),
      [start(), agree("creating", { corrections: { assignee: "wang" } }), agree("creating"), task()],
    ),
    scenario("a listener of the creation cannot deny", asked(["creating"]), [
      start(),
      agree("creating", { denied: true, deniedReason: "no" }),
      agree("creating"),
    ]),
    scenario(
      "the assignee of the model is assigned by way of the listener",
      asked(["assigning"], { assignee: "li" }),
      [start(), agree("assigning", { corrections: { assignee: "wang" } }), task()],
    ),
    scenario("an assignment at the creation is denied", asked(["assigning"], { assignee: "li" }), [
      start(),
      agree("assigning", { denied: true, deniedReason: "on leave" }),
      claim("wang"),
      agree("assigning"),
      task(),
    ]),
    scenario("an assignment is denied, another agreed to", asked(["assigning"]), [
      start(),
      assign("li"),
      agree("assigning", { denied: true, deniedReason: "no" }),
      assign("wang"),
      agree("assigning"),
      task(),
    ]),
    scenario("while listeners decide, other changes are refused", asked(["updating"]), [
      start(),
      update(10),
      assign("li"),
      task(),
      agree("updating"),
      assign("li"),
      task(),
    ]),
    scenario("an update is corrected", asked(["updating"]), [
      start(),
      update(10),
      agree("updating", { corrections: { priority: 20, dueDate: "2026-03-01T00:00:00Z" } }),
      task(),
    ]),
    scenario("an update is denied", asked(["updating"]), [
      start(),
      update(10),
      agree("updating", { denied: true, deniedReason: "no" }),
      task(),
    ]),
    scenario("a completion is denied, then agreed to", asked(["completing"]), [
      start(),
      task("t", { a: 1 }),
      agree("completing", { denied: true, deniedReason: "incomplete" }),
      task("t", { a: 2 }),
      agree("completing"),
    ]),
    scenario("a completion is corrected", asked(["completing"]), [
      start(),
      task("t", { a: 1 }),
      agree("completing", { corrections: { assignee: "zhao", priority: 1 } }),
    ]),
    scenario("a cancellation waits for its listener", asked(["canceling"]), [
      start(),
      cancel(),
      agree("canceling"),
    ]),
    scenario("a cancellation cannot be denied", asked(["canceling"]), [
      start(),
      cancel(),
      agree("canceling", { denied: true, deniedReason: "no" }),
      agree("canceling"),
    ]),
    scenario("a task is cancelled while the listener of its creation decides", asked(ALL), [
      start(),
      cancel(),
      agree("canceling"),
    ]),
    scenario("a task is cancelled while the listener of its completion decides", asked(["completing"]), [
      start(),
      task("t", { a: 1 }),
      cancel(),
    ]),
    scenario(
      "a boundary event interrupts a task with a listener of its cancellation",
      asked(["canceling"])
        .boundaryEvent("b", "t", { timer: { duration: "PT1H" } })
        .endEvent("e2"),
      [start(), wait("PT1H"), agree("canceling")],
    ),
    scenario(
      "several listeners are asked one after another",
      processModel("p")
        .startEvent("s")
        .userTask("t", {
          taskListeners: [
            { event: "completing", type: "first" },
            { event: "completing", type: "second" },
          ],
        })
        .endEvent("e"),
      [
        start(),
        task("t", { a: 1 }),
        agree("first", { corrections: { priority: 3 } }),
        agree("second", { corrections: { priority: 4 } }),
      ],
    ),
    scenario("all listeners of a task's life", asked(ALL, { assignee: "li" }), [
      start(),
      agree("creating"),
      agree("assigning"),
      update(70),
      agree("updating"),
      task("t", { done: true }),
      agree("completing"),
    ]),
    scenario("a listener cannot bring variables nor throw an error", asked(["completing"]), [
      start(),
      task(),
      agree("completing", { variables: { a: 1 } }),
      throwError("E", {}, "completing"),
      agree("completing"),
    ]),
    scenario("a listener that has no retries left raises an incident", asked(["completing"]), [
      start(),
      task(),
      failJob({}, "completing"),
      resolve(),
      agree("completing"),
    ]),
    scenario(
      "execution listeners run around those of the task",
      processModel("p")
        .startEvent("s")
        .userTask("t", {
          listeners: [
            { event: "start", type: "before" },
            { event: "end", type: "after" },
          ],
          taskListeners: [
            { event: "creating", type: "creating" },
            { event: "completing", type: "completing" },
          ],
        })
        .endEvent("e"),
      [
        start(),
        { type: "COMPLETE_JOB", jobSelector: { jobType: "before" } },
        agree("creating"),
        task(),
        agree("completing"),
        { type: "COMPLETE_JOB", jobSelector: { jobType: "after" } },
      ],
    ),
    scenario(
      "the tasks of several items are asked for each",
      processModel("p")
        .startEvent("s")
        .userTask("t", {
          taskListeners: [{ event: "completing", type: "completing" }],
          multiInstance: { inputCollection: "=[1, 2]", inputElement: "item" },
        })
        .endEvent("e"),
      [start(), task(), agree("completing"), task(), agree("completing")],
    ),
  ],
};
