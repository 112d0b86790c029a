/** What the documents of a correction say. */
import type { StoredPoint } from "./model.ts";

/** Points as documents list them. Pure. */
export function correctionFacts(options: {
  n: number;
  points: readonly (Pick<
    StoredPoint,
    "label" | "problem" | "ask" | "basis" | "sample" | "page" | "target"
  > & {
    item: { zh: string; en: string };
  })[];
  issuedOn: string;
  days: number;
  due: string;
  receivedAt: string | null;
  open: number;
  place: (path: string) => { zh: string; en: string } | null;
}): Record<string, unknown> {
  const { n, points, issuedOn, days, due, receivedAt, open, place } = options;
  return {
    n,
    count: points.length,
    on: issuedOn,
    days,
    due,
    receivedAt,
    open,
    points: points.map((point) => ({
      item: point.item,
      group: point.target.kind === "field" ? place(point.target.path) : null,
      label: point.label,
      problem: point.problem,
      ask: point.ask,
      basis: point.basis,
      sample: point.sample,
      page: point.page ?? null,
    })),
  };
}
