/** What each kind of task and the call activity must say in its Zeebe extension elements. */
import type { FaultReport } from "../model-error.ts";
import { children, extension, extensions, text } from "../moddle.ts";
import type { ModdleElement } from "../moddle.ts";
import type { OutlineNode } from "../outline.ts";

export function checkTasks(node: OutlineNode, report: FaultReport): void {
  const { element } = node;
  switch (node.type) {
    case "SERVICE_TASK":
    case "SEND_TASK":
      requireOne(element, ["zeebe:TaskDefinition"], report);
      break;
    case "BUSINESS_RULE_TASK":
      requireOne(element, ["zeebe:CalledDecision", "zeebe:TaskDefinition"], report);
      break;
    case "SCRIPT_TASK":
      requireOne(element, ["zeebe:Script", "zeebe:TaskDefinition"], report);
      break;
    case "CALL_ACTIVITY":
      requireOne(element, ["zeebe:CalledElement"], report);
      break;
    default:
  }
  for (const [type, attributes] of REQUIRED) {
    for (const found of extensions(element, type)) requireAttributes(element, found, attributes, report);
  }
  checkBinding(element, report);
  checkHeaders(element, report);
}

const REQUIRED: readonly [string, readonly string[]][] = [
  ["zeebe:TaskDefinition", ["type"]],
  ["zeebe:CalledElement", ["processId"]],
  ["zeebe:CalledDecision", ["decisionId", "resultVariable"]],
  ["zeebe:Script", ["expression", "resultVariable"]],
  ["zeebe:PriorityDefinition", ["priority"]],
];

const LINKED = ["resourceId", "resourceType"];
const BINDINGS = ["latest", "deployment", "versionTag"];

/** `zeebe:TaskDefinition` → `zeebe:taskDefinition`, as it is written in the file. */
function tag(type: string): string {
  return type.replace(/:(.)/, (_, first: string) => `:${first.toLowerCase()}`);
}

function requireOne(element: ModdleElement, types: readonly string[], report: FaultReport): void {
  const found = types.filter((type) => extension(element, type) !== undefined);
  const names = types.map(tag);
  if (found.length === 1) return;
  report.add(element, found.length === 0 ? "extension-missing" : "extension-conflict", {
    en: `must have exactly one of: ${names.join(", ")}; has ${found.length}`,
    zh: `必须恰有以下扩展之一：${names.join("、")}；现有 ${found.length} 个`,
  });
}

function requireAttributes(
  element: ModdleElement,
  owner: ModdleElement,
  attributes: readonly string[],
  report: FaultReport,
): void {
  for (const attribute of attributes) {
    if ((text(owner, attribute) ?? "").trim() !== "") continue;
    report.add(element, "attribute-missing", {
      en: `${tag(owner.$type)} must have a non-empty attribute '${attribute}'`,
      zh: `${tag(owner.$type)} 的属性 '${attribute}' 不能为空`,
    });
  }
}

function checkBinding(element: ModdleElement, report: FaultReport): void {
  const bound = ["zeebe:CalledElement", "zeebe:CalledDecision", "zeebe:FormDefinition"];
  const linked = children(extension(element, "zeebe:LinkedResources"), "values");
  for (const called of [...bound.flatMap((type) => extensions(element, type)), ...linked]) {
    const binding = text(called, "bindingType");
    const tagValue = (text(called, "versionTag") ?? "").trim();
    if (linked.includes(called)) requireAttributes(element, called, LINKED, report);
    if (binding === "versionTag" && tagValue === "") {
      requireAttributes(element, called, ["versionTag"], report);
    }
    if (binding !== undefined && !BINDINGS.includes(binding)) {
      report.add(element, "binding-type", {
        en: `bindingType '${binding}' of ${tag(called.$type)} must be one of ${BINDINGS.join(", ")}`,
        zh: `${tag(called.$type)} 的 bindingType「${binding}」必须是 ${BINDINGS.join("、")} 之一`,
      });
    } else if (binding !== "versionTag" && tagValue !== "") {
      const type = called.$type;
      report.add(element, "version-tag-binding", {
        en: `${tag(type)} has a versionTag but bindingType '${binding ?? "latest"}': set bindingType="versionTag" or remove the tag`,
        zh: `${tag(type)} 填写了 versionTag，但 bindingType 为「${binding ?? "latest"}」：请改为 versionTag 或删除标签`,
      });
    }
  }
}

function checkHeaders(element: ModdleElement, report: FaultReport): void {
  for (const header of children(extension(element, "zeebe:TaskHeaders"), "values")) {
    if ((text(header, "key") ?? "") !== "" && text(header, "value") !== undefined) continue;
    report.add(element, "header", {
      en: "a zeebe:header must have a key and a value",
      zh: "zeebe:header 必须有 key 和 value",
    });
  }
}
