/** Functions that relate points and ranges in time or number (DMN 1.5, table 78: Allen's interval algebra). */
import { compareValues } from "../compare.ts";
import { FeelRange } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

type Verdict = boolean | null;

/** Comparisons whose null (types differ, open ends) makes the whole answer null. */
class Incomparable extends Error {}

function order(a: FeelValue, b: FeelValue): number {
  const result = compareValues(a, b);
  if (result === null) throw new Incomparable();
  return result;
}

function guarded(run: () => boolean): Verdict {
  try {
    return run();
  } catch (error) {
    if (error instanceof Incomparable) return null;
    throw error;
  }
}

function asRange(value: FeelValue): FeelRange {
  return value instanceof FeelRange ? value : new FeelRange(value, true, value, true);
}

/** All of `a` lies before all of `b`. */
function before(a: FeelRange, b: FeelRange): boolean {
  const o = order(a.end, b.start);
  return o < 0 || (o === 0 && !(a.endIncluded && b.startIncluded));
}

const meets = (a: FeelRange, b: FeelRange): boolean =>
  a.endIncluded && b.startIncluded && order(a.end, b.start) === 0;

function startsNotAfter(a: FeelRange, b: FeelRange): boolean {
  const o = order(a.start, b.start);
  return o < 0 || (o === 0 && (a.startIncluded || !b.startIncluded));
}

function endsNotBefore(a: FeelRange, b: FeelRange): boolean {
  const o = order(a.end, b.end);
  return o > 0 || (o === 0 && (a.endIncluded || !b.endIncluded));
}

const includes = (a: FeelRange, b: FeelRange): boolean => startsNotAfter(a, b) && endsNotBefore(a, b);
const sameStart = (a: FeelRange, b: FeelRange): boolean =>
  order(a.start, b.start) === 0 && a.startIncluded === b.startIncluded;
const sameEnd = (a: FeelRange, b: FeelRange): boolean =>
  order(a.end, b.end) === 0 && a.endIncluded === b.endIncluded;
const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);

function overlapsBefore(a: FeelRange, b: FeelRange): boolean {
  const start = order(a.start, b.start);
  const startsEarlier = start < 0 || (start === 0 && a.startIncluded && !b.startIncluded);
  return startsEarlier && overlaps(a, b) && endsNotBefore(b, a);
}

type Kind = "point" | "range";

function relation(name: string, a: Kind, b: Kind, run: (x: FeelRange, y: FeelRange) => boolean) {
  const names = [a === "point" ? "point" : "range", b === "point" ? "point" : "range"];
  const [first, second] = a === b ? [`${names[0]}1`, `${names[1]}2`] : names;
  const types = (kind: Kind): string => (kind === "range" ? "range" : pointTypes);
  return define(`${name}(${first}: ${types(a)}, ${second}: ${types(b)})`, ([x, y]) =>
    guarded(() => run(asRange(x ?? null), asRange(y ?? null))),
  );
}

const pointTypes = "number|string|date|time|date and time|duration";

export const rangeFunctions = [
  ...(["point", "range"] as const).flatMap((a) =>
    (["point", "range"] as const).flatMap((b) => [
      relation("before", a, b, before),
      relation("after", a, b, (x, y) => before(y, x)),
    ]),
  ),
  relation("meets", "range", "range", meets),
  relation("met by", "range", "range", (a, b) => meets(b, a)),
  relation("overlaps", "range", "range", overlaps),
  relation("overlaps before", "range", "range", overlapsBefore),
  relation("overlaps after", "range", "range", (a, b) => overlapsBefore(b, a)),
  relation("finishes", "point", "range", (p, r) => r.endIncluded && order(p.end, r.end) === 0),
  relation("finishes", "range", "range", (a, b) => sameEnd(a, b) && startsNotAfter(b, a)),
  relation("finished by", "range", "point", (r, p) => r.endIncluded && order(p.end, r.end) === 0),
  relation("finished by", "range", "range", (a, b) => sameEnd(a, b) && startsNotAfter(a, b)),
  relation("includes", "range", "point", includes),
  relation("includes", "range", "range", includes),
  relation("during", "point", "range", (p, r) => includes(r, p)),
  relation("during", "range", "range", (a, b) => includes(b, a)),
  relation("starts", "point", "range", (p, r) => r.startIncluded && order(p.start, r.start) === 0),
  relation("starts", "range", "range", (a, b) => sameStart(a, b) && endsNotBefore(b, a)),
  relation("started by", "range", "point", (r, p) => r.startIncluded && order(p.start, r.start) === 0),
  relation("started by", "range", "range", (a, b) => sameStart(a, b) && endsNotBefore(a, b)),
  relation("coincides", "point", "point", (a, b) => order(a.start, b.start) === 0),
  relation("coincides", "range", "range", (a, b) => sameStart(a, b) && sameEnd(a, b)),
];
