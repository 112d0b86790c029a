/**
 * Batches of the log as text. Records of one batch mostly speak of one process instance: what they share is
 * written once, values that several records have in common too.
 */
import type { JobValue } from "../core/records.ts";
import { decodeJob, encodeJob } from "../core/state/job-codec.ts";
import type { RejectionType } from "../port.ts";
import { lastPositionOf } from "./log-batch.ts";
import type { LogBatch, LogRecord } from "./log-batch.ts";
import { codeToName, nameToCode } from "./record-names.ts";

/** [bpmnProcessId, version, processDefinitionKey, processInstanceKey, parent instance, parent element] */
type Instance = [string, number, number, number, number, number];
/** [instance, elementId, flowScopeKey, bpmnElementType, bpmnEventType, further fields] */
type Element = [number, string, number, string, string, object?];
/** An element of this batch by number, a job as its fields, or any other value as it is. */
type Value = number | readonly unknown[] | object;
type Tuple = [code: number | string, key: number, value: Value];
type Encoded = [
  timestamp: number,
  instances: Instance[],
  elements: Element[],
  command: Tuple,
  events: Tuple[],
  rejection?: [RejectionType, string],
];

interface ElementValue {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly elementId: string;
  readonly flowScopeKey: number;
  readonly bpmnElementType: string;
  readonly bpmnEventType: string;
  readonly parentProcessInstanceKey: number;
  readonly parentElementInstanceKey: number;
}

const ELEMENT_RECORD = "PROCESS_INSTANCE.";
const JOB_RECORD = "JOB.";

export function encodeBatch(batch: LogBatch): string {
  const instances: Instance[] = [];
  const elements: Element[] = [];
  const known = new Map<object, number>();
  const tuple = ({ name, key, value }: LogRecord): Tuple => {
    const code = nameToCode(name);
    if (name.startsWith(JOB_RECORD) && "customHeaders" in value)
      return [code, key, encodeJob(value as JobValue)];
    if (!name.startsWith(ELEMENT_RECORD) || !("flowScopeKey" in value)) return [code, key, value];
    let index = known.get(value);
    if (index === undefined) {
      index = elements.push(encodeElement(value as ElementValue, instances)) - 1;
      known.set(value, index);
    }
    return [code, key, index];
  };
  const encoded: Encoded = [
    batch.timestamp,
    instances,
    elements,
    tuple(batch.command),
    batch.events.map(tuple),
  ];
  if (batch.rejection !== null) encoded.push([batch.rejection.type, batch.rejection.reason]);
  return JSON.stringify(encoded);
}

function encodeElement(value: ElementValue, instances: Instance[]): Element {
  const {
    bpmnProcessId,
    version,
    processDefinitionKey,
    processInstanceKey,
    parentProcessInstanceKey,
    parentElementInstanceKey,
    elementId,
    flowScopeKey,
    bpmnElementType,
    bpmnEventType,
    ...more
  } = value;
  let at = instances.findIndex(
    (instance) =>
      instance[3] === processInstanceKey &&
      instance[5] === parentElementInstanceKey &&
      instance[2] === processDefinitionKey,
  );
  if (at === -1) {
    const parents = [parentProcessInstanceKey, parentElementInstanceKey] as const;
    at = instances.push([bpmnProcessId, version, processDefinitionKey, processInstanceKey, ...parents]) - 1;
  }
  const element: Element = [at, elementId, flowScopeKey, bpmnElementType, bpmnEventType];
  for (const _ in more) {
    element.push(more);
    break;
  }
  return element;
}

/** The batches of one commit as one text. */
export function encodeSegment(batches: readonly LogBatch[]): string {
  return batches.map(encodeBatch).join("\n");
}

export function decodeSegment(position: number, text: string): LogBatch[] {
  let next = position;
  return text.split("\n").map((line) => {
    const batch = decodeBatch(next, line);
    next = lastPositionOf(batch) + 1;
    return batch;
  });
}

export function decodeBatch(position: number, text: string): LogBatch {
  const [timestamp, instances, elements, command, events, rejection] = JSON.parse(text) as Encoded;
  const values = elements.map((element) => decodeElement(element, instances));
  const record = ([code, key, value]: Tuple): LogRecord => ({
    name: codeToName(code),
    key,
    value:
      typeof value === "number" ? (values[value] as object) : Array.isArray(value) ? decodeJob(value) : value,
  });
  return {
    position,
    timestamp,
    command: record(command),
    events: events.map(record),
    rejection: rejection === undefined ? null : { type: rejection[0], reason: rejection[1] },
  };
}

function decodeElement(element: Element, instances: readonly Instance[]): ElementValue {
  const [at, elementId, flowScopeKey, bpmnElementType, bpmnEventType, more] = element;
  const [bpmnProcessId, version, processDefinitionKey, processInstanceKey, parent, caller] = instances[
    at
  ] as Instance;
  return {
    bpmnProcessId,
    version,
    processDefinitionKey,
    processInstanceKey,
    elementId,
    flowScopeKey,
    bpmnElementType,
    bpmnEventType,
    parentProcessInstanceKey: parent,
    parentElementInstanceKey: caller,
    ...more,
  };
}
