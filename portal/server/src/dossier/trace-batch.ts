/** What a batch of the engine's records makes of the traces. Pure. */
import type { EngineRecord, JsonValue } from "@onewindow/engine";
import type { TraceDocument, TraceElement } from "./model.ts";

const NAMES = new Set(["caseId", "caseItemId"]);

const text = (value: JsonValue | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
/** `-1` and empty stand for "none". */
const keyOf = (value: JsonValue | undefined): string | null => {
  const key = text(value);
  return key === "" || key === "-1" ? null : key;
};

/** The instance whose trace the record belongs to; null when it says nothing about where a process is. */
export function instanceOf(record: EngineRecord): string | null {
  if (record.recordType !== "EVENT") return null;
  if (record.valueType === "VARIABLE") {
    const instance = keyOf(record.value["processInstanceKey"]);
    const own = keyOf(record.value["scopeKey"]) === instance;
    return own && NAMES.has(text(record.value["name"])) ? instance : null;
  }
  if (record.valueType !== "PROCESS_INSTANCE" && record.valueType !== "INCIDENT") return null;
  return keyOf(record.value["processInstanceKey"]);
}

/** A trace nothing is known of yet: an instance's first variables come before itself. */
export const emptyTrace = (at: number): TraceDocument => ({
  process: "",
  definitionKey: "",
  parent: null,
  caseId: "",
  caseItemId: null,
  state: "running",
  startedAt: at,
  endedAt: null,
  elements: [],
  flows: [],
});

/** The trace after the record; the same object when the record changes nothing. */
export function withRecord(trace: TraceDocument, record: EngineRecord): TraceDocument {
  if (record.valueType === "VARIABLE") return withVariable(trace, record);
  if (record.valueType === "INCIDENT") return withIncident(trace, record);
  const { value, intent, timestamp } = record;
  const type = text(value["bpmnElementType"]);
  if (type === "PROCESS") return withProcess(trace, record);
  const id = text(value["elementId"]);
  if (intent === "SEQUENCE_FLOW_TAKEN")
    return trace.flows.includes(id) ? trace : { ...trace, flows: [...trace.flows, id] };
  // the body around several instances of an activity is no step of its own
  if (type === "MULTI_INSTANCE_BODY" || type === "SEQUENCE_FLOW") return trace;
  const counted = COUNTS[intent];
  if (counted === undefined) return trace;
  return changed(trace, id, timestamp, (element) => ({ ...element, [counted]: element[counted] + 1 }));
}

const COUNTS: Readonly<Record<string, "entered" | "completed" | "terminated">> = {
  ELEMENT_ACTIVATING: "entered",
  ELEMENT_COMPLETED: "completed",
  ELEMENT_TERMINATED: "terminated",
};

function withProcess(trace: TraceDocument, record: EngineRecord): TraceDocument {
  const { value, intent, timestamp } = record;
  if (intent === "ELEMENT_ACTIVATING")
    return {
      ...trace,
      process: text(value["bpmnProcessId"]),
      definitionKey: text(value["processDefinitionKey"]),
      parent: keyOf(value["parentProcessInstanceKey"]),
      startedAt: timestamp,
    };
  if (intent === "ELEMENT_COMPLETED") return { ...trace, state: "completed", endedAt: timestamp };
  if (intent === "ELEMENT_TERMINATED") return { ...trace, state: "terminated", endedAt: timestamp };
  return trace;
}

function withVariable(trace: TraceDocument, record: EngineRecord): TraceDocument {
  let read: unknown;
  try {
    read = JSON.parse(text(record.value["value"]));
  } catch {
    return trace;
  }
  if (typeof read !== "string") return trace;
  return record.value["name"] === "caseId" ? { ...trace, caseId: read } : { ...trace, caseItemId: read };
}

function withIncident(trace: TraceDocument, record: EngineRecord): TraceDocument {
  const { value, intent, timestamp, key } = record;
  if (intent !== "CREATED" && intent !== "RESOLVED") return trace;
  return changed(trace, text(value["elementId"]), timestamp, (element) => ({
    ...element,
    stuck:
      intent === "CREATED"
        ? [...new Set([...element.stuck, key])]
        : element.stuck.filter((open) => open !== key),
  }));
}

function changed(
  trace: TraceDocument,
  id: string,
  at: number,
  change: (element: TraceElement) => TraceElement,
): TraceDocument {
  if (id === "") return trace;
  const known = trace.elements.find((element) => element.id === id);
  const fresh: TraceElement = { id, entered: 0, completed: 0, terminated: 0, stuck: [], lastAt: at };
  const next = { ...change(known ?? fresh), lastAt: at };
  return {
    ...trace,
    elements:
      known === undefined
        ? [...trace.elements, next]
        : trace.elements.map((element) => (element === known ? next : element)),
  };
}

/** Where the process is at this element. */
export function stateOf(
  element: TraceElement | undefined,
): "stopped" | "current" | "done" | "ended" | "todo" {
  if (element === undefined) return "todo";
  const active = element.entered - element.completed - element.terminated;
  if (element.stuck.length > 0 && active > 0) return "stopped";
  if (active > 0) return "current";
  if (element.completed > 0) return "done";
  return element.terminated > 0 ? "ended" : "todo";
}
