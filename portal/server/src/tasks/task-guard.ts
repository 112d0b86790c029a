/** What every act on a task begins and ends with: may the actor see it, act on it, and what stands afterwards. */
import { RejectionError } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import { submissions } from "../cases/index.ts";
import type { CasesArea, StoredItem, StoredSubmission } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { ConflictError, ForbiddenError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { SavedTask } from "./api.ts";
import { blockedReason } from "./blocked.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds, TaskCatalogueNeeds, TaskDocumentNeeds } from "./needs.ts";
import { isRating, ratingBar } from "./rating.ts";
import type { ReadModel } from "./read-model.ts";
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

/** How often a write is tried again when somebody else was quicker. */
export const ATTEMPTS = 30;

export type TaskGuard = ReturnType<typeof createTaskGuard>;

export function createTaskGuard(parts: TaskParts) {
  const { platform, audit, cases, clocks, people, readModel } = parts;
  const { store } = platform;
  const collection = store.collection(tasks);
  const submissionRows = store.collection(submissions);
  const submissionsOfCase = async (caseId: string): Promise<StoredSubmission[]> =>
    (await submissionRows.find({ filter: { eq: ["caseId", caseId] }, sort: ["at"], limit: 1000 })).rows;

  /** A task that the actor may see, or 404: nobody learns of others' tasks. */
  const visible = async (actor: Actor, id: string): Promise<StoredTask> => {
    const task = await collection.get(id);
    if (task === null || !people.can(actor, "read", "task", task)) throw new NotFoundError(taskTexts.noTask);
    return task;
  };
  const itemOf = (task: StoredTask): Promise<StoredItem | null> =>
    task.caseItemId === null ? Promise.resolve(null) : cases.item(task.caseItemId);
  /** Why it is not this person's to do, whatever their post. */
  const barFor = async (task: StoredTask, personId: string): Promise<Text | null> =>
    isRating(task.kind) ? ratingBar(task, personId, await submissionsOfCase(task.caseId)) : null;
  const blockedFor = async (actor: Actor, task: StoredTask, action = "complete"): Promise<Text | null> => {
    const theCase = await cases.case(task.caseId);
    const bar = task.state === "open" ? await barFor(task, actor.personId) : null;
    if (bar !== null) return bar;
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
    const bar = await barFor(task, actor.personId);
    if (bar !== null && action !== "assign" && action !== "release")
      throw new ForbiddenError(bar, "not-independent");
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

  return {
    collection,
    visible,
    itemOf,
    barFor,
    blockedFor,
    checkRevision,
    actable,
    saved,
    afterCommand,
    refusedAs,
    record,
    update,
  };
}
