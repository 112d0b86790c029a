/** From the outline of a process to its executable graph. */
import type { ExecutableElement, ExecutableProcess, SequenceFlow } from "./graph.ts";
import { innerInstance, readAdHoc } from "./ad-hoc.ts";
import {
  readCalledDecision,
  readCalledElement,
  readJob,
  readListeners,
  readMappings,
  readMultiInstance,
  readScript,
  readUserTask,
} from "./elements.ts";
import { readEvent } from "./events.ts";
import type { ExpressionCompiler } from "./expressions.ts";
import { body, child, extension, flag, text } from "./moddle.ts";
import { isActivity } from "./outline.ts";
import type { Outline, OutlineFlow, OutlineNode } from "./outline.ts";

/**
 * Compiles what can be compiled and reports expressions that cannot through the compiler; the caller refuses
 * the whole resource when anything was reported.
 */
export function compileProcess(outline: Outline, expressions: ExpressionCompiler): ExecutableProcess {
  const complete = outline.flows.filter((flow) => flow.source !== undefined && flow.target !== undefined);
  const flowIndex = new Map<OutlineFlow, number>(complete.map((flow, index) => [flow, index]));
  const flows = complete.map((flow, index) => compileFlow(flow, index, expressions));
  const elements = outline.nodes.map((node) => compileElement(node, outline, flowIndex, expressions));
  for (const [at, node] of outline.nodes.filter(isAdHoc).entries()) {
    const index = outline.nodes.length + at;
    const adHoc = {
      ...(elements[node.index] as ExecutableElement),
      adHoc: readAdHoc(node, index, expressions),
    };
    elements[node.index] = adHoc;
    elements[index] = innerInstance(adHoc, index);
  }
  const byId = new Map(elements.map((element) => [element.id, element]));
  const process = outline.process.element;
  return {
    bpmnProcessId: text(process, "id") ?? "",
    name: text(process, "name") ?? "",
    versionTag: text(extension(process, "zeebe:VersionTag"), "value") ?? null,
    elements,
    flows,
    byId: (elementId) => byId.get(elementId),
  };
}

function isAdHoc(node: OutlineNode): boolean {
  return node.type === "AD_HOC_SUB_PROCESS";
}

function compileFlow(flow: OutlineFlow, index: number, expressions: ExpressionCompiler): SequenceFlow {
  const condition = child(flow.element, "conditionExpression");
  const rules = { feelOnly: true };
  return {
    index,
    id: text(flow.element, "id") ?? "",
    source: flow.source?.index ?? -1,
    target: flow.target?.index ?? -1,
    condition: expressions.optional(flow.element, "condition", body(condition), rules) ?? null,
  };
}

function compileElement(
  node: OutlineNode,
  outline: Outline,
  flowIndex: ReadonlyMap<OutlineFlow, number>,
  expressions: ExpressionCompiler,
): ExecutableElement {
  const { element } = node;
  const indexes = (flows: readonly OutlineFlow[]): number[] =>
    flows.map((flow) => flowIndex.get(flow)).filter((index) => index !== undefined);
  const childIndexes = (type: OutlineNode["type"]): number[] =>
    node.children.filter((inner) => inner.type === type).map((inner) => inner.index);
  const base = {
    index: node.index,
    id: text(element, "id") ?? "",
    name: text(element, "name") ?? "",
    type: node.type ?? "TASK",
    parent: node.scope?.index ?? -1,
    incoming: indexes(node.incoming),
    outgoing: indexes(node.outgoing),
    inputs: readMappings(element, "inputParameters", expressions),
    outputs: readMappings(element, "outputParameters", expressions),
    event: readEvent(node, expressions),
    boundaryEvents: node.boundaryEvents.map((event) => event.index),
    eventSubProcesses: childIndexes("EVENT_SUB_PROCESS"),
    startEvents: childIndexes("START_EVENT"),
    multiInstance: isActivity(node) ? readMultiInstance(element, expressions) : undefined,
    job: readJob(element, expressions),
  };
  const listeners = readListeners(element, expressions);
  const undoing = node.boundaryEvents.find((event) => event.handler !== undefined);
  const joins = node.children
    .filter((inner) => inner.type === "INCLUSIVE_GATEWAY" && inner.incoming.length > 1)
    .map((inner) => inner.index);
  return {
    ...base,
    ...kindParts(node, outline, flowIndex, expressions),
    ...(undoing === undefined ? {} : { compensation: undoing.index }),
    ...(flag(element, "isForCompensation", false) ? { forCompensation: true as const } : {}),
    ...(listeners === undefined ? {} : { listeners }),
    ...(joins.length === 0 ? {} : { inclusiveJoins: joins }),
  };
}

/** What only some kinds of element have. */
function kindParts(
  node: OutlineNode,
  outline: Outline,
  flowIndex: ReadonlyMap<OutlineFlow, number>,
  expressions: ExpressionCompiler,
): Partial<ExecutableElement> {
  const { element } = node;
  switch (node.type) {
    case "BOUNDARY_EVENT":
      return {
        attachedTo: outline.nodeOf(child(element, "attachedToRef"))?.index ?? -1,
        interrupting: flag(element, "cancelActivity", true),
      };
    case "START_EVENT":
      return node.scope?.type === "EVENT_SUB_PROCESS"
        ? { interrupting: flag(element, "isInterrupting", true) }
        : {};
    case "USER_TASK":
      return { userTask: readUserTask(element, expressions) };
    case "CALL_ACTIVITY":
      return { called: readCalledElement(element, expressions) };
    case "BUSINESS_RULE_TASK":
      return { decision: readCalledDecision(element, expressions) };
    case "SCRIPT_TASK":
      return { script: readScript(element, expressions) };
    case "EXCLUSIVE_GATEWAY":
    case "INCLUSIVE_GATEWAY": {
      const flow = node.outgoing.find((out) => out.element === child(element, "default"));
      return { defaultFlow: flow === undefined ? undefined : flowIndex.get(flow) };
    }
    default:
      return {};
  }
}
