/** Deployment: new versions of what has changed; start events of the newest version only are open. */
import type { DeployedDecision, DeployedProcess, Deployment } from "../../port.ts";
import { deployAsset } from "../behaviours/assets.ts";
import type { DeployedAsset } from "../behaviours/assets.ts";
import { closeStartEvents, openStartEvents } from "../behaviours/start-events.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { DeploymentCommand, ProcessValue } from "../records.ts";
import { textKey } from "../state/state.ts";

type Resource = DeploymentCommand["resources"][number];

export const deploymentProcessors: Processors<"DEPLOYMENT.CREATE"> = {
  "DEPLOYMENT.CREATE": (p, _key, { resources }) => {
    const deploymentKey = p.state.nextKey();
    const processes = resources.flatMap((resource) => deployProcesses(p, resource, deploymentKey));
    const decisions = resources.flatMap((resource) => deployDecisions(p, resource, deploymentKey));
    const assets = resources.flatMap((resource) => deployAsset(p, resource, deploymentKey));
    const forms = assets.filter(({ kind }) => kind === "form");
    const linkable = assets.filter(({ kind }) => kind === "resource");
    p.event("DEPLOYMENT.CREATED", deploymentKey, {
      resources: resources.map(({ resourceName, checksum }) => ({ resourceName, checksum })),
      processes: processes.map(({ bpmnProcessId, processDefinitionKey }) => ({
        bpmnProcessId,
        processDefinitionKey: Number(processDefinitionKey),
      })),
      decisions: decisions.map(({ decisionId, decisionKey }) => ({
        decisionId,
        decisionKey: Number(decisionKey),
      })),
      ...(forms.length === 0 ? {} : { forms: forms.map(({ id, key }) => ({ formId: id, formKey: key })) }),
      ...(linkable.length === 0
        ? {}
        : { linkable: linkable.map(({ id, key }) => ({ resourceId: id, resourceKey: key })) }),
    });
    const answer: Deployment = {
      deploymentKey: String(deploymentKey),
      processes,
      decisions,
      forms: forms.map(({ id, key, ...more }) => ({ formId: id, formKey: String(key), ...told(more) })),
      resources: linkable.map(({ id, key, ...more }) => ({
        resourceId: id,
        resourceKey: String(key),
        ...told(more),
      })),
    };
    p.respond(deploymentKey, answer);
  },
};

type Told = Pick<DeployedAsset, "version" | "versionTag" | "resourceName" | "duplicate">;

function told({ version, versionTag, resourceName, duplicate }: Told): Told {
  return { version, versionTag, resourceName, duplicate };
}

function deployProcesses(p: Processing, resource: Resource, deploymentKey: number): DeployedProcess[] {
  return resource.processes.map((bpmnProcessId) => {
    const latest = p.state.latestProcess.get(bpmnProcessId);
    const previous = latest && p.state.processes.get(latest.key);
    if (previous?.checksum === resource.checksum && previous.resourceName === resource.resourceName) {
      return deployed(previous, true);
    }
    const key = p.state.nextKey();
    p.services.admit(key, resource.checksum, bpmnProcessId);
    const graph = p.process(key);
    const value: ProcessValue = {
      bpmnProcessId,
      version:
        Math.max(latest?.version ?? 0, p.state.lastVersions.get(textKey("process", bpmnProcessId)) ?? 0) + 1,
      versionTag: graph.versionTag ?? "",
      processDefinitionKey: key,
      deploymentKey,
      resourceName: resource.resourceName,
      checksum: resource.checksum,
      resource: resource.content,
    };
    p.event("PROCESS.CREATED", key, value);
    if (previous !== undefined) closeStartEvents(p, previous.processDefinitionKey, bpmnProcessId);
    openStartEvents(p, value);
    return deployed(value, false);
  });
}

function deployed(value: Omit<ProcessValue, "resource">, duplicate: boolean): DeployedProcess {
  const { bpmnProcessId, version, processDefinitionKey, resourceName } = value;
  return {
    bpmnProcessId,
    version,
    processDefinitionKey: String(processDefinitionKey),
    resourceName,
    duplicate,
  };
}

function deployDecisions(p: Processing, resource: Resource, deploymentKey: number): DeployedDecision[] {
  const { requirements, resourceName, checksum, content } = resource;
  if (requirements === null) return [];
  const { state } = p;
  const latest = state.latestRequirements.get(requirements.id);
  const previous = latest && state.requirements.get(latest.key);
  const duplicate = previous?.checksum === checksum && previous.resourceName === resourceName;
  const requirementsKey = duplicate && latest !== undefined ? latest.key : state.nextKey();
  if (!duplicate) {
    p.event("DECISION_REQUIREMENTS.CREATED", requirementsKey, {
      decisionRequirementsId: requirements.id,
      decisionRequirementsName: requirements.name,
      decisionRequirementsVersion: (latest?.version ?? 0) + 1,
      decisionRequirementsKey: requirementsKey,
      deploymentKey,
      resourceName,
      checksum,
      resource: content,
    });
  }
  return resource.decisions.map(({ id, name, versionTag = "" }) => {
    const known = state.latestDecision.get(id);
    const version = duplicate ? (known?.version ?? 1) : (known?.version ?? 0) + 1;
    const decisionKey = duplicate && known !== undefined ? known.key : state.nextKey();
    const value = {
      decisionId: id,
      decisionName: name,
      version,
      decisionKey,
      decisionRequirementsId: requirements.id,
      decisionRequirementsKey: requirementsKey,
      deploymentKey,
      ...(versionTag === "" ? {} : { versionTag }),
    };
    if (!duplicate) p.event("DECISION.CREATED", decisionKey, value);
    return {
      decisionId: id,
      decisionName: name,
      version,
      decisionKey: String(decisionKey),
      decisionRequirementsId: requirements.id,
      decisionRequirementsKey: String(requirementsKey),
      duplicate,
    };
  });
}
