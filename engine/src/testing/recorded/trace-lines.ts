/**
 * Normalizes a record stream: no keys, no positions, no times of the wall; what happened as lines, in order within
 * each scope, since engines may take turns between scopes as they like.
 */
import type { EngineRecord, JsonValue } from "../../port.ts";
import { lineWriters } from "./line-writers.ts";

/** The parts of a record that lines are written from. */
export type TracedRecord = Pick<EngineRecord, "key" | "valueType" | "intent" | "value" | "recordType">;

export class TraceLines {
  readonly #labels = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #remembered = new Map<string, string>();
  readonly #firstVersions = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #startTime: number;
  #scopes = new Map<string, string[]>();

  readonly definitions: boolean;

  /** Due dates are written as counted from `startTime`; `definitions`: deployed and deleted ones are written too. */
  constructor(startTime: number, definitions = false) {
    this.#startTime = startTime;
    this.definitions = definitions;
  }

  take(record: TracedRecord): void {
    if (record.recordType !== "EVENT") return;
    lineWriters[record.valueType]?.(this, record);
  }

  /** The lines since the last call, by scope in alphabetical order. */
  step(): Record<string, string[]> {
    const scopes = this.peek();
    this.#scopes = new Map();
    return scopes;
  }

  /** Like `step`, but the next call gives the same lines again. */
  peek(): Record<string, string[]> {
    const sorted = [...this.#scopes].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([scope, lines]) => [scope, settled(lines)]));
  }

  add(scope: string, line: string): void {
    const lines = this.#scopes.get(scope) ?? [];
    this.#scopes.set(scope, [...lines, line]);
  }

  /** The label of an element instance: its path of ids, numbered when an id comes again in its scope. */
  label(key: JsonValue | undefined): string {
    return this.#labels.get(String(key)) ?? "";
  }

  /** The last part of the label. */
  name(key: JsonValue | undefined): string {
    const label = this.label(key);
    return label.slice(label.lastIndexOf("/") + 1);
  }

  /** The label of the scope around an element instance. */
  scopeOf(key: JsonValue | undefined): string {
    const label = this.label(key);
    return label.slice(0, Math.max(0, label.lastIndexOf("/")));
  }

  admit(key: string, scopeKey: string, id: string): void {
    if (this.#labels.has(key)) return;
    const plain = scopeKey === "-1" ? id : `${this.label(scopeKey)}/${id}`;
    const count = (this.#counts.get(plain) ?? 0) + 1;
    this.#counts.set(plain, count);
    this.#labels.set(key, count === 1 ? plain : `${plain}#${count}`);
  }

  /** The version as counted from the first one that the scenario saw. */
  version(id: string, version: JsonValue | undefined): string {
    const first = this.#firstVersions.get(id) ?? Number(version);
    this.#firstVersions.set(id, first);
    return String(Number(version) - first + 1);
  }

  remember(key: string, what: string): void {
    this.#remembered.set(key, what);
  }

  recall(key: string): string {
    return this.#remembered.get(key) ?? "";
  }

  /** Counts from 1 how often it was asked for this. */
  ordinal(what: string): number {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return count;
  }

  /** True for a key that it was not asked for before. */
  firstTime(key: string): boolean {
    const first = !this.#seen.has(key);
    this.#seen.add(key);
    return first;
  }

  /** Seconds from the start of the scenario. */
  time(epochMs: JsonValue | undefined): string {
    return `${(Number(epochMs) - this.#startTime) / 1000} s`;
  }
}

/** Variables that are written together are one object: their order says nothing. */
function settled(lines: readonly string[]): string[] {
  const result: string[] = [];
  let variables: string[] = [];
  for (const line of lines) {
    if (line.startsWith("VARIABLE")) variables.push(line);
    else {
      result.push(...variables.sort(), line);
      variables = [];
    }
  }
  return [...result, ...variables.sort()];
}
