/** The open tasks of one case, for its file: whose turn it is, and what the reader may do about it. */
import type { Light, NamedRef } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { TaskKind } from "./api.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds } from "./needs.ts";
import type { TaskListService } from "./service-list.ts";

const DELIVERY_FORM = "shared/delivery-record";

export interface OpenTask {
  id: string;
  kind: TaskKind;
  item: Text;
  department: NamedRef;
  holder: string | null;
  light: Light | null;
  mayAssign: boolean;
  mayOpen: boolean;
}
export interface TasksOfCase {
  openOf(actor: Actor, caseId: string): Promise<OpenTask[]>;
  /** Ids of all tasks of the case, ended ones too. */
  idsOf(caseId: string): Promise<string[]>;
  /** A task, whoever may see it. */
  anyTask(taskId: string): Promise<StoredTask | null>;
  /** The open task of an item's delivery, whoever may see it; null when it has none. */
  openDelivery(caseItemId: string): Promise<StoredTask | null>;
  /** An open task of the case, whoever may see it; null when there is none. */
  openTask(caseId: string, taskId: string): Promise<StoredTask | null>;
}

export function createTasksOfCase(parts: {
  platform: Platform;
  people: Pick<PeopleNeeds, "can">;
  list: Pick<TaskListService, "lightsOf">;
  department: (id: string) => NamedRef;
}): TasksOfCase {
  const { platform, people, list, department } = parts;
  const collection = platform.store.collection(tasks);
  return {
    async openOf(actor, caseId) {
      const page = await collection.find({
        filter: { and: [{ eq: ["caseId", caseId] }, { eq: ["state", "open"] }] },
        limit: 200,
      });
      const lights = await list.lightsOf(page.rows);
      return page.rows.map((task) => ({
        id: task.id,
        kind: task.kind,
        item: task.title,
        department: department(task.department),
        holder: task.assigneeName ?? task.assignee,
        light: lights.get(task.id) ?? null,
        mayAssign: people.can(actor, "assign", "task", task),
        mayOpen: people.can(actor, "read", "task", task),
      }));
    },
    idsOf: async (caseId) =>
      (await collection.find({ filter: { eq: ["caseId", caseId] }, limit: 500 })).rows.map(({ id }) => id),
    openDelivery: async (caseItemId) =>
      (
        await collection.find({
          filter: { and: [{ eq: ["caseItemId", caseItemId] }, { eq: ["state", "open"] }] },
          limit: 50,
        })
      ).rows.find((task) => task.kind === "form" && task.form === DELIVERY_FORM) ?? null,
    anyTask: (taskId) => collection.get(taskId),
    async openTask(caseId, taskId) {
      const task = await collection.get(taskId);
      return task !== null && task.caseId === caseId && task.state === "open" ? task : null;
    },
  };
}
