import { StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { SavedTask } from "./api.ts";
import type { TaskGuard, TaskParts } from "./task-guard.ts";
import { taskTexts } from "./texts.ts";

/** Tasks in which a clerk handles the item, and so may see that more time is needed. */
export const extendableKinds: ReadonlySet<string> = new Set(["review", "approve", "decide"]);

export type AskExtension = (
  actor: Actor,
  id: string,
  ifMatch: number | undefined,
  reason: string,
) => Promise<SavedTask>;

/** Asks the head for the item's statutory extension; the task itself goes on. */
export function createAskExtension(parts: TaskParts, guard: TaskGuard): AskExtension {
  const { cases, outbox } = parts;
  return async (actor, id, ifMatch, reason) => {
    const task = await guard.actable(actor, id, ifMatch, "extend");
    const item = await guard.itemOf(task);
    if (item === null || !extendableKinds.has(task.kind)) throw new StateError(taskTexts.noExtension);
    await cases.extensions.ask(actor, item, reason);
    await outbox.flush();
    return guard.saved(await guard.afterCommand(id));
  };
}
