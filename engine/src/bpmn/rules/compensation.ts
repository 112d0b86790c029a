/** Compensation: who undoes what, and that a handler is reached by nothing else. */
import type { FaultReport } from "../model-error.ts";
import { elementName } from "../model-error.ts";
import { child, flag, text } from "../moddle.ts";
import { eventDefinitions, isActivity, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

export function checkCompensation(node: OutlineNode, report: FaultReport): void {
  const definition = eventDefinitions(node).find((one) => triggerName(one) === "Compensate");
  if (definition !== undefined) {
    if (text(definition, "id") === undefined) {
      report.add(node.element, "compensation-id", {
        en: "its compensateEventDefinition must have an id; Zeebe cannot read the file otherwise: add one",
        zh: "compensateEventDefinition 必须有 id，否则 Zeebe 无法读取该文件：请补充",
      });
    }
    if (node.type === "BOUNDARY_EVENT") checkBoundary(node, report);
    else checkActivityRef(node, text(child(definition, "activityRef"), "id"), report);
  }
  if (flag(node.element, "isForCompensation", false)) checkHandler(node, report);
}

function checkBoundary(node: OutlineNode, report: FaultReport): void {
  if (node.outgoing.length > 0) {
    report.add(node.element, "compensation-outgoing", {
      en: "a compensation boundary event must not have outgoing sequence flows: connect its handler by an association",
      zh: "补偿边界事件不能有流出的顺序流：请用关联连接其补偿活动",
    });
  }
  if (node.handler === undefined || !flag(node.handler.element, "isForCompensation", false)) {
    report.add(node.element, "compensation-handler", {
      en: "must lead by an association to one activity that is marked as for compensation",
      zh: "必须通过关联连接到一个标记为补偿的活动",
    });
  }
}

/** What a throw event names must be an activity of its scope. */
function checkActivityRef(node: OutlineNode, id: string | undefined, report: FaultReport): void {
  if (id === undefined) return;
  const scopes = [node.scope, node.scope?.type === "EVENT_SUB_PROCESS" ? node.scope.scope : null];
  const found = scopes.some((scope) =>
    scope?.children.some((other) => text(other.element, "id") === id && isActivity(other)),
  );
  if (found) return;
  report.add(node.element, "compensation-activity", {
    en: `refers to '${id}', which is no activity of the same scope: choose one of this scope, or none for all`,
    zh: `引用的「${id}」不是同一作用域中的活动：请选择本作用域的活动，或留空表示全部`,
  });
}

function checkHandler(node: OutlineNode, report: FaultReport): void {
  if (node.incoming.length > 0 || node.outgoing.length > 0) {
    report.add(node.element, "compensation-handler-flow", {
      en: `the compensation handler '${elementName(node.element)}' must not have sequence flows: remove them`,
      zh: `补偿活动「${elementName(node.element)}」不能有顺序流：请删除`,
    });
  }
  if (node.boundaryEvents.length > 0) {
    report.add(node.element, "compensation-handler-boundary", {
      en: "a compensation handler must not have boundary events: remove them",
      zh: "补偿活动不能附着边界事件：请删除",
    });
  }
}
