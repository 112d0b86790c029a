/** Ad-hoc sub-processes. */
import { processModel } from "../../bpmn-builder.ts";
import type { ActivityOptions } from "../../bpmn-parts.ts";
import type { Family } from "../scenario.ts";
import { cancel, job, scenario, start, throwError } from "../steps.ts";

type AdHocSettings = Parameters<ReturnType<typeof processModel>["adHocSubProcess"]>[2];

/** Services a, then b, and c on its own. */
const m = (id: string, settings: AdHocSettings, more: ActivityOptions = {}) =>
  processModel(id)
    .startEvent("s")
    .adHocSubProcess(
      "ah",
      (i) =>
        i
          .serviceTask("a", { type: "a" })
          .serviceTask("b", { type: "b" })
          .apart()
          .serviceTask("c", { type: "c", name: "Cee" }),
      { activeElements: "=els", ...settings, ...more },
    )
    .endEvent("e");

export const adHoc: Family = {
  name: "ad-hoc",
  scenarios: [
    scenario("an ad-hoc sub-process of which two elements are active, one with a successor", m("h1", {}), [
      start("h1", { els: ["a", "c"] }),
      job("a"),
      job("c"),
      job("b"),
    ]),
    scenario(
      "an ad-hoc sub-process ends by its condition and cancels the rest",
      m("h2", { completionCondition: "=done", outputCollection: "outs", outputElement: "=r" }),
      [
        start("h2", { els: ["c", "a", "c"], done: false }),
        job("c", { r: 1 }),
        job("c", { r: 2, done: true }),
      ],
    ),
    scenario(
      "an ad-hoc sub-process with a condition that lets the rest go on",
      m("h3", { completionCondition: "=done", cancelRemaining: false }),
      [start("h3", { els: ["a", "c"], done: false }), job("c", { done: true }), job("a"), job("b")],
    ),
    scenario(
      "an ad-hoc sub-process whose condition is false when all have ended",
      m("h4", { completionCondition: "=done" }),
      [start("h4", { els: ["c"], done: false }), job("c")],
    ),
    scenario("an ad-hoc sub-process names an element that is not there", m("h5", {}), [
      start("h5", { els: ["b", "zz"] }),
    ]),
    scenario("an ad-hoc sub-process whose elements are no list", m("h6", {}), [start("h6", { els: 1 })]),
    scenario("an ad-hoc sub-process whose elements are no texts", m("h6b", {}), [start("h6b", { els: [1] })]),
    scenario("an ad-hoc sub-process without any element to activate", m("h7", {}), [
      start("h7", { els: [] }),
    ]),
    scenario("an ad-hoc sub-process without a collection", m("h8", { activeElements: undefined }), [
      start("h8", {}),
    ]),
    scenario(
      "an ad-hoc sub-process is interrupted by an error",
      m("h9", {}).boundaryEvent("b1", "ah", { error: "E" }).endEvent("e2"),
      [start("h9", { els: ["a", "c"] }), throwError("E", {}, "c")],
    ),
    scenario("an ad-hoc sub-process is cancelled", m("h10", {}), [
      start("h10", { els: ["a", "c"] }),
      cancel("h10"),
    ]),
    scenario(
      "an ad-hoc sub-process collects results and maps them",
      m(
        "h11",
        { outputCollection: "outs", outputElement: "=r" },
        { outputs: { z: "=outs" }, inputs: { q: "=1" } },
      ),
      [start("h11", { els: ["c"] }), job("c", { r: 1 })],
    ),
    scenario(
      "an ad-hoc sub-process whose condition is no boolean",
      m("h12", { completionCondition: "=done" }),
      [start("h12", { els: ["c"] }), job("c")],
    ),
    scenario(
      "the list of the elements of an ad-hoc sub-process is in the order of a hash map",
      processModel("h13")
        .startEvent("s")
        .adHocSubProcess(
          "ah",
          (i) => {
            for (const id of ["zeta", "alpha", "mid", "part6", "part8", "task_77"]) {
              i.apart().manualTask(id);
            }
          },
          { activeElements: '=["mid"]' },
        )
        .endEvent("e"),
      [start("h13")],
    ),
  ],
};
