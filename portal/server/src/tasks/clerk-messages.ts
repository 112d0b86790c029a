/** What officials are told of their tasks (C18): given to me, due soon, overdue. What is new for a post stands in its inbox. */
import type { Transaction } from "../platform/store/port.ts";
import type { StoredTask } from "./model.ts";
import type { TaskNotificationNeeds } from "./needs.ts";
import { clerkMessageTexts as texts } from "./clerk-message-texts.ts";
import { kindTexts } from "./texts.ts";

export type ClerkMessages = ReturnType<typeof createClerkMessages>;

export function createClerkMessages(notifications: TaskNotificationNeeds) {
  const about = (task: StoredTask) => ({
    kind: "todo" as const,
    body: texts.body(task.title, task.caseId),
    href: `/w/tasks/${task.id}`,
    caseNo: task.caseId,
  });
  /** The post in which they hold it: messages are read per capacity. */
  const holder = (task: StoredTask, personId: string) => ({
    official: personId,
    group: task.groups[0] ?? "",
  });

  return {
    /** Somebody else gave them the task. `at`: the task's revision; the same giving is told once. */
    async given(task: StoredTask, personId: string, by: { personId: string; name: string }): Promise<void> {
      if (by.personId === personId || task.groups.length === 0) return;
      await notifications.send({
        ...about(task),
        to: holder(task, personId),
        title: texts.given(kindTexts[task.kind], by.name),
        key: `task-given:${task.id}:${personId}:${task.revision}`,
      });
    },

    /** Tasks whose light turns yellow or red, told to who holds them, with the change of the light. */
    lights(tx: Transaction, changed: readonly { before: StoredTask; after: StoredTask }[]): void {
      for (const { before, after } of changed) {
        if (after.assignee === null || after.groups.length === 0 || before.colour === after.colour) continue;
        if (after.colour !== "YELLOW" && after.colour !== "RED") continue;
        const due = after.sortDue;
        const title = after.colour === "RED" ? texts.over : texts.soon;
        notifications.notify(tx, {
          ...about(after),
          to: holder(after, after.assignee),
          title: title(kindTexts[after.kind], due),
          key: `task-light:${after.id}:${after.assignee}:${after.colour}:${due}`,
        });
      }
    },
  };
}
