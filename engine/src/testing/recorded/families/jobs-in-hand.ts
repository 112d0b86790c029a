/** Jobs in the hands of workers: what they are told, how long they have, and what is refused to them. */
import { processModel } from "../../bpmn-builder.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Family, Scenario } from "../scenario.ts";
import {
  activate,
  cancel,
  endedJob,
  failJob,
  job,
  resolve,
  retries,
  scenario,
  start,
  throwError,
  wait,
} from "../steps.ts";

const one = processModel("p").startEvent("s").serviceTask("t", { type: "x" }).endEvent("e");
const caught = processModel("p")
  .startEvent("s")
  .serviceTask("t", { type: "x" })
  .endEvent("e")
  .boundaryEvent("b", "t", { error: "E" })
  .endEvent("e2");
const heard = (event: string) =>
  processModel("p")
    .startEvent("s")
    .serviceTask("t", { type: "y", listeners: [{ event, type: "x" }] })
    .endEvent("e");
const asked = processModel("p")
  .startEvent("s")
  .userTask("t", { taskListeners: [{ event: "creating", type: "x" }] })
  .endEvent("e");

function time(timeout: number): TestInstruction {
  return { type: "UPDATE_JOB_TIMEOUT", jobSelector: { jobType: "x" }, timeout };
}

const run = (name: string, ...instructions: TestInstruction[]): Scenario =>
  scenario(name, one, [start(), ...instructions]);

export const jobsInHand: Family = {
  name: "jobs-in-hand",
  reasons: true,
  scenarios: [
    run("a job without a type is asked for", activate("")),
    run("jobs are asked for no time", activate("x", 1, 0)),
    run("jobs are asked for less than no time", activate("x", 1, -5)),
    run("no job is asked for", activate("x", 0)),
    run("jobs are asked for of which there are fewer", activate("x", 5), job()),
    run("a job is asked for that another has", activate(), activate(), job()),
    run("a job comes back when its time is over", activate("x", 1, 1000), wait("PT2S"), activate(), job()),
    run(
      "the time of a job is made longer",
      activate("x", 1, 1000),
      time(60_000),
      wait("PT2S"),
      activate(),
      job(),
    ),
    run(
      "the time of a job is made shorter",
      activate("x", 1, 60_000),
      time(1000),
      wait("PT2S"),
      activate(),
      job(),
    ),
    run("the time of a job is over at once", activate(), time(0), wait("PT1S"), activate(), job()),
    run("the time of a job that nobody has", time(1000)),
    run("the time of a job that has failed", activate(), failJob({ retries: 0 }), time(1000)),
    run("the retries of a job are updated", retries(7), job()),
    run("the retries of a job in hand are updated", activate(), retries(7), failJob({ retries: 6 }), job()),
    run("the retries of a job are updated to none", retries(0)),
    run("the retries of a job are updated to less than none", retries(-1)),
    run(
      "a failed job waits for its back-off",
      activate(),
      failJob({ retries: 2, retryBackoff: 5000 }),
      activate(),
      wait("PT6S"),
      activate(),
      job(),
    ),
    run(
      "a job that waits for its back-off is completed",
      activate(),
      failJob({ retries: 2, retryBackoff: 5000 }),
      job(),
    ),
    run(
      "a job that waits for its back-off fails",
      activate(),
      failJob({ retries: 2, retryBackoff: 5000 }),
      failJob({ retries: 1 }),
    ),
    run(
      "a job that waits for its back-off throws an error",
      activate(),
      failJob({ retries: 2, retryBackoff: 5000 }),
      throwError("E"),
    ),
    run(
      "a job that waits for its back-off gets other retries",
      activate(),
      failJob({ retries: 2, retryBackoff: 5000 }),
      retries(9),
      wait("PT6S"),
      job(),
    ),
    run(
      "a job without retries is completed before it is resolved",
      activate(),
      failJob({ retries: 0 }),
      job(),
      retries(1),
      resolve(),
      job(),
    ),
    run("a job fails that nobody has in hand", failJob({ retries: 1 }), job()),
    run("a job fails with variables", failJob({ retries: 1, variables: { a: 1 } }), job()),
    run(
      "a job fails with no message for the last time",
      failJob({ retries: 0, errorMessage: "" }),
      resolve(),
      job(),
    ),
    run("a job throws an error that nobody catches and is completed", throwError("E"), job()),
    run("a job throws an error that nobody catches, and another", throwError("E"), throwError("F")),
    run("a job throws an error that nobody catches and fails", throwError("E"), failJob({ retries: 1 })),
    run("an ended job is completed", job(), endedJob()),
    scenario("a job that was ended by an error is completed", caught, [start(), throwError("E"), endedJob()]),
    run("a job of a cancelled instance is completed", cancel(), endedJob()),
    scenario("a start listener throws an error", heard("start"), [start(), throwError("E")]),
    scenario("an end listener throws an error", heard("end"), [start(), job("y"), throwError("E")]),
    scenario("a task listener throws an error", asked, [start(), throwError("E")]),
  ],
};
