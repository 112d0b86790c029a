/** A resource must hold something to execute, and its processes different ids. */
import type { FaultReport } from "../model-error.ts";
import { child, text } from "../moddle.ts";
import type { ModdleElement } from "../moddle.ts";
import { eventDefinitions } from "../outline.ts";
import type { Outline, OutlineNode } from "../outline.ts";

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

/** One message element starts one process: a second start event needs a message element of its own. */
export function checkStartMessages(outlines: readonly Outline[], report: FaultReport): void {
  const starts = outlines.flatMap(({ process }) =>
    process.children.filter((node) => node.type === "START_EVENT"),
  );
  const owners = new Map<ModdleElement, OutlineNode | null>();
  for (const start of starts) {
    const message = child(eventDefinitions(start)[0], "messageRef");
    if (message === undefined) continue;
    // Within one process the rule on doubled events speaks.
    if ((owners.get(message) ?? start.scope) !== start.scope) {
      report.add(start.element, "start-message-shared", {
        en: `the message '${text(message, "name") ?? ""}' already belongs to another start event: give this one its own message`,
        zh: `消息「${text(message, "name") ?? ""}」已用于另一个开始事件：请为此事件使用单独的消息`,
      });
    }
    owners.set(message, start.scope);
  }
}
