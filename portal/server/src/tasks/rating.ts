/** Tasks about a bad rating: who may not take one, because it is about what they did themselves. */
import type { StoredSubmission } from "../cases/index.ts";
import type { Text } from "../platform/text.ts";
import type { TaskKind } from "./api.ts";
import type { StoredTask } from "./model.ts";
import { taskTexts } from "./texts.ts";

/** A task of what follows a bad rating: the state of the item that was rated does not matter any more. */
export function isRating(kind: TaskKind | string): boolean {
  return kind.startsWith("rating-");
}

/** Putting it right may well be the handler's; finding out, reviewing and asking the rater is not. */
const INDEPENDENT: ReadonlySet<TaskKind> = new Set(["rating-verify", "rating-appeal", "rating-callback"]);

/** Why the person may not take this task; null when they may. `submissions`: all of its case. */
export function ratingBar(
  task: Pick<StoredTask, "kind" | "caseItemId" | "actId">,
  personId: string,
  submissions: readonly Pick<StoredSubmission, "kind" | "caseItemId" | "actId" | "state" | "by">[],
): Text | null {
  if (!INDEPENDENT.has(task.kind)) return null;
  const own = submissions.filter((one) => one.state !== "void" && one.by.personId === personId);
  const handled = own.some(
    (one) =>
      !isRating(one.kind) &&
      (task.caseItemId === null || one.caseItemId === null || one.caseItemId === task.caseItemId),
  );
  if (handled) return taskTexts.ratedHandler;
  if (task.kind !== "rating-appeal") return null;
  return own.some((one) => isRating(one.kind) && one.actId === task.actId) ? taskTexts.ratedAppeal : null;
}
