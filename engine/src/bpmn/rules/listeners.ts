/** Execution listeners: where they may stand, and that each is there once. */
import type { FaultReport } from "../model-error.ts";
import { children, extension, text } from "../moddle.ts";
import { eventDefinitions, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

export function checkListeners(node: OutlineNode, report: FaultReport): void {
  const listeners = children(extension(node.element, "zeebe:ExecutionListeners"), "listeners");
  const seen = new Set<string>();
  for (const listener of listeners) {
    const event = text(listener, "eventType") ?? "start";
    const type = (text(listener, "type") ?? "").trim();
    if (type === "") {
      report.add(node.element, "listener-type", {
        en: `an execution listener of '${event}' must have a job type: fill it in`,
        zh: `「${event}」执行监听器必须有作业类型：请填写`,
      });
    } else if (seen.has(`${event} ${type}`)) {
      report.add(node.element, "listener-twice", {
        en: `has two execution listeners of '${event}' with the job type '${type}': keep one`,
        zh: `有两个「${event}」执行监听器使用作业类型「${type}」：请只保留一个`,
      });
    }
    seen.add(`${event} ${type}`);
    if (allowed(node, event)) continue;
    report.add(node.element, "listener-event", {
      en: `cannot have an execution listener of '${event}': remove it, or put it on another element`,
      zh: `此元素不能有「${event}」执行监听器：请删除或放到其他元素`,
    });
  }
}

function allowed(node: OutlineNode, event: string): boolean {
  const trigger = eventDefinitions(node).map(triggerName)[0];
  if (event === "start") return node.type !== "START_EVENT" && node.type !== "BOUNDARY_EVENT";
  if (event !== "end") return false;
  if (node.type?.endsWith("_GATEWAY") === true) return false;
  if (node.type === "END_EVENT") return trigger !== "Error";
  return !(node.type === "BOUNDARY_EVENT" && trigger === "Compensate");
}
