/** Migration of a running process instance to another process definition by a mapping plan; all or nothing. */
import {
  checkDuplicates,
  checkElement,
  checkJoin,
  checkMappedIds,
  checkMessageLock,
  checkSuspended,
  concurrent,
  isJoin,
} from "../behaviours/migration-checks.ts";
import type { Migration } from "../behaviours/migration-checks.ts";
import { migrateCompensations } from "../behaviours/migration-compensation.ts";
import { migrateSubscriptions } from "../behaviours/migration-events.ts";
import { becomeNative } from "../behaviours/migration-user-task.ts";
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow } from "../state/rows.ts";

export const migrationProcessors: Processors<"PROCESS_INSTANCE_MIGRATION.MIGRATE"> = {
  "PROCESS_INSTANCE_MIGRATION.MIGRATE": (p, _key, command) => {
    const { processInstanceKey, targetProcessDefinitionKey, mappingInstructions } = command;
    const root = p.state.instances.get(processInstanceKey);
    if (root === undefined) {
      throw new Refusal(
        "NOT_FOUND",
        `Expected to migrate process instance but no process instance found with key '${processInstanceKey}'`,
      );
    }
    checkSuspended(root);
    checkDuplicates(command);
    const targetProcess = p.state.processes.get(targetProcessDefinitionKey);
    if (targetProcess === undefined) {
      throw new Refusal(
        "NOT_FOUND",
        `Expected to migrate process instance to process definition but no process definition found with key '${targetProcessDefinitionKey}'`,
      );
    }
    const source = p.process(root.value.processDefinitionKey);
    const target = p.process(targetProcessDefinitionKey);
    checkMessageLock(p, root, target, targetProcessDefinitionKey);
    checkMappedIds(command, source, target);
    const mapping = new Map(
      mappingInstructions.map((one) => [one.sourceElementId, one.targetElementId] as const),
    );
    mapping.set(source.bpmnProcessId, target.bpmnProcessId);
    migrateAll(p, { processInstanceKey, source, target, targetProcess, mapping }, root);
    p.event("PROCESS_INSTANCE_MIGRATION.MIGRATED", processInstanceKey, command);
    p.respond(processInstanceKey, null);
    if (root.messageLock === undefined || source.bpmnProcessId === target.bpmnProcessId) return;
    const { bpmnProcessId } = source;
    p.command("MESSAGE.CORRELATE_BUFFERED", -1, { bpmnProcessId, correlationKey: root.messageLock });
  },
};

/** From the outside to the inside: a scope is over before what is in it. */
function migrateAll(p: Processing, migration: Migration, root: ElementRow): void {
  const waiting = [root];
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    migrate(p, migration, row);
    waiting.push(...childrenOf(p, row.key));
  }
}

function childrenOf(p: Processing, key: number): ElementRow[] {
  return [...p.state.children.rows(key)].flatMap(([child]) => p.state.elements.get(child) ?? []);
}

function migrate(p: Processing, migration: Migration, before: ElementRow): void {
  const to = checkElement(p, migration, before);
  const { processDefinitionKey, bpmnProcessId, version } = migration.targetProcess;
  const value = { ...before.value, processDefinitionKey, bpmnProcessId, version, elementId: to.id };
  const { interruptedBy } = before;
  p.event("PROCESS_INSTANCE.ELEMENT_MIGRATED", before.key, {
    ...value,
    ...(interruptedBy === "" ? {} : { interruptedBy: migration.mapping.get(interruptedBy) ?? interruptedBy }),
  });
  migrateFlows(p, migration, before);
  const row = p.current(before);
  migrateWork(p, migration, row, to);
  migrateVariables(p, row);
  if (before.state !== "ACTIVATING") {
    if (row.key === migration.processInstanceKey) migrateCompensations(p, migration);
    migrateSubscriptions(p, migration, p.current(row), before.value.elementId, to);
  }
  if (row.calledKey !== 0) tellCalled(p, row.calledKey);
}

/** Tokens that wait at a joining gateway wait at its counterpart. */
function migrateFlows(p: Processing, migration: Migration, before: ElementRow): void {
  const { source, mapping } = migration;
  const counted = [...p.state.takenFlows.rows(before.key)].map(([flow, count]) => {
    const [gatewayId = "", flowId = ""] = flow.split("\u0001");
    return { gateway: source.byId(gatewayId), flowId, count };
  });
  const taken = counted.filter(({ gateway }) => isJoin(gateway));
  const joins = taken.flatMap(({ gateway, flowId, count }) => {
    if (gateway === undefined) return [];
    const full = taken.filter((one) => one.gateway === gateway).length === gateway.incoming.length;
    if (full) concurrent(migration.processInstanceKey);
    return [{ flowId, count, from: gateway, to: checkJoin(migration, gateway, flowId) }];
  });
  const after = p.current(before).value;
  for (const { flowId, count, from, to } of joins) {
    for (let time = 0; time < count; time += 1) {
      const flow = {
        flowScopeKey: before.key,
        bpmnElementType: "SEQUENCE_FLOW",
        bpmnEventType: "UNSPECIFIED",
      };
      p.event("PROCESS_INSTANCE.SEQUENCE_FLOW_DELETED", p.state.nextKey(), {
        ...before.value,
        ...flow,
        elementId: flowId,
        joinedBy: from.id,
      });
      p.event("PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN", p.state.nextKey(), {
        ...after,
        ...flow,
        elementId: mapping.get(flowId) ?? flowId,
        joinedBy: to.id,
      });
    }
  }
}

/** The job, the incident and the user task of an element. */
function migrateWork(p: Processing, migration: Migration, row: ElementRow, to: ExecutableElement): void {
  const { processDefinitionKey, bpmnProcessId, version: processDefinitionVersion } = migration.targetProcess;
  const place = { processDefinitionKey, bpmnProcessId, elementId: to.id };
  const job = row.jobKey === 0 ? undefined : p.state.jobs.get(row.jobKey)?.value;
  const turnsNative = row.value.bpmnElementType === "USER_TASK" && row.userTaskKey === 0;
  const native =
    turnsNative && to.userTask?.native === true && job !== undefined && job.jobKind === undefined;
  if (job !== undefined && !native) {
    p.event("JOB.MIGRATED", row.jobKey, { ...job, ...place, processDefinitionVersion });
  }
  const incident = row.incidentKey === 0 ? undefined : p.state.incidents.get(row.incidentKey);
  if (incident !== undefined) p.event("INCIDENT.MIGRATED", row.incidentKey, { ...incident, ...place });
  if (native) becomeNative(p, row, to, job);
  const { userTaskKey } = p.current(row);
  const task = userTaskKey === 0 ? undefined : p.state.userTasks.get(userTaskKey);
  if (task === undefined) return;
  const { pending: _pending, ...value } = task;
  p.event("USER_TASK.MIGRATED", userTaskKey, {
    ...value,
    ...place,
    processDefinitionVersion,
    variables: [],
  });
}

function migrateVariables(p: Processing, row: ElementRow): void {
  const { processInstanceKey, processDefinitionKey, bpmnProcessId } = row.value;
  for (const [name, variable] of p.state.variables.rows(row.key)) {
    p.event("VARIABLE.MIGRATED", variable.key, {
      name,
      value: variable.json,
      scopeKey: row.key,
      processInstanceKey,
      processDefinitionKey,
      bpmnProcessId,
    });
  }
}

/** Instances that were called from here stay what they are; their records tell that their caller has changed. */
function tellCalled(p: Processing, calledKey: number): void {
  const called = p.state.instances.get(calledKey);
  const waiting = called === undefined ? [] : [called];
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    p.event("PROCESS_INSTANCE.ANCESTOR_MIGRATED", row.key, row.value);
    const further = row.calledKey === 0 ? undefined : p.state.instances.get(row.calledKey);
    if (further !== undefined) waiting.push(further);
    waiting.push(...childrenOf(p, row.key));
  }
}
