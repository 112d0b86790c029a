/** One batch of the engine's records, worked into the inbox's rows. */
import type { EngineRecord } from "@onewindow/engine";
import type { CasesArea, StoredItem, StoredSubmission } from "../cases/index.ts";
import { caseItems, cases, submissions } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import { effectOf } from "./effects.ts";
import { instances, scopes, tasks } from "./model.ts";
import type { ScopeDocument, StoredTask } from "./model.ts";
import type { PeopleNeeds } from "./needs.ts";
import { keyOf, userTaskOf, variableText } from "./records.ts";
import { Rows } from "./rows.ts";
import { clockIdsOf, clockOwners, kindOf, newTask } from "./task-facts.ts";
import { detailTexts, kindTexts } from "./texts.ts";

export interface BatchParts {
  platform: Platform;
  cases: CasesArea;
  clocks: ClocksArea;
  people: PeopleNeeds;
}

/** The only variables that the inbox reads: what names a task's case. */
const NAMES = new Set(["caseId", "caseItemId", "roundId", "actId"]);
const SCOPE_TYPES = new Set([
  "PROCESS",
  "SUB_PROCESS",
  "EVENT_SUB_PROCESS",
  "MULTI_INSTANCE_BODY",
  "CALL_ACTIVITY",
  "USER_TASK",
]);

/** The rows that a batch of records changes, read once, written together. */
export class Batch {
  readonly changed: StoredTask[] = [];
  readonly voided: { task: StoredTask; submission: StoredSubmission }[] = [];
  readonly #parts: BatchParts;
  readonly #ids: { next(): string };
  readonly #scopes;
  readonly #instances;
  readonly #tasks;
  readonly #cases;
  readonly #items;
  readonly #submissions;
  readonly #effects: ((tx: Transaction) => void)[] = [];

  constructor(parts: BatchParts, ids: { next(): string }) {
    const { store } = parts.platform;
    this.#parts = parts;
    this.#ids = ids;
    this.#scopes = new Rows(store.collection(scopes));
    this.#instances = new Rows(store.collection(instances));
    this.#tasks = new Rows(store.collection(tasks));
    this.#cases = new Rows(store.collection(cases));
    this.#items = new Rows(store.collection(caseItems));
    this.#submissions = new Rows(store.collection(submissions));
  }

  get isEmpty(): boolean {
    return (
      this.#effects.length === 0 &&
      [this.#scopes, this.#instances, this.#tasks].every((rows) => !rows.isChanged)
    );
  }

  async take(record: EngineRecord): Promise<void> {
    if (record.valueType === "PROCESS_INSTANCE") await this.#element(record);
    else if (record.valueType === "VARIABLE") await this.#variable(record);
    else if (record.valueType === "USER_TASK") await this.#userTask(record);
  }

  write(tx: Transaction): void {
    this.#scopes.write(tx, scopes);
    this.#instances.write(tx, instances);
    this.#tasks.write(tx, tasks);
    for (const effect of this.#effects) effect(tx);
  }

  async #element(record: EngineRecord): Promise<void> {
    const type = String(record.value["bpmnElementType"]);
    if (record.intent === "ELEMENT_ACTIVATING" && SCOPE_TYPES.has(type)) {
      const known = await this.#scopes.get(record.key);
      const processInstanceKey = keyOf(record.value["processInstanceKey"]) ?? record.key;
      this.#scopes.set(record.key, {
        parent: keyOf(record.value["flowScopeKey"]),
        processInstanceKey,
        variables: known?.variables ?? {},
      });
      if (type === "PROCESS") {
        const caseId = known?.variables["caseId"];
        this.#instances.set(record.key, {
          process: String(record.value["bpmnProcessId"]),
          caseId: caseId ?? "",
          parent: keyOf(record.value["parentProcessInstanceKey"]),
          state: "running",
        });
      }
      return;
    }
    const ended = record.intent === "ELEMENT_COMPLETED" || record.intent === "ELEMENT_TERMINATED";
    if (!ended || !SCOPE_TYPES.has(type)) return;
    if ((await this.#scopes.get(record.key)) !== null) this.#scopes.remove(record.key);
    const instance = type === "PROCESS" ? await this.#instances.get(record.key) : null;
    if (instance !== null) this.#instances.set(record.key, { ...instance, state: "ended" });
  }

  async #variable(record: EngineRecord): Promise<void> {
    const name = String(record.value["name"]);
    const scope = keyOf(record.value["scopeKey"]);
    if (!NAMES.has(name) || scope === null) return;
    const value = variableText(record);
    const known = await this.#scopes.get(scope);
    // an instance's first variables come before itself; any other scope unknown here is none of ours
    if (known === null && scope !== keyOf(record.value["processInstanceKey"])) return;
    const variables: ScopeDocument["variables"] = { ...known?.variables };
    if (value === null) delete variables[name];
    else variables[name] = value;
    this.#scopes.set(scope, {
      parent: known?.parent ?? null,
      processInstanceKey: keyOf(record.value["processInstanceKey"]) ?? scope,
      variables,
    });
    const instance = name === "caseId" && value !== null ? await this.#instances.get(scope) : null;
    if (instance !== null && value !== null) this.#instances.set(scope, { ...instance, caseId: value });
  }

  /** The nearest value of each name that is visible at a scope. */
  async #visible(scope: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (let key: string | null = scope; key !== null;) {
      const row: ScopeDocument | null = await this.#scopes.get(key);
      for (const [name, value] of Object.entries(row?.variables ?? {})) found[name] ??= value;
      key = row?.parent ?? null;
    }
    return found;
  }

  async #userTask(record: EngineRecord): Promise<void> {
    if (record.intent === "CREATED") return this.#created(record);
    const read = userTaskOf(record);
    const task = await this.#tasks.get(read.key);
    if (task === null) return;
    if (record.intent === "ASSIGNED") {
      const assigneeName = read.assignee === null ? null : await this.#parts.people.personName(read.assignee);
      this.#change({ ...task, assignee: read.assignee, assigneeName, revision: task.revision + 1 });
    } else if (record.intent === "UPDATED") {
      this.#change({ ...task, groups: read.groups, revision: task.revision + 1 });
    } else if (record.intent === "COMPLETED") {
      await this.#completed(task, record, read.variables["submissionId"]);
    } else if (record.intent === "CANCELED") {
      await this.#canceled(task, record);
    }
  }

  async #created(record: EngineRecord): Promise<void> {
    const read = userTaskOf(record);
    const { caseId, caseItemId, roundId, actId } = await this.#visible(read.elementInstanceKey);
    const theCase = caseId === undefined ? null : await this.#cases.get(caseId);
    if (theCase === null) {
      this.#parts.platform.log.warn(
        { task: read.key, process: record.value["bpmnProcessId"] },
        "a task without a case",
      );
      return;
    }
    const item: StoredItem | null = caseItemId === undefined ? null : await this.#items.get(caseItemId);
    const round = roundId === undefined ? null : await this.#parts.cases.acceptance.round(roundId);
    const aboutIds = item !== null ? [item.id] : (round?.items ?? []);
    const about = (await Promise.all(aboutIds.map((id) => this.#items.get(id)))).filter(
      (one) => one !== null,
    );
    const kind = kindOf(read.headers);
    const clockIds = clockIdsOf(kind, clockOwners(kind, actId ?? null, aboutIds));
    const document = newTask({
      record: read,
      at: record.timestamp,
      theCase,
      item,
      roundId: roundId ?? null,
      actId: actId ?? null,
      about,
      clocks: await this.#parts.clocks.byIds(clockIds),
      applicant: theCase.applicant.name.zh,
    });
    this.#change({ ...document, version: 0 });
  }

  async #completed(task: StoredTask, record: EngineRecord, submissionId: unknown): Promise<void> {
    const submission = typeof submissionId === "string" ? await this.#submissions.get(submissionId) : null;
    this.#end(task, record, "completed", submission);
    if (submission === null || submission.state !== "stored" || submission.taskId !== task.id) return;
    const item = submission.caseItemId === null ? null : await this.#items.get(submission.caseItemId);
    const effect = effectOf({
      submission,
      item,
      departmentName: this.#parts.cases.catalogue.department(task.department).name,
      at: record.timestamp,
      eventId: this.#ids.next(),
    });
    this.#effects.push((tx) => effect.apply(tx));
  }

  /** The task ended by other means: what somebody had handed in for it has no effect. */
  async #canceled(task: StoredTask, record: EngineRecord): Promise<void> {
    this.#end(task, record, "canceled", null);
    const found = await this.#parts.platform.store
      .collection(submissions)
      .first({ filter: { eq: ["taskId", task.id] } });
    if (found === null || found.state !== "stored") return;
    this.#effects.push((tx) => tx.update(submissions, { ...found, state: "void" }));
    this.voided.push({ task, submission: found });
  }

  #end(
    task: StoredTask,
    record: EngineRecord,
    state: "completed" | "canceled",
    submission: StoredSubmission | null,
  ): void {
    this.#change({
      ...task,
      state,
      endedAt: record.timestamp,
      submissionId: submission?.id ?? null,
      draft: state === "completed" ? null : task.draft,
      // the inbox shows open tasks: a search does not grow with those that are done
      search: [],
      revision: task.revision + 1,
      lastEvent: { at: record.timestamp, text: kindTexts[task.kind] ?? detailTexts.done },
    });
  }

  #change(task: StoredTask): void {
    this.#tasks.set(task.id, task);
    const at = this.changed.findIndex((entry) => entry.id === task.id);
    if (at >= 0) this.changed[at] = task;
    else this.changed.push(task);
  }
}
