/** Views of the live state, read-only, as of the last commit. */
import { FIRST_KEY } from "../core/state/state.ts";
import type { State } from "../core/state/state.ts";
import type { KeyedFamily } from "../core/state/family.ts";
import type { AssetRow, ElementRow } from "../core/state/rows.ts";
import type { IncidentValue, InstanceLabels, UserTaskValue } from "../core/records.ts";
import type {
  BpmnElementType,
  DeployedFile,
  ElementInstance,
  EngineQueries,
  Incident,
  JsonValue,
  Page,
  ProcessInstance,
  UserTask,
  VariableInstance,
} from "../port.ts";

const CHUNK = 500;
const DEFAULT_LIMIT = 100;

export function createQueries(state: State): EngineQueries {
  const processInstance = (row: ElementRow): ProcessInstance => ({
    processInstanceKey: String(row.key),
    bpmnProcessId: row.value.bpmnProcessId,
    version: row.value.version,
    processDefinitionKey: String(row.value.processDefinitionKey),
    parentProcessInstanceKey: optionalKey(row.value.parentProcessInstanceKey),
    parentElementInstanceKey: optionalKey(row.value.parentElementInstanceKey),
    state: row.state,
    ...(row.suspended === true ? { suspended: true } : {}),
    hasIncident: !state.incidentsByInstance.isEmpty(row.key),
    ...labels(row),
  });
  return {
    processInstance(key) {
      const row = state.instances.get(numberOf(key));
      return row === undefined ? null : processInstance(row);
    },
    processInstances(filter = {}, page) {
      return pageOf(
        state.instances,
        page,
        (row) =>
          (filter.businessId === undefined || filter.businessId === row.businessId) &&
          (filter.tag === undefined || row.tags?.includes(filter.tag) === true) &&
          (filter.bpmnProcessId === undefined || row.value.bpmnProcessId === filter.bpmnProcessId) &&
          (filter.hasIncident === undefined ||
            filter.hasIncident !== state.incidentsByInstance.isEmpty(row.key)),
      ).map(([, row]) => processInstance(row));
    },
    elementInstances(processInstanceKey) {
      const root = state.instances.get(numberOf(processInstanceKey));
      return root === undefined ? [] : elementsBelow(state, root).map(elementInstance);
    },
    variables(scopeKey, options = {}) {
      const scope = state.findElement(numberOf(scopeKey));
      return scope === undefined ? [] : variablesAt(state, scope, options.local === true);
    },
    incidents(filter = {}, page) {
      const { processInstanceKey, errorType } = filter;
      const fits = (incident: IncidentValue): boolean =>
        errorType === undefined || incident.errorType === errorType;
      if (processInstanceKey === undefined) {
        return pageOf(state.incidents, page, fits).map(([key, value]) => incidentView(key, value));
      }
      const found: Incident[] = [];
      for (const [key] of state.incidentsByInstance.rows(numberOf(processInstanceKey))) {
        const value = state.incidents.get(key);
        if (value !== undefined && fits(value)) found.push(incidentView(key, value));
      }
      return slice(found, page, ({ key }) => key);
    },
    userTask(key) {
      const task = state.userTasks.get(numberOf(key));
      return task === undefined ? null : userTaskView(state, task);
    },
    userTasks(filter = {}, page) {
      const { processInstanceKey, assignee, candidateGroup } = filter;
      const fits = (task: UserTaskValue): boolean =>
        (assignee === undefined || task.assignee === assignee) &&
        (candidateGroup === undefined || task.candidateGroupsList.includes(candidateGroup));
      if (processInstanceKey === undefined) {
        return pageOf(state.userTasks, page, fits).map(([, task]) => userTaskView(state, task));
      }
      const root = state.instances.get(numberOf(processInstanceKey));
      const rows = root === undefined ? [] : elementsBelow(state, root);
      const tasks = rows
        .map(({ userTaskKey }) => (userTaskKey === 0 ? undefined : state.userTasks.get(userTaskKey)))
        .filter((task) => task !== undefined && fits(task))
        .map((task) => userTaskView(state, task as UserTaskValue));
      return slice(tasks, page, ({ key }) => key);
    },
    processes() {
      return all(state.processes).map(([key, row]) => ({
        bpmnProcessId: row.bpmnProcessId,
        version: row.version,
        processDefinitionKey: String(key),
        resourceName: row.resourceName,
      }));
    },
    processXml(processDefinitionKey) {
      const row = state.processes.get(numberOf(processDefinitionKey));
      return (row && state.resources.get(row.checksum)) ?? null;
    },
    form: (key) => deployedFile(state, "form", key),
    resource: (key) => deployedFile(state, "resource", key),
  };
}

function deployedFile(state: State, kind: AssetRow["kind"], key: string): DeployedFile | null {
  const row = state.assets.get(numberOf(key));
  const content = row && state.resources.get(row.checksum);
  if (row?.kind !== kind || content === undefined) return null;
  const { id, version, versionTag, resourceName } = row;
  return { id, version, versionTag, resourceName, content };
}

function numberOf(key: string): number {
  return /^\d{1,16}$/.test(key) ? Number(key) : -1;
}

function optionalKey(key: number): string | null {
  return key === -1 ? null : String(key);
}

function* scanAll<V>(family: KeyedFamily<number, V>, after: number): IterableIterator<[number, V]> {
  for (let from = after; ;) {
    const rows = family.scan(from, CHUNK);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return;
    from = last[0];
  }
}

function all<V>(family: KeyedFamily<number, V>): [number, V][] {
  return [...scanAll(family, FIRST_KEY - 1)];
}

/** The rows that fit, in key order behind `page.after`. */
function pageOf<V>(
  family: KeyedFamily<number, V>,
  page: Page | undefined,
  fits: (row: V) => boolean,
): [number, V][] {
  const limit = page?.limit ?? DEFAULT_LIMIT;
  const found: [number, V][] = [];
  for (const entry of scanAll(family, page?.after === undefined ? FIRST_KEY - 1 : numberOf(page.after))) {
    if (found.length >= limit) break;
    if (fits(entry[1])) found.push(entry);
  }
  return found;
}

function slice<V>(rows: V[], page: Page | undefined, keyOf: (row: V) => string): V[] {
  const after = page?.after === undefined ? 0 : numberOf(page.after);
  return rows.filter((row) => Number(keyOf(row)) > after).slice(0, page?.limit ?? DEFAULT_LIMIT);
}

/** The row and all element instances below it, by key. */
function elementsBelow(state: State, root: ElementRow): ElementRow[] {
  const found: ElementRow[] = [];
  const visit = (row: ElementRow): void => {
    found.push(row);
    for (const [key] of state.children.rows(row.key)) {
      const child = state.elements.get(key);
      if (child !== undefined) visit(child);
    }
  };
  visit(root);
  return found.sort((a, b) => a.key - b.key);
}

function elementInstance(row: ElementRow): ElementInstance {
  return {
    key: String(row.key),
    elementId: row.value.elementId,
    bpmnElementType: row.value.bpmnElementType as BpmnElementType,
    state: row.state,
    processInstanceKey: String(row.value.processInstanceKey),
    flowScopeKey: optionalKey(row.value.flowScopeKey),
    incidentKey: row.incidentKey === 0 ? null : String(row.incidentKey),
  };
}

function variablesAt(state: State, scope: ElementRow, local: boolean): VariableInstance[] {
  const found = new Map<string, VariableInstance>();
  for (
    let at: ElementRow | undefined = scope;
    at !== undefined;
    at = local ? undefined : state.flowScope(at)
  ) {
    for (const [name, row] of state.variables.rows(at.key)) {
      if (found.has(name)) continue;
      found.set(name, {
        name,
        value: JSON.parse(row.json) as JsonValue,
        scopeKey: String(at.key),
        processInstanceKey: String(at.value.processInstanceKey),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function incidentView(key: number, value: IncidentValue): Incident {
  return {
    key: String(key),
    errorType: value.errorType,
    errorMessage: value.errorMessage,
    processInstanceKey: String(value.processInstanceKey),
    bpmnProcessId: value.bpmnProcessId,
    elementId: value.elementId,
    elementInstanceKey: String(value.elementInstanceKey),
    jobKey: optionalKey(value.jobKey),
    variableScopeKey: String(value.variableScopeKey),
    creationTimestamp: value.creationTimestamp,
  };
}

function userTaskView(state: State, task: UserTaskValue): UserTask {
  return {
    key: String(task.userTaskKey),
    elementId: task.elementId,
    elementInstanceKey: String(task.elementInstanceKey),
    processInstanceKey: String(task.processInstanceKey),
    processDefinitionKey: String(task.processDefinitionKey),
    bpmnProcessId: task.bpmnProcessId,
    version: task.processDefinitionVersion,
    state: "CREATED",
    assignee: textOrNull(task.assignee),
    candidateGroups: [...task.candidateGroupsList],
    candidateUsers: [...task.candidateUsersList],
    dueDate: textOrNull(task.dueDate),
    followUpDate: textOrNull(task.followUpDate),
    priority: task.priority,
    externalFormReference: textOrNull(task.externalFormReference),
    formKey: optionalKey(task.formKey ?? -1),
    customHeaders: { ...task.customHeaders },
    creationTimestamp: task.creationTimestamp,
    // The record of a task has no tags, its instance has them.
    ...labels(state.instances.get(task.processInstanceKey) ?? task),
  };
}

/** Tags and business id as the port tells them. */
export function labels({ tags = [], businessId }: InstanceLabels): {
  tags: string[];
  businessId: string | null;
} {
  return { tags: [...tags], businessId: businessId ?? null };
}

function textOrNull(text: string): string | null {
  return text === "" ? null : text;
}
