/** Finding what a call activity or business rule task names. */
import type { CalledDecision, CalledElement } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { DecisionValue } from "../records.ts";
import type { ElementRow, ProcessRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import { deploymentOf } from "./assets.ts";
import { evaluateString } from "./expressions.ts";

const CALL_DEPTH = 1000;

export function calledProcess(p: Processing, called: CalledElement, row: ElementRow): ProcessRow {
  const id = evaluateString(p, called.processId, row);
  const { state } = p;
  const key =
    called.bindingType === "latest"
      ? state.latestProcess.get(id)?.key
      : state.processIndex.get(bindingKey(p, called, id, row));
  const process = key === undefined ? undefined : state.processes.get(key);
  if (process === undefined) throw new IncidentError("CALLED_ELEMENT_ERROR", notDeployed(p, called, id, row));
  if (depth(p, row) >= CALL_DEPTH) {
    throw new IncidentError(
      "CALLED_ELEMENT_ERROR",
      `The call activity has reached the maximum depth of ${CALL_DEPTH} for child process instances.`,
    );
  }
  return process;
}

function notDeployed(
  p: Processing,
  { bindingType, versionTag = "" }: CalledElement,
  id: string,
  row: ElementRow,
): string {
  if (bindingType === "deployment") {
    return `Expected to call process with BPMN process id '${id}' with binding type 'deployment', but no such process found in the deployment with key ${deploymentOf(p, row)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended process definition to call.`;
  }
  return bindingType === "versionTag"
    ? `Expected to call process with BPMN process id '${id}' and version tag '${versionTag}', but no such process found. To resolve this incident, deploy a process with the given process id and version tag.`
    : `Expected process with BPMN process id '${id}' to be deployed, but not found.`;
}

function bindingKey(
  p: Processing,
  called: CalledElement | CalledDecision,
  id: string,
  row: ElementRow,
): string {
  if (called.bindingType === "versionTag") return textKey("tag", id, called.versionTag ?? "");
  return textKey("deployment", id, deploymentOf(p, row));
}

function depth(p: Processing, row: ElementRow): number {
  let count = 0;
  for (let key = row.value.processInstanceKey; key > 0; count += 1) {
    key = p.state.instances.get(key)?.value.parentProcessInstanceKey ?? -1;
  }
  return count;
}

export function calledDecision(p: Processing, called: CalledDecision, row: ElementRow): DecisionValue {
  const id = evaluateString(p, called.decisionId, row);
  const { state } = p;
  const key =
    called.bindingType === "latest"
      ? state.latestDecision.get(id)?.key
      : state.decisionIndex.get(bindingKey(p, called, id, row));
  const decision = key === undefined ? undefined : state.decisions.get(key);
  if (decision === undefined) {
    throw new IncidentError("CALLED_DECISION_ERROR", noDecision(p, called, id, row));
  }
  return decision;
}

function noDecision(
  p: Processing,
  { bindingType, versionTag = "" }: CalledDecision,
  id: string,
  row: ElementRow,
): string {
  if (bindingType === "deployment") {
    return `Expected to evaluate decision '${id}' with binding type 'deployment', but no such decision found in the deployment with key ${deploymentOf(p, row)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended decision to evaluate.`;
  }
  return bindingType === "versionTag"
    ? `Expected to evaluate decision with id '${id}' and version tag '${versionTag}', but no such decision found. To resolve this incident, deploy a decision with the given id and version tag.`
    : `Expected to evaluate decision '${id}', but no decision found for id '${id}'`;
}
