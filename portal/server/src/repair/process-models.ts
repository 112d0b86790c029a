/** Names of processes and steps, and where a token may go, from the deployed models. */
import { parseBpmn } from "@onewindow/engine/bpmn";
import type { ExecutableProcess } from "@onewindow/engine/bpmn";
import type { WorkflowEngine } from "@onewindow/engine";
import { LRUCache } from "lru-cache";

/** What the engine does not activate by a modification, and attached events, which come with their activity. */
const NOT_TARGETS = new Set(["PROCESS", "START_EVENT", "BOUNDARY_EVENT", "EVENT_SUB_PROCESS"]);

export interface ProcessModels {
  /** Null when the instance or its model is gone. */
  of(processInstanceKey: string): Promise<ExecutableProcess | null>;
}

export function createProcessModels(engine: WorkflowEngine): ProcessModels {
  const models = new LRUCache<string, ExecutableProcess>({ max: 30 });
  return {
    async of(processInstanceKey) {
      const instance = engine.query.processInstance(processInstanceKey);
      if (instance === null) return null;
      const kept = models.get(instance.processDefinitionKey);
      if (kept !== undefined) return kept;
      const xml = engine.query.processXml(instance.processDefinitionKey);
      if (xml === null) return null;
      const { processes } = await parseBpmn(xml, instance.bpmnProcessId);
      const found = processes.find((process) => process.bpmnProcessId === instance.bpmnProcessId);
      if (found !== undefined) models.set(instance.processDefinitionKey, found);
      return found ?? null;
    },
  };
}

export const stepName = (process: ExecutableProcess | null, id: string): string =>
  process?.byId(id)?.name || id;

/** Steps beside `from` (in the same scope) that the token can be put on. */
export function targetsOf(
  process: ExecutableProcess | null,
  from: string,
): { id: string; name: string; type: string }[] {
  const place = process?.byId(from);
  if (process === null || place === undefined) return [];
  return process.elements
    .filter(
      (element) => element.id !== from && element.parent === place.parent && !NOT_TARGETS.has(element.type),
    )
    .map(({ id, name, type }) => ({ id, name: name || id, type }));
}
