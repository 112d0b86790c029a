/** Deletion of deployed resources: a process definition without running instances, a decision requirements graph, a form or a linkable file. */
import { closeStartEvents, openStartEvents } from "../behaviours/start-events.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import { textKey } from "../state/state.ts";
import type { AssetRow, DecisionRequirementsRow, ProcessRow } from "../state/rows.ts";

export const resourceDeletionProcessors: Processors<"RESOURCE_DELETION.DELETE"> = {
  "RESOURCE_DELETION.DELETE": (p, _key, value) => {
    const { resourceKey } = value;
    const key = p.state.nextKey();
    const process = p.state.processes.get(resourceKey);
    const requirements = p.state.requirements.get(resourceKey);
    const asset = p.state.assets.get(resourceKey);
    if (process === undefined && requirements === undefined && asset === undefined) {
      const text = `Expected to delete resource but no resource found with key \`${resourceKey}\``;
      throw new Refusal("NOT_FOUND", text);
    }
    p.event("RESOURCE_DELETION.DELETING", key, value);
    if (process !== undefined) deleteProcess(p, process);
    if (requirements !== undefined) deleteRequirements(p, requirements);
    if (asset !== undefined) deleteAsset(p, asset);
    p.event("RESOURCE_DELETION.DELETED", key, value);
    p.respond(key, null);
  },
};

/** The version before it is the newest again, and its start events are open again. */
function deleteProcess(p: Processing, process: ProcessRow): void {
  const { bpmnProcessId, processDefinitionKey: key } = process;
  p.event("PROCESS.DELETING", key, process);
  if (p.state.latestProcess.get(bpmnProcessId)?.key === key) {
    closeStartEvents(p, key, bpmnProcessId);
    const before = p.state.versionBefore("process", bpmnProcessId, process.version);
    const row = before && p.state.processes.get(before.key);
    if (row !== undefined) openStartEvents(p, row);
  }
  if (p.state.instanceCounts.get(key) !== undefined) {
    const text = `Expected to delete resource with key \`${key}\` but there are still running instances`;
    throw new Refusal("INVALID_STATE", text);
  }
  p.event("PROCESS.DELETED", key, process);
}

function deleteRequirements(p: Processing, requirements: DecisionRequirementsRow): void {
  const key = requirements.decisionRequirementsKey;
  for (const [decisionKey] of [...p.state.deployedAs.rows(textKey("of", key))]) {
    const decision = p.state.decisions.get(decisionKey);
    if (decision !== undefined) p.event("DECISION.DELETED", decisionKey, decision);
  }
  p.event("DECISION_REQUIREMENTS.DELETED", key, requirements);
}

function deleteAsset(p: Processing, { kind, id, key, ...file }: AssetRow): void {
  if (kind === "form") p.event("FORM.DELETED", key, { ...file, formId: id, formKey: key });
  else p.event("RESOURCE.DELETED", key, { ...file, resourceId: id, resourceKey: key });
}
