/** What the dialect does not have, and what this engine does not do yet: each is refused by name. */
import type { FaultReport } from "../model-error.ts";
import { child, extension, text } from "../moddle.ts";
import { eventDefinitions, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

/** What the dialect has and this engine does not execute yet. */
const LATER_EXTENSIONS = ["zeebe:JobPriorityDefinition", "zeebe:PublishMessage", "zeebe:UserTaskForm"];

export function checkSupported(node: OutlineNode, report: FaultReport): void {
  const { element } = node;
  if (node.type === null) return reportNever(node, element.$type, report);
  for (const definition of eventDefinitions(node)) checkTrigger(node, triggerName(definition), report);
  for (const type of LATER_EXTENSIONS) {
    if (extension(element, type) !== undefined) reportLater(node, type, report);
  }
  const loop = child(element, "loopCharacteristics");
  if (loop !== undefined && loop.$type !== "bpmn:MultiInstanceLoopCharacteristics") {
    reportNever(node, loop.$type, report);
  }
  if (element.parallelMultiple === true) reportNever(node, "parallelMultiple", report);
  if (text(extension(element, "zeebe:CalledElement"), "businessId") !== undefined) {
    reportLater(node, "zeebe:calledElement businessId", report);
  }
}

function checkTrigger(node: OutlineNode, trigger: string, report: FaultReport): void {
  if (trigger === "Cancel") reportNever(node, "cancel event", report);
}

function reportNever(node: OutlineNode, what: string, report: FaultReport): void {
  report.add(node.element, "unsupported-element", {
    en: `${what} is not part of the supported BPMN dialect: model it with other elements`,
    zh: `${what} 不属于支持的 BPMN 范围：请改用其他元素`,
  });
}

function reportLater(node: OutlineNode, what: string, report: FaultReport): void {
  report.add(node.element, "not-supported-yet", {
    en: `${what} is not supported yet: model it with other elements`,
    zh: `暂不支持 ${what}：请改用其他元素`,
  });
}
