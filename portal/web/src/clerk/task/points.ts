/** Points of a correction as a clerk writes them. */
import type { CorrectionTarget, TaskCorrection } from "@onewindow/server/api";

type Target = CorrectionTarget["target"];
export interface PointDraft {
  target: Target;
  problem: string;
  ask: string;
  basis: string;
  sample?: string | null;
  /** Page of the document. */
  page?: number | null;
  /** Mark on the page: the place that it is about. */
  mark?: string | null;
  first?: string | null;
}
/** A point of the merged notice: `key` names one that somebody asked for. */
export interface NoticePoint extends PointDraft {
  key: string | null;
  caseItemId: string;
}

export function targetKey(target: Target): string {
  return target.kind === "field" ? `field:${target.path}` : `material:${target.materialId}`;
}

const isPoint = (value: unknown): value is PointDraft =>
  typeof value === "object" && value !== null && "target" in value && "problem" in value;

/** What is kept of points, whatever else stands there. */
export function readPoints(value: unknown): PointDraft[] {
  return Array.isArray(value) ? value.filter(isPoint) : [];
}

export type PointPart = "problem" | "ask" | "basis";
export const pointParts: readonly PointPart[] = ["problem", "ask", "basis"];

/** Parts that a point still lacks. */
export function lacking(point: PointDraft): PointPart[] {
  return pointParts.filter((part) => point[part].trim() === "");
}

/** No point at all, or one that is not whole. */
export function pointsLack(points: readonly PointDraft[]): boolean {
  return points.length === 0 || points.some((point) => lacking(point).length > 0);
}

/** The notice being written: what was asked for, as the window has worded it, then the window's own points. */
export function noticePoints(correction: TaskCorrection, saved: unknown): NoticePoint[] {
  const kept = readPoints(saved).flatMap((point): NoticePoint[] => {
    const { key, caseItemId } = point as Partial<NoticePoint>;
    return typeof caseItemId === "string" ? [{ ...point, key: key ?? null, caseItemId }] : [];
  });
  const asked = correction.pending.map((point): NoticePoint => {
    const worded = kept.find((one) => one.key === point.key);
    const { target, problem, ask, basis, sample, page, mark, first, key, caseItemId } = point;
    return { target, problem, ask, basis, sample, page, mark, first, ...worded, key, caseItemId };
  });
  const own = kept.filter(
    (point) => point.key === null && correction.items.some((item) => item.caseItemId === point.caseItemId),
  );
  return [...asked, ...own];
}

/** A fresh point about a target; in a later notice it starts from the first one's words. */
export function freshPoint(target: Target, first: PointDraft | null): PointDraft {
  return first === null
    ? { target, problem: "", ask: "", basis: "" }
    : { target, problem: "", ask: first.ask, basis: first.basis, sample: first.sample ?? null };
}
