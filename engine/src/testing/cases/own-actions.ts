/** Instructions of ours that act on the engine: what Camunda's format has no word for. */
import { findActiveElement, findIncident, findInstance, findJob, findUserTask } from "./context.ts";
import type { CaseContext } from "./context.ts";
import { Mismatch } from "./failure.ts";
import type { InstructionOf, OwnInstruction } from "./instructions.ts";

type OwnActions = {
  readonly [T in OwnInstruction["type"]]: (
    context: CaseContext,
    instruction: InstructionOf<T>,
  ) => Promise<void>;
};

const DEFAULT_TIMEOUT = 300_000;

export const ownActions: OwnActions = {
  async DEPLOY({ engine, files }, { resourceNames }) {
    const resources = resourceNames.map((name) => {
      const content = files?.get(name);
      if (content === undefined) throw new Mismatch(`a file '${name}' beside the case`, "none");
      return { name, content };
    });
    await engine.deploy(resources);
  },

  async CANCEL_PROCESS_INSTANCE(context, { processInstanceSelector }) {
    await context.engine.cancelInstance(findInstance(context, processInstanceSelector).key);
  },

  async MIGRATE_PROCESS_INSTANCE(context, { processInstanceSelector, target, mappings }) {
    const { processDefinitionId = "", version, processDefinitionKey } = target;
    const targetProcessDefinitionKey =
      processDefinitionKey ?? context.trace.definitionKey(processDefinitionId, version);
    if (targetProcessDefinitionKey === undefined)
      throw new Mismatch(`a deployed process '${processDefinitionId}'`, "none");
    const { key } = findInstance(context, processInstanceSelector);
    await context.engine.migrateInstance(key, { targetProcessDefinitionKey, mappings });
  },

  async DELETE_RESOURCE({ engine, trace }, instruction) {
    const { type: _, version, resourceKey, ...ids } = instruction;
    const { processDefinitionId, decisionRequirementsId, formId, resourceId } = ids;
    const found =
      resourceKey ??
      (processDefinitionId !== undefined
        ? trace.definitionKey(processDefinitionId, version)
        : trace.deployedKey({ decisionRequirementsId, formId, resourceId }));
    if (found === undefined) throw new Mismatch(`deployed: ${JSON.stringify(ids)}`, "none");
    await engine.deleteResource(found);
  },

  async ACTIVATE_JOBS({ engine }, { jobType, maxJobs = 1, timeout = DEFAULT_TIMEOUT }) {
    await engine.activateJobs({ type: jobType, maxJobs, timeoutMs: timeout, worker: "w" });
  },

  async FAIL_JOB(context, { jobSelector, retries, errorMessage = "", retryBackoff = 0, variables }) {
    const { key } = findJob(context, jobSelector);
    await context.engine.failJob(key, { retries, errorMessage, retryBackOffMs: retryBackoff, variables });
  },

  async UPDATE_JOB_RETRIES(context, { jobSelector, retries }) {
    await context.engine.updateJobRetries(findJob(context, jobSelector).key, retries);
  },

  async UPDATE_JOB_TIMEOUT(context, { jobSelector, timeout }) {
    await context.engine.updateJobTimeout(findJob(context, jobSelector).key, timeout);
  },

  async ASSIGN_USER_TASK(context, { userTaskSelector, assignee }) {
    await context.engine.assignUserTask(findUserTask(context, userTaskSelector, true).key, assignee);
  },

  async CLAIM_USER_TASK(context, { userTaskSelector, assignee }) {
    await context.engine.claimUserTask(findUserTask(context, userTaskSelector, true).key, assignee);
  },

  async UNASSIGN_USER_TASK(context, { userTaskSelector }) {
    await context.engine.unassignUserTask(findUserTask(context, userTaskSelector, true).key);
  },

  async UPDATE_USER_TASK(context, { userTaskSelector, changes }) {
    await context.engine.updateUserTask(findUserTask(context, userTaskSelector, true).key, changes);
  },

  async SET_VARIABLES(context, instruction) {
    const { processInstanceSelector, elementSelector, variables, local = false } = instruction;
    const { key } =
      elementSelector === undefined
        ? findInstance(context, processInstanceSelector)
        : findActiveElement(context, processInstanceSelector, elementSelector);
    await context.engine.setVariables(key, variables, { local });
  },

  async RETRY_INCIDENT(context, { incidentSelector }) {
    await context.engine.resolveIncident(findIncident(context, incidentSelector).key);
  },
};
