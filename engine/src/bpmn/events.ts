/** The event of an executable element: what it waits for or throws. */
import type {
  EventDefinition,
  MessageDefinition,
  TimerDefinition,
  TimerKind,
  VariableChange,
} from "./graph.ts";
import type { ExpressionCompiler } from "./expressions.ts";
import { body, child, extension, text } from "./moddle.ts";
import type { ModdleElement } from "./moddle.ts";
import { eventDefinitions, linkName } from "./outline.ts";
import type { OutlineNode } from "./outline.ts";

/** The event definition of an event or receive task; undefined for other elements. */
export function readEvent(node: OutlineNode, expressions: ExpressionCompiler): EventDefinition | undefined {
  if (node.type === "RECEIVE_TASK") {
    return { kind: "message", message: readMessage(child(node.element, "messageRef"), node, expressions) };
  }
  const isEvent = node.type?.endsWith("_EVENT") === true;
  if (!isEvent) return undefined;
  const definition = eventDefinitions(node)[0];
  switch (definition?.$type) {
    case "bpmn:TerminateEventDefinition":
      return { kind: "terminate" };
    case "bpmn:MessageEventDefinition":
      return { kind: "message", message: readMessage(child(definition, "messageRef"), node, expressions) };
    case "bpmn:TimerEventDefinition":
      return { kind: "timer", timer: readTimer(definition, node, expressions) };
    case "bpmn:SignalEventDefinition": {
      const signal = child(definition, "signalRef");
      return {
        kind: "signal",
        name: expressions.compile(signal ?? node.element, "signal name", text(signal, "name")),
      };
    }
    case "bpmn:ErrorEventDefinition": {
      const error = child(definition, "errorRef");
      const code = expressions.optional(error ?? node.element, "error code", text(error, "errorCode"));
      return { kind: "error", error: { code: code ?? null } };
    }
    case "bpmn:EscalationEventDefinition": {
      const escalation = child(definition, "escalationRef");
      const at = escalation ?? node.element;
      const code = expressions.optional(at, "escalation code", text(escalation, "escalationCode"));
      return { kind: "escalation", escalation: { code: code ?? null } };
    }
    case "bpmn:ConditionalEventDefinition": {
      const source = body(child(definition, "condition"));
      const condition = expressions.compile(node.element, "condition", source, { feelOnly: true });
      return { kind: "conditional", condition, changes: changesOf(definition) };
    }
    case "bpmn:LinkEventDefinition":
      return { kind: "link", name: text(definition, "name") ?? "", target: linkTarget(node)?.index };
    case "bpmn:CompensateEventDefinition":
      return {
        kind: "compensation",
        activityId: text(child(definition, "activityRef"), "id"),
        handler: node.handler?.index,
      };
    default:
      return { kind: "none" };
  }
}

const CHANGES: readonly VariableChange[] = ["create", "update"];

/** The changes of variables that a conditional event looks at: all unless it has a filter. */
export function changesOf(definition: ModdleElement): VariableChange[] {
  const wanted = (text(extension(definition, "zeebe:ConditionalFilter"), "variableEvents") ?? "").trim();
  if (wanted === "") return [...CHANGES];
  const names = wanted.split(",").map((name) => name.trim());
  return CHANGES.filter((change) => names.includes(change));
}

/** The catch event that a throwing link event leads to. */
function linkTarget(node: OutlineNode): OutlineNode | undefined {
  if (node.type !== "INTERMEDIATE_THROW_EVENT") return undefined;
  return node.scope?.children.find(
    (other) => other.type === "INTERMEDIATE_CATCH_EVENT" && linkName(other) === linkName(node),
  );
}

function readMessage(
  message: ModdleElement | undefined,
  node: OutlineNode,
  expressions: ExpressionCompiler,
): MessageDefinition {
  const at = message ?? node.element;
  const key = text(extension(message, "zeebe:Subscription"), "correlationKey");
  const isProcessStart = node.type === "START_EVENT" && node.scope?.type === "PROCESS";
  const throwing = node.type === "END_EVENT" || node.type === "INTERMEDIATE_THROW_EVENT";
  return {
    name: expressions.compile(at, "message name", text(message, "name")),
    correlationKey:
      isProcessStart || throwing
        ? undefined
        : expressions.compile(at, "zeebe:subscription correlationKey", key, { feelOnly: true }),
  };
}

const TIMER_KINDS: readonly [string, TimerKind][] = [
  ["timeDate", "date"],
  ["timeDuration", "duration"],
  ["timeCycle", "cycle"],
];

function readTimer(
  definition: ModdleElement,
  node: OutlineNode,
  expressions: ExpressionCompiler,
): TimerDefinition {
  for (const [property, kind] of TIMER_KINDS) {
    const source = child(definition, property);
    if (source !== undefined) {
      return { kind, expression: expressions.compile(node.element, property, body(source)) };
    }
  }
  return { kind: "duration", expression: expressions.compile(node.element, "timeDuration", "") };
}
