import type { StoredItem } from "./model.ts";

/**
 * Items that one notice of acceptance lists (1.2a rule 6): of the same organ, accepted at the same moment. An item
 * whose department speaks later than the window gets a notice of its own then, and stands in no other.
 */
export function acceptedTogether(
  items: readonly Pick<StoredItem, "id" | "department" | "acceptedAt" | "reached">[],
): { department: string; settledAt: number; caseItemIds: string[] }[] {
  const groups = new Map<string, { department: string; settledAt: number; caseItemIds: string[] }>();
  for (const { id, department, acceptedAt, reached } of items) {
    const settledAt = reached["ACCEPTED"];
    if (acceptedAt === null || settledAt === undefined) continue;
    const key = `${department} ${settledAt}`;
    const group = groups.get(key) ?? { department, settledAt, caseItemIds: [] };
    group.caseItemIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
