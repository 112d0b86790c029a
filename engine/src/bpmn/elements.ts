/** The parts of an executable element that come from its Zeebe extension elements. */
import type {
  Binding,
  CalledDecision,
  CalledElement,
  ExecutableElement,
  JobDefinition,
  Mapping,
  MultiInstance,
  ScriptDefinition,
  TaskListenerEvent,
  UserTaskDefinition,
} from "./graph.ts";
import type { ExpressionCompiler } from "./expressions.ts";
import { body, child, children, extension, flag, text } from "./moddle.ts";
import type { ModdleElement } from "./moddle.ts";

export function readMappings(
  element: ModdleElement,
  kind: "inputParameters" | "outputParameters",
  expressions: ExpressionCompiler,
): Mapping[] {
  const place = kind === "inputParameters" ? "zeebe:input" : "zeebe:output";
  return children(extension(element, "zeebe:IoMapping"), kind).map((parameter) => {
    const target = text(parameter, "target") ?? "";
    const rules = kind === "inputParameters" ? {} : { feelOnly: true };
    return {
      source: expressions.compile(element, `${place} '${target}' source`, text(parameter, "source"), rules),
      target: target.split("."),
    };
  });
}

export function readHeaders(element: ModdleElement): Record<string, string> {
  return readHeadersOf(extension(element, "zeebe:TaskHeaders"), "values", "key");
}

/** Pairs of an extension element: `list` holds them, `key` names the attribute of their name. */
export function readHeadersOf(
  owner: ModdleElement | undefined,
  list: string,
  key: string,
): Record<string, string> {
  const pairs: [string, string][] = children(owner, list).map((pair) => [
    text(pair, key) ?? "",
    text(pair, "value") ?? "",
  ]);
  return Object.fromEntries(pairs);
}

export function readJob(element: ModdleElement, expressions: ExpressionCompiler): JobDefinition | undefined {
  const definition = extension(element, "zeebe:TaskDefinition");
  if (definition === undefined) return undefined;
  const retries = text(definition, "retries") ?? "3";
  return {
    type: expressions.compile(element, "zeebe:taskDefinition type", text(definition, "type")),
    retries: expressions.compile(element, "zeebe:taskDefinition retries", retries, { literal: true }),
    headers: readHeaders(element),
    ...readLinkedResources(element),
  };
}

function readLinkedResources(element: ModdleElement): Pick<JobDefinition, "linkedResources"> {
  const linkedResources = children(extension(element, "zeebe:LinkedResources"), "values").map((linked) => ({
    resourceId: text(linked, "resourceId") ?? "",
    resourceType: text(linked, "resourceType") ?? "",
    linkName: text(linked, "linkName") ?? null,
    ...bindingOf(linked),
  }));
  return linkedResources.length === 0 ? {} : { linkedResources };
}

export function readListeners(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): ExecutableElement["listeners"] {
  const all = children(extension(element, "zeebe:ExecutionListeners"), "listeners");
  if (all.length === 0) return undefined;
  const of = (event: string): JobDefinition[] =>
    all
      .filter((listener) => (text(listener, "eventType") ?? "start") === event)
      .map((listener) => readListener(element, listener, expressions));
  return { start: of("start"), end: of("end") };
}

function readListener(
  element: ModdleElement,
  listener: ModdleElement,
  expressions: ExpressionCompiler,
): JobDefinition {
  const place = listener.$type
    .replace("zeebe:TaskL", "zeebe:taskL")
    .replace("zeebe:ExecutionL", "zeebe:executionL");
  const retries = text(listener, "retries") ?? "3";
  return {
    type: expressions.compile(element, `${place} type`, text(listener, "type")),
    retries: expressions.compile(element, `${place} retries`, retries, { literal: true }),
    headers: readHeaders(element),
  };
}

export function readUserTask(element: ModdleElement, expressions: ExpressionCompiler): UserTaskDefinition {
  const assignment = extension(element, "zeebe:AssignmentDefinition");
  const schedule = extension(element, "zeebe:TaskSchedule");
  const priority = text(extension(element, "zeebe:PriorityDefinition"), "priority");
  const form = extension(element, "zeebe:FormDefinition");
  const reference = text(form, "externalReference");
  const of = (owner: ModdleElement | undefined, attribute: string, place: string) =>
    expressions.optional(element, `${place} ${attribute}`, text(owner, attribute));
  return {
    native: extension(element, "zeebe:UserTask") !== undefined,
    assignee: of(assignment, "assignee", "zeebe:assignmentDefinition"),
    candidateGroups: of(assignment, "candidateGroups", "zeebe:assignmentDefinition"),
    candidateUsers: of(assignment, "candidateUsers", "zeebe:assignmentDefinition"),
    dueDate: of(schedule, "dueDate", "zeebe:taskSchedule"),
    followUpDate: of(schedule, "followUpDate", "zeebe:taskSchedule"),
    priority: expressions.optional(element, "zeebe:priorityDefinition priority", priority, { literal: true }),
    externalReference: expressions.optional(element, "zeebe:formDefinition externalReference", reference),
    formKey: of(form, "formKey", "zeebe:formDefinition"),
    ...readForm(element, form, expressions),
    headers: readHeaders(element),
    ...readTaskListeners(element, expressions),
  };
}

function readForm(
  element: ModdleElement,
  form: ModdleElement | undefined,
  expressions: ExpressionCompiler,
): Pick<UserTaskDefinition, "form"> {
  const formId = expressions.optional(element, "zeebe:formDefinition formId", text(form, "formId"));
  if (form === undefined || formId === undefined) return {};
  return { form: { formId, ...bindingOf(form) } };
}

/** The words of 8.7 mean the same. */
const TASK_LISTENER_EVENTS: Readonly<Record<string, TaskListenerEvent>> = {
  create: "creating",
  assignment: "assigning",
  update: "updating",
  complete: "completing",
  cancel: "canceling",
};

/** The event of a task listener as it is written today; undefined when it is none. */
export function taskListenerEvent(listener: ModdleElement): TaskListenerEvent | undefined {
  const event = text(listener, "eventType") ?? "";
  return Object.values(TASK_LISTENER_EVENTS).find((known) => known === event) ?? TASK_LISTENER_EVENTS[event];
}

function readTaskListeners(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): Pick<UserTaskDefinition, "listeners"> {
  const all = children(extension(element, "zeebe:TaskListeners"), "listeners");
  if (all.length === 0) return {};
  const listeners: { [event in TaskListenerEvent]?: JobDefinition[] } = {};
  for (const listener of all) {
    const event = taskListenerEvent(listener);
    if (event !== undefined) (listeners[event] ??= []).push(readListener(element, listener, expressions));
  }
  return { listeners };
}

export function readCalledElement(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): CalledElement | undefined {
  const called = extension(element, "zeebe:CalledElement");
  if (called === undefined) return undefined;
  return {
    processId: expressions.compile(element, "zeebe:calledElement processId", text(called, "processId")),
    ...bindingOf(called),
    propagateAllChildVariables: flag(called, "propagateAllChildVariables", true),
    propagateAllParentVariables: flag(called, "propagateAllParentVariables", true),
  };
}

export function readCalledDecision(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): CalledDecision | undefined {
  const called = extension(element, "zeebe:CalledDecision");
  if (called === undefined) return undefined;
  return {
    decisionId: expressions.compile(element, "zeebe:calledDecision decisionId", text(called, "decisionId")),
    resultVariable: text(called, "resultVariable") ?? "",
    ...bindingOf(called),
  };
}

export function readScript(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): ScriptDefinition | undefined {
  const script = extension(element, "zeebe:Script");
  if (script === undefined) return undefined;
  const source = text(script, "expression");
  return {
    expression: expressions.compile(element, "zeebe:script expression", source, { feelOnly: true }),
    resultVariable: text(script, "resultVariable") ?? "",
  };
}

export function readMultiInstance(
  element: ModdleElement,
  expressions: ExpressionCompiler,
): MultiInstance | undefined {
  const loop = child(element, "loopCharacteristics");
  if (loop?.$type !== "bpmn:MultiInstanceLoopCharacteristics") return undefined;
  const settings = extension(loop, "zeebe:LoopCharacteristics");
  const place = "zeebe:loopCharacteristics";
  const feel = (attribute: string) =>
    expressions.optional(element, `${place} ${attribute}`, text(settings, attribute), { feelOnly: true });
  const condition = body(child(loop, "completionCondition"));
  const collection = text(settings, "inputCollection");
  return {
    sequential: flag(loop, "isSequential", false),
    inputCollection: expressions.compile(element, `${place} inputCollection`, collection, { feelOnly: true }),
    inputElement: nonEmpty(text(settings, "inputElement")),
    outputCollection: nonEmpty(text(settings, "outputCollection")),
    outputElement: feel("outputElement"),
    completionCondition: expressions.optional(element, "bpmn:completionCondition", condition, {
      literal: true,
    }),
  };
}

function bindingOf(called: ModdleElement): Binding {
  const binding = text(called, "bindingType");
  const bindingType = binding === "deployment" || binding === "versionTag" ? binding : "latest";
  const versionTag = text(called, "versionTag");
  return versionTag === undefined ? { bindingType } : { bindingType, versionTag };
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === "" ? undefined : value;
}
