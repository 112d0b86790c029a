/** Multi-instance settings, and extension elements that may stand once only. */
import type { FaultReport } from "../model-error.ts";
import { child, children, extension, extensions, text } from "../moddle.ts";
import { isActivity } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

const SINGLE = [
  "TaskDefinition",
  "IoMapping",
  "TaskHeaders",
  "CalledElement",
  "CalledDecision",
  "Script",
  "UserTask",
  "AssignmentDefinition",
  "TaskSchedule",
  "PriorityDefinition",
  "FormDefinition",
  "Properties",
];

export function checkActivities(node: OutlineNode, report: FaultReport): void {
  for (const name of SINGLE) {
    if (extensions(node.element, `zeebe:${name}`).length <= 1) continue;
    report.add(node.element, "extension-twice", {
      en: `has zeebe:${name} more than once: keep one`,
      zh: `zeebe:${name} 出现多次：请只保留一个`,
    });
  }
  const resources = children(node.element, "resources");
  if (resources.length > 0) {
    report.add(node.element, "unsupported-assignment", {
      en: "uses BPMN resource roles: name assignee and candidates in zeebe:assignmentDefinition",
      zh: "使用了 BPMN 资源角色：请在 zeebe:assignmentDefinition 中指定办理人和候选人",
    });
  }
  if (isActivity(node)) checkLoop(node, report);
}

function checkLoop(node: OutlineNode, report: FaultReport): void {
  const loop = child(node.element, "loopCharacteristics");
  if (loop?.$type !== "bpmn:MultiInstanceLoopCharacteristics") return;
  const settings = extension(loop, "zeebe:LoopCharacteristics");
  const has = (attribute: string): boolean => (text(settings, attribute) ?? "").trim() !== "";
  if (!has("inputCollection")) {
    report.add(node.element, "input-collection-missing", {
      en: 'a multi-instance activity must have zeebe:loopCharacteristics with an inputCollection, e.g. "=items"',
      zh: "多实例活动必须有带 inputCollection 的 zeebe:loopCharacteristics，例如“=items”",
    });
  }
  if (has("outputCollection") !== has("outputElement")) {
    const missing = has("outputCollection") ? "outputElement" : "outputCollection";
    report.add(node.element, "output-collection", {
      en: `outputCollection and outputElement belong together: add ${missing}`,
      zh: `outputCollection 与 outputElement 必须同时填写：请补充 ${missing}`,
    });
  }
}
