/** Appliers of deployments: processes and decisions with their versions, and the files they came from. */
import type { Appliers } from "../appliers.ts";
import { textKey } from "../state/state.ts";

type Names = "DEPLOYMENT.CREATED" | "PROCESS.CREATED" | "DECISION_REQUIREMENTS.CREATED" | "DECISION.CREATED";

export const definitionAppliers: Appliers<Names> = {
  "DEPLOYMENT.CREATED": (state, deploymentKey, { processes, decisions }) => {
    for (const { bpmnProcessId, processDefinitionKey } of processes) {
      state.processIndex.put(textKey("deployment", bpmnProcessId, deploymentKey), processDefinitionKey);
    }
    for (const { decisionId, decisionKey } of decisions) {
      state.decisionIndex.put(textKey("deployment", decisionId, deploymentKey), decisionKey);
    }
  },
  "PROCESS.CREATED": (state, key, { resource, ...row }) => {
    state.processes.insert(key, row);
    state.latestProcess.put(row.bpmnProcessId, { version: row.version, key });
    state.processIndex.put(textKey("version", row.bpmnProcessId, row.version), key);
    if (row.versionTag !== "") state.processIndex.put(textKey("tag", row.bpmnProcessId, row.versionTag), key);
    state.resources.put(row.checksum, resource);
  },
  "DECISION_REQUIREMENTS.CREATED": (state, key, { resource, ...row }) => {
    state.requirements.insert(key, row);
    state.latestRequirements.put(row.decisionRequirementsId, {
      version: row.decisionRequirementsVersion,
      key,
    });
    state.resources.put(row.checksum, resource);
  },
  "DECISION.CREATED": (state, key, value) => {
    state.decisions.insert(key, value);
    state.latestDecision.put(value.decisionId, { version: value.version, key });
  },
};
