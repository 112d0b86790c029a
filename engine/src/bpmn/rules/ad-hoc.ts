/** Ad-hoc sub-processes: activities without start and end, activated one by one. */
import type { FaultReport } from "../model-error.ts";
import { elementName } from "../model-error.ts";
import { child, extension, text } from "../moddle.ts";
import { isActivity } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

export function checkAdHoc(node: OutlineNode, report: FaultReport): void {
  if (node.type !== "AD_HOC_SUB_PROCESS") return;
  if (!node.children.some(isActivity)) {
    report.add(node.element, "ad-hoc-empty", {
      en: "an ad-hoc sub-process must hold at least one activity: add one",
      zh: "临时子流程至少要有一个活动：请添加",
    });
  }
  for (const inner of node.children) {
    if (inner.type !== "START_EVENT" && inner.type !== "END_EVENT") continue;
    report.add(node.element, "ad-hoc-event", {
      en: `an ad-hoc sub-process must not hold the ${inner.type === "START_EVENT" ? "start" : "end"} event '${elementName(inner.element)}': remove it`,
      zh: `临时子流程不能包含${inner.type === "START_EVENT" ? "开始" : "结束"}事件「${elementName(inner.element)}」：请删除`,
    });
  }
  const settings = extension(node.element, "zeebe:AdHoc");
  const has = (attribute: string): boolean => (text(settings, attribute) ?? "").trim() !== "";
  if (has("outputCollection") !== has("outputElement")) {
    const missing = has("outputCollection") ? "outputElement" : "outputCollection";
    report.add(node.element, "output-collection", {
      en: `outputCollection and outputElement belong together: add ${missing}`,
      zh: `outputCollection 与 outputElement 必须同时填写：请补充 ${missing}`,
    });
  }
  const driven = extension(node.element, "zeebe:TaskDefinition") !== undefined;
  if (
    driven &&
    (has("activeElementsCollection") || child(node.element, "completionCondition") !== undefined)
  ) {
    report.add(node.element, "ad-hoc-driven", {
      en: "its worker decides what is activated and when it ends: remove activeElementsCollection and completionCondition, or the task definition",
      zh: "由作业决定激活哪些元素及何时结束：请删除 activeElementsCollection 与 completionCondition，或删除 taskDefinition",
    });
  }
}
