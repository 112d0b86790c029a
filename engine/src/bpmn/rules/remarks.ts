/** What the XML reader noticed: doubled ids, unknown elements and dangling references are faults. */
import { elementName } from "../model-error.ts";
import type { FaultReport, ModelWarning } from "../model-error.ts";
import type { ReadRemark } from "../moddle.ts";

/** Reports the faults; returns what does not hinder execution. */
export function checkRemarks(remarks: readonly ReadRemark[], report: FaultReport): ModelWarning[] {
  const warnings: ModelWarning[] = [];
  for (const remark of remarks) {
    const doubled = /duplicate ID <([^>]*)>/.exec(remark.message);
    const unknown = /(?:unrecognized element|unknown type) <([^>]*)>/.exec(remark.message);
    if (doubled !== null) reportDoubled(doubled[1] ?? "", report);
    else if (unknown !== null) reportUnknown(unknown[1] ?? "", report);
    else if (isDangling(remark)) reportDangling(remark, report);
    else {
      const elementId = remark.element === undefined ? "" : elementName(remark.element);
      warnings.push({ elementId, message: remark.message.replace(/\s+/g, " ") });
    }
  }
  return warnings;
}

function reportDoubled(id: string, report: FaultReport): void {
  report.addFor(id, "bpmn:BaseElement", "duplicate-id", {
    en: "the id is used more than once: give each element its own id",
    zh: "该 id 被多次使用：请为每个元素使用不同的 id",
  });
}

function reportUnknown(name: string, report: FaultReport): void {
  report.addFor("", name, "unknown-element", {
    en: "is not an element of BPMN 2.0 at this place: remove it or correct its name",
    zh: "不是此处允许的 BPMN 2.0 元素：请删除或更正名称",
  });
}

/** Shapes without their element hinder nobody. */
function isDangling(remark: ReadRemark): boolean {
  if (!remark.message.startsWith("unresolved reference")) return false;
  return remark.element?.$type.startsWith("bpmndi:") !== true;
}

function reportDangling(remark: ReadRemark, report: FaultReport): void {
  const { element, property = "", value = "" } = remark;
  const message = {
    en: `${property} refers to '${value}', which does not exist: point it to an element of this file`,
    zh: `${property} 引用的「${value}」不存在：请改为本文件中的元素`,
  };
  if (element === undefined) report.addFor("", "bpmn:BaseElement", "dangling-reference", message);
  else report.add(element, "dangling-reference", message);
}
