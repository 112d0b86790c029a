/** Creating, cancelling and walking process instances. */
import { activatable } from "../behaviours/activate-at.ts";
import { checkedLabels } from "../behaviours/labels.ts";
import { activateNext } from "../behaviours/multi-instance.ts";
import { noneStartEvent, startInstance } from "../behaviours/start-instance.ts";
import { terminate, terminateNext } from "../behaviours/transitions.ts";
import { Refusal } from "../errors.ts";
import {
  activateElement,
  completeElement,
  completeListener,
  continueTermination,
  terminateElement,
} from "../process-instance.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { CreateInstanceCommand } from "../records.ts";
import type { ProcessRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";

type Names =
  | "PROCESS_INSTANCE_CREATION.CREATE"
  | "PROCESS_INSTANCE.CANCEL"
  | "PROCESS_INSTANCE.ACTIVATE_ELEMENT"
  | "PROCESS_INSTANCE.COMPLETE_ELEMENT"
  | "PROCESS_INSTANCE.TERMINATE_ELEMENT"
  | "PROCESS_INSTANCE.CONTINUE_TERMINATING_ELEMENT"
  | "PROCESS_INSTANCE.COMPLETE_EXECUTION_LISTENER"
  | "PROCESS_INSTANCE_BATCH.ACTIVATE"
  | "PROCESS_INSTANCE_BATCH.TERMINATE";

export const processInstanceProcessors: Processors<Names> = {
  "PROCESS_INSTANCE_CREATION.CREATE": (p, _key, command) => {
    const process = findProcess(p, command);
    const { bpmnProcessId, version, processDefinitionKey } = process;
    const { startAt } = command;
    for (const id of startAt ?? []) activatable(p, processDefinitionKey, id);
    if (startAt === undefined && noneStartEvent(p, processDefinitionKey) === undefined) {
      throw new Refusal(
        "INVALID_STATE",
        `process '${bpmnProcessId}' has no none start event: it is started by its message, timer or signal`,
      );
    }
    const { variables, awaitResult } = command;
    const labels = checkedLabels(p, bpmnProcessId, command);
    const marks = {
      ...labels,
      ...(awaitResult === undefined ? {} : { awaitResult }),
      ...(startAt === undefined ? {} : { startAt }),
    };
    const root = Object.keys(marks).length === 0 ? {} : { root: marks };
    const processInstanceKey = startInstance(p, process, { variables, ...root });
    const created = { bpmnProcessId, version, processDefinitionKey, processInstanceKey };
    p.event("PROCESS_INSTANCE_CREATION.CREATED", p.state.nextKey(), {
      ...created,
      ...labels,
      variables: [],
    });
    p.respond(processInstanceKey, { ...created, ...labels });
  },
  "PROCESS_INSTANCE.CANCEL": (p, _key, { processInstanceKey }) => {
    const row = p.state.instances.get(processInstanceKey);
    if (row === undefined || row.state === "TERMINATING") {
      throw new Refusal("NOT_FOUND", `no process instance '${processInstanceKey}' is running`);
    }
    if (row.value.parentProcessInstanceKey !== -1) {
      throw new Refusal(
        "INVALID_STATE",
        `process instance '${processInstanceKey}' was created by a call activity: cancel the instance that called it ('${row.value.parentProcessInstanceKey}')`,
      );
    }
    terminate(p, row);
    p.respond(processInstanceKey, null);
  },
  "PROCESS_INSTANCE.ACTIVATE_ELEMENT": activateElement,
  "PROCESS_INSTANCE.COMPLETE_ELEMENT": completeElement,
  "PROCESS_INSTANCE.TERMINATE_ELEMENT": terminateElement,
  "PROCESS_INSTANCE.CONTINUE_TERMINATING_ELEMENT": continueTermination,
  "PROCESS_INSTANCE.COMPLETE_EXECUTION_LISTENER": completeListener,
  "PROCESS_INSTANCE_BATCH.ACTIVATE": (p, key, { processInstanceKey, index, items }) => {
    const body = p.state.element(key, processInstanceKey);
    if (body?.state !== "ACTIVATED") return;
    activateNext(p, p.model(body.value), body, index, items);
  },
  "PROCESS_INSTANCE_BATCH.TERMINATE": (p, key, { processInstanceKey, afterKey, keys }) => {
    const scope = p.state.element(key, processInstanceKey);
    if (scope !== undefined) terminateNext(p, scope, afterKey, keys);
  },
};

function findProcess(p: Processing, command: CreateInstanceCommand): ProcessRow {
  const { state } = p;
  const { bpmnProcessId, version, processDefinitionKey } = command;
  if (processDefinitionKey !== -1) {
    const process = state.processes.get(processDefinitionKey);
    if (process !== undefined) return process;
    throw new Refusal(
      "NOT_FOUND",
      `Expected to find process definition with key '${processDefinitionKey}', but none found`,
    );
  }
  const key =
    version === -1
      ? state.latestProcess.get(bpmnProcessId)?.key
      : state.processIndex.get(textKey("version", bpmnProcessId, version));
  const process = key === undefined ? undefined : state.processes.get(key);
  if (process !== undefined) return process;
  const which = version === -1 ? "" : ` and version '${version}'`;
  throw new Refusal(
    "NOT_FOUND",
    `Expected to find process definition with process ID '${bpmnProcessId}'${which}, but none found`,
  );
}
