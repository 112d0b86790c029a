/** The window's verdicts on the items of one round (form `shared/accept`). */
import type { AcceptanceItem, CorrectionItem, MaterialSlot } from "@onewindow/server/api";
import { pointsLack, readPoints } from "./points.ts";
import type { PointDraft } from "./points.ts";

export type VerdictWord = "accept" | "tolerate" | "undertaking" | "correct" | "not-accept";
export interface Verdict {
  verdict?: VerdictWord;
  reason?: string;
  competent?: string;
  /** With `tolerate`: what is missing and may follow. */
  missing?: { materialId: string; what?: string }[];
  /** Working days to supply it; absent: the longest allowed. */
  days?: number;
  points?: PointDraft[];
}
export type Verdicts = Record<string, Verdict>;

export function readVerdicts(data: Record<string, unknown>): Verdicts {
  const verdicts = data["verdicts"];
  return typeof verdicts === "object" && verdicts !== null ? (verdicts as Verdicts) : {};
}

/** Papers of the item that may follow after acceptance (容缺). */
export function tolerableOf(item: { materials: readonly MaterialSlot[] }): MaterialSlot[] {
  return item.materials.filter((slot) => slot.tolerantDays !== null);
}

/**
 * Choices of an item: an undertaking can be accepted only where the applicant chose it, and then it is the way; papers
 * that the applicant promised for later make it an acceptance with tolerance. A check after a correction accepts, or
 * repeats what is still not right.
 */
export function choicesOf(item: AcceptanceItem, recheck = false): VerdictWord[] {
  const end: VerdictWord[] = recheck ? ["correct"] : ["correct", "not-accept"];
  if (item.undertaking?.chosen === true) return ["undertaking", ...end];
  const tolerable = item.tolerance?.bar == null ? tolerableOf(item) : [];
  if (tolerable.some((slot) => slot.state === "later")) return ["tolerate", ...end];
  return tolerable.length > 0 ? ["accept", "tolerate", ...end] : ["accept", ...end];
}

/** The most days that may be given for what is listed: of its materials the shortest, within what the item allows. */
export function longestOf(
  item: { materials: readonly MaterialSlot[] },
  verdict: Pick<Verdict, "missing">,
  allowed: number,
): number {
  const ids = new Set((verdict.missing ?? []).map((one) => one.materialId));
  const own = tolerableOf(item)
    .filter((slot) => ids.has(slot.id) || slot.state === "later")
    .flatMap((slot) => slot.tolerantDays ?? []);
  return Math.min(allowed, ...own);
}

/** With tolerance, but without saying what is missing. */
export function lacksMissing(
  item: { materials: readonly MaterialSlot[] },
  verdict: Pick<Verdict, "verdict" | "missing"> | undefined,
): boolean {
  if (verdict?.verdict !== "tolerate") return false;
  return (verdict.missing ?? []).length === 0 && tolerableOf(item).every((slot) => slot.state !== "later");
}

/** What may be asked for of an item of the round. */
export function correctionItemOf(
  items: readonly CorrectionItem[],
  caseItemId: string,
): CorrectionItem | null {
  return items.find((entry) => entry.caseItemId === caseItemId) ?? null;
}

export function countVerdicts(
  items: AcceptanceItem[],
  verdicts: Verdicts,
): {
  accepted: number;
  corrected: number;
  refused: number;
  open: number;
  withoutReason: number;
  withoutList: number;
  withoutPoints: number;
} {
  const result = {
    accepted: 0,
    corrected: 0,
    refused: 0,
    open: 0,
    withoutReason: 0,
    withoutList: 0,
    withoutPoints: 0,
  };
  for (const item of items) {
    const verdict = verdicts[item.caseItemId];
    if (verdict?.verdict === undefined) result.open += 1;
    else if (verdict.verdict === "not-accept") {
      result.refused += 1;
      if ((verdict.reason ?? "").trim() === "") result.withoutReason += 1;
    } else if (verdict.verdict === "correct") {
      result.corrected += 1;
      if (pointsLack(readPoints(verdict.points))) result.withoutPoints += 1;
    } else {
      result.accepted += 1;
      if (lacksMissing(item, verdict)) result.withoutList += 1;
    }
  }
  return result;
}
