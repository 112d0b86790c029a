/** The window's verdicts on the items of one round (form `shared/accept`). */
import type { AcceptanceItem } from "@onewindow/server/api";

export type VerdictWord = "accept" | "undertaking" | "not-accept";
export interface Verdict {
  verdict?: VerdictWord;
  reason?: string;
  competent?: string;
}
export type Verdicts = Record<string, Verdict>;

export function readVerdicts(data: Record<string, unknown>): Verdicts {
  const verdicts = data["verdicts"];
  return typeof verdicts === "object" && verdicts !== null ? (verdicts as Verdicts) : {};
}

/** Choices of an item: an undertaking can be accepted only where the applicant chose it, and then it is the way. */
export function choicesOf(item: AcceptanceItem): VerdictWord[] {
  return item.undertaking?.chosen === true ? ["undertaking", "not-accept"] : ["accept", "not-accept"];
}

export function countVerdicts(
  items: AcceptanceItem[],
  verdicts: Verdicts,
): { accepted: number; refused: number; open: number; withoutReason: number } {
  const result = { accepted: 0, refused: 0, open: 0, withoutReason: 0 };
  for (const item of items) {
    const verdict = verdicts[item.caseItemId];
    if (verdict?.verdict === undefined) result.open += 1;
    else if (verdict.verdict === "not-accept") {
      result.refused += 1;
      if ((verdict.reason ?? "").trim() === "") result.withoutReason += 1;
    } else result.accepted += 1;
  }
  return result;
}
