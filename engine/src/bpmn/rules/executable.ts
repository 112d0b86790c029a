/** A resource must hold something to execute, and its processes different ids. */
import type { FaultReport } from "../model-error.ts";
import { text } from "../moddle.ts";
import type { ModdleElement } from "../moddle.ts";
import type { Outline } from "../outline.ts";

export function checkExecutable(
  definitions: ModdleElement,
  outlines: readonly Outline[],
  report: FaultReport,
): void {
  if (outlines.length === 0) {
    report.add(definitions, "no-executable-process", {
      en: 'must contain at least one executable process: set isExecutable="true" on the process',
      zh: "至少要有一个可执行流程：请在流程上设置 isExecutable=“true”",
    });
  }
  for (const { process } of outlines) {
    if (text(process.element, "id") === undefined) {
      report.add(process.element, "missing-id", {
        en: "a process must have an id: give it one, it is the name the process is started by",
        zh: "流程必须有 id：请填写，启动流程时以此为名",
      });
    }
  }
}
