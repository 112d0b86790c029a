/** BPMN XML in Zeebe's dialect → executable graph, with everything refused that Zeebe refuses. */
import { compileProcess } from "./compile.ts";
import { ExpressionCompiler } from "./expressions.ts";
import type { ExecutableProcess } from "./graph.ts";
import { FaultReport, ModelError } from "./model-error.ts";
import type { ModelWarning } from "./model-error.ts";
import { children, flag, readDefinitions } from "./moddle.ts";
import { outlineProcess } from "./outline.ts";
import { checkOutline, checkGraphs, checkRemarks, joinWarnings } from "./rules/index.ts";
import { guardXml } from "./xml-guard.ts";

export * from "./graph.ts";
export { ModelError } from "./model-error.ts";
export type { ModelErrorCode, ModelWarning } from "./model-error.ts";
export { parseTimer, nextDue, TimerSyntaxError } from "./timers.ts";
export type { ParsedTimer } from "./timers.ts";
export { guardXml, XML_LIMITS } from "./xml-guard.ts";

export interface ParsedBpmn {
  readonly processes: ExecutableProcess[];
  readonly warnings: ModelWarning[];
}

/**
 * Reads one BPMN resource and compiles its executable processes.
 *
 * @throws ModelError with all faults found: XML_REFUSED (size, depth, document type), XML_MALFORMED,
 * MODEL_INVALID (each fault names element, rule and remedy).
 */
export async function parseBpmn(xml: string, resourceName: string): Promise<ParsedBpmn> {
  guardXml(xml, resourceName);
  const { definitions, remarks } = await readDefinitions(xml).catch((error: unknown) => {
    throw malformed(resourceName, error);
  });
  const report = new FaultReport();
  const warnings = checkRemarks(remarks, report);
  // With doubled ids every reference may point to the wrong element: no other rule would speak the truth.
  if (report.faults.some((fault) => fault.rule === "duplicate-id")) {
    throw new ModelError("MODEL_INVALID", resourceName, report.faults);
  }
  const executable = children(definitions, "rootElements").filter(
    (root) => root.$type === "bpmn:Process" && flag(root, "isExecutable", false),
  );
  const outlines = executable.map(outlineProcess);
  checkOutline(definitions, outlines, report);
  const expressions = new ExpressionCompiler(report);
  const processes = outlines.map((outline) => compileProcess(outline, expressions));
  if (report.faults.length === 0) checkGraphs(processes, report);
  if (report.faults.length > 0) throw new ModelError("MODEL_INVALID", resourceName, report.faults);
  return { processes, warnings: [...warnings, ...processes.flatMap(joinWarnings)] };
}

function malformed(resourceName: string, error: unknown): ModelError {
  const reason = readerReason(error instanceof Error ? error.message : String(error));
  return new ModelError("XML_MALFORMED", resourceName, [
    {
      elementId: "",
      elementType: "xml",
      rule: "xml-malformed",
      message: `cannot be read as BPMN 2.0 XML (${reason}): export the file again from a BPMN modeler`,
      messageZh: `无法作为 BPMN 2.0 XML 读取（${reason}）：请从流程建模工具重新导出`,
    },
  ]);
}

/** The reader's message on one line, with the place: its own lines and columns count from 0. */
function readerReason(message: string): string {
  const place = /line: (\d+)\s+column: (\d+)\s+nested error: (.*)/.exec(message);
  if (place === null) return message.split("\n")[0] ?? message;
  return `line ${Number(place[1]) + 1}, column ${Number(place[2]) + 1}: ${place[3]}`;
}
