/** Sequence flows connect two nodes of one scope; conditions stand on exclusive and inclusive gateways only. */
import type { FaultReport } from "../model-error.ts";
import { child } from "../moddle.ts";
import { elementName } from "../model-error.ts";
import type { Outline, OutlineFlow } from "../outline.ts";

export function checkFlows(outline: Outline, report: FaultReport): void {
  for (const flow of outline.flows) {
    checkEnd(flow, "sourceRef", report);
    checkEnd(flow, "targetRef", report);
    checkScope(flow, report);
    checkCondition(flow, report);
  }
}

function checkEnd(flow: OutlineFlow, end: "sourceRef" | "targetRef", report: FaultReport): void {
  const node = end === "sourceRef" ? flow.source : flow.target;
  if (node !== undefined) return;
  const id = elementName(flow.element);
  const known = report.faults.some((fault) => fault.rule === "dangling-reference" && fault.elementId === id);
  if (known) return;
  report.add(flow.element, "flow-end-missing", {
    en: `${end} must name a node of the same process: connect the flow`,
    zh: `${end} 必须指向同一流程中的节点：请连接该顺序流`,
  });
}

function checkScope(flow: OutlineFlow, report: FaultReport): void {
  const { source, target } = flow;
  if (source === undefined || target === undefined || source.scope === target.scope) return;
  report.add(flow.element, "flow-crosses-scope", {
    en: "leads into or out of a sub-process: connect the sub-process itself",
    zh: "穿越了子流程边界：请连接子流程本身",
  });
}

function checkCondition(flow: OutlineFlow, report: FaultReport): void {
  const { source } = flow;
  if (source === undefined) return;
  const branching = source.type === "EXCLUSIVE_GATEWAY" || source.type === "INCLUSIVE_GATEWAY";
  const conditional = child(flow.element, "conditionExpression") !== undefined;
  if (conditional && !branching) {
    report.add(source.element, "condition-without-gateway", {
      en: `has the conditional flow '${elementName(flow.element)}'; conditions are for exclusive and inclusive gateways only: put a gateway behind it`,
      zh: `带有条件顺序流「${elementName(flow.element)}」；条件只能用于排他或包容网关：请在其后加网关`,
    });
  }
  if (branching && !conditional && source.outgoing.length > 1) {
    if (child(source.element, "default") === flow.element) return;
    report.add(flow.element, "condition-missing", {
      en: `must have a condition or be the default flow of '${elementName(source.element)}'`,
      zh: `必须填写条件，或设为「${elementName(source.element)}」的默认流`,
    });
  }
}
