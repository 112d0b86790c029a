/** What a migration must fulfil, as in Zeebe: each refusal with Zeebe's type and words. */
import type { ExecutableElement, ExecutableProcess } from "../../bpmn/graph.ts";
import { Refusal } from "../errors.ts";
import type { MigrationValue } from "../migration-records.ts";
import type { Processing } from "../processing.ts";
import type { ProcessRow, ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import { isBehindEventGateway } from "./event-gateway.ts";
import { eventType } from "./transitions.ts";

/** A migration under way: the two models and where each mapped element goes. */
export interface Migration {
  readonly processInstanceKey: number;
  readonly source: ExecutableProcess;
  readonly target: ExecutableProcess;
  readonly targetProcess: ProcessRow;
  /** Ids of elements, flows and the process in the source → in the target. */
  readonly mapping: ReadonlyMap<string, string>;
}

const SUPPORTED: ReadonlySet<string> = new Set([
  "PROCESS",
  "SERVICE_TASK",
  "USER_TASK",
  "SUB_PROCESS",
  "CALL_ACTIVITY",
  "INTERMEDIATE_CATCH_EVENT",
  "RECEIVE_TASK",
  "EVENT_SUB_PROCESS",
  "EXCLUSIVE_GATEWAY",
  "EVENT_BASED_GATEWAY",
  "BUSINESS_RULE_TASK",
  "SCRIPT_TASK",
  "SEND_TASK",
  "MULTI_INSTANCE_BODY",
  "PARALLEL_GATEWAY",
  "INCLUSIVE_GATEWAY",
]);
/** Conditional events are not in Zeebe 8.8; the documentation of 8.9 lets them migrate like the others. */
const CATCHING: ReadonlySet<string> = new Set(["MESSAGE", "TIMER", "SIGNAL", "CONDITIONAL"]);

function refuse(
  processInstanceKey: number,
  reason: string,
  type: "INVALID_STATE" | "INVALID_ARGUMENT" = "INVALID_STATE",
): never {
  throw new Refusal(type, `Expected to migrate process instance '${processInstanceKey}' but ${reason}`);
}

export function checkSuspended(root: ElementRow): void {
  if (root.suspended !== true) return;
  refuse(root.key, "it is currently suspended. Suspended process instances cannot be migrated.");
}

/** Before anything is looked at: no source twice. */
export function checkDuplicates({ processInstanceKey, mappingInstructions }: MigrationValue): void {
  const ids = mappingInstructions.map(({ sourceElementId }) => sourceElementId);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (twice.length === 0) return;
  const text = `the mapping instructions contain duplicate source element ids '[${twice.join(", ")}]'.`;
  refuse(processInstanceKey, text, "INVALID_ARGUMENT");
}

/** Every mapped id is in its model; flows count as elements. */
export function checkMappedIds(
  { processInstanceKey, mappingInstructions }: MigrationValue,
  source: ExecutableProcess,
  target: ExecutableProcess,
): void {
  for (const { sourceElementId, targetElementId } of mappingInstructions) {
    for (const [which, graph, id] of [
      ["source", source, sourceElementId],
      ["target", target, targetElementId],
    ] as const) {
      if (graph.byId(id) !== undefined || graph.flows.some((flow) => flow.id === id)) continue;
      refuse(
        processInstanceKey,
        `mapping instructions contain a non-existing ${which} element id '${id}'. Elements provided in mapping instructions must exist in the ${which} process definition.`,
        "INVALID_ARGUMENT",
      );
    }
  }
}

/** One instance for each correlation key of a process that a message starts. */
export function checkMessageLock(
  p: Processing,
  root: ElementRow,
  target: ExecutableProcess,
  targetKey: number,
): void {
  const { bpmnProcessId } = target;
  if (root.messageLock === undefined || root.value.bpmnProcessId === bpmnProcessId) return;
  const byMessage = target.elements[0]?.startEvents.some(
    (index) => target.elements[index]?.event?.kind === "message",
  );
  if (byMessage !== true || p.state.messageLocks.get(textKey(bpmnProcessId, root.messageLock)) === undefined)
    return;
  refuse(
    root.key,
    `target process definition '${targetKey}' has an active instance triggered by a message start event with correlation key '${root.messageLock}'. Only one instance per correlation key is allowed for message start events.`,
  );
}

/** The type of an element as its id names it: of an activity with items the body. */
export function namedType(element: ExecutableElement): string {
  return element.multiInstance === undefined ? element.type : "MULTI_INSTANCE_BODY";
}

/** Checks one active element and answers what it becomes. */
export function checkElement(p: Processing, migration: Migration, row: ElementRow): ExecutableElement {
  const { processInstanceKey, source, target, mapping } = migration;
  const { elementId, bpmnElementType, bpmnEventType } = row.value;
  const element = bpmnElementType === "PROCESS" ? source.elements[0] : source.byId(elementId);
  const active = `active element with id '${elementId}'`;
  if (!SUPPORTED.has(bpmnElementType)) {
    const text = `${active} has an unsupported type. The migration of a ${bpmnElementType} is not supported.`;
    refuse(processInstanceKey, text);
  }
  if (element !== undefined && bpmnElementType === "INTERMEDIATE_CATCH_EVENT") {
    if (!CATCHING.has(bpmnEventType)) {
      refuse(
        processInstanceKey,
        `${active} is intermediate catch event of type '${bpmnEventType}'. Migrating active intermediate catch event of this type is not possible yet.`,
      );
    }
    if (isBehindEventGateway(source, element)) {
      refuse(
        processInstanceKey,
        `${active} is an intermediate catch event attached to an event-based gateway. Migrating active events attached to an event-based gateway is not possible yet.`,
      );
    }
  }
  const targetId = mapping.get(elementId);
  if (targetId === undefined) {
    refuse(
      processInstanceKey,
      `no mapping instruction defined for ${active}. Elements cannot be migrated without a mapping.`,
    );
  }
  const to = bpmnElementType === "PROCESS" ? target.elements[0] : target.byId(targetId);
  if (element === undefined || to === undefined) throw new Error(`'${elementId}' or '${targetId}' is gone`);
  checkType(migration, row, element, to);
  checkScope(p, migration, row, to);
  checkCatchEvents(migration, element, to);
  checkLoop(migration, element, to);
  checkConcurrent(p, migration, row);
  return to;
}

function checkType(
  { processInstanceKey }: Migration,
  row: ElementRow,
  element: ExecutableElement,
  to: ExecutableElement,
): void {
  const { elementId, bpmnElementType } = row.value;
  const isItem = row.loopCounter > 0 && to.multiInstance !== undefined;
  if (bpmnElementType !== namedType(to) && !(isItem && bpmnElementType === to.type)) {
    refuse(
      processInstanceKey,
      `active element with id '${elementId}' and type '${bpmnElementType}' is mapped to an element with id '${to.id}' and different type '${namedType(to)}'. Elements must be mapped to elements of the same type.`,
    );
  }
  if (bpmnElementType === "USER_TASK" && element.userTask?.native === true && to.userTask?.native !== true) {
    refuse(
      processInstanceKey,
      `active user task with id '${elementId}' and implementation 'zeebe user task' is mapped to a user task with id '${to.id}' and deprecated implementation 'job worker'.`,
    );
  }
}

/** The scope around must be the same; it has been migrated already. */
function checkScope(
  p: Processing,
  { processInstanceKey, target }: Migration,
  row: ElementRow,
  to: ExecutableElement,
): void {
  const scope = p.state.flowScope(row);
  if (scope === undefined) return;
  const expected = scope.value.elementId;
  const isItem = scope.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  const actual = isItem ? to.id : (target.elements[to.parent]?.id ?? target.bpmnProcessId);
  if (expected === actual) return;
  refuse(
    processInstanceKey,
    `the flow scope of active element with id '${row.value.elementId}' is changed. The flow scope of the active element is expected to be '${expected}' but was '${actual}'. The flow scope of an element cannot be changed during migration yet.`,
  );
}

/** All that an element may be told by: itself, its boundary events, the event sub-processes inside it, the events behind it. */
export function catchEventsOf(graph: ExecutableProcess, element: ExecutableElement): ExecutableElement[] {
  const at = (index: number | undefined): ExecutableElement | undefined => graph.elements[index ?? -1];
  const own = element.type === "RECEIVE_TASK" || element.type === "INTERMEDIATE_CATCH_EVENT" ? [element] : [];
  const behind =
    element.type === "EVENT_BASED_GATEWAY"
      ? element.outgoing.map((flow) => at(graph.flows[flow]?.target))
      : [];
  const events = [
    ...own,
    ...element.boundaryEvents.map(at),
    ...element.eventSubProcesses.map((index) => at(at(index)?.startEvents[0])),
    ...behind,
  ];
  return events.filter((event): event is ExecutableElement => event !== undefined);
}

function checkCatchEvents(migration: Migration, element: ExecutableElement, to: ExecutableElement): void {
  const { processInstanceKey, source, target, mapping } = migration;
  const active = `active element with id '${element.id}'`;
  const mapped = catchEventsOf(source, element).flatMap((event) => {
    const targetId = mapping.get(event.id);
    return targetId === undefined ? [] : [{ event, targetId }];
  });
  // As in Zeebe 8.8, boundary events of an activity with items cannot be mapped.
  const attachable = to.multiInstance === undefined ? to : { ...to, boundaryEvents: [] };
  const attached = new Set(catchEventsOf(target, attachable).map(({ id }) => id));
  for (const { event, targetId } of mapped) {
    if (attached.has(targetId)) continue;
    refuse(
      processInstanceKey,
      `${active} is mapped to an element with id '${to.id}' and has a catch event with id '${event.id}' that is mapped to a catch event with id '${targetId}'. These mappings detach the catch event from the element in the target process. Catch events must stay attached to the same element instance.`,
    );
  }
  for (const { targetId } of mapped) {
    const sources = mapped.filter((one) => one.targetId === targetId).map(({ event }) => event.id);
    if (sources.length === 1) continue;
    refuse(
      processInstanceKey,
      `${active} has a catch event attached that is mapped to a catch event with id '${targetId}'. There are multiple mapping instructions that target this catch event: '${sources.sort().join("', '")}'. Catch events cannot be merged by process instance migration. Please ensure the mapping instructions target a catch event only once.`,
    );
  }
  for (const { event, targetId } of mapped) {
    const other = target.byId(targetId);
    const types = [eventType(event, event.type), other === undefined ? "" : eventType(other, other.type)];
    if (types[0] === types[1]) continue;
    refuse(
      processInstanceKey,
      `${active} has a catch event with id '${event.id}' that is mapped to a catch event with id '${targetId}'. These catch events have different event types: '${types[0] ?? ""}' and '${types[1] ?? ""}'. The event type of a catch event cannot be changed by process instance migration. Please ensure the event type of the catch event remains the same or remove the mapping instruction for these catch events.`,
    );
  }
}

function checkLoop(
  { processInstanceKey }: Migration,
  element: ExecutableElement,
  to: ExecutableElement,
): void {
  const [loop, other] = [element.multiInstance, to.multiInstance];
  if (loop === undefined || other === undefined || loop.sequential === other.sequential) return;
  refuse(
    processInstanceKey,
    `active element with id '${element.id}' has a different loop characteristics than the target element with id '${to.id}'. Both elements must have either sequential or parallel loop characteristics.`,
  );
}

/** Something is on its way: an event not taken yet, or a flow whose element is not activated yet. */
function checkConcurrent(p: Processing, migration: Migration, row: ElementRow): void {
  let waiting = 0;
  for (const [flow, count] of p.state.takenFlows.rows(row.key)) {
    if (isJoin(migration.source.byId(flow.slice(0, flow.indexOf("\u0001"))))) waiting += count;
  }
  const comes = row.state !== "COMPLETING" && !p.state.eventTriggers.isEmpty(row.key);
  if (!comes && row.flows <= waiting) return;
  concurrent(migration.processInstanceKey);
}

export function concurrent(processInstanceKey: number): never {
  refuse(
    processInstanceKey,
    "a concurrent command was executed on the process instance. Please retry the migration.",
  );
}

export function isJoin(element: ExecutableElement | undefined): boolean {
  return element?.type === "PARALLEL_GATEWAY" || element?.type === "INCLUSIVE_GATEWAY";
}

/** The gateway at which tokens wait, and the flow that they took, have their counterparts: answers the gateway's. */
export function checkJoin(
  { processInstanceKey, target, mapping }: Migration,
  gateway: ExecutableElement,
  flowId: string,
): ExecutableElement {
  const targetId = mapping.get(gateway.id);
  if (targetId === undefined) {
    refuse(
      processInstanceKey,
      `gateway '${gateway.id}' has at least one incoming sequence flow taken. Joining gateways with at least one incoming sequence flow taken must be mapped to a gateway of the same type in the target process definition.`,
      "INVALID_ARGUMENT",
    );
  }
  const to = target.byId(targetId);
  if (to?.type !== gateway.type) {
    refuse(
      processInstanceKey,
      `active element with id '${gateway.id}' and type '${gateway.type}' is mapped to an element with id '${targetId}' and different type '${to === undefined ? "" : namedType(to)}'. Elements must be mapped to elements of the same type.`,
      "INVALID_ARGUMENT",
    );
  }
  if (to.incoming.length < gateway.incoming.length) {
    refuse(
      processInstanceKey,
      `target gateway with id '${to.id}' has less incoming sequence flows than the source gateway with id '${gateway.id}'. Target gateway must have at least the same number of incoming sequence flows as the source gateway.`,
      "INVALID_ARGUMENT",
    );
  }
  if (mapping.get(flowId) === undefined) {
    refuse(
      processInstanceKey,
      `joining gateway with id '${gateway.id}' has a taken sequence flow with id '${flowId}'. Taken sequence flows must be mapped to a sequence flow in the target process definition.`,
      "INVALID_ARGUMENT",
    );
  }
  return to;
}
