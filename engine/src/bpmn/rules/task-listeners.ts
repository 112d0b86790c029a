/** Task listeners: only native user tasks have them, each event and job type once. */
import { taskListenerEvent } from "../elements.ts";
import type { FaultReport } from "../model-error.ts";
import { children, extension, text } from "../moddle.ts";
import type { OutlineNode } from "../outline.ts";

export function checkTaskListeners(node: OutlineNode, report: FaultReport): void {
  const listeners = children(extension(node.element, "zeebe:TaskListeners"), "listeners");
  if (listeners.length === 0) return;
  if (node.type !== "USER_TASK" || extension(node.element, "zeebe:UserTask") === undefined) {
    report.add(node.element, "task-listener-place", {
      en: "only a user task with zeebe:userTask can have task listeners: add zeebe:userTask or remove them",
      zh: "只有带 zeebe:userTask 的用户任务可以有任务监听器：请添加 zeebe:userTask 或删除监听器",
    });
    return;
  }
  const seen = new Set<string>();
  for (const listener of listeners) {
    const event = taskListenerEvent(listener);
    const type = (text(listener, "type") ?? "").trim();
    if (event === undefined) {
      report.add(node.element, "task-listener-event", {
        en: `a task listener has the event '${text(listener, "eventType") ?? ""}': use creating, assigning, updating, completing or canceling`,
        zh: `任务监听器的事件为「${text(listener, "eventType") ?? ""}」：请用 creating、assigning、updating、completing 或 canceling`,
      });
    } else if (type === "") {
      report.add(node.element, "task-listener-type", {
        en: `the task listener of '${event}' must have a job type: fill it in`,
        zh: `「${event}」任务监听器必须有作业类型：请填写`,
      });
    } else if (seen.has(`${event} ${type}`)) {
      report.add(node.element, "task-listener-twice", {
        en: `has two task listeners of '${event}' with the job type '${type}': keep one`,
        zh: `有两个「${event}」任务监听器使用作业类型「${type}」：请只保留一个`,
      });
    }
    seen.add(`${event ?? ""} ${type}`);
  }
}
