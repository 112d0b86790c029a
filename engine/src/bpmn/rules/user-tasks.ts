/** Fixed texts of user tasks: dates, priority and lists are checked at once. */
import type { FaultReport } from "../model-error.ts";
import { extension, text } from "../moddle.ts";
import type { OutlineNode } from "../outline.ts";
import { parseInstant } from "../timers.ts";

const MAX_PRIORITY = 100;

export function checkUserTasks(node: OutlineNode, report: FaultReport): void {
  if (node.type !== "USER_TASK") return;
  checkForm(node, report);
  const schedule = extension(node.element, "zeebe:TaskSchedule");
  for (const attribute of ["dueDate", "followUpDate"]) {
    const value = fixed(text(schedule, attribute));
    if (value === undefined || parseInstant(value, "UTC") !== null) continue;
    report.add(node.element, "task-schedule", {
      en: `${attribute} '${value}' is no date and time: write e.g. 2026-03-01T09:00:00+08:00, or an expression`,
      zh: `${attribute}「${value}」不是有效的日期时间：例如 2026-03-01T09:00:00+08:00，或使用表达式`,
    });
  }
  const assignment = extension(node.element, "zeebe:AssignmentDefinition");
  for (const attribute of ["candidateGroups", "candidateUsers"]) {
    const value = fixed(text(assignment, attribute));
    if (value === undefined || value.split(",").every((name) => name.trim() !== "")) continue;
    report.add(node.element, "task-candidates", {
      en: `${attribute} '${value}' must be names parted by commas, e.g. a,b`,
      zh: `${attribute}「${value}」必须是用逗号分隔的名称，例如 a,b`,
    });
  }
  const priority = fixed(text(extension(node.element, "zeebe:PriorityDefinition"), "priority"));
  if (priority === undefined || (/^\d+$/.test(priority) && Number(priority) <= MAX_PRIORITY)) return;
  report.add(node.element, "task-priority", {
    en: `the priority '${priority}' must be a whole number from 0 to ${MAX_PRIORITY}, or an expression`,
    zh: `优先级「${priority}」必须是 0 到 ${MAX_PRIORITY} 的整数，或使用表达式`,
  });
}

/** A form is named in one way: by its id, or by what only the kind of user task at hand understands. */
function checkForm({ element }: OutlineNode, report: FaultReport): void {
  const form = extension(element, "zeebe:FormDefinition");
  if (form === undefined) return;
  const native = extension(element, "zeebe:UserTask") !== undefined;
  const attributes = ["formId", native ? "externalReference" : "formKey"];
  const named = attributes.filter((attribute) => (text(form, attribute) ?? "").trim() !== "");
  if (named.length === 1) return;
  report.add(element, "form-reference", {
    en: `zeebe:formDefinition must have exactly one of ${attributes.join(" and ")} on this kind of user task; has ${named.length}`,
    zh: `此类用户任务的 zeebe:formDefinition 必须恰有 ${attributes.join("、")} 之一；现有 ${named.length} 个`,
  });
}

/** The trimmed text when it is there and no expression. */
function fixed(value: string | undefined): string | undefined {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" || trimmed.startsWith("=") ? undefined : trimmed;
}
