/** Why a person may not act on a task now, in words; null when they may. */
import { openPause } from "../clocks/index.ts";
import type { StoredClock } from "../clocks/index.ts";
import { extensionTexts } from "../cases/index.ts";
import type { StoredItem } from "../cases/index.ts";
import type { Text } from "../platform/text.ts";
import type { StoredTask } from "./model.ts";
import { isRating } from "./rating.ts";
import { taskTexts } from "./texts.ts";

const STOPPED_WITH_ITEM = new Set(["review", "approve", "decide"]);

export function blockedReason(options: {
  task: StoredTask;
  personId: string;
  item: StoredItem | null;
  handling: StoredClock | null;
  own: boolean;
  mayAct: boolean;
}): Text | null {
  const { task, personId, item, handling, own, mayAct } = options;
  if (task.state !== "open") return taskTexts.over;
  if (own) return taskTexts.ownCase;
  if (!mayAct) return taskTexts.notYourPost;
  if (item?.status === "WITHDRAWN" && !isRating(task.kind)) return taskTexts.withdrawn;
  if (STOPPED_WITH_ITEM.has(task.kind) && item !== null && isSuspended(item, handling)) {
    const pause = handling === null ? null : openPause(handling);
    return pause === null
      ? taskTexts.suspendedPlain
      : taskTexts.suspended(pause.reason, pause.until ?? handling?.due ?? "");
  }
  if (task.kind === "extend" && ownExtension(task, item, personId)) return extensionTexts.own;
  if (task.assignee !== null && task.assignee !== personId)
    return taskTexts.heldBy(task.assigneeName ?? task.assignee);
  return null;
}

/** Nobody approves what they have asked for themselves. */
function ownExtension(task: StoredTask, item: StoredItem | null, personId: string): boolean {
  return (item?.extensions ?? []).some((one) => one.id === task.actId && one.by.personId === personId);
}

/** From the moment that a special procedure is ordered, before the process has stopped the clock. */
export function isSuspended(item: StoredItem, handling: StoredClock | null): boolean {
  if (item.status === "SUSPENDED") return true;
  const ordered = item.procedures.at(-1);
  if (ordered === undefined) return false;
  const known = handling?.pauses.find((pause) => pause.id === ordered.id);
  return known === undefined || known.resumedOn === null;
}
