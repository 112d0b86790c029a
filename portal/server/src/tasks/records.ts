/** The engine's records as the read model reads them. Field names are Zeebe's; keys are strings. */
import type { EngineRecord, JsonValue } from "@onewindow/engine";

export interface UserTaskRecord {
  key: string;
  elementId: string;
  elementInstanceKey: string;
  processInstanceKey: string;
  assignee: string | null;
  groups: string[];
  form: string;
  headers: Record<string, string>;
  variables: Record<string, JsonValue>;
}

const text = (value: JsonValue | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** `-1` and empty stand for "none". */
export function keyOf(value: JsonValue | undefined): string | null {
  const key = text(value);
  return key === "" || key === "-1" ? null : key;
}

export function userTaskOf(record: EngineRecord): UserTaskRecord {
  const { value } = record;
  const groups = value["candidateGroupsList"] ?? value["candidateGroups"];
  return {
    key: keyOf(value["userTaskKey"]) ?? record.key,
    elementId: text(value["elementId"]),
    elementInstanceKey: text(value["elementInstanceKey"]),
    processInstanceKey: text(value["processInstanceKey"]),
    assignee: keyOf(value["assignee"]),
    groups: Array.isArray(groups) ? groups.map(text) : [],
    form: text(value["externalFormReference"]),
    headers: Object.fromEntries(
      Object.entries(plain(value["customHeaders"])).map(([name, one]) => [name, text(one)]),
    ),
    variables: plain(value["variables"]),
  };
}

/** Value of a VARIABLE record as a text; null when it is none. Records carry JSON text. */
export function variableText(record: EngineRecord): string | null {
  const raw = record.value["value"];
  if (typeof raw !== "string") return null;
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "string" ? value : null;
  } catch {
    return raw;
  }
}

function plain(value: JsonValue | undefined): Record<string, JsonValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
