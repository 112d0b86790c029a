/** How a person's action takes effect (architecture.md): submission first, then the engine, then the record says so. */
import { RejectionError } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import type { CasesArea, StoredItem, StoredSubmission } from "../cases/index.ts";
import { caseItems, submissions } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { Outbox } from "../outbox/index.ts";
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  StateError,
} from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { CompletedTask, Preview, SavedTask } from "./api.ts";
import { blockedReason, isSuspended } from "./blocked.ts";
import { barring, decisionChecks } from "./decision-checks.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds, TaskCatalogueNeeds, TaskDocumentNeeds } from "./needs.ts";
import type { ReadModel } from "./read-model.ts";
import { acceptFaults, outcomeFaults } from "./submission-check.ts";
import { taskTexts } from "./texts.ts";

export interface TaskParts {
  platform: Platform;
  audit: AuditArea;
  cases: CasesArea;
  clocks: ClocksArea;
  outbox: Outbox;
  people: PeopleNeeds;
  catalogue: TaskCatalogueNeeds;
  documents: TaskDocumentNeeds;
  readModel: ReadModel;
}

export const decisionKinds = { grant: "grant-decision", refuse: "refusal-decision" } as const;

const ATTEMPTS = 30;

export type TaskActs = ReturnType<typeof createTaskActs>;

export function createTaskActs(parts: TaskParts) {
  const { platform, audit, cases, clocks, outbox, people, catalogue, documents, readModel } = parts;
  const { store, engine, ids } = platform;
  const collection = store.collection(tasks);
  const submissionRows = store.collection(submissions);

  /** A task that the actor may see, or 404: nobody learns of others' tasks. */
  const visible = async (actor: Actor, id: string): Promise<StoredTask> => {
    const task = await collection.get(id);
    if (task === null || !people.can(actor, "read", "task", task)) throw new NotFoundError(taskTexts.noTask);
    return task;
  };
  const itemOf = (task: StoredTask): Promise<StoredItem | null> =>
    task.caseItemId === null ? Promise.resolve(null) : cases.item(task.caseItemId);
  const blockedFor = async (actor: Actor, task: StoredTask, action = "complete"): Promise<Text | null> => {
    const theCase = await cases.case(task.caseId);
    return blockedReason({
      task,
      personId: actor.personId,
      item: await itemOf(task),
      handling: task.caseItemId === null ? null : await clocks.get(task.caseItemId, "handling"),
      own: theCase !== null && (await cases.accounts.isOwn(actor.personId, theCase.applicant)),
      mayAct: people.can(actor, action, "task", task),
    });
  };
  const checkRevision = (task: StoredTask, ifMatch: number | undefined): void => {
    if (ifMatch !== undefined && ifMatch !== task.revision)
      throw new ConflictError(taskTexts.changed, {
        current: { version: task.revision, holder: task.assigneeName, state: task.state },
      });
  };
  const actable = async (
    actor: Actor,
    id: string,
    ifMatch: number | undefined,
    action: string,
  ): Promise<StoredTask> => {
    const task = await visible(actor, id);
    if (!people.can(actor, action, "task", task)) throw new ForbiddenError(taskTexts.noTask);
    const theCase = await cases.case(task.caseId);
    if (theCase !== null && (await cases.accounts.isOwn(actor.personId, theCase.applicant)))
      throw new ForbiddenError(taskTexts.ownCase, "own-case");
    if (task.state !== "open") throw new StateError(taskTexts.over, { state: task.state });
    checkRevision(task, ifMatch);
    return task;
  };
  const saved = (task: StoredTask): SavedTask => ({
    id: task.id,
    version: task.revision,
    savedAt: isoInstant(platform.clock.now()),
  });
  /** After a command: the row as the engine's record has left it. */
  const afterCommand = async (id: string): Promise<StoredTask> => {
    await readModel.caughtUp();
    const task = await collection.get(id);
    if (task === null) throw new NotFoundError(taskTexts.noTask);
    return task;
  };
  const refusedAs = async (task: StoredTask, error: unknown): Promise<never> => {
    if (!(error instanceof RejectionError)) throw error;
    const now = await afterCommand(task.id);
    if (now.state !== "open") throw new StateError(taskTexts.over, { state: now.state });
    throw new ConflictError(taskTexts.heldBy(now.assigneeName ?? now.assignee ?? ""), {
      current: { version: now.revision, holder: now.assigneeName },
    });
  };
  const record = (
    actor: Actor,
    action: string,
    task: StoredTask,
    data: Record<string, unknown> = {},
  ): Promise<void> =>
    store.transaction((tx) =>
      audit.record(tx, {
        actor,
        action,
        thing: { kind: "task", id: task.id },
        data: { case: task.caseId, ...data },
      }),
    );
  /** Reads, changes, writes; again when the read model was quicker. */
  const update = async (id: string, change: (task: StoredTask) => StoredTask | null): Promise<StoredTask> => {
    for (let attempt = 1; ; attempt += 1) {
      const task = await collection.get(id);
      if (task === null) throw new NotFoundError(taskTexts.noTask);
      const next = change(task);
      if (next === null) return task;
      try {
        await store.transaction((tx) => tx.update(tasks, next));
        return { ...next, version: next.version + 1 };
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  };

  const claim = async (actor: Actor, id: string, ifMatch: number | undefined): Promise<StoredTask> => {
    const task = await actable(actor, id, ifMatch, "claim");
    if (task.assignee === actor.personId) return task;
    if (task.assignee !== null)
      throw new ConflictError(taskTexts.heldBy(task.assigneeName ?? ""), {
        current: { version: task.revision, holder: task.assigneeName },
      });
    try {
      await engine.claimUserTask(id, actor.personId);
    } catch (error) {
      return refusedAs(task, error);
    }
    await record(actor, "tasks.claim", task);
    return afterCommand(id);
  };

  /** The data as it will be kept, or InvalidError with every fault. */
  const checked = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<Record<string, unknown>> => {
    const form = catalogue.taskForm(task.form);
    const label = (field: string): Text => {
      const component =
        form === null ? undefined : form.components.flatMap(flat).find((entry) => entry.key === field);
      const zh = component?.label ?? field;
      return { zh, en: form?.i18n?.en?.[zh] ?? zh };
    };
    if (task.kind === "accept") {
      const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
      const items = (await cases.itemsOf(task.caseId)).filter(
        (item) => round?.items.includes(item.id) && item.status === "RECEIVED",
      );
      const faults = [
        ...outcomeFaults(task, outcome, data, label),
        ...acceptFaults(data, round?.items ?? [], items),
      ];
      if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
      return data;
    }
    if (form === null) return data;
    const result = await cases.formCheck.check({ form, data, fileIds: [] });
    // a decision sent back says why, and nothing of the decision itself
    const relevant = task.kind === "decide" && outcome === "return" ? [] : result.errors;
    const faults = [
      ...relevant.map((error) => ({
        pointer: `/data/${error.path.replace(/[.[\]]+/g, "/").replace(/\/$/, "")}`,
        code: error.code,
        detail: error.message,
      })),
      ...outcomeFaults(task, outcome, result.data, label),
    ];
    if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
    return result.data;
  };

  const preview = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<Preview> => {
    const kind =
      outcome === "grant" ? decisionKinds.grant : outcome === "refuse" ? decisionKinds.refuse : null;
    if (task.kind !== "decide" || kind === null || task.caseItemId === null)
      throw new InvalidError(taskTexts.noOutcome(outcome), [], "no-document");
    return documents.preview({
      kind,
      caseId: task.caseId,
      caseItemIds: [task.caseItemId],
      department: task.department,
      pending: { outcome, data },
    });
  };

  /** Throws where a check bars the choice, or the document would lack something. */
  const mayIssue = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<void> => {
    const theCase = await cases.case(task.caseId);
    const item = await itemOf(task);
    if (theCase === null || item === null) throw new NotFoundError(taskTexts.noTask);
    const slots = await cases.view.materialSlots(theCase, await cases.itemsOf(task.caseId));
    const failed = barring(
      decisionChecks({
        item,
        submissions: await cases.submissionsOf(item.id),
        materials: slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId)),
        rules: [],
        handling: await clocks.get(item.id, "handling"),
      }),
      outcome,
    );
    const { missing } = failed.length > 0 ? { missing: [] } : await preview(task, outcome, data);
    const faults = [
      ...failed.map((check) => ({ pointer: "/outcome", code: `check-${check.id}`, detail: check.text })),
      ...missing.map((detail) => ({ pointer: "/data", code: "document-incomplete", detail })),
    ];
    if (faults.length > 0)
      throw new InvalidError(
        failed.length > 0 ? taskTexts.checkFailed : taskTexts.missingParts,
        faults,
        "not-issuable",
      );
  };

  /** Hands the stored submission to the engine and waits until its record says what became of it. */
  const send = async (task: StoredTask, submission: StoredSubmission): Promise<"applied" | "void"> => {
    try {
      await engine.completeUserTask(task.id, { outcome: submission.outcome, submissionId: submission.id });
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
    }
    await readModel.caughtUp();
    const now = await submissionRows.get(submission.id);
    if (now?.state === "applied") return "applied";
    if (now?.state === "stored") {
      const ended = await collection.get(task.id);
      if (ended?.state === "open")
        throw new StateError(taskTexts.changed, { state: "open" }, "engine-refused");
      await store
        .transaction((tx) => tx.update(submissions, { ...now, state: "void" }))
        .catch((error: unknown) => {
          if (!(error instanceof ConflictError)) throw error;
        });
    }
    return "void";
  };

  const storeSubmission = async (
    actor: Actor,
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
    idempotencyKey: string | undefined,
  ): Promise<StoredSubmission> => {
    const id = ids.next();
    for (let attempt = 1; ; attempt += 1) {
      const item = await itemOf(task);
      const handling = task.caseItemId === null ? null : await clocks.get(task.caseItemId, "handling");
      if (item !== null && ["review", "approve", "decide"].includes(task.kind) && isSuspended(item, handling))
        throw new StateError(taskTexts.suspendedPlain, {}, "suspended");
      const submission = {
        id,
        taskId: task.id,
        caseId: task.caseId,
        caseItemId: task.caseItemId,
        roundId: task.roundId,
        kind: task.kind,
        form: task.form,
        outcome,
        data,
        by: {
          personId: actor.personId,
          name: actor.name,
          department: actor.department,
          capacityId: actor.capacityId,
        },
        at: platform.clock.now(),
        idempotencyKey: idempotencyKey ?? null,
        state: "stored" as const,
      };
      try {
        await store.transaction((tx) => {
          tx.insert(submissions, submission);
          // the item's version moves: ordering a special procedure and handing in exclude each other
          if (item !== null) tx.update(caseItems, item);
          audit.record(tx, {
            actor,
            action: "tasks.complete",
            thing: { kind: "task", id: task.id },
            data: { case: task.caseId, kind: task.kind, outcome, submission: id, fields: Object.keys(data) },
          });
        });
        return { ...submission, version: 1 };
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        if (error.code === "exists") {
          const other = await submissionRows.first({ filter: { eq: ["taskId", task.id] } });
          const same = other?.by.personId === actor.personId && other.outcome === outcome;
          if (other !== null && same && other.state !== "void") return other;
          throw new ConflictError(
            taskTexts.handled(other?.by.name ?? ""),
            { by: other?.by.name ?? null },
            "handled",
          );
        }
        if (attempt === ATTEMPTS) throw error;
      }
    }
  };

  return {
    visible,
    itemOf,
    blockedFor,
    preview: async (
      actor: Actor,
      id: string,
      outcome: string,
      data: Record<string, unknown>,
    ): Promise<Preview> => {
      const task = await actable(actor, id, undefined, "complete");
      await audit.recordRead({
        actor,
        action: "tasks.preview",
        thing: { kind: "task", id },
        data: { case: task.caseId },
      });
      return preview(task, outcome, data);
    },
    claim: async (actor: Actor, id: string, ifMatch: number | undefined): Promise<SavedTask> =>
      saved(await claim(actor, id, ifMatch)),

    async release(actor: Actor, id: string, ifMatch: number | undefined): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "release");
      if (task.assignee === null) return saved(task);
      if (task.assignee !== actor.personId) throw new ForbiddenError(taskTexts.notHeld, "not-held");
      try {
        await engine.unassignUserTask(id);
      } catch (error) {
        return refusedAs(task, error);
      }
      await record(actor, "tasks.release", task);
      return saved(await afterCommand(id));
    },

    async assign(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      personId: string,
    ): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "assign");
      const members = (await Promise.all(task.groups.map((group) => people.membersOf(group)))).flat();
      const theCase = await cases.case(task.caseId);
      const own = theCase !== null && (await cases.accounts.isOwn(personId, theCase.applicant));
      if (own || !members.some((member) => member.personId === personId))
        throw new InvalidError(taskTexts.notAssignable, [
          { pointer: "/personId", code: "not-assignable", detail: taskTexts.notAssignable },
        ]);
      try {
        await engine.assignUserTask(id, personId);
      } catch (error) {
        return refusedAs(task, error);
      }
      await record(actor, "tasks.assign", task, { to: personId });
      return saved(await afterCommand(id));
    },

    async read(actor: Actor, id: string): Promise<SavedTask> {
      await visible(actor, id);
      return saved(
        await update(id, (task) =>
          task.readBy.includes(actor.personId) ? null : { ...task, readBy: [...task.readBy, actor.personId] },
        ),
      );
    },

    async saveDraft(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      data: Record<string, unknown>,
    ): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "save");
      if (task.assignee !== null && task.assignee !== actor.personId)
        throw new ConflictError(taskTexts.heldBy(task.assigneeName ?? ""), {
          current: { version: task.revision },
        });
      const draft = { data, savedAt: platform.clock.now(), by: actor.personId };
      const after = await update(id, (now) => {
        checkRevision(now, ifMatch);
        return { ...now, draft, revision: now.revision + 1 };
      });
      await record(actor, "tasks.save", task, { fields: Object.keys(data) });
      return saved(after);
    },

    async complete(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      outcome: string,
      given: Record<string, unknown>,
      idempotencyKey: string | undefined,
    ): Promise<CompletedTask> {
      const seen = await visible(actor, id);
      const before = await submissionRows.first({ filter: { eq: ["taskId", id] } });
      if (
        before !== null &&
        before.by.personId === actor.personId &&
        before.idempotencyKey !== null &&
        before.idempotencyKey === idempotencyKey &&
        before.state === "applied"
      )
        return { id, outcome: before.outcome, applied: true };
      if (before !== null && before.by.personId !== actor.personId)
        throw new ConflictError(taskTexts.handled(before.by.name), { by: before.by.name }, "handled");
      if (before === null) await actable(actor, id, ifMatch, "complete");
      const blocked = before === null ? await blockedFor(actor, seen) : null;
      if (blocked !== null) throw new StateError(blocked, {}, "blocked");
      const data = before === null ? await checked(seen, outcome, given) : before.data;
      if (before === null && seen.kind === "decide" && outcome !== "return")
        await mayIssue(seen, outcome, data);
      const task = before === null && seen.assignee === null ? await claim(actor, id, undefined) : seen;
      const submission = await storeSubmission(actor, task, outcome, data, idempotencyKey);
      const result = await send(task, submission);
      if (result === "void")
        throw new StateError(taskTexts.endedOtherwise, { submission: submission.id }, "ended-otherwise");
      return { id, outcome: submission.outcome, applied: true };
    },

    /** Orders an art. 45 procedure: from now on the item rests, the process stops the clock and serves the notice. */
    async pause(
      actor: Actor,
      id: string,
      input: { kind: string; days: number; reason: string },
    ): Promise<SavedTask> {
      const task = await actable(actor, id, undefined, "pause");
      const blocked = await blockedFor(actor, task, "pause");
      if (blocked !== null) throw new StateError(blocked, {}, "blocked");
      const kind = clocks.procedureKinds().find((entry) => entry.id === input.kind);
      if (task.caseItemId === null || kind === undefined || task.kind !== "review")
        throw new StateError(taskTexts.noPause);
      const procedureId = ids.next();
      const caseItemId = task.caseItemId;
      await cases.core.mutate(task.caseId, { actor }, async (state) => {
        const item = state.items.find((entry) => entry.id === caseItemId);
        if (item === undefined || item.status !== "IN_REVIEW") throw new StateError(taskTexts.noPause);
        if (isSuspended(item, await clocks.get(item.id, "handling")))
          throw new StateError(taskTexts.pauseRunning);
        const handedIn = await submissionRows.count({
          and: [{ eq: ["taskId", task.id] }, { eq: ["state", "stored"] }],
        });
        if (handedIn > 0) throw new StateError(taskTexts.over);
        const by = { personId: actor.personId, name: actor.name };
        return {
          items: [
            {
              ...item,
              procedures: [
                ...item.procedures,
                { id: procedureId, kind: kind.id, days: input.days, reason: input.reason, at: state.now, by },
              ],
            },
          ],
          audit: [
            {
              action: "tasks.pause",
              thing: { kind: "case-item", id: caseItemId },
              data: { procedure: procedureId, kind: kind.id, days: input.days },
            },
          ],
          messages: [
            {
              name: "specialProcedure",
              correlationKey: caseItemId,
              messageId: `specialProcedure:${procedureId}`,
              variables: { procedureId, procedureKind: kind.id, procedureDays: input.days },
            },
          ],
        };
      });
      await outbox.flush();
      return saved(await afterCommand(id));
    },

    /** Submissions that a crash left between store and engine are sent again. */
    async recover(): Promise<void> {
      const left = await submissionRows.find({ filter: { eq: ["state", "stored"] }, limit: 500 });
      for (const submission of left.rows) {
        const task = await collection.get(submission.taskId);
        if (task === null) continue;
        await send(task, submission).catch((error: unknown) =>
          platform.log.warn({ err: error, task: task.id }, "a submission waits for the engine"),
        );
      }
    },
  };
}

interface Keyed {
  key: string;
  label?: string;
  components?: Keyed[];
}
function flat(component: Keyed): Keyed[] {
  return [component, ...(component.components ?? []).flatMap(flat)];
}
