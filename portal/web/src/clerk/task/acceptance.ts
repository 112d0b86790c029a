/** The window's verdicts on the items of one round (form `shared/accept`). */
import type { AcceptanceItem } from "@onewindow/server/api";

export type VerdictWord = "accept" | "tolerate" | "undertaking" | "not-accept";
export interface Verdict {
  verdict?: VerdictWord;
  reason?: string;
  competent?: string;
  /** With `tolerate`: what is missing and may follow. */
  missing?: { materialId: string; what?: string }[];
}
export type Verdicts = Record<string, Verdict>;

export function readVerdicts(data: Record<string, unknown>): Verdicts {
  const verdicts = data["verdicts"];
  return typeof verdicts === "object" && verdicts !== null ? (verdicts as Verdicts) : {};
}

/** Papers of the item that may follow after acceptance (容缺). */
export function tolerableOf(item: AcceptanceItem): AcceptanceItem["materials"] {
  return item.materials.filter((slot) => slot.tolerantDays !== null);
}

/**
 * Choices of an item: an undertaking can be accepted only where the applicant chose it, and then it is the way; papers
 * that the applicant promised for later make it an acceptance with tolerance.
 */
export function choicesOf(item: AcceptanceItem): VerdictWord[] {
  if (item.undertaking?.chosen === true) return ["undertaking", "not-accept"];
  const tolerable = tolerableOf(item);
  if (tolerable.some((slot) => slot.state === "later")) return ["tolerate", "not-accept"];
  return tolerable.length > 0 ? ["accept", "tolerate", "not-accept"] : ["accept", "not-accept"];
}

/** With tolerance, but without saying what is missing. */
export function lacksMissing(item: AcceptanceItem, verdict: Verdict | undefined): boolean {
  if (verdict?.verdict !== "tolerate") return false;
  return (verdict.missing ?? []).length === 0 && tolerableOf(item).every((slot) => slot.state !== "later");
}

export function countVerdicts(
  items: AcceptanceItem[],
  verdicts: Verdicts,
): { accepted: number; refused: number; open: number; withoutReason: number; withoutList: number } {
  const result = { accepted: 0, refused: 0, open: 0, withoutReason: 0, withoutList: 0 };
  for (const item of items) {
    const verdict = verdicts[item.caseItemId];
    if (verdict?.verdict === undefined) result.open += 1;
    else if (verdict.verdict === "not-accept") {
      result.refused += 1;
      if ((verdict.reason ?? "").trim() === "") result.withoutReason += 1;
    } else {
      result.accepted += 1;
      if (lacksMissing(item, verdict)) result.withoutList += 1;
    }
  }
  return result;
}
