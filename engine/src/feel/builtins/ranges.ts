/** Functions that relate points and ranges in time or number (DMN 1.5, table 78: Allen's interval algebra). */
import { compareValues } from "../compare.ts";
import { FeelSyntaxError } from "../errors.ts";
import { isNumber, negate } from "../numbers.ts";
import type { Ast } from "../syntax/ast.ts";
import { readExpression } from "../syntax/read.ts";
import { parseAtLiteral } from "../temporal/literal.ts";
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

/** The value of an end: a literal, or a date, time or duration of a text. Undefined for anything else. */
function endpoint(ast: Ast): FeelValue | undefined {
  if (ast.kind === "literal") return ast.value;
  if (ast.kind === "negate" && ast.value.kind === "literal" && isNumber(ast.value.value))
    return negate(ast.value.value);
  if (ast.kind !== "call" || ast.target.kind !== "name" || ast.args.by !== "position") return undefined;
  const [only] = ast.args.values;
  if (only?.kind !== "literal" || typeof only.value !== "string") return undefined;
  const known = ["date", "time", "date and time", "duration"].includes(ast.target.name);
  return known ? parseAtLiteral(only.value) : undefined;
}

/** `range("[18..21)")`: the range that the text writes; one end may be left out. */
function readRange(text: string): FeelRange | null {
  const m = /^\s*([[(\]])(.*?)\.\.(.*)([\])[])\s*$/s.exec(text);
  if (!m) return null;
  const ends = [m[2] ?? "", m[3] ?? ""].map((end) => {
    if (end.trim() === "") return null;
    try {
      return endpoint(readExpression(end, { dialect: "dmn" }));
    } catch (error) {
      if (error instanceof FeelSyntaxError) return undefined;
      throw error;
    }
  });
  const [start, end] = ends;
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  const [startIncluded, endIncluded] = [m[1] === "[", m[4] === "]"];
  if ((start === null && startIncluded) || (end === null && endIncluded)) return null;
  if (start !== null && end !== null && (compareValues(start, end) ?? 1) > 0) return null;
  return new FeelRange(start, startIncluded, end, endIncluded);
}

export const rangeFunctions = [
  define("range(from: string)", ([from], rt) => (rt.dialect === "dmn" ? readRange(from as string) : null)),
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
