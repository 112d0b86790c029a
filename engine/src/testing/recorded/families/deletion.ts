/** Deletion of deployed resources: what is refused, which version is the newest then, which start events are open. */
import type { Resource } from "../../../port.ts";
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { InstructionOf, TestInstruction } from "../../cases/instructions.ts";
import type { Family, Scenario } from "../scenario.ts";
import { cancel, deploy, job, publish, signal, start, wait } from "../steps.ts";

type What = Omit<InstructionOf<"DELETE_RESOURCE">, "type">;
const remove = (what: What = { processDefinitionId: "p" }): TestInstruction => ({
  type: "DELETE_RESOURCE",
  ...what,
});
const version = (number: number): What => ({ processDefinitionId: "p", version: number });

const file = (name: string, process: ProcessBuilder): Resource => ({ name, content: process.toXml() });
const plain = (task: string): ProcessBuilder =>
  processModel("p").startEvent("s").serviceTask("t", { type: task }).endEvent("e");

function dmn(name: string, output: string): Resource {
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="graph" name="graph" namespace="http://onewindow/test">
  <decision id="d" name="d"><variable name="d"/><literalExpression><text>${output}</text></literalExpression></decision>
  <decision id="d2" name="d2"><variable name="d2"/><literalExpression><text>${output} + 1</text></literalExpression></decision>
</definitions>`;
  return { name, content };
}
const decide: TestInstruction = {
  type: "EVALUATE_DECISION",
  decisionDefinitionSelector: { decisionDefinitionId: "d" },
};

function of(name: string, versions: readonly Resource[], instructions: readonly TestInstruction[]): Scenario {
  const [first, ...later] = versions;
  return { name, resources: first === undefined ? [] : [first], later, instructions };
}

const started = (kind: "message" | "timer" | "signal", which: string): ProcessBuilder =>
  processModel("p")
    .startEvent(
      "s",
      kind === "message"
        ? { message: { name: which } }
        : kind === "signal"
          ? { signal: which }
          : { timer: { cycle: which === "a" ? "R/PT10M" : "R/PT30M" } },
    )
    .serviceTask("t", { type: which })
    .endEvent("e");

function asset(kind: "form" | "resource", label: string): Resource {
  const more = kind === "form" ? { type: "default", components: [] } : { script: label };
  return {
    name: `${label}.${kind === "form" ? "form" : "rpa"}`,
    content: JSON.stringify({ id: "a", ...more, label }),
  };
}

const assets = (["form", "resource"] as const).map((kind) =>
  of(
    `the version before of a ${kind} is the newest again`,
    [asset(kind, "a1"), asset(kind, "a2"), asset(kind, "a3")],
    [
      deploy(`a2.${kind === "form" ? "form" : "rpa"}`),
      remove(kind === "form" ? { formId: "a" } : { resourceId: "a" }),
      deploy(`a3.${kind === "form" ? "form" : "rpa"}`),
    ],
  ),
);

export const deletion: Family = {
  name: "deletion",
  reasons: true,
  definitions: true,
  scenarios: [
    of(
      "a process that nobody runs is deleted",
      [file("p1.bpmn", plain("x"))],
      [remove(), start("p"), remove()],
    ),
    of("nothing has the key", [file("p1.bpmn", plain("x"))], [remove({ resourceKey: "2251799813999999" })]),
    of(
      "a process with a running instance is not deleted",
      [file("p1.bpmn", plain("x"))],
      [start("p"), remove(), job("x"), remove()],
    ),
    of(
      "a process whose instance was cancelled is deleted",
      [file("p1.bpmn", plain("x"))],
      [start("p"), cancel("p"), remove()],
    ),
    of(
      "the version before is the newest again, and a number is not given out twice",
      [file("p1.bpmn", plain("x")), file("p2.bpmn", plain("y")), file("p3.bpmn", plain("z"))],
      [deploy("p2.bpmn"), remove(version(2)), start("p"), job("x"), deploy("p3.bpmn"), start("p"), job("z")],
    ),
    of(
      "an old version is deleted",
      [file("p1.bpmn", plain("x")), file("p2.bpmn", plain("y")), file("p3.bpmn", plain("z"))],
      [
        deploy("p2.bpmn"),
        remove(version(1)),
        start("p"),
        job("y"),
        remove(version(2)),
        start("p"),
        deploy("p3.bpmn"),
      ],
    ),
    of(
      "the same file is deployed again after its deletion",
      [file("p1.bpmn", plain("x")), file("p1.bpmn", plain("x"))],
      [remove(), deploy("p1.bpmn"), start("p"), job("x")],
    ),
    ...(["message", "timer", "signal"] as const).map((kind) => {
      const happens = (which: string): TestInstruction =>
        kind === "message"
          ? publish(which, "")
          : kind === "signal"
            ? signal(which)
            : wait(which === "a" ? "PT10M" : "PT30M");
      return of(
        `${kind} start events of the version before are open again`,
        [file("p1.bpmn", started(kind, "a")), file("p2.bpmn", started(kind, "b"))],
        [deploy("p2.bpmn"), remove(version(2)), happens("a"), cancel("p"), remove(version(1)), happens("a")],
      );
    }),
    of(
      "a graph of decisions is deleted with them",
      [dmn("d1.dmn", "1")],
      [decide, remove({ decisionRequirementsId: "graph" }), decide],
    ),
    of(
      "the version before of a decision is the newest again",
      [dmn("d1.dmn", "1"), dmn("d2.dmn", "2"), dmn("d3.dmn", "3")],
      [
        deploy("d2.dmn"),
        decide,
        remove({ decisionRequirementsId: "graph" }),
        decide,
        deploy("d3.dmn"),
        decide,
      ],
    ),
    ...assets,
    {
      name: "a call finds the process deleted",
      resources: [
        file("p1.bpmn", plain("x")),
        file(
          "q.bpmn",
          processModel("q").startEvent("qs").callActivity("c", { processId: "p" }).endEvent("qe"),
        ),
      ],
      instructions: [remove(), start("q")],
    },
  ],
};
