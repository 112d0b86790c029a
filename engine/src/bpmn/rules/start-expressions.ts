/** Names of messages and signals that start a process cannot depend on variables: there are none yet. */
import type { ExecutableProcess, ModelExpression } from "../graph.ts";
import type { FaultReport } from "../model-error.ts";

export function checkStartExpressions(process: ExecutableProcess, report: FaultReport): void {
  for (const index of process.elements[0]?.startEvents ?? []) {
    const start = process.elements[index];
    const event = start?.event;
    const name =
      event?.kind === "message" ? event.message.name : event?.kind === "signal" ? event.name : undefined;
    if (start === undefined || name === undefined || isName(name)) continue;
    report.addFor(start.id, "bpmn:StartEvent", "start-name-expression", {
      en: `the name '${name.source}' must give a text without any variable: use a fixed name`,
      zh: `名称「${name.source}」必须在没有变量时得到文本：请使用固定名称`,
    });
  }
}

function isName(expression: ModelExpression): boolean {
  const value = expression.evaluate({}, { clock: () => 0 });
  return typeof value === "string" && value !== "";
}
