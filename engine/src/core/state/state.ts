/** The engine's state: all families, the key counter, and the journal that undoes a command's batch. */
import type {
  CompensationValue,
  ConditionalSubscriptionValue,
  ContinuationValue,
  DecisionValue,
  FollowUp,
  IncidentValue,
  MessageStartValue,
  MessageValue,
  SignalSubscriptionValue,
  SubscriptionValue,
  TimerValue,
} from "../records.ts";
import type { FamilySpec, StateReader, StateWriter } from "./backend.ts";
import { BucketFamily } from "./bucket-family.ts";
import { elementCodec } from "./element-codec.ts";
import { jobCodec } from "./job-codec.ts";
import { KeyedFamily } from "./family.ts";
import type { Family, FamilyHost, Restorable } from "./family.ts";
import { OrderedFamily } from "./ordered-family.ts";
import { VariableRow } from "./rows.ts";
import type {
  AssetRow,
  DecisionRequirementsRow,
  ElementRow,
  EventTriggerRow,
  JobRow,
  ProcessRow,
  UserTaskRow,
  VersionRow,
} from "./rows.ts";

/** Keys of partition 1, below 2^53: they look like Zeebe's and are exact as numbers. */
export const FIRST_KEY = 2 ** 51;

export interface StateOptions {
  /** Rows a family may hold in memory per cache generation (two are kept). Default 20,000. */
  cacheRows?: number;
  /** Throw when a precondition of a row is violated. Default false: count. */
  strict?: boolean;
}

const variableCodec = {
  encode: (row: VariableRow): string => `${row.key}:${row.json}`,
  decode: (text: string): VariableRow => {
    const colon = text.indexOf(":");
    return new VariableRow(Number(text.slice(0, colon)), text.slice(colon + 1));
  },
};
/** Rows of an index: the key says all. */
const mark = { encode: (): string => "", decode: (): true => true };
/** Plain texts. */
const plain = { encode: (text: string): string => text, decode: (text: string): string => text };

/** Joins the parts of a text key. */
export function textKey(...parts: (string | number)[]): string {
  return parts.join("\u0001");
}

export type DefinitionKind = "process" | "decision" | "requirements" | "form" | "resource";

export class State implements FamilyHost {
  readonly reader: StateReader;
  readonly journal: unknown[] = [];
  readonly cacheRows: number;
  readonly strict: boolean;
  violations = 0;
  persistedKey: number;
  /** The newest key given out. */
  lastKey: number;

  /** Process instances (the PROCESS elements), and all other elements. */
  readonly instances = new KeyedFamily<number, ElementRow>(this, "instances", "integer", elementCodec);
  readonly elements = new KeyedFamily<number, ElementRow>(this, "elements", "integer", elementCodec);
  readonly children = new BucketFamily<number, number, true>(this, "children", "integer", "integer", mark);
  /**
   * Flows taken into a parallel or inclusive gateway that has not joined yet, and in a scope with a joining inclusive
   * gateway all flows whose target is not activated yet: target and flow → how often.
   */
  readonly takenFlows = new BucketFamily<number, string, number>(this, "takenFlows", "integer", "text");
  /** Events that have happened to a scope and are not consumed yet. */
  readonly eventTriggers = new BucketFamily<number, number, EventTriggerRow>(
    this,
    "eventTriggers",
    "integer",
    "integer",
  );
  readonly variables = new BucketFamily<number, string, VariableRow>(
    this,
    "variables",
    "integer",
    "text",
    variableCodec,
  );
  readonly jobs = new KeyedFamily<number, JobRow>(this, "jobs", "integer", jobCodec);
  /** Jobs that a worker may take, by type, oldest first. */
  readonly activatable = new OrderedFamily(this, "activatable");
  /** What becomes due: queues `timer`, `job` (deadline), `backoff`, `message` (lifetime). */
  readonly due = new OrderedFamily(this, "due");
  readonly timers = new KeyedFamily<number, TimerValue>(this, "timers", "integer");
  readonly timersByElement = new BucketFamily<number, number, true>(
    this,
    "timersByElement",
    "integer",
    "integer",
    mark,
  );
  readonly messages = new KeyedFamily<number, MessageValue>(this, "messages", "integer");
  readonly messagesByName = new BucketFamily<string, number, true>(
    this,
    "messagesByName",
    "text",
    "integer",
    mark,
  );
  readonly messageIds = new KeyedFamily<string, number>(this, "messageIds", "text");
  /** Process ids that a buffered message has reached already. */
  readonly messageCorrelations = new BucketFamily<number, string, true>(
    this,
    "messageCorrelations",
    "integer",
    "text",
    mark,
  );
  readonly subscriptions = new KeyedFamily<number, SubscriptionValue>(
    this,
    "messageSubscriptions",
    "integer",
  );
  readonly subscriptionsByMessage = new BucketFamily<string, number, true>(
    this,
    "subscriptionsByMessage",
    "text",
    "integer",
    mark,
  );
  readonly subscriptionsByElement = new BucketFamily<number, number, true>(
    this,
    "subscriptionsByElement",
    "integer",
    "integer",
    mark,
  );
  readonly messageStarts = new BucketFamily<string, number, MessageStartValue>(
    this,
    "messageStarts",
    "text",
    "integer",
  );
  readonly messageStartsByProcess = new BucketFamily<string, number, string>(
    this,
    "messageStartsByProcess",
    "text",
    "integer",
    plain,
  );
  /** Process id and correlation key → the instance that a message with this key has started. */
  readonly messageLocks = new KeyedFamily<string, number>(this, "messageLocks", "text");
  /** Process id and business id → the running instances that have it and were not called by another. */
  readonly businessIds = new BucketFamily<string, number, true>(this, "businessIds", "text", "integer", mark);
  readonly signals = new BucketFamily<string, number, SignalSubscriptionValue>(
    this,
    "signals",
    "text",
    "integer",
  );
  /** Subscriber (element instance, or process definition for start events) → its signal subscriptions. */
  readonly signalsByElement = new BucketFamily<number, number, string>(
    this,
    "signalsByElement",
    "integer",
    "integer",
    plain,
  );
  /** Element instance → its conditional events; -1: the conditional start events of the newest versions. */
  readonly conditionals = new BucketFamily<number, number, ConditionalSubscriptionValue>(
    this,
    "conditionals",
    "integer",
    "integer",
  );
  /** Process instance → its completed activities that can be undone, or are being undone. */
  readonly compensations = new BucketFamily<number, number, CompensationValue>(
    this,
    "compensations",
    "integer",
    "integer",
  );
  readonly incidents = new KeyedFamily<number, IncidentValue>(this, "incidents", "integer");
  readonly incidentsByInstance = new BucketFamily<number, number, true>(
    this,
    "incidentsByInstance",
    "integer",
    "integer",
    mark,
  );
  readonly userTasks = new KeyedFamily<number, UserTaskRow>(this, "userTasks", "integer");
  readonly processes = new KeyedFamily<number, ProcessRow>(this, "processes", "integer");
  readonly latestProcess = new KeyedFamily<string, VersionRow>(this, "latestProcess", "text");
  /** Kind and id of a process, form or file → its highest version, once that has been deleted: none is given out again. */
  readonly lastVersions = new KeyedFamily<string, number>(this, "lastVersions", "text");
  /**
   * What is deployed, for deletions: (kind, id) and version → key, ("of", requirements) → their decisions, ("file", checksum) → what came from it.
   */
  readonly deployedAs = new BucketFamily<string, number, number>(this, "deployedAs", "text", "integer");
  /** Process definition → its running instances, absent for none. */
  readonly instanceCounts = new KeyedFamily<number, number>(this, "instanceCounts", "integer");
  /** By (id, version), (id, version tag) and (deployment, id). */
  readonly processIndex = new KeyedFamily<string, number>(this, "processIndex", "text");
  readonly resources = new KeyedFamily<string, string>(this, "resources", "text", plain);
  readonly requirements = new KeyedFamily<number, DecisionRequirementsRow>(this, "requirements", "integer");
  readonly latestRequirements = new KeyedFamily<string, VersionRow>(this, "latestRequirements", "text");
  readonly decisions = new KeyedFamily<number, DecisionValue>(this, "decisions", "integer");
  readonly latestDecision = new KeyedFamily<string, VersionRow>(this, "latestDecision", "text");
  readonly decisionIndex = new KeyedFamily<string, number>(this, "decisionIndex", "text");
  readonly assets = new KeyedFamily<number, AssetRow>(this, "assets", "integer");
  /** By (kind, id): the newest version. */
  readonly latestAsset = new KeyedFamily<string, VersionRow>(this, "latestAsset", "text");
  /** By (tag, kind, id, version tag) and (deployment, kind, id, deployment). */
  readonly assetIndex = new KeyedFamily<string, number>(this, "assetIndex", "text");
  /** Process instance that is suspended → follow-up commands that wait until it is resumed. */
  readonly heldCommands = new BucketFamily<number, number, FollowUp>(
    this,
    "heldCommands",
    "integer",
    "integer",
  );
  readonly continuations = new KeyedFamily<number, ContinuationValue>(this, "continuations", "integer");

  readonly families: readonly Family[];

  constructor(reader: StateReader, lastKey: number, options: StateOptions = {}) {
    this.reader = reader;
    this.lastKey = lastKey;
    this.persistedKey = lastKey;
    this.cacheRows = options.cacheRows ?? 20_000;
    this.strict = options.strict ?? false;
    this.families = Object.values(this).filter(
      (value): value is Family => typeof value === "object" && value !== null && "spec" in value,
    );
  }

  nextKey(): number {
    this.lastKey += 1;
    return this.lastKey;
  }

  /** An element instance by its key and the key of its process instance. */
  element(key: number, processInstanceKey: number): ElementRow | undefined {
    return key === processInstanceKey ? this.instances.get(key) : this.elements.get(key);
  }

  /** An element instance when only its key is known. */
  findElement(key: number): ElementRow | undefined {
    return this.elements.get(key) ?? this.instances.get(key);
  }

  /** The process instance stands still. */
  isSuspended(processInstanceKey: number): boolean {
    return this.instances.get(processInstanceKey)?.suspended === true;
  }

  /** The scope around an element instance; undefined for the process. */
  flowScope(row: ElementRow): ElementRow | undefined {
    const { flowScopeKey, processInstanceKey } = row.value;
    return flowScopeKey === -1 ? undefined : this.element(flowScopeKey, processInstanceKey);
  }

  /** The newest version before the given one that is still there, with its key. */
  versionBefore(kind: DefinitionKind, id: string, version: number): VersionRow | undefined {
    let before: VersionRow | undefined;
    for (const [other, key] of this.deployedAs.rows(textKey(kind, id))) {
      if (other < version && other > (before?.version ?? 0)) before = { version: other, key };
    }
    return before;
  }

  /** One instance of the process definition more, or less. */
  countInstance(processDefinitionKey: number, by: 1 | -1): void {
    const count = (this.instanceCounts.get(processDefinitionKey) ?? 0) + by;
    if (count > 0) this.instanceCounts.put(processDefinitionKey, count);
    else this.instanceCounts.delete(processDefinitionKey);
  }

  updateElement(row: ElementRow): void {
    if (row.key === row.value.processInstanceKey) this.instances.update(row.key, row);
    else this.elements.update(row.key, row);
  }

  /** Notes that something hangs on an element instance, when it exists. */
  hold(key: number, processInstanceKey: number, mark: number): void {
    const row = this.element(key, processInstanceKey);
    if (row !== undefined && (row.holds & mark) === 0)
      this.updateElement({ ...row, holds: row.holds | mark });
  }

  /** A point to return to; valid until the batch commits. */
  mark(): Mark {
    return { journal: this.journal.length, lastKey: this.lastKey };
  }

  undo(mark: Mark): void {
    const { journal } = this;
    for (let at = journal.length - 2; at >= mark.journal; at -= 2) {
      (journal[at] as Restorable).restore(journal[at + 1]);
    }
    journal.length = mark.journal;
    this.lastKey = mark.lastKey;
  }

  flush(writer: StateWriter): void {
    for (const family of this.families) family.flush(writer);
  }

  /** The batch is on disk. */
  committed(): void {
    for (const family of this.families) family.committed();
    this.journal.length = 0;
    this.persistedKey = this.lastKey;
  }

  /** The batch is lost: the state is what the store holds. */
  reset(lastKey: number): void {
    for (const family of this.families) family.reset();
    this.journal.length = 0;
    this.lastKey = lastKey;
    this.persistedKey = lastKey;
  }

  /** The declarations of all families, for the store's tables. */
  static specs(): FamilySpec[] {
    const nothing: StateReader = {
      get: () => undefined,
      list: () => [],
      range: () => [],
      scan: () => [],
      count: () => 0,
    };
    return new State(nothing, FIRST_KEY).families.map((family) => family.spec);
  }
}

export interface Mark {
  readonly journal: number;
  readonly lastKey: number;
}
