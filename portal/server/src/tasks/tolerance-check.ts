/** May an item be accepted with what is lacking (容缺), as the window or its department says? */
import type { ClocksArea } from "../clocks/index.ts";
import type { StoredItem } from "../cases/index.ts";
import { longestSupply, supplyDays, toleranceTexts } from "../cases/index.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import type { ToleranceChoice } from "./api.ts";

/** What is said with `tolerate`. */
export interface ToleranceWord {
  missing?: readonly { materialId: string }[] | null | undefined;
  days?: number | null | undefined;
}

/** Names what is missing, only what may follow, within the time that is allowed. `pointer`: where the word stands. */
export function toleranceFaults(
  item: StoredItem,
  word: ToleranceWord,
  papers: readonly MaterialSlot[],
  pointer: string,
  /** Why 容缺 is closed to the applicant. */
  bar: Text | null,
): FieldProblem[] {
  const at = `${pointer}/missing`;
  if (bar !== null) return [{ pointer: `${pointer}/verdict`, code: "barred", detail: bar }];
  const missing = word.missing ?? [];
  const listed = (slot: MaterialSlot): boolean => missing.some(({ materialId }) => materialId === slot.id);
  const lacking = papers.filter((slot) => slot.need === "required" && slot.state === "missing");
  const following = papers.filter((slot) => listed(slot) || slot.state === "later");
  const longest = supplyDays(
    following.flatMap((slot) => slot.tolerantDays ?? []),
    longestSupply(item),
  );
  return [
    ...(following.length === 0 && missing.length === 0
      ? [{ pointer: at, code: "required", detail: toleranceTexts.nothingMissing(item.name) }]
      : []),
    ...missing
      .filter(({ materialId }) =>
        papers.every((slot) => slot.id !== materialId || slot.tolerantDays === null),
      )
      .map(({ materialId }) => ({
        pointer: `${at}/${materialId}`,
        code: "not-tolerable",
        detail: toleranceTexts.notTolerable(
          papers.find((slot) => slot.id === materialId)?.name ?? { zh: materialId, en: materialId },
        ),
      })),
    ...lacking
      .filter((slot) => !listed(slot))
      .map((slot) => ({
        pointer: `${at}/${slot.id}`,
        code: "still-missing",
        detail: toleranceTexts.stillMissing(item.name, slot.name),
      })),
    ...(word.days != null && word.days > longest
      ? [
          {
            pointer: `${pointer}/days`,
            code: "too-long",
            detail: toleranceTexts.tooLong(item.name, longest),
          },
        ]
      : []),
  ];
}

/** How long may be given to supply what is lacking; null where nothing of the item may follow. */
export function toleranceChoice(
  item: StoredItem,
  papers: readonly MaterialSlot[],
  clocks: Pick<ClocksArea, "calendar" | "today">,
  bar: Text | null,
): ToleranceChoice | null {
  const own = papers.flatMap((slot) => slot.tolerantDays ?? []);
  if (own.length === 0) return null;
  const longest = Math.min(Math.max(...own), longestSupply(item) ?? Infinity);
  const [calendar, today] = [clocks.calendar(), clocks.today()];
  return {
    bar,
    dues: Array.from({ length: longest }, (_, n) => calendar.addWorkingDays(today, n + 1)),
  };
}
