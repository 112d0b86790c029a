/** Short words for scenarios of migration: two processes, `p` that runs and `q` that it goes over to. */
import { processModel, toXml } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { TestInstruction } from "../../cases/instructions.ts";
import type { Scenario } from "../scenario.ts";

/** The first instance of `p` goes over to `q`. */
export function migrate(mappings: Record<string, string>, target = "q", number = 1): TestInstruction {
  return {
    type: "MIGRATE_PROCESS_INSTANCE",
    processInstanceSelector: { processDefinitionId: "p", number },
    target: { processDefinitionId: target },
    mappings: Object.entries(mappings).map(([sourceElementId, targetElementId]) => ({
      sourceElementId,
      targetElementId,
    })),
  };
}

export type Build = (scope: ProcessBuilder) => unknown;

/** A process with a start event before what is built, and an end event after it. */
export function around(id: string, build: Build): ProcessBuilder {
  const process = processModel(id).startEvent(`${id}s`);
  build(process);
  return process;
}
export const ended = (id: string, build: Build): ProcessBuilder =>
  around(id, (s) => {
    build(s);
    s.endEvent(`${id}e`);
  });

/** Each process in a file of its own: ids may be the same in both. */
export function apart(
  name: string,
  processes: readonly ProcessBuilder[],
  instructions: readonly TestInstruction[],
): Scenario {
  const resources = processes.map((process, index) => ({
    name: `model${index + 1}.bpmn`,
    content: toXml(process),
  }));
  return { name, resources, instructions };
}

/** The source, the target, and what is done. */
export function pair(
  name: string,
  from: Build,
  to: Build,
  instructions: readonly TestInstruction[],
): Scenario {
  return apart(name, [ended("p", from), ended("q", to)], instructions);
}
export const x = (s: ProcessBuilder): unknown => s.serviceTask("a", { type: "x" });
export const y = (s: ProcessBuilder): unknown => s.serviceTask("b", { type: "y" });
