import { localDate } from "../clocks/index.ts";
import type { WorkingCalendar } from "../clocks/index.ts";
import type { StoredItem, Tolerance } from "./model.ts";
import type { DocumentNeeds } from "./needs.ts";

type Tolerated = StoredItem & { tolerance: Tolerance };
const tolerated = (items: readonly StoredItem[]): Tolerated[] =>
  items.flatMap((item) => (item.tolerance === undefined ? [] : [{ ...item, tolerance: item.tolerance }]));

/** 容缺受理通知书, one for all items of an organ settled together; 容缺受理承诺书 of each item once it is agreed to; each made once only. */
export async function issueToleranceDocuments(
  documents: Pick<DocumentNeeds, "issue">,
  items: readonly StoredItem[],
): Promise<void> {
  const all = tolerated(items);
  const notices = Map.groupBy(all, (item) => item.tolerance.notice ?? `tolerance-notice:${item.id}`);
  for (const [key, listed] of notices)
    await documents.issue({
      key,
      kind: "tolerance-notice",
      caseId: listed[0]?.caseId ?? "",
      caseItemIds: listed.map((item) => item.id),
      department: listed[0]?.department ?? null,
    });
  for (const item of all)
    if (item.tolerance.agreed !== null)
      await documents.issue({
        key: `tolerance-promise:${item.id}`,
        kind: "tolerance-promise",
        caseId: item.caseId,
        caseItemIds: [item.id],
        department: item.department,
      });
}

/** What documents say about it: the notice lists its `items`, a promise is about the first. */
export function toleranceFacts(
  about: readonly StoredItem[],
  calendar: WorkingCalendar,
): Record<string, unknown> | null {
  const items = tolerated(about).map(({ name, tolerance }) => ({
    name,
    on: localDate(tolerance.at),
    days: tolerance.days,
    until: calendar.addWorkingDays(localDate(tolerance.at), tolerance.days),
    materials: tolerance.materials.map(({ name: material, what }) => ({ name: material, what })),
    agreedOn: tolerance.agreed === null ? null : localDate(tolerance.agreed.at),
    agreedBy: tolerance.agreed?.by.name ?? null,
  }));
  const [first] = items;
  return first === undefined ? null : { ...first, items };
}
