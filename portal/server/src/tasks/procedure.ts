import type { Actor } from "../platform/http/route.ts";
import { StateError } from "../platform/errors.ts";
import { submissions } from "../cases/index.ts";
import type { SavedTask } from "./api.ts";
import { isSuspended } from "./blocked.ts";
import type { TaskGuard, TaskParts } from "./task-guard.ts";
import { taskTexts } from "./texts.ts";

export type TaskProcedures = ReturnType<typeof createTaskProcedures>;

export function createTaskProcedures(parts: TaskParts, guard: TaskGuard) {
  const { cases, clocks, outbox } = parts;
  const { store, ids } = parts.platform;
  const { actable, afterCommand, blockedFor, saved } = guard;
  const submissionRows = store.collection(submissions);
  return {
    /** Asks the applicant to explain something: nothing stops, nothing more may be handed in. */
    async clarify(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      question: string,
    ): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "clarify");
      const blocked = await blockedFor(actor, { ...task, kind: "form" }, "clarify");
      if (blocked !== null) throw new StateError(blocked, {}, "blocked");
      if (task.caseItemId === null) throw new StateError(taskTexts.noClarification);
      const group = task.groups[0] ?? "";
      await cases.clarifications.ask(
        actor,
        { caseId: task.caseId, caseItemId: task.caseItemId, group, taskId: task.id },
        question,
      );
      return saved(await afterCommand(id));
    },
    /** Orders an art. 45 procedure: from now on the item rests, the process stops the clock and serves the notice. */
    async pause(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      input: { kind: string; days: number; reason: string },
    ): Promise<SavedTask> {
      const task = await actable(actor, id, ifMatch, "pause");
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
  };
}
