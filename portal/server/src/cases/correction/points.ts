/** The rules of points (1.2a rules 8–9): whole, with basis, about the item's own things, later ones among the first. Pure. */
import { FIELD_MATERIAL } from "@onewindow/forms";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Text } from "../../platform/text.ts";
import type { PointInput } from "../api.ts";
import type { StoredPoint } from "./model.ts";
import { targetKey } from "./targets.ts";
import type { Target } from "./targets.ts";
import { pointTexts } from "./texts.ts";

const empty = (value: string): boolean => value.trim() === "";

/** What points are held against. */
export interface AboutItem {
  name: Text;
  targets: readonly Target[];
  first: readonly StoredPoint[] | null;
  /** Marks on the case's documents that stand, by id. */
  marks: ReadonlyMap<string, { materialId: string }>;
}
/**
 * Faults of the points that are asked of one item. `first`: the points of the item's first notice, when there was one;
 * then only those may be asked again.
 */
export function pointFaults(points: readonly PointInput[], item: AboutItem, pointer: string): FieldProblem[] {
  if (points.length === 0) return [{ pointer, code: "points", detail: pointTexts.needsPoints(item.name) }];
  const known = new Set(item.targets.map((entry) => targetKey(entry.target)));
  const asked = item.first === null ? null : new Set(item.first.map((point) => targetKey(point.target)));
  const seen = new Set<string>();
  return points.flatMap((point, index) => {
    const at = `${pointer}/${index}`;
    const key = targetKey(point.target);
    const faults: FieldProblem[] = [];
    if (!known.has(key)) faults.push({ pointer: `${at}/target`, code: "target", detail: pointTexts.target });
    else if (asked !== null && !asked.has(key))
      faults.push({ pointer: `${at}/target`, code: "not-in-first", detail: pointTexts.notFirst });
    else if (seen.has(key)) faults.push({ pointer: `${at}/target`, code: "twice", detail: pointTexts.twice });
    seen.add(key);
    const { target, mark } = point;
    const document = target.kind === "material" ? target.materialId : `${FIELD_MATERIAL}${target.path}`;
    if (mark != null && item.marks.get(mark)?.materialId !== document)
      faults.push({ pointer: `${at}/mark`, code: "mark", detail: pointTexts.mark });
    for (const part of ["problem", "ask", "basis"] as const)
      if (empty(point[part]))
        faults.push({ pointer: `${at}/${part}`, code: "required", detail: pointTexts[part] });
    return faults;
  });
}

/** What somebody asked for in a round and is not told yet. */
export interface PendingPoint extends PointInput {
  key: string;
  caseItemId: string;
  /** Who asks: a department, or `window`. */
  department: string;
}

/** Faults of the merged notice: every point asked for is in it, and each item's points keep the rules. */
export function noticeFaults(
  points: readonly (PointInput & { key: string | null; caseItemId: string })[],
  pending: readonly PendingPoint[],
  items: ReadonlyMap<string, AboutItem>,
  label: (point: PendingPoint) => Text,
): FieldProblem[] {
  if (points.length === 0 && pending.length === 0) return [];
  if (points.length === 0) return [{ pointer: "/data/points", code: "points", detail: pointTexts.empty }];
  const faults: FieldProblem[] = [];
  for (const asked of pending) {
    const kept = points.some(
      (point) =>
        point.key === asked.key &&
        point.caseItemId === asked.caseItemId &&
        targetKey(point.target) === targetKey(asked.target),
    );
    if (!kept)
      faults.push({
        pointer: "/data/points",
        code: "point-dropped",
        detail: pointTexts.dropped(label(asked)),
      });
  }
  for (const [index, point] of points.entries())
    if (!items.has(point.caseItemId))
      faults.push({ pointer: `/data/points/${index}/caseItemId`, code: "item", detail: pointTexts.notOpen });
  for (const [caseItemId, item] of items) {
    const own = points.flatMap((point, index) => (point.caseItemId === caseItemId ? [{ point, index }] : []));
    if (own.length === 0) continue;
    const found = pointFaults(
      own.map((entry) => entry.point),
      item,
      "/data/points",
    );
    for (const fault of found) {
      const [, local = "0", part = ""] = /^\/data\/points\/(\d+)\/(.*)$/.exec(fault.pointer) ?? [];
      faults.push({ ...fault, pointer: `/data/points/${own[Number(local)]?.index ?? 0}/${part}` });
    }
  }
  return faults;
}
