/** Timers have exactly one definition of a kind that fits their event; fixed texts are checked at once. */
import type { TimerKind } from "../graph.ts";
import type { FaultReport } from "../model-error.ts";
import { body, child, flag } from "../moddle.ts";
import type { ModdleElement } from "../moddle.ts";
import { eventDefinitions } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";
import { parseTimer, TimerSyntaxError } from "../timers.ts";

const KINDS: readonly [string, TimerKind][] = [
  ["timeDate", "date"],
  ["timeDuration", "duration"],
  ["timeCycle", "cycle"],
];

export function checkTimers(node: OutlineNode, report: FaultReport): void {
  for (const definition of eventDefinitions(node)) {
    if (definition.$type === "bpmn:TimerEventDefinition") checkTimer(node, definition, report);
  }
}

function checkTimer(node: OutlineNode, definition: ModdleElement, report: FaultReport): void {
  const present = KINDS.filter(([property]) => child(definition, property) !== undefined);
  const [only] = present;
  if (only === undefined || present.length > 1) {
    report.add(node.element, "timer-definition", {
      en: "must have exactly one of timeDate, timeDuration, timeCycle",
      zh: "必须恰有 timeDate、timeDuration、timeCycle 之一",
    });
    return;
  }
  const [property, kind] = only;
  if (kind === "cycle" && !mayRepeat(node)) {
    report.add(node.element, "timer-cycle", {
      en: "can fire only once, so it must not have a timeCycle: use timeDuration or timeDate, or make it non-interrupting",
      zh: "只能触发一次，不能使用 timeCycle：请改用 timeDuration 或 timeDate，或改为非中断型",
    });
  }
  checkText(node, kind, body(child(definition, property)) ?? "", report);
}

function mayRepeat(node: OutlineNode): boolean {
  if (node.type === "BOUNDARY_EVENT") return !flag(node.element, "cancelActivity", true);
  if (node.type !== "START_EVENT") return false;
  return node.scope?.type === "PROCESS" || !flag(node.element, "isInterrupting", true);
}

function checkText(node: OutlineNode, kind: TimerKind, value: string, report: FaultReport): void {
  if (value.startsWith("=")) return;
  try {
    parseTimer(kind, value);
  } catch (error) {
    if (!(error instanceof TimerSyntaxError)) throw error;
    report.add(node.element, "timer-syntax", {
      en: error.message,
      zh: `「${value}」不是有效的定时${TIMER_ZH[kind]}`,
    });
  }
}

const TIMER_ZH: Readonly<Record<TimerKind, string>> = {
  date: "日期（例：2026-03-01T09:00:00+08:00）",
  duration: "时长（例：P5D、PT15M）",
  cycle: "周期（例：R3/PT10M，或六段 cron 表达式）",
};
