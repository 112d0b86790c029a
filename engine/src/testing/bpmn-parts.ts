/** Parts of elements that several kinds share: jobs, mappings, loops, events and what they refer to. */
import { extensionElements, formal, tag } from "./bpmn-xml.ts";

export interface Listener {
  /** Execution listeners: start, end; task listeners: creating, assigning, updating, completing, canceling. */
  event: string;
  type: string;
  retries?: number | string;
}

export interface ActivityOptions {
  name?: string;
  /** target → source */
  inputs?: Record<string, string>;
  outputs?: Record<string, string>;
  headers?: Record<string, string>;
  listeners?: Listener[];
  taskListeners?: Listener[];
  multiInstance?: {
    sequential?: boolean;
    inputCollection: string;
    inputElement?: string;
    outputCollection?: string;
    outputElement?: string;
    completionCondition?: string;
  };
}

export interface JobOptions {
  type: string;
  retries?: number | string;
}

export interface UserTaskOptions {
  assignee?: string;
  candidateGroups?: string;
  candidateUsers?: string;
  dueDate?: string;
  followUpDate?: string;
  priority?: number | string;
  externalReference?: string;
}

export interface EventOptions {
  name?: string;
  /** Without `correlationKey` for a message start event of a process. */
  message?: { name: string; correlationKey?: string };
  timer?: { date?: string; duration?: string; cycle?: string };
  /** Code; `true` catches all. */
  error?: string | true;
  signal?: string;
  terminate?: boolean;
  /** Code; `true` catches all. */
  escalation?: string | true;
  link?: string;
  /** `true`: whatever has completed in the scope; or the id of the activity to undo. */
  compensation?: true | string;
  condition?: { expression: string; variableNames?: string; variableEvents?: string };
  /** Message throw and end events: their job. */
  job?: { type: string; retries?: number | string };
  headers?: Record<string, string>;
  listeners?: Listener[];
  inputs?: Record<string, string>;
  outputs?: Record<string, string>;
}

/** Messages, errors and signals of the file, one per content. */
export class RootElements {
  readonly #written = new Map<string, { id: string; xml: string }>();
  #ids = 0;

  message(message: { name: string; correlationKey?: string }): string {
    const { name, correlationKey } = message;
    const subscription =
      correlationKey === undefined ? undefined : tag("zeebe:subscription", { correlationKey });
    return this.#add("message", `${name} ${correlationKey ?? ""}`, (id) =>
      tag("bpmn:message", { id, name }, extensionElements(subscription)),
    );
  }
  error(errorCode: string): string {
    return this.#add("error", errorCode, (id) => tag("bpmn:error", { id, errorCode }));
  }
  escalation(escalationCode: string): string {
    return this.#add("escalation", escalationCode, (id) => tag("bpmn:escalation", { id, escalationCode }));
  }
  signal(name: string): string {
    return this.#add("signal", name, (id) => tag("bpmn:signal", { id, name }));
  }
  /** A fresh id: Zeebe wants one on link and compensation event definitions. */
  id(kind: string): string {
    this.#ids += 1;
    return `${kind}_${this.#ids}`;
  }
  written(): string[] {
    return [...this.#written.values()].map((root) => root.xml);
  }

  #add(kind: string, content: string, write: (id: string) => string): string {
    const known = this.#written.get(`${kind} ${content}`);
    if (known !== undefined) return known.id;
    const id = `${kind}_${this.#written.size + 1}`;
    this.#written.set(`${kind} ${content}`, { id, xml: write(id) });
    return id;
  }
}

/** Extension elements and loop of an activity. */
export function activityParts(options: ActivityOptions & Partial<JobOptions>, ...zeebe: string[]): string {
  const { type, retries, headers, multiInstance } = options;
  const job = type === undefined ? undefined : tag("zeebe:taskDefinition", { type, retries });
  const listeners = listenersTag("zeebe:executionListener", options.listeners);
  const taskListeners = listenersTag("zeebe:taskListener", options.taskListeners);
  const extension = extensionElements(
    job,
    ...zeebe,
    ioMapping(options),
    headersTag(headers),
    listeners,
    taskListeners,
  );
  return (extension ?? "") + (multiInstance === undefined ? "" : loop(multiInstance));
}

function headersTag(headers: Record<string, string> | undefined): string | undefined {
  const tags = Object.entries(headers ?? {}).map(([key, value]) => tag("zeebe:header", { key, value }));
  return tags.length === 0 ? undefined : tag("zeebe:taskHeaders", {}, ...tags);
}

export function listenersTag(
  name: "zeebe:executionListener" | "zeebe:taskListener",
  listeners: readonly Listener[] | undefined,
): string | undefined {
  if (listeners === undefined || listeners.length === 0) return undefined;
  const tags = listeners.map(({ event, type, retries }) => tag(name, { eventType: event, type, retries }));
  return tag(`${name}s`, {}, ...tags);
}

function ioMapping(options: { inputs?: Record<string, string>; outputs?: Record<string, string> }): string {
  const write = (name: string, mappings: Record<string, string> | undefined): string[] =>
    Object.entries(mappings ?? {}).map(([target, source]) => tag(name, { source, target }));
  const content = [...write("zeebe:input", options.inputs), ...write("zeebe:output", options.outputs)];
  return content.length === 0 ? "" : tag("zeebe:ioMapping", {}, ...content);
}

function loop(settings: NonNullable<ActivityOptions["multiInstance"]>): string {
  const { sequential, completionCondition, ...attributes } = settings;
  return tag(
    "bpmn:multiInstanceLoopCharacteristics",
    { isSequential: sequential },
    extensionElements(tag("zeebe:loopCharacteristics", attributes)),
    completionCondition === undefined ? undefined : formal("bpmn:completionCondition", completionCondition),
  );
}

/** Mappings and event definitions of an event. */
export function eventParts(options: EventOptions, roots: RootElements): string {
  const { message, timer, error, signal, terminate, escalation, link, compensation, condition } = options;
  const parts = [
    extensionElements(
      options.job === undefined ? undefined : tag("zeebe:taskDefinition", options.job),
      ioMapping(options),
      headersTag(options.headers),
      listenersTag("zeebe:executionListener", options.listeners),
    ),
  ];
  if (message !== undefined) {
    parts.push(tag("bpmn:messageEventDefinition", { messageRef: roots.message(message) }));
  }
  if (timer !== undefined) parts.push(timerDefinition(timer));
  if (error !== undefined) {
    const errorRef = error === true ? undefined : roots.error(error);
    parts.push(tag("bpmn:errorEventDefinition", { errorRef }));
  }
  if (signal !== undefined)
    parts.push(tag("bpmn:signalEventDefinition", { signalRef: roots.signal(signal) }));
  if (escalation !== undefined) {
    const escalationRef = escalation === true ? undefined : roots.escalation(escalation);
    parts.push(tag("bpmn:escalationEventDefinition", { escalationRef }));
  }
  if (link !== undefined) parts.push(tag("bpmn:linkEventDefinition", { id: roots.id("link"), name: link }));
  if (compensation !== undefined) {
    const activityRef = compensation === true ? undefined : compensation;
    parts.push(tag("bpmn:compensateEventDefinition", { id: roots.id("compensate"), activityRef }));
  }
  if (condition !== undefined) {
    const { expression, ...filter } = condition;
    const filtered = Object.values(filter).some((value) => value !== undefined);
    parts.push(
      tag(
        "bpmn:conditionalEventDefinition",
        {},
        filtered ? extensionElements(tag("zeebe:conditionalFilter", filter)) : undefined,
        formal("bpmn:condition", expression),
      ),
    );
  }
  if (terminate === true) parts.push(tag("bpmn:terminateEventDefinition", {}));
  return parts.filter((part) => part !== undefined).join("");
}

function timerDefinition(timer: NonNullable<EventOptions["timer"]>): string {
  return tag(
    "bpmn:timerEventDefinition",
    {},
    timer.date === undefined ? undefined : formal("bpmn:timeDate", timer.date),
    timer.duration === undefined ? undefined : formal("bpmn:timeDuration", timer.duration),
    timer.cycle === undefined ? undefined : formal("bpmn:timeCycle", timer.cycle),
  );
}
