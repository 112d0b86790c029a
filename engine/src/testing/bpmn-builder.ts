/**
 * Builds BPMN in Zeebe's dialect for tests, as XML without a diagram.
 *
 * ```ts
 * const xml = processModel("order")
 *   .startEvent("start")
 *   .exclusiveGateway("big")
 *   .condition("=amount > 100").userTask("check").endEvent("checked")
 *   .moveTo("big").defaultFlow().serviceTask("ship", { type: "ship" }).endEvent("shipped")
 *   .toXml();
 * ```
 *
 * A node is connected from the one before it; after an end event, or after a sub-process body, `moveTo` says
 * where the next one starts.
 */
import { activityParts, eventParts, listenersTag, RootElements } from "./bpmn-parts.ts";
import type { ActivityOptions, EventOptions, JobOptions, Listener, UserTaskOptions } from "./bpmn-parts.ts";
import { definitions, escapeXml, extensionElements, formal, tag } from "./bpmn-xml.ts";
import type { Attributes } from "./bpmn-xml.ts";

export interface AdHocOptions {
  activeElements?: string;
  outputCollection?: string;
  outputElement?: string;
  completionCondition?: string;
  cancelRemaining?: boolean;
}

export interface ProcessOptions {
  name?: string;
  versionTag?: string;
  executable?: boolean;
  listeners?: Listener[];
}

/** Begins a process; `toXml` ends it. */
export function processModel(processId: string, options: ProcessOptions = {}): ProcessBuilder {
  return new ProcessBuilder(processId, options);
}

/** Puts several processes into one file, sharing messages of the same name. */
export function toXml(...processes: ProcessBuilder[]): string {
  const roots = new RootElements();
  const written = processes.map((process) => process.write(roots));
  return definitions(...written, ...roots.written());
}

interface NodeDraft {
  readonly id: string;
  readonly name: string;
  attributes: Attributes;
  /** Content written when the messages and errors of the file are known. */
  readonly content: (roots: RootElements) => string;
}

interface FlowDraft {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition: string | undefined;
}

/** The nodes and flows of one scope. */
export class ScopeBuilder {
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #flows: FlowDraft[] = [];
  readonly #associations: { source: string; target: string }[] = [];
  #cursor: string | null = null;
  #condition: string | undefined;
  #default = false;
  #flowId: string | undefined;

  startEvent(id: string, options: EventOptions & { interrupting?: boolean } = {}): this {
    this.#cursor = null;
    const attributes = { name: options.name, isInterrupting: options.interrupting };
    return this.#event("bpmn:startEvent", id, attributes, options);
  }

  endEvent(id: string, options: EventOptions = {}): this {
    this.#event("bpmn:endEvent", id, { name: options.name }, options);
    this.#cursor = null;
    return this;
  }

  catchEvent(id: string, options: EventOptions): this {
    return this.#event("bpmn:intermediateCatchEvent", id, { name: options.name }, options);
  }

  throwEvent(id: string, options: EventOptions = {}): this {
    return this.#event("bpmn:intermediateThrowEvent", id, { name: options.name }, options);
  }

  /** The next node follows the boundary event, not the activity. */
  boundaryEvent(id: string, attachedTo: string, options: EventOptions & { interrupting?: boolean }): this {
    this.#cursor = null;
    const attributes = {
      name: options.name,
      attachedToRef: attachedTo,
      cancelActivity: options.interrupting,
    };
    return this.#event("bpmn:boundaryEvent", id, attributes, options);
  }

  serviceTask(id: string, options: ActivityOptions & JobOptions): this {
    return this.#activity("bpmn:serviceTask", id, options);
  }
  sendTask(id: string, options: ActivityOptions & JobOptions): this {
    return this.#activity("bpmn:sendTask", id, options);
  }
  /** A script or business rule task whose work is a job. */
  jobTask(name: `bpmn:${string}`, id: string, options: ActivityOptions & JobOptions): this {
    return this.#activity(name, id, options);
  }
  manualTask(id: string, options: ActivityOptions = {}): this {
    return this.#activity("bpmn:manualTask", id, options);
  }
  task(id: string, options: ActivityOptions = {}): this {
    return this.#activity("bpmn:task", id, options);
  }
  userTask(id: string, options: ActivityOptions & UserTaskOptions = {}): this {
    return this.#activity("bpmn:userTask", id, options, userTaskExtensions(options));
  }
  receiveTask(
    id: string,
    options: ActivityOptions & { message: { name: string; correlationKey: string } },
  ): this {
    return this.#add("bpmn:receiveTask", id, { name: options.name }, (roots, attributes) => {
      attributes.messageRef = roots.message(options.message);
      return activityParts(options);
    });
  }
  scriptTask(id: string, options: ActivityOptions & { expression: string; resultVariable: string }): this {
    const { expression, resultVariable } = options;
    return this.#activity(
      "bpmn:scriptTask",
      id,
      options,
      tag("zeebe:script", { expression, resultVariable }),
    );
  }
  businessRuleTask(
    id: string,
    options: ActivityOptions & {
      decisionId: string;
      resultVariable: string;
      bindingType?: string;
      versionTag?: string;
    },
  ): this {
    const { decisionId, resultVariable, bindingType, versionTag } = options;
    const called = tag("zeebe:calledDecision", { decisionId, resultVariable, bindingType, versionTag });
    return this.#activity("bpmn:businessRuleTask", id, options, called);
  }
  callActivity(
    id: string,
    options: ActivityOptions & {
      processId: string;
      propagateAllChildVariables?: boolean;
      propagateAllParentVariables?: boolean;
      bindingType?: string;
      versionTag?: string;
    },
  ): this {
    const { processId, bindingType, versionTag } = options;
    const { propagateAllChildVariables, propagateAllParentVariables } = options;
    const attributes = {
      processId,
      bindingType,
      versionTag,
      propagateAllChildVariables,
      propagateAllParentVariables,
    };
    return this.#activity("bpmn:callActivity", id, options, tag("zeebe:calledElement", attributes));
  }

  /** The activity added next, not connected by a flow, undoes what the compensation boundary event sits on. */
  compensatedBy(boundaryId: string, attachedTo: string, add: (scope: this) => unknown): this {
    const cursor = this.#cursor;
    this.boundaryEvent(boundaryId, attachedTo, { compensation: true });
    this.#cursor = null;
    const before = new Set(this.#nodes.keys());
    add(this);
    const handler = [...this.#nodes.values()].find((node) => !before.has(node.id));
    if (handler !== undefined) {
      handler.attributes = { ...handler.attributes, isForCompensation: true };
      this.#associations.push({ source: boundaryId, target: handler.id });
    }
    this.#cursor = cursor;
    return this;
  }

  exclusiveGateway(id: string): this {
    return this.#add("bpmn:exclusiveGateway", id, {}, () => "");
  }
  parallelGateway(id: string): this {
    return this.#add("bpmn:parallelGateway", id, {}, () => "");
  }
  inclusiveGateway(id: string): this {
    return this.#add("bpmn:inclusiveGateway", id, {}, () => "");
  }
  eventBasedGateway(id: string): this {
    return this.#add("bpmn:eventBasedGateway", id, {}, () => "");
  }

  subProcess(id: string, build: (inner: ScopeBuilder) => unknown, options: ActivityOptions = {}): this {
    const inner = new ScopeBuilder();
    build(inner);
    return this.#add(
      "bpmn:subProcess",
      id,
      { name: options.name },
      (roots) => activityParts(options) + inner.content(roots),
    );
  }

  adHocSubProcess(
    id: string,
    build: (inner: ScopeBuilder) => unknown,
    options: ActivityOptions & AdHocOptions & Partial<JobOptions> = {},
  ): this {
    const inner = new ScopeBuilder();
    build(inner);
    const { completionCondition, cancelRemaining, activeElements, outputCollection, outputElement } = options;
    const adHoc = { activeElementsCollection: activeElements, outputCollection, outputElement };
    const attributes = { name: options.name, cancelRemainingInstances: cancelRemaining };
    const condition =
      completionCondition === undefined ? "" : formal("bpmn:completionCondition", completionCondition);
    return this.#add(
      "bpmn:adHocSubProcess",
      id,
      attributes,
      (roots) => activityParts(options, tag("zeebe:adHoc", adHoc)) + inner.content(roots) + condition,
    );
  }

  /** Begins a path that no flow leads to, e.g. in an ad-hoc sub-process. */
  apart(): this {
    this.#cursor = null;
    return this;
  }

  /** Not connected to anything. */
  eventSubProcess(id: string, build: (inner: ScopeBuilder) => unknown, options: ActivityOptions = {}): this {
    const inner = new ScopeBuilder();
    build(inner);
    const cursor = this.#cursor;
    this.#cursor = null;
    this.#add(
      "bpmn:subProcess",
      id,
      { triggeredByEvent: true },
      (roots) => activityParts(options) + inner.content(roots),
    );
    this.#cursor = cursor;
    return this;
  }

  /** Any element by its XML name, with its inner XML: for what the builder has no method for. */
  element(name: string, id: string, innerXml = "", attributes: Attributes = {}): this {
    return this.#add(name, id, attributes, () => innerXml);
  }

  /** The next flow gets this condition. */
  condition(expression: string): this {
    this.#condition = expression;
    return this;
  }

  /** The next flow is the default flow of the gateway it leaves. */
  defaultFlow(): this {
    this.#default = true;
    return this;
  }

  /** The next flow gets this id instead of `source-target`. */
  flowId(id: string): this {
    this.#flowId = id;
    return this;
  }

  moveTo(id: string): this {
    this.#cursor = id;
    return this;
  }

  /** Connects to a node that is there already (or will be). */
  connectTo(id: string): this {
    this.#connect(id);
    this.#cursor = null;
    return this;
  }

  /** The XML of the nodes and flows. */
  content(roots: RootElements): string {
    const nodes = [...this.#nodes.values()].map((node) => {
      const content = withFlows(node.content(roots), this.#flowTags(node.id));
      return tag(node.name, { id: node.id, ...node.attributes }, content);
    });
    const flows = this.#flows.map((flow) =>
      tag(
        "bpmn:sequenceFlow",
        { id: flow.id, sourceRef: flow.source, targetRef: flow.target },
        flow.condition === undefined ? undefined : formal("bpmn:conditionExpression", flow.condition),
      ),
    );
    const associations = this.#associations.map(({ source, target }) =>
      tag("bpmn:association", {
        id: `${source}-${target}`,
        sourceRef: source,
        targetRef: target,
        associationDirection: "One",
      }),
    );
    return [...nodes, ...flows, ...associations].join("\n");
  }

  #flowTags(nodeId: string): string {
    const into = this.#flows.filter((flow) => flow.target === nodeId);
    const out = this.#flows.filter((flow) => flow.source === nodeId);
    return [
      ...into.map((flow) => tag("bpmn:incoming", {}, escapeXml(flow.id))),
      ...out.map((flow) => tag("bpmn:outgoing", {}, escapeXml(flow.id))),
    ].join("");
  }

  #event(name: string, id: string, attributes: Attributes, options: EventOptions): this {
    return this.#add(name, id, attributes, (roots) => eventParts(options, roots));
  }

  #activity(
    name: string,
    id: string,
    options: ActivityOptions & Partial<JobOptions>,
    ...zeebe: string[]
  ): this {
    return this.#add(name, id, { name: options.name }, () => activityParts(options, ...zeebe));
  }

  #add(
    name: string,
    id: string,
    attributes: Attributes,
    content: (roots: RootElements, attributes: Attributes) => string,
  ): this {
    const node: NodeDraft = { id, name, attributes, content: (roots) => content(roots, node.attributes) };
    this.#nodes.set(id, node);
    if (this.#cursor !== null) this.#connect(id);
    this.#cursor = id;
    return this;
  }

  #connect(target: string): void {
    const source = this.#cursor ?? "";
    const plain = `${source}-${target}`;
    const same = this.#flows.filter((flow) => flow.source === source && flow.target === target).length;
    const id = this.#flowId ?? (same === 0 ? plain : `${plain}-${same + 1}`);
    this.#flows.push({ id, source, target, condition: this.#condition });
    const from = this.#nodes.get(source);
    if (this.#default && from !== undefined) from.attributes = { ...from.attributes, default: id };
    this.#condition = undefined;
    this.#default = false;
    this.#flowId = undefined;
  }
}

/** The schema wants flows behind the extension elements and before everything else. */
function withFlows(content: string, flows: string): string {
  const end = "</bpmn:extensionElements>";
  const at = content.startsWith("<bpmn:extensionElements>") ? content.indexOf(end) + end.length : 0;
  return content.slice(0, at) + flows + content.slice(at);
}

export class ProcessBuilder extends ScopeBuilder {
  readonly #id: string;
  readonly #options: ProcessOptions;
  constructor(id: string, options: ProcessOptions) {
    super();
    this.#id = id;
    this.#options = options;
  }

  write(roots: RootElements): string {
    const { name, versionTag, executable = true } = this.#options;
    const version = versionTag === undefined ? undefined : tag("zeebe:versionTag", { value: versionTag });
    const attributes = { id: this.#id, name, isExecutable: executable };
    const listeners = listenersTag("zeebe:executionListener", this.#options.listeners);
    return tag("bpmn:process", attributes, extensionElements(version, listeners), this.content(roots));
  }

  toXml(): string {
    return toXml(this);
  }
}

function userTaskExtensions(options: UserTaskOptions): string {
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority, externalReference } =
    options;
  const any = (...values: unknown[]): boolean => values.some((value) => value !== undefined);
  return [
    tag("zeebe:userTask", {}),
    any(assignee, candidateGroups, candidateUsers)
      ? tag("zeebe:assignmentDefinition", { assignee, candidateGroups, candidateUsers })
      : "",
    any(dueDate, followUpDate) ? tag("zeebe:taskSchedule", { dueDate, followUpDate }) : "",
    any(priority) ? tag("zeebe:priorityDefinition", { priority }) : "",
    any(externalReference) ? tag("zeebe:formDefinition", { externalReference }) : "",
  ].join("");
}
