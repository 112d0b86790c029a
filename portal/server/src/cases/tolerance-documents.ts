import { localDate } from "../clocks/index.ts";
import type { WorkingCalendar } from "../clocks/index.ts";
import type { StoredItem } from "./model.ts";
import type { DocumentNeeds } from "./needs.ts";

/** 容缺受理通知书 of each item accepted so, and 容缺受理承诺书 once it is agreed to; each made once only. */
export async function issueToleranceDocuments(
  documents: Pick<DocumentNeeds, "issue">,
  items: readonly StoredItem[],
): Promise<void> {
  for (const item of items) {
    if (item.tolerance === undefined) continue;
    for (const kind of ["tolerance-notice", ...(item.tolerance.agreed === null ? [] : ["tolerance-promise"])])
      await documents.issue({
        key: `${kind}:${item.id}`,
        kind,
        caseId: item.caseId,
        caseItemIds: [item.id],
        department: item.department,
      });
  }
}

/** What documents say about it. */
export function toleranceFacts(
  item: StoredItem | null,
  calendar: WorkingCalendar,
): Record<string, unknown> | null {
  const tolerance = item?.tolerance;
  if (tolerance === undefined) return null;
  const from = localDate(tolerance.at);
  return {
    on: from,
    days: tolerance.days,
    until: calendar.addWorkingDays(from, tolerance.days),
    materials: tolerance.materials.map(({ name, what }) => ({ name, what })),
    agreedOn: tolerance.agreed === null ? null : localDate(tolerance.agreed.at),
    agreedBy: tolerance.agreed?.by.name ?? null,
  };
}
