/** Default flows and what may follow an event-based gateway. */
import type { FaultReport } from "../model-error.ts";
import { elementName } from "../model-error.ts";
import { child, children } from "../moddle.ts";
import { eventDefinitions, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";
import { checkNoDoubles } from "./doubles.ts";

export function checkGateways(node: OutlineNode, report: FaultReport): void {
  if (node.type === "EXCLUSIVE_GATEWAY" || node.type === "INCLUSIVE_GATEWAY") checkDefault(node, report);
  if (node.type === "EVENT_BASED_GATEWAY") checkEventBased(node, report);
}

function checkDefault(node: OutlineNode, report: FaultReport): void {
  const flow = child(node.element, "default");
  if (flow === undefined || node.outgoing.some((out) => out.element === flow)) return;
  report.add(node.element, "default-flow", {
    en: `the default flow '${elementName(flow)}' does not start at this gateway: choose one of its outgoing flows`,
    zh: `默认流「${elementName(flow)}」不是从该网关流出：请选择该网关的流出顺序流`,
  });
}

const WAITING = new Set(["Message", "Timer", "Signal", "Conditional"]);

function checkEventBased(node: OutlineNode, report: FaultReport): void {
  if (node.outgoing.length < 2) {
    report.add(node.element, "event-gateway-flows", {
      en: `must have at least two outgoing sequence flows, has ${node.outgoing.length}`,
      zh: `至少要有两条流出的顺序流，现有 ${node.outgoing.length} 条`,
    });
  }
  const listed = children(node.element, "outgoing").length;
  if (listed < node.outgoing.length) {
    report.add(node.element, "event-gateway-unlisted-flows", {
      en: `lists ${listed} of its ${node.outgoing.length} flows as <bpmn:outgoing>; Zeebe goes by that list: add the others`,
      zh: `其 ${node.outgoing.length} 条流出顺序流中只有 ${listed} 条列为 <bpmn:outgoing>；Zeebe 以该列表为准：请补全`,
    });
  }
  const targets = node.outgoing.map((flow) => flow.target).filter((target) => target !== undefined);
  for (const target of targets) {
    if (!isWaitingEvent(target)) {
      report.add(node.element, "event-gateway-target", {
        en: `leads to '${elementName(target.element)}' (${target.element.$type}); only message, timer and signal catch events may follow${target.type === "RECEIVE_TASK" ? ": use a message catch event instead of the receive task" : ""}`,
        zh: `流向「${elementName(target.element)}」（${target.element.$type}）；其后只能是消息、定时或信号捕获事件${target.type === "RECEIVE_TASK" ? "：请用消息捕获事件代替接收任务" : ""}`,
      });
    } else if (target.incoming.some((flow) => flow.source !== node)) {
      report.add(target.element, "event-gateway-incoming", {
        en: `follows the event-based gateway '${elementName(node.element)}' and must not have other incoming flows`,
        zh: `位于事件网关「${elementName(node.element)}」之后，不能有其他流入的顺序流`,
      });
    }
  }
  checkNoDoubles(node, targets, report);
}

function isWaitingEvent(node: OutlineNode): boolean {
  const definitions = eventDefinitions(node);
  return (
    node.type === "INTERMEDIATE_CATCH_EVENT" &&
    definitions.length === 1 &&
    definitions.every((definition) => WAITING.has(triggerName(definition)))
  );
}
