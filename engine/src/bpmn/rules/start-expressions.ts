/** What starts a process cannot depend on variables: there are none yet. */
import { FeelLimitError } from "../../feel/index.ts";
import type { ExecutableElement, ExecutableProcess, ModelExpression, TimerDefinition } from "../graph.ts";
import type { FaultReport } from "../model-error.ts";
import { parseTimer, TimerSyntaxError } from "../timers.ts";

export function checkStartExpressions(process: ExecutableProcess, report: FaultReport): void {
  for (const index of process.elements[0]?.startEvents ?? []) {
    const start = process.elements[index];
    if (start?.event?.kind === "message") checkName(start, start.event.message.name, report);
    if (start?.event?.kind === "signal") checkName(start, start.event.name, report);
    if (start?.event?.kind === "timer") checkTimer(start, start.event.timer, report);
  }
}

function checkName(start: ExecutableElement, name: ModelExpression, report: FaultReport): void {
  const value = withoutVariables(name);
  if (typeof value === "string" && value !== "") return;
  report.addFor(start.id, "bpmn:StartEvent", "start-name-expression", {
    en: `the name '${name.source}' must give a text without any variable: use a fixed name`,
    zh: `名称「${name.source}」必须在没有变量时得到文本：请使用固定名称`,
  });
}

function checkTimer(start: ExecutableElement, timer: TimerDefinition, report: FaultReport): void {
  const value = withoutVariables(timer.expression);
  try {
    parseTimer(timer.kind, typeof value === "string" ? value : String(value));
  } catch (error) {
    if (!(error instanceof TimerSyntaxError)) throw error;
    report.addFor(start.id, "bpmn:StartEvent", "start-timer-expression", {
      en: `the timer '${timer.expression.source}' must be right without any variable: ${error.message}`,
      zh: `定时「${timer.expression.source}」必须在没有变量时有效，现得到「${String(value)}」`,
    });
  }
}

/** The time is of no matter: only whether there is a value of the right kind. An endless expression has none. */
function withoutVariables(expression: ModelExpression): unknown {
  try {
    return expression.evaluate({}, { clock: () => 0 });
  } catch (error) {
    if (error instanceof FeelLimitError) return null;
    throw error;
  }
}
