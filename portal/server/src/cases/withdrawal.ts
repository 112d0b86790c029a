/** What an applicant may withdraw, and what falls with it (1.2a rule 17). Pure. */
import type { Text } from "../platform/text.ts";
import type { StoredItem } from "./model.ts";
import { decidedStates, finalStates } from "./state-machine.ts";
import { labelOf } from "./lane-view.ts";
import { withdrawalTexts } from "./withdrawal-texts.ts";

type Facts = Pick<StoredItem, "id" | "itemId" | "status" | "result" | "acceptance" | "after" | "decision">;

/** Why an item cannot be withdrawn; null when it can. `decided`: a decision is handed in and about to take effect. */
export function withdrawalBar(item: Facts, decided: boolean): Text | null {
  if (item.acceptance === "none") return withdrawalTexts.systemCheck;
  if (finalStates.has(item.status) && item.status !== "CLOSED") return withdrawalTexts.ended(labelOf(item));
  if (decidedStates.has(item.status) || item.decision !== null || decided) return withdrawalTexts.decided;
  return null;
}

/** Ids of the items that wait for these, directly or through one another: they end when these are withdrawn. */
export function dependantsOf(items: readonly Facts[], withdrawn: readonly string[]): string[] {
  const gone = new Set(items.filter((item) => withdrawn.includes(item.id)).map((item) => item.itemId));
  const found = new Set<string>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const item of items) {
      if (item.status !== "WAITING" || withdrawn.includes(item.id) || found.has(item.id)) continue;
      if (!item.after.some((id) => gone.has(id))) continue;
      found.add(item.id);
      gone.add(item.itemId);
    }
  }
  return [...found];
}

/** Groups that had the item in hand when it was withdrawn. */
export function holdersOf(item: Pick<StoredItem, "department" | "acceptance">, from: string): string[] {
  if (from === "WAITING" || from === "SUBMITTED") return [];
  if (from === "RECEIVED" || from === "SUPPLEMENT")
    return ["window:clerk", ...(item.acceptance === "department" ? [`${item.department}:reviewer`] : [])];
  return [`${item.department}:reviewer`, ...(from === "APPROVAL" ? [`${item.department}:decider`] : [])];
}

/** The last four digits of the case's number, typed to confirm. */
export function confirms(no: string, typed: string): boolean {
  return typed.trim() === no.slice(-4);
}
