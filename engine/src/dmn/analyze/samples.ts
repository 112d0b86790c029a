/** Values that stand for all: between them, every cell with the given constants tells any two values apart. */
import { compareValues, compileExpression, typeOf } from "../../feel/index.ts";
import type { FeelExpression, FeelValue } from "../../feel/index.ts";

/** A step that is as small as people write it, and a value to begin with. */
const steps: Readonly<Record<string, { step: string; start: string }>> = {
  date: { step: 'duration("P1D")', start: 'date("2026-01-01")' },
  "date and time": { step: 'duration("PT1S")', start: 'date and time("2026-01-01T00:00:00")' },
  time: { step: 'duration("PT1S")', start: 'time("12:00:00")' },
  "days and time duration": { step: 'duration("PT1S")', start: 'duration("P1D")' },
  "years and months duration": { step: 'duration("P1M")', start: 'duration("P1Y")' },
};
const types = new Map([
  ["string", "string"],
  ["number", "number"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["dateTime", "date and time"],
  ["date and time", "date and time"],
  ["dayTimeDuration", "days and time duration"],
  ["days and time duration", "days and time duration"],
  ["yearMonthDuration", "years and months duration"],
  ["years and months duration", "years and months duration"],
]);

/**
 * Samples for a column: the constants of its cells and values below, between and above them, each of the types that
 * the constants or the declared type of the column have. Null is among them where a cell names it.
 * Answers null where constants cannot be put in order.
 */
export function samplesOf(constants: readonly FeelValue[], declared: string | undefined): FeelValue[] | null {
  const byType = new Map<string, FeelValue[]>();
  for (const value of constants) {
    const type = typeOf(value);
    byType.set(type, [...(byType.get(type) ?? []), value]);
  }
  const withNull = byType.delete("nil");
  const own = types.get(declared ?? "");
  if (own !== undefined && !byType.has(own)) byType.set(own, []);
  if (byType.size === 0) byType.set("string", []);
  const samples: FeelValue[] = [];
  for (const [type, values] of byType) {
    const some = samplesOfType(type, values);
    if (some === null) return null;
    samples.push(...some);
  }
  return withNull ? [...samples, null] : samples;
}

function samplesOfType(type: string, values: readonly FeelValue[]): FeelValue[] | null {
  if (type === "boolean") return [true, false];
  if (type === "string") {
    const texts = [...new Set(values)];
    return [...texts, otherText(texts)];
  }
  const sorted = inOrder(values);
  if (sorted === null) return null;
  return type === "number" ? numbers(sorted as number[]) : temporals(type, sorted);
}

function otherText(texts: readonly FeelValue[]): string {
  let text = "…";
  while (texts.includes(text)) text += "…";
  return text;
}

/** Ascending and each once; null where two cannot be compared. */
function inOrder(values: readonly FeelValue[]): FeelValue[] | null {
  let whole = true;
  const sorted = [...values].sort((a, b) => {
    const order = compareValues(a, b);
    if (order === null) whole = false;
    return order ?? 0;
  });
  return whole ? sorted.filter((v, i) => i === 0 || compareValues(sorted[i - 1] ?? null, v) !== 0) : null;
}

function numbers(sorted: readonly number[]): number[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [0];
  const samples = [first - 1 < first ? first - 1 : first - Math.abs(first) / 2];
  sorted.forEach((value, i) => {
    const next = sorted[i + 1];
    samples.push(value);
    if (next === undefined) return;
    const whole = Math.floor(value) + 1;
    const between = whole < next ? whole : value / 2 + next / 2;
    if (between > value && between < next) samples.push(between);
  });
  return [...samples, last + 1 > last ? last + 1 : last + Math.abs(last) / 2].filter(Number.isFinite);
}

const compiled = new Map<string, FeelExpression>();
function calculate(source: string, x: FeelValue): FeelValue {
  const expression = compiled.get(source) ?? compileExpression(source);
  compiled.set(source, expression);
  return expression.evaluate({ x });
}

function temporals(type: string, sorted: readonly FeelValue[]): FeelValue[] {
  const { step, start } = steps[type] ?? { step: "0", start: "null" };
  const [first] = sorted;
  if (first === undefined) return [calculate(start, null)];
  const samples: FeelValue[] = [];
  const below = calculate(`x - ${step}`, first);
  if (before(below, first)) samples.push(below);
  sorted.forEach((value, i) => {
    samples.push(value);
    const next = sorted[i + 1];
    const after = calculate(`x + ${step}`, value);
    if (before(value, after) && (next === undefined || before(after, next))) samples.push(after);
  });
  return samples;
}

function before(a: FeelValue, b: FeelValue): boolean {
  return (compareValues(a, b) ?? 0) < 0;
}
