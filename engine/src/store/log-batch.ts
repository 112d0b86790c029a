/** What one command left in the log: the command itself, then its events, or its rejection. */
import type { EngineRecord, JsonValue, RejectionType } from "../port.ts";

export interface LogBatch {
  /** Position of the command; its events follow one by one. */
  readonly position: number;
  readonly timestamp: number;
  readonly command: LogRecord;
  readonly events: readonly LogRecord[];
  readonly rejection: { readonly type: RejectionType; readonly reason: string } | null;
}

export interface LogRecord {
  /** valueType and intent, joined by a dot. */
  readonly name: string;
  readonly key: number;
  readonly value: object;
}

/** Position of the last record of the batch. */
export function lastPositionOf(batch: LogBatch): number {
  return batch.position + batch.events.length + (batch.rejection === null ? 0 : 1);
}

/** The batch as records of the port: keys as strings, variables as objects. */
export function toEngineRecords(batch: LogBatch): EngineRecord[] {
  const { position, timestamp, command, events, rejection } = batch;
  const record = (
    { name, key, value }: LogRecord,
    at: number,
    source: number,
    recordType: EngineRecord["recordType"],
  ): EngineRecord => {
    const dot = name.indexOf(".");
    return {
      position: at,
      sourcePosition: source,
      timestamp,
      key: String(key),
      recordType,
      valueType: name.slice(0, dot),
      intent: name.slice(dot + 1),
      value: portValue(value),
    };
  };
  const records = [record(command, position, -1, "COMMAND")];
  for (const event of events) records.push(record(event, position + records.length, position, "EVENT"));
  if (rejection !== null) {
    const rejected = record(command, position + records.length, position, "COMMAND_REJECTION");
    records.push({ ...rejected, rejectionType: rejection.type, rejectionReason: rejection.reason });
  }
  return records;
}

function portValue(value: object): { [field: string]: JsonValue } {
  const result: { [field: string]: JsonValue } = {};
  for (const [name, field] of Object.entries(value) as [string, JsonValue][]) {
    if (name === "variables") result[name] = variablesObject(field);
    else if (name === "root") {
      const { tags, businessId, ...marks } = field as { [name: string]: JsonValue };
      if (tags !== undefined) result.tags = tags;
      if (businessId !== undefined) result.businessId = businessId;
      if (Object.keys(marks).length > 0) result.root = portValue(marks);
    } else if (typeof field === "number" && name.endsWith("Key")) result[name] = String(field);
    else if (name === "jobKeys" || name === "processInstancePath") {
      result[name] = (field as number[]).map(String);
    } else if (Array.isArray(field)) {
      result[name] = field.map((item) =>
        typeof item === "object" && item !== null && !Array.isArray(item) ? portValue(item) : item,
      );
    } else if (typeof field === "object" && field !== null) result[name] = portValue(field);
    else result[name] = field;
  }
  return result;
}

function variablesObject(document: JsonValue): JsonValue {
  const entries = (document as [string, string][]).map(
    ([name, json]) => [name, JSON.parse(json) as JsonValue] as const,
  );
  return Object.fromEntries(entries);
}
