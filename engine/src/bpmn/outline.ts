/** One walk over a process: its nodes and flows in document order, with scopes and connections resolved. */
import type { BpmnElementType } from "../port.ts";
import { child, children, flag, text } from "./moddle.ts";
import type { ModdleElement } from "./moddle.ts";

export interface OutlineNode {
  /** Position in `nodes`, and later in the executable graph. The process itself is 0. */
  readonly index: number;
  readonly element: ModdleElement;
  /** Null for a kind the dialect does not know. */
  readonly type: BpmnElementType | null;
  readonly scope: OutlineNode | null;
  readonly children: OutlineNode[];
  readonly incoming: OutlineFlow[];
  readonly outgoing: OutlineFlow[];
  readonly boundaryEvents: OutlineNode[];
  /** Compensation boundary event: the activity that an association leads to. */
  handler?: OutlineNode;
}

export interface OutlineFlow {
  readonly element: ModdleElement;
  readonly scope: OutlineNode;
  /** Absent when the reference cannot be resolved within the process. */
  source: OutlineNode | undefined;
  target: OutlineNode | undefined;
}

export interface Outline {
  readonly nodes: readonly OutlineNode[];
  readonly flows: readonly OutlineFlow[];
  readonly process: OutlineNode;
  nodeOf(element: ModdleElement | undefined): OutlineNode | undefined;
}

const TYPES: Readonly<Record<string, BpmnElementType>> = {
  "bpmn:StartEvent": "START_EVENT",
  "bpmn:EndEvent": "END_EVENT",
  "bpmn:IntermediateCatchEvent": "INTERMEDIATE_CATCH_EVENT",
  "bpmn:IntermediateThrowEvent": "INTERMEDIATE_THROW_EVENT",
  "bpmn:BoundaryEvent": "BOUNDARY_EVENT",
  "bpmn:ServiceTask": "SERVICE_TASK",
  "bpmn:UserTask": "USER_TASK",
  "bpmn:BusinessRuleTask": "BUSINESS_RULE_TASK",
  "bpmn:ReceiveTask": "RECEIVE_TASK",
  "bpmn:ScriptTask": "SCRIPT_TASK",
  "bpmn:SendTask": "SEND_TASK",
  "bpmn:ManualTask": "MANUAL_TASK",
  "bpmn:Task": "TASK",
  "bpmn:ExclusiveGateway": "EXCLUSIVE_GATEWAY",
  "bpmn:ParallelGateway": "PARALLEL_GATEWAY",
  "bpmn:EventBasedGateway": "EVENT_BASED_GATEWAY",
  "bpmn:InclusiveGateway": "INCLUSIVE_GATEWAY",
  "bpmn:CallActivity": "CALL_ACTIVITY",
  "bpmn:AdHocSubProcess": "AD_HOC_SUB_PROCESS",
};

/** Elements inside a scope that carry no token: drawn and documented, not executed. */
const IGNORED = new Set(["bpmn:DataObject", "bpmn:DataObjectReference", "bpmn:DataStoreReference"]);

export function outlineProcess(process: ModdleElement): Outline {
  const nodes: OutlineNode[] = [];
  const flows: OutlineFlow[] = [];
  const byElement = new Map<ModdleElement, OutlineNode>();

  const addNode = (element: ModdleElement, scope: OutlineNode | null): OutlineNode => {
    const lists = { children: [], incoming: [], outgoing: [], boundaryEvents: [] };
    const node: OutlineNode = { index: nodes.length, element, type: typeOf(element), scope, ...lists };
    nodes.push(node);
    byElement.set(element, node);
    scope?.children.push(node);
    return node;
  };
  const walk = (scope: OutlineNode): void => {
    for (const element of children(scope.element, "flowElements")) {
      if (element.$type === "bpmn:SequenceFlow") {
        flows.push({ element, scope, source: undefined, target: undefined });
      } else if (!IGNORED.has(element.$type)) walk(addNode(element, scope));
    }
  };
  const root = addNode(process, null);
  walk(root);

  const nodeOf = (element: ModdleElement | undefined): OutlineNode | undefined =>
    element === undefined ? undefined : byElement.get(element);
  for (const flow of flows) {
    flow.source = nodeOf(child(flow.element, "sourceRef"));
    flow.target = nodeOf(child(flow.element, "targetRef"));
    // Zeebe 8.8 goes through the flows of a node from the last in the file to the first (measured), and so do we:
    // which of two true conditions wins, and which branch starts first, must not depend on the engine.
    flow.source?.outgoing.unshift(flow);
    flow.target?.incoming.push(flow);
  }
  for (const node of nodes) nodeOf(child(node.element, "attachedToRef"))?.boundaryEvents.unshift(node);
  for (const node of nodes) {
    for (const artifact of children(node.element, "artifacts")) {
      if (artifact.$type !== "bpmn:Association") continue;
      const source = nodeOf(child(artifact, "sourceRef"));
      const target = nodeOf(child(artifact, "targetRef"));
      if (source?.type === "BOUNDARY_EVENT" && target !== undefined) source.handler ??= target;
    }
  }
  return { nodes, flows, process: root, nodeOf };
}

function typeOf(element: ModdleElement): BpmnElementType | null {
  if (element.$type === "bpmn:Process") return "PROCESS";
  if (element.$type === "bpmn:SubProcess") {
    return flag(element, "triggeredByEvent", false) ? "EVENT_SUB_PROCESS" : "SUB_PROCESS";
  }
  return TYPES[element.$type] ?? null;
}

/** The event definitions of an event, in document order. */
export function eventDefinitions(node: OutlineNode): ModdleElement[] {
  return children(node.element, "eventDefinitions");
}

const ACTIVITIES = new Set<BpmnElementType>([
  "SUB_PROCESS",
  "CALL_ACTIVITY",
  "SERVICE_TASK",
  "USER_TASK",
  "BUSINESS_RULE_TASK",
  "RECEIVE_TASK",
  "SCRIPT_TASK",
  "SEND_TASK",
  "MANUAL_TASK",
  "TASK",
  "AD_HOC_SUB_PROCESS",
]);

export function isActivity(node: OutlineNode): boolean {
  return node.type !== null && ACTIVITIES.has(node.type);
}

/** `bpmn:TimerEventDefinition` → `Timer`. */
export function triggerName(definition: ModdleElement): string {
  return definition.$type.replace("bpmn:", "").replace("EventDefinition", "");
}

/** The name of a link event; undefined for others. */
export function linkName(node: OutlineNode): string | undefined {
  const link = eventDefinitions(node).find((one) => triggerName(one) === "Link");
  return link === undefined ? undefined : (text(link, "name") ?? "");
}

/** Name of what an event waits for, e.g. its message; undefined when it has none of that kind. */
export function referredName(
  event: OutlineNode,
  trigger: "Message" | "Signal" | "Error" | "Escalation",
  attribute: "name" | "errorCode" | "escalationCode",
): { name: string | undefined } | undefined {
  const definition = eventDefinitions(event).find((one) => triggerName(one) === trigger);
  if (definition === undefined) return undefined;
  return { name: text(child(definition, `${trigger.toLowerCase()}Ref`), attribute) };
}
