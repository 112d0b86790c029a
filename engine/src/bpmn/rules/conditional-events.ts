/** Conditional events: each has a condition; a filter names changes that there are; conditions that start a process differ. */
import { changesOf } from "../events.ts";
import type { FaultReport } from "../model-error.ts";
import { body, child, extension, text } from "../moddle.ts";
import { eventDefinitions, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

export function checkConditionalEvents(node: OutlineNode, report: FaultReport): void {
  const condition = conditionOf(node);
  if (condition === undefined) return;
  if (condition === "") {
    report.add(node.element, "condition-missing", {
      en: 'must have a condition, e.g. "=amount > 100"',
      zh: "必须有条件，例如“=amount > 100”",
    });
    return;
  }
  checkFilter(node, report);
  if (node.scope?.type !== "PROCESS" || node.type !== "START_EVENT") return;
  const same = node.scope.children.filter(
    (other) => other.type === "START_EVENT" && conditionOf(other) === condition,
  );
  if (same.length > 1 && same[0] === node) {
    report.add(node.element, "condition-twice", {
      en: `several start events have the condition '${condition}': keep one`,
      zh: `多个开始事件的条件均为「${condition}」：请只保留一个`,
    });
  }
}

/** The text of the condition, "" when it is missing; undefined for other elements. */
function conditionOf(node: OutlineNode): string | undefined {
  const definition = eventDefinitions(node).find((one) => triggerName(one) === "Conditional");
  return definition === undefined ? undefined : (body(child(definition, "condition")) ?? "");
}

function checkFilter(node: OutlineNode, report: FaultReport): void {
  const definition = eventDefinitions(node).find((one) => triggerName(one) === "Conditional");
  const wanted = text(extension(definition, "zeebe:ConditionalFilter"), "variableEvents")?.trim() ?? "";
  if (definition === undefined || wanted === "") return;
  if (changesOf(definition).length === new Set(wanted.split(",").map((name) => name.trim())).size) return;
  report.add(node.element, "condition-filter", {
    en: `the variable events '${wanted}' must be create, update or both`,
    zh: `变量事件「${wanted}」只能是 create、update 或两者`,
  });
}
