/** Start events of processes, sub-processes and event sub-processes. */
import type { FaultReport } from "../model-error.ts";
import { flag } from "../moddle.ts";
import { eventDefinitions, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";
import { checkNoDoubles } from "./doubles.ts";

export function checkScopes(node: OutlineNode, report: FaultReport): void {
  if (node.type === "PROCESS") checkProcess(node, report);
  else if (node.type === "SUB_PROCESS") checkSubProcess(node, report);
  else if (node.type === "EVENT_SUB_PROCESS") checkEventSubProcess(node, report);
  if (node.type === "PROCESS" || node.type === "SUB_PROCESS") checkHandlers(node, report);
}

function startEvents(node: OutlineNode): OutlineNode[] {
  return node.children.filter((inner) => inner.type === "START_EVENT");
}

function checkProcess(node: OutlineNode, report: FaultReport): void {
  const starts = startEvents(node);
  if (starts.length === 0) {
    report.add(node.element, "no-start-event", {
      en: "must have at least one start event: add one",
      zh: "至少要有一个开始事件：请添加",
    });
  }
  if (starts.filter((start) => eventDefinitions(start).length === 0).length > 1) {
    report.add(node.element, "several-none-start-events", {
      en: "has several start events without trigger: keep one, or give the others a message, timer or signal",
      zh: "有多个无触发条件的开始事件：请只保留一个，或为其他事件设置消息、定时或信号",
    });
  }
  checkNoDoubles(node, starts, report);
}

function checkSubProcess(node: OutlineNode, report: FaultReport): void {
  const starts = startEvents(node);
  if (starts.length !== 1) reportStartCount(node, starts.length, report);
  for (const start of starts) {
    if (eventDefinitions(start).length === 0) continue;
    report.add(start.element, "sub-process-start-event", {
      en: "the start event of a sub-process must have no trigger: remove it, or make the sub-process an event sub-process",
      zh: "子流程的开始事件不能有触发条件：请去掉，或改为事件子流程",
    });
  }
}

const TRIGGERS = new Set(["Message", "Timer", "Error", "Signal", "Escalation", "Conditional"]);

function checkEventSubProcess(node: OutlineNode, report: FaultReport): void {
  const starts = startEvents(node);
  if (starts.length !== 1) reportStartCount(node, starts.length, report);
  if (node.incoming.length > 0 || node.outgoing.length > 0) {
    report.add(node.element, "event-sub-process-flow", {
      en: "an event sub-process must not be connected: remove its sequence flows",
      zh: "事件子流程不能连接顺序流：请删除",
    });
  }
  for (const start of starts) {
    const definitions = eventDefinitions(start);
    const wrong = definitions.some((definition) => !TRIGGERS.has(triggerName(definition)));
    if (definitions.length === 0 || wrong) {
      report.add(start.element, "event-sub-process-start-event", {
        en: "the start event of an event sub-process must be one of message, timer, error, escalation, signal: choose one",
        zh: "事件子流程的开始事件必须是消息、定时、错误、升级或信号之一：请选择",
      });
    }
    const isError = definitions.some((definition) => triggerName(definition) === "Error");
    if (isError && !flag(start.element, "isInterrupting", true)) {
      report.add(start.element, "non-interrupting-error", {
        en: "an error start event always interrupts: make it interrupting",
        zh: "错误开始事件必须中断：请改为中断型",
      });
    }
  }
}

function reportStartCount(node: OutlineNode, count: number, report: FaultReport): void {
  report.add(node.element, "sub-process-start-count", {
    en: `must have exactly one start event, has ${count}`,
    zh: `必须恰有一个开始事件，现有 ${count} 个`,
  });
}

function checkHandlers(node: OutlineNode, report: FaultReport): void {
  const starts = node.children.filter((inner) => inner.type === "EVENT_SUB_PROCESS").flatMap(startEvents);
  checkNoDoubles(node, starts, report);
}
