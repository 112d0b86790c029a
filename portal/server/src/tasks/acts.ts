/** What people do to a task before they hand it in: take, give back, assign, read, keep half-filled answers. */
import type { Actor } from "../platform/http/route.ts";
import { ConflictError, ForbiddenError, InvalidError } from "../platform/errors.ts";
import type { SavedTask } from "./api.ts";
import type { ClerkMessages } from "./clerk-messages.ts";
import type { StoredTask } from "./model.ts";
import type { TaskGuard, TaskParts } from "./task-guard.ts";
import { taskTexts } from "./texts.ts";

export type TaskActs = ReturnType<typeof createTaskActs>;

export function createTaskActs(parts: TaskParts & { messages: ClerkMessages }, guard: TaskGuard) {
  const { cases, people } = parts;
  const { engine, clock } = parts.platform;
  const { actable, afterCommand, checkRevision, record, refusedAs, saved, update, visible } = guard;

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

  return {
    /** Takes the task and answers its row. */
    take: claim,
    claim: async (actor: Actor, id: string, ifMatch: number | undefined): Promise<SavedTask> =>
      saved(await claim(actor, id, ifMatch)),

    async release(actor: Actor, id: string, ifMatch: number | undefined): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "release");
      if (task.assignee === null) return saved(task);
      // who may give a task may take the gift back
      if (task.assignee !== actor.personId && !people.can(actor, "assign", "task", task))
        throw new ForbiddenError(taskTexts.notHeld, "not-held");
      try {
        await engine.unassignUserTask(id);
      } catch (error) {
        return refusedAs(task, error);
      }
      await record(actor, "tasks.release", task, { from: task.assignee });
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
      if (
        own ||
        (await guard.barFor(task, personId)) !== null ||
        !members.some((member) => member.personId === personId)
      )
        throw new InvalidError(taskTexts.notAssignable, [
          { pointer: "/personId", code: "not-assignable", detail: taskTexts.notAssignable },
        ]);
      try {
        await engine.assignUserTask(id, personId);
      } catch (error) {
        return refusedAs(task, error);
      }
      await record(actor, "tasks.assign", task, { to: personId });
      const given = await afterCommand(id);
      await parts.messages.given(given, personId, actor);
      return saved(given);
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
      const draft = { data, savedAt: clock.now(), by: actor.personId };
      const after = await update(id, (now) => {
        checkRevision(now, ifMatch);
        return { ...now, draft, revision: now.revision + 1 };
      });
      await record(actor, "tasks.save", task, { fields: Object.keys(data) });
      return saved(after);
    },
  };
}
