/** BPMN and DMN files: read by the engine's own readers, their refusals told with file and line. */
import { ModelError, parseBpmn } from "@onewindow/engine/bpmn";
import { readDmn } from "@onewindow/engine/dmn";
import type { DecisionSource, ProcessSource } from "./content.ts";
import type { FaultList } from "./fault.ts";
import { lineOfId } from "./xml-place.ts";

export async function readProcesses(
  file: string,
  folder: string,
  xml: string,
  processes: Map<string, ProcessSource>,
  faults: FaultList,
): Promise<void> {
  try {
    const parsed = await parseBpmn(xml, file);
    for (const process of parsed.processes) {
      const other = processes.get(process.bpmnProcessId);
      if (other) doubled(file, xml, process.bpmnProcessId, other.file, faults);
      processes.set(process.bpmnProcessId, { file, folder, xml, process });
    }
    for (const warning of parsed.warnings)
      faults.warn(
        "bpmn",
        lineOfId(file, xml, warning.elementId),
        { zh: warning.message, en: warning.message },
        { zh: "请在建模工具中改正", en: "Correct it in the modeler" },
      );
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    for (const fault of error.faults)
      faults.error(
        fault.rule,
        lineOfId(file, xml, fault.elementId),
        {
          zh: `${fault.elementType} “${fault.elementId}”：${fault.messageZh}`,
          en: `${fault.elementType} “${fault.elementId}”: ${fault.message}`,
        },
        { zh: "请在建模工具中改正这个元素", en: "Correct this element in the modeler" },
      );
  }
}

export function readDecisions(
  file: string,
  folder: string,
  xml: string,
  decisions: Map<string, DecisionSource>,
  faults: FaultList,
): void {
  const report = (error: { message: string; messageZh: string; line: number }): void =>
    faults.error(
      "dmn",
      { file, line: error.line, column: 1 },
      { zh: error.messageZh, en: error.message },
      { zh: "请改正这一处", en: "Correct this place" },
    );
  try {
    const model = readDmn(xml, { onFault: report });
    for (const decision of model.decisions) {
      const other = decisions.get(decision.id);
      if (other) doubled(file, xml, decision.id, other.file, faults);
      decisions.set(decision.id, { file, folder, xml, model });
    }
  } catch (error) {
    if (!isDmnError(error)) throw error;
    report(error);
  }
}

function isDmnError(error: unknown): error is Error & { messageZh: string; line: number } {
  return error instanceof Error && "messageZh" in error && "line" in error;
}

function doubled(file: string, xml: string, id: string, other: string, faults: FaultList): void {
  faults.error(
    "double-id",
    lineOfId(file, xml, id),
    { zh: `编号 ${id} 在 ${other} 已有`, en: `The id ${id} stands in ${other} already` },
    { zh: "请换一个编号", en: "Choose another id" },
  );
}
