/** How each kind of record becomes a line of the normalized trace. */
import type { JsonValue } from "../../port.ts";
import type { TraceLines, TracedRecord } from "./trace-lines.ts";

/** The key of the task among the headers of its listeners' jobs. */
const TASK_KEY = /("io\.camunda\.zeebe:userTaskKey":")\d+/;
/** The key of a form or linked file among the headers of jobs. */
const FILE_KEY = /("io\.camunda\.zeebe:formKey":"|resourceKey\\":\\")(\d{10,})/g;

type FileValue = TracedRecord["value"];
type Writer = (lines: TraceLines, record: TracedRecord) => void;

export const lineWriters: Readonly<Record<string, Writer>> = {
  PROCESS_INSTANCE(lines, { key, intent, value }) {
    const { elementId, bpmnElementType, bpmnEventType, flowScopeKey } = value;
    const scope = lines.label(flowScopeKey);
    if (intent === "SEQUENCE_FLOW_TAKEN") return lines.add(scope, `FLOW ${text(elementId)}`);
    if (!intent.startsWith("ELEMENT_")) return lines.add(scope, `${intent} ${text(elementId)}`);
    const body = bpmnElementType === "MULTI_INSTANCE_BODY" ? "*" : "";
    lines.admit(key, String(flowScopeKey), `${text(elementId)}${body}`);
    const line = `${intent.slice("ELEMENT_".length)} ${lines.name(key)}`;
    if (intent === "ELEMENT_MIGRATED") return lines.add(scope, `${line} to ${text(elementId)}`);
    if (intent !== "ELEMENT_ACTIVATING") return lines.add(scope, line);
    const tags = tagsOf(value);
    const event = ["UNSPECIFIED", "NONE"].includes(text(bpmnEventType)) ? "" : ` ${text(bpmnEventType)}`;
    lines.add(scope, `${line}: ${text(bpmnElementType)}${event}${tags}`);
  },

  VARIABLE(lines, { intent, value }) {
    if (intent === "MIGRATED") return;
    const change = intent === "CREATED" ? "VARIABLE" : `VARIABLE ${intent}`;
    lines.add(lines.label(value.scopeKey), `${change} ${text(value.name)} = ${canonical(value.value)}`);
  },

  JOB(lines, { intent, value }) {
    const line = `JOB ${intent} ${lines.name(value.elementInstanceKey)}`;
    const scope = lines.scopeOf(value.elementInstanceKey);
    if (intent === "CREATED" || intent === "MIGRATED") {
      const headers = canonical(value.customHeaders)
        .replace(TASK_KEY, "$1…")
        .replace(FILE_KEY, (_, before: string, key: string) => before + lines.recall(key));
      const kind = text(value.jobKind);
      const listener = kind.endsWith("LISTENER") ? `, ${kind} ${text(value.jobListenerEventType)}` : "";
      lines.add(
        scope,
        `${line}: ${text(value.type)}, ${String(value.retries)} retries, headers ${headers}${listener}${tagsOf(value)}`,
      );
    } else if (intent === "FAILED") {
      const again = Number(value.retryBackoff) > 0 ? `, again in ${Number(value.retryBackoff) / 1000} s` : "";
      lines.add(scope, `${line}: ${String(value.retries)} left, ${text(value.errorMessage)}${again}`);
    } else if (intent === "RETRIES_UPDATED") lines.add(scope, `${line}: ${String(value.retries)}`);
    else if (intent === "ERROR_THROWN") {
      lines.add(scope, `${line}: ${text(value.errorCode)} ${text(value.errorMessage)}`);
    } else lines.add(scope, line);
  },

  INCIDENT(lines, { intent, value }) {
    const at = value.elementInstanceKey;
    const line = `INCIDENT ${intent} ${text(value.errorType)} at ${lines.name(at) || text(value.elementId)}`;
    const told = text(value.errorMessage).replace(/ with key ('?)\d+'?/, " with key $1…$1");
    const message = intent === "CREATED" ? `: ${told}` : "";
    lines.add(lines.scopeOf(at), line + message);
  },

  USER_TASK(lines, { intent, value }) {
    const line = `USER_TASK ${intent} ${lines.name(value.elementInstanceKey)}`;
    const groups = list(value.candidateGroupsList);
    const users = list(value.candidateUsersList);
    const dates = `due ${text(value.dueDate) || "-"}, follow-up ${text(value.followUpDate) || "-"}`;
    const who = `assignee ${text(value.assignee) || "-"}, groups ${groups}, users ${users}`;
    const action = text(value.action);
    const shown = lines.recall(text(value.formKey));
    const form = shown === "" ? "" : `, ${shown}`;
    lines.add(
      lines.scopeOf(value.elementInstanceKey),
      `${line}: ${who}, ${dates}, priority ${String(value.priority)}${form}${action === "" ? "" : `, ${action}`}${tagsOf(value)}`,
    );
  },

  TIMER(lines, { intent, value }) {
    const at = value.elementInstanceKey;
    const target = text(value.targetElementId);
    const line = `TIMER ${intent} ${target}: ${lines.time(value.dueDate)}, ${String(value.repetitions)} ×`;
    lines.add(lines.label(at), line);
  },

  /** The real engine first wishes a subscription, then hears of it; ours opens it at once. */
  PROCESS_MESSAGE_SUBSCRIPTION(lines, { key, intent, value }) {
    const opened = intent === "CREATING" || intent === "CREATED";
    if (opened && !lines.firstTime(key)) return;
    if (!opened && intent !== "CORRELATED" && intent !== "DELETED" && intent !== "MIGRATED") return;
    const what = `${text(value.messageName)} ${text(value.correlationKey)} for ${text(value.elementId)}`;
    lines.add(`${lines.label(value.elementInstanceKey)} messages`, `${opened ? "OPENED" : intent} ${what}`);
  },

  MESSAGE_START_EVENT_SUBSCRIPTION(lines, { intent, value }) {
    const key = intent === "CORRELATED" ? ` ${text(value.correlationKey)}` : "";
    const line = `${intent} ${text(value.messageName)}${key} for ${text(value.startEventId)}`;
    lines.add(`${text(value.bpmnProcessId)} start messages`, line);
  },

  /** The record of its end may come without name and key. */
  MESSAGE(lines, { key, intent, value }) {
    if (intent === "PUBLISHED") lines.remember(key, `${text(value.name)} ${text(value.correlationKey)}`);
    else if (intent !== "EXPIRED") return;
    lines.add("messages", `${intent} ${lines.recall(key)}`);
  },

  SIGNAL_SUBSCRIPTION(lines, { intent, value }) {
    const line = `${intent} ${text(value.signalName)} for ${text(value.catchEventId)}`;
    const at = lines.label(value.catchEventInstanceKey);
    lines.add(`${at === "" ? text(value.bpmnProcessId) : at} signals`, line);
  },

  FORM(lines, { key, intent, value }) {
    if (intent === "CREATED") file(lines, key, "form", value.formId, value);
    define(lines, `FORM ${intent}`, value.formId, value.version);
  },

  RESOURCE(lines, { key, intent, value }) {
    if (intent === "CREATED") file(lines, key, "resource", value.resourceId, value);
    define(lines, `RESOURCE ${intent}`, value.resourceId, value.version);
  },

  SIGNAL(lines, { intent, value }) {
    lines.add("signals", `${intent} ${text(value.signalName)}`);
  },

  /** Only what a migration does to them is written. */
  COMPENSATION_SUBSCRIPTION(lines, { intent, value }) {
    if (intent !== "MIGRATED") return;
    const what = `${text(value.compensableActivityId)} by ${text(value.compensationHandlerId) || "-"}`;
    lines.add("compensations", `MIGRATED ${what}`);
  },

  PROCESS_INSTANCE_MIGRATION(lines, { intent, value }) {
    lines.add(lines.label(value.processInstanceKey), `INSTANCE ${intent}`);
  },

  PROCESS(lines, { intent, value }) {
    define(lines, `PROCESS ${intent}`, value.bpmnProcessId, value.version);
  },

  DECISION(lines, { intent, value }) {
    define(lines, `DECISION ${intent}`, value.decisionId, value.version);
  },

  DECISION_REQUIREMENTS(lines, { intent, value }) {
    const { decisionRequirementsId: id, decisionRequirementsVersion: version } = value;
    define(lines, `DECISION_REQUIREMENTS ${intent}`, id, version);
  },

  ESCALATION(lines, { intent, value }) {
    lines.add(
      "escalations",
      `${intent} ${text(value.escalationCode)} to ${text(value.catchElementId) || "-"}`,
    );
  },

  DECISION_EVALUATION(lines, { intent, value }) {
    const what = `${intent} ${text(value.decisionId)}`;
    const scope = lines.scopeOf(value.elementInstanceKey);
    if (intent === "EVALUATED") lines.add(scope, `DECISION ${what} = ${canonical(value.decisionOutput)}`);
    else lines.add(scope, `DECISION ${what}: ${text(value.evaluationFailureMessage)}`);
  },
};

function file(
  lines: TraceLines,
  key: string,
  kind: string,
  id: JsonValue | undefined,
  value: FileValue,
): void {
  const name = `${kind} ${text(id)}`;
  lines.remember(key, `${name} #${lines.ordinal(name)}`);
  lines.add("files", `${lines.recall(key)} ${text(value.versionTag) || "-"}`);
}

function define(
  lines: TraceLines,
  what: string,
  id: JsonValue | undefined,
  version: JsonValue | undefined,
): void {
  if (!lines.definitions) return;
  const kind = what.slice(0, what.indexOf(" "));
  lines.add("definitions", `${what} ${text(id)} ${lines.version(`${kind} ${text(id)}`, version)}`);
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : String(value ?? "");
}

function tagsOf({ tags }: TracedRecord["value"]): string {
  return Array.isArray(tags) && tags.length > 0 ? `, tags ${tags.map(text).sort().join(" ")}` : "";
}

function list(value: JsonValue | undefined): string {
  return Array.isArray(value) && value.length > 0 ? value.map(text).join(" ") : "-";
}

/** JSON with the fields of objects in alphabetical order; a text is taken as JSON text. */
export function canonical(value: JsonValue | undefined): string {
  const parsed = typeof value === "string" ? (JSON.parse(value) as JsonValue) : (value ?? null);
  return JSON.stringify(sorted(parsed));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
