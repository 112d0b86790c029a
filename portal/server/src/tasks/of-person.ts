/** What a person holds through a post, and giving it back to the team when the post ends. */
import { RejectionError } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Filter } from "../platform/store/port.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import type { ReadModel } from "./read-model.ts";

export interface TasksOfPerson {
  countTasks(filter: Filter): Promise<number>;
  /** Open tasks of any of the groups. */
  openOfGroups(groups: string[]): Promise<number>;
  /** Open tasks that the person holds and could not act on with the groups alone that are left. */
  heldBeyond(personId: string, left: string[]): Promise<StoredTask[]>;
  /** Gives those back to their teams, each with a row. Answers how many. */
  giveBack(actor: Actor | null, personId: string, left: string[]): Promise<number>;
}

export function createTasksOfPerson(parts: {
  platform: Platform;
  audit: AuditArea;
  readModel: Pick<ReadModel, "caughtUp">;
}): TasksOfPerson {
  const { platform, audit, readModel } = parts;
  const rows = platform.store.collection(tasks);
  const heldBeyond = async (personId: string, left: string[]): Promise<StoredTask[]> => {
    const page = await rows.find({
      filter: {
        and: [
          { eq: ["assignee", personId] },
          { eq: ["state", "open"] },
          ...(left.length === 0 ? [] : [{ not: { in: ["groups", left] } } satisfies Filter]),
        ],
      },
      limit: 10_000,
    });
    return page.rows;
  };
  return {
    countTasks: (filter) => rows.count(filter),
    openOfGroups: (groups) => rows.count({ and: [{ in: ["groups", groups] }, { eq: ["state", "open"] }] }),
    heldBeyond,
    async giveBack(actor, personId, left) {
      let given = 0;
      for (const task of await heldBeyond(personId, left)) {
        try {
          await platform.engine.unassignUserTask(task.id);
        } catch (error) {
          // ended meanwhile: nothing is held any more
          if (error instanceof RejectionError) continue;
          throw error;
        }
        given += 1;
        await platform.store.transaction((tx) =>
          audit.record(tx, {
            actor,
            ...(actor === null ? { by: "people:post-ended" } : {}),
            action: "tasks.release",
            thing: { kind: "task", id: task.id },
            data: { case: task.caseId, from: personId, why: "post-ended" },
          }),
        );
      }
      if (given > 0) await readModel.caughtUp();
      return given;
    },
  };
}
