/** Extension of the handling limit (1.2a rule 12): once, before the due date, approved by the head. Pure. */
import type { Text } from "../platform/text.ts";
import type { Extension, StoredItem } from "./model.ts";
import { decidedStates, finalStates } from "./state-machine.ts";
import { extensionTexts } from "./extension-texts.ts";

/** Working days an item may be extended by when its package names none is 0: it may not be extended. */
export function extensionBar(
  item: Pick<StoredItem, "status" | "extensions" | "decision">,
  clock: { state: string; due: string } | null,
  days: number,
  today: string,
): Text | null {
  if (
    clock === null ||
    item.decision !== null ||
    decidedStates.has(item.status) ||
    finalStates.has(item.status)
  )
    return extensionTexts.notHandling;
  if (clock.state === "stopped") return extensionTexts.notHandling;
  if (days === 0) return extensionTexts.none;
  const known = item.extensions ?? [];
  if (known.some((one) => one.state === "approved")) return extensionTexts.once;
  if (known.some((one) => one.state === "asked")) return extensionTexts.asked;
  return today > clock.due && clock.state === "running" ? extensionTexts.tooLate(clock.due) : null;
}

/** The item with the head's answer; null when that request was answered before. */
export function answeredExtension(
  item: StoredItem,
  id: string,
  answer: Pick<Extension, "state" | "until"> & { at: number; by: Extension["by"]; note: string },
): StoredItem | null {
  const asked = (item.extensions ?? []).find((one) => one.id === id);
  if (asked === undefined || asked.state !== "asked") return null;
  const { state, until, ...given } = answer;
  return {
    ...item,
    extensions: (item.extensions ?? []).map((one) =>
      one === asked ? { ...one, state, until, answer: given } : one,
    ),
  };
}

/** What documents and messages say: the extension that was approved. */
export function extensionFacts(item: Pick<StoredItem, "extensions"> | null): Record<string, unknown> | null {
  const made = item?.extensions?.find((one) => one.state === "approved");
  if (made === undefined) return null;
  return {
    days: made.days,
    reason: made.reason,
    from: made.from,
    until: made.until,
    approvedBy: made.answer?.by.name ?? null,
  };
}
