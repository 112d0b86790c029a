/** Starting process instances: on command, by a call activity, by a message or a timer. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import { businessIdOf } from "./labels.ts";
import type { ActivationValue, ProcessInstanceValue, VariableDocument } from "../records.ts";
import type { ElementRow, ProcessRow } from "../state/rows.ts";

export function noneStartEvent(p: Processing, processDefinitionKey: number): ExecutableElement | undefined {
  const graph = p.process(processDefinitionKey);
  return graph.elements[0]?.startEvents
    .map((index) => graph.elements[index])
    .find((event) => event?.event === undefined || event.event.kind === "none");
}

function processValue(process: ProcessRow, processInstanceKey: number): ProcessInstanceValue {
  return {
    bpmnProcessId: process.bpmnProcessId,
    version: process.version,
    processDefinitionKey: process.processDefinitionKey,
    processInstanceKey,
    elementId: process.bpmnProcessId,
    flowScopeKey: -1,
    bpmnElementType: "PROCESS",
    bpmnEventType: "UNSPECIFIED",
    parentProcessInstanceKey: -1,
    parentElementInstanceKey: -1,
  };
}

/** Wishes an instance; answers its key. */
export function startInstance(
  p: Processing,
  process: ProcessRow,
  more: Partial<ActivationValue> & { readonly variables: VariableDocument },
): number {
  const key = p.state.nextKey();
  p.command("PROCESS_INSTANCE.ACTIVATE_ELEMENT", key, { ...processValue(process, key), ...more });
  return key;
}

export function startCalled(
  p: Processing,
  process: ProcessRow,
  caller: ElementRow,
  variables: VariableDocument,
): void {
  if (noneStartEvent(p, process.processDefinitionKey) === undefined) {
    throw new IncidentError(
      "CALLED_ELEMENT_ERROR",
      `Expected process with BPMN process id '${process.bpmnProcessId}' to have a none start event, but not found.`,
    );
  }
  const root = businessIdOf(p, caller);
  startInstance(p, process, {
    variables,
    ...(root.businessId === undefined ? {} : { root }),
    parentProcessInstanceKey: caller.value.processInstanceKey,
    parentElementInstanceKey: caller.key,
  });
}

/** An instance that begins at the given start event, with what the event brought. */
export function startByEvent(
  p: Processing,
  process: ProcessRow,
  startEventId: string,
  variables: VariableDocument,
  messageLock?: string,
): number {
  const { processDefinitionKey } = process;
  const key = p.state.nextKey();
  const trigger = { key: p.state.nextKey(), targetElementId: startEventId, variables };
  p.event("PROCESS_EVENT.TRIGGERING", trigger.key, {
    scopeKey: processDefinitionKey,
    processInstanceKey: key,
    processDefinitionKey,
    targetElementId: startEventId,
    variables,
  });
  const lock = messageLock === undefined ? {} : { root: { messageLock } };
  const value = { ...processValue(process, key), ...lock, trigger };
  p.command("PROCESS_INSTANCE.ACTIVATE_ELEMENT", key, value);
  return key;
}
