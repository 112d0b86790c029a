/** Boundary events sit on an activity, are not flowed into, and do not compete for one event. */
import type { FaultReport } from "../model-error.ts";
import { child, flag } from "../moddle.ts";
import { eventDefinitions, isActivity, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";
import { checkNoDoubles } from "./doubles.ts";

export function checkBoundaryEvents(node: OutlineNode, report: FaultReport): void {
  if (node.boundaryEvents.length > 0) checkHost(node, report);
  if (node.type !== "BOUNDARY_EVENT") return;
  if (child(node.element, "attachedToRef") === undefined) {
    report.add(node.element, "boundary-not-attached", {
      en: "must be attached to an activity: drop it on a task or sub-process",
      zh: "必须附着在活动上：请放到任务或子流程的边界",
    });
  }
  if (node.incoming.length > 0) {
    report.add(node.element, "boundary-incoming", {
      en: "a boundary event must not have incoming sequence flows: remove them",
      zh: "边界事件不能有流入的顺序流：请删除",
    });
  }
  const isError = eventDefinitions(node).some((definition) => triggerName(definition) === "Error");
  if (isError && !flag(node.element, "cancelActivity", true)) {
    report.add(node.element, "non-interrupting-error", {
      en: "an error boundary event always interrupts: make it interrupting",
      zh: "错误边界事件必须中断：请改为中断型",
    });
  }
}

function checkHost(node: OutlineNode, report: FaultReport): void {
  if (!isActivity(node)) {
    report.add(node.element, "boundary-host", {
      en: "carries a boundary event but is no activity: attach the event to a task or sub-process",
      zh: "不是活动却附着了边界事件：请将事件附着到任务或子流程",
    });
  }
  for (const event of node.boundaryEvents) {
    if (event.scope === node.scope) continue;
    report.add(event.element, "boundary-scope", {
      en: "is attached to an activity of another scope: draw it where its activity is",
      zh: "附着在其他作用域的活动上：请与其活动画在同一层",
    });
  }
  checkNoDoubles(node, node.boundaryEvents, report);
}
