/** Deployment: new versions of what has changed; start events of the newest version only are open. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { DeployedDecision, DeployedProcess, Deployment } from "../../port.ts";
import { deployAsset } from "../behaviours/assets.ts";
import type { DeployedAsset } from "../behaviours/assets.ts";
import { evaluateStatic } from "../behaviours/start-events.ts";
import { firstDue } from "../behaviours/timers.ts";
import { IncidentError, Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { DeploymentCommand, ProcessValue } from "../records.ts";

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
      version: (latest?.version ?? 0) + 1,
      versionTag: graph.versionTag ?? "",
      processDefinitionKey: key,
      deploymentKey,
      resourceName: resource.resourceName,
      checksum: resource.checksum,
      resource: resource.content,
    };
    p.event("PROCESS.CREATED", key, value);
    if (previous !== undefined) closeStartEvents(p, previous.processDefinitionKey, bpmnProcessId);
    for (const index of graph.elements[0]?.startEvents ?? []) {
      const event = graph.elements[index];
      if (event !== undefined) openStartEvent(p, value, event);
    }
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

function openStartEvent(p: Processing, process: ProcessValue, event: ExecutableElement): void {
  const { bpmnProcessId, processDefinitionKey } = process;
  switch (event.event?.kind) {
    case "timer": {
      const { timer } = event.event;
      const due = startDue(process, event, () => firstDue(p, timer, evaluateStatic(p, timer.expression)));
      if (due === null) return;
      p.event("TIMER.CREATED", p.state.nextKey(), {
        elementInstanceKey: -1,
        processInstanceKey: -1,
        processDefinitionKey,
        targetElementId: event.id,
        ...due,
      });
      return;
    }
    case "message": {
      const { name } = event.event.message;
      p.event("MESSAGE_START_EVENT_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        processDefinitionKey,
        bpmnProcessId,
        startEventId: event.id,
        messageName: startDue(process, event, () => evaluateStatic(p, name)),
        messageKey: -1,
        correlationKey: "",
        processInstanceKey: -1,
        variables: [],
      });
      return;
    }
    case "signal": {
      const { name } = event.event;
      p.event("SIGNAL_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        signalName: startDue(process, event, () => evaluateStatic(p, name)),
        catchEventInstanceKey: -1,
        catchEventId: event.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey: -1,
      });
      return;
    }
    case "conditional":
      p.event("CONDITIONAL_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        elementInstanceKey: -1,
        catchEventId: event.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey: -1,
      });
      return;
    default:
  }
}

/** What a start event waits for is known at deployment: what cannot be evaluated refuses it. */
function startDue<T>(process: ProcessValue, event: ExecutableElement, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    throw new Refusal(
      "INVALID_ARGUMENT",
      `${process.resourceName}: start event '${event.id}': ${error.message}`,
    );
  }
}

function closeStartEvents(p: Processing, processDefinitionKey: number, bpmnProcessId: string): void {
  const { state } = p;
  for (const [key] of [...state.timersByElement.rows(processDefinitionKey)]) {
    const timer = state.timers.get(key);
    if (timer !== undefined) p.event("TIMER.CANCELED", key, timer);
  }
  for (const [key, messageName] of [...state.messageStartsByProcess.rows(bpmnProcessId)]) {
    const start = state.messageStarts.get(messageName, key);
    if (start !== undefined) p.event("MESSAGE_START_EVENT_SUBSCRIPTION.DELETED", key, start);
  }
  for (const [key, conditional] of [...state.conditionals.rows(-1)]) {
    if (conditional.processDefinitionKey !== processDefinitionKey) continue;
    p.event("CONDITIONAL_SUBSCRIPTION.DELETED", key, conditional);
  }
  for (const [key, signalName] of [...state.signalsByElement.rows(processDefinitionKey)]) {
    const signal = state.signals.get(signalName, key);
    if (signal !== undefined) p.event("SIGNAL_SUBSCRIPTION.DELETED", key, signal);
  }
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
