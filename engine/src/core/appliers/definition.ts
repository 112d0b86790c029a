/** Appliers of deployments: processes and decisions with their versions, and the files they came from. */
import type { Appliers } from "../appliers.ts";
import type { AssetRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import type { State } from "../state/state.ts";

type Names =
  | "DEPLOYMENT.CREATED"
  | "PROCESS.CREATED"
  | "DECISION_REQUIREMENTS.CREATED"
  | "DECISION.CREATED"
  | "FORM.CREATED"
  | "RESOURCE.CREATED";

export const definitionAppliers: Appliers<Names> = {
  "DEPLOYMENT.CREATED": (state, deploymentKey, { processes, decisions, forms = [], linkable = [] }) => {
    for (const { bpmnProcessId, processDefinitionKey } of processes) {
      state.processIndex.put(textKey("deployment", bpmnProcessId, deploymentKey), processDefinitionKey);
    }
    for (const { decisionId, decisionKey } of decisions) {
      state.decisionIndex.put(textKey("deployment", decisionId, deploymentKey), decisionKey);
    }
    for (const { formId, formKey } of forms) {
      state.assetIndex.put(textKey("deployment", "form", formId, deploymentKey), formKey);
    }
    for (const { resourceId, resourceKey } of linkable) {
      state.assetIndex.put(textKey("deployment", "resource", resourceId, deploymentKey), resourceKey);
    }
  },
  "PROCESS.CREATED": (state, key, { resource, ...row }) => {
    state.processes.insert(key, row);
    state.deployedAs.put(textKey("process", row.bpmnProcessId), row.version, key);
    state.deployedAs.put(textKey("file", row.checksum), key, key);
    state.latestProcess.put(row.bpmnProcessId, { version: row.version, key });
    state.processIndex.put(textKey("version", row.bpmnProcessId, row.version), key);
    if (row.versionTag !== "") state.processIndex.put(textKey("tag", row.bpmnProcessId, row.versionTag), key);
    state.resources.put(row.checksum, resource);
  },
  "DECISION_REQUIREMENTS.CREATED": (state, key, { resource, ...row }) => {
    state.requirements.insert(key, row);
    const { decisionRequirementsId: id, decisionRequirementsVersion: version } = row;
    state.deployedAs.put(textKey("requirements", id), version, key);
    state.deployedAs.put(textKey("file", row.checksum), key, key);
    state.latestRequirements.put(row.decisionRequirementsId, {
      version: row.decisionRequirementsVersion,
      key,
    });
    state.resources.put(row.checksum, resource);
  },
  "DECISION.CREATED": (state, key, value) => {
    state.decisions.insert(key, value);
    state.deployedAs.put(textKey("decision", value.decisionId), value.version, key);
    state.deployedAs.put(textKey("of", value.decisionRequirementsKey), key, key);
    state.latestDecision.put(value.decisionId, { version: value.version, key });
    if (value.versionTag !== undefined) {
      state.decisionIndex.put(textKey("tag", value.decisionId, value.versionTag), key);
    }
  },
  "FORM.CREATED": (state, key, { formId: id, formKey: _, resource, ...row }) => {
    addAsset(state, { kind: "form", id, key, ...row }, resource);
  },
  "RESOURCE.CREATED": (state, key, { resourceId: id, resourceKey: _, resource, ...row }) => {
    addAsset(state, { kind: "resource", id, key, ...row }, resource);
  },
};

function addAsset(state: State, row: AssetRow, content: string): void {
  const { kind, id, key, version, versionTag, checksum } = row;
  state.assets.insert(key, row);
  state.deployedAs.put(textKey(kind, id), version, key);
  state.deployedAs.put(textKey("file", checksum), key, key);
  state.latestAsset.put(textKey(kind, id), { version, key });
  if (versionTag !== "") state.assetIndex.put(textKey("tag", kind, id, versionTag), key);
  state.resources.put(checksum, content);
}
