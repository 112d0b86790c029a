/** Functions over lists of numbers or comparable values: min, max, sum, mean and so on. */
import { compareValues, orderedNumbers } from "../compare.ts";
import * as numbers from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { keeping, ofDouble } from "../scale.ts";
import { isList } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

type Fold = (list: readonly FeelValue[], rt: Runtime) => FeelValue;

/** A function over one list, or over its arguments. */
export function overList(name: string, fold: Fold) {
  return define(`${name}(...list: any)`, ([all], rt) => {
    const args = all as readonly FeelValue[];
    const [first] = args;
    if (args.length === 0) return null;
    const list = args.length === 1 && isList(first) ? first : args;
    if (args.length === 1 && first === null) return null;
    rt.step(list.length);
    return fold(list, rt);
  });
}

function numbersOf(list: readonly FeelValue[]): FeelNumber[] | null {
  for (const value of list) if (!numbers.isNumber(value)) return null;
  return list as FeelNumber[];
}

function extreme(sign: 1 | -1): Fold {
  return (list) => {
    let best: FeelValue | undefined;
    for (const value of list) {
      if (value === null) return null;
      if (best === undefined) {
        if (compareValues(value, value) === null) return null;
        best = value;
        continue;
      }
      const order = compareValues(value, best);
      if (order === null) return null;
      if (order * sign > 0) best = value;
    }
    return best ?? null;
  };
}

function fold(
  list: readonly FeelValue[],
  run: (a: FeelNumber, b: FeelNumber) => FeelNumber | null,
): FeelNumber | null {
  const values = numbersOf(list);
  const [first, ...rest] = values ?? [];
  let result: FeelNumber | null = first ?? null;
  for (const value of rest) result = result === null ? null : run(result, value);
  return result;
}

const sum: Fold = (list) => fold(list, (a, b) => keeping("add", a, b));

const mean: Fold = (list) => {
  const total = fold(list, (a, b) => keeping("add", a, b));
  return total === null ? null : keeping("divide", total, list.length);
};

const median: Fold = (list) => {
  const values = numbersOf(list);
  if (!values || values.length === 0) return null;
  const sorted = orderedNumbers(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? null;
  if (sorted.length % 2 === 1 || upper === null) return upper;
  const total = keeping("add", sorted[middle - 1] ?? 0, upper);
  return total === null ? null : keeping("divide", total, 2);
};

const stddev: Fold = (list, rt) => {
  const values = numbersOf(list);
  if (!values || values.length < 2) return null;
  const decimals = values.map(numbers.toDecimal);
  const average = decimals.reduce((a, b) => a.plus(b)).div(decimals.length);
  const squares = decimals.map((d) => d.minus(average).pow(2)).reduce((a, b) => a.plus(b));
  const variance = squares.div(decimals.length - 1);
  return rt.dialect === "zeebe"
    ? ofDouble(Math.sqrt(variance.toNumber()))
    : numbers.normalise(variance.sqrt());
};

const mode: Fold = (list) => {
  const values = numbersOf(list);
  if (!values) return null;
  const counts = new Map<string, { value: FeelNumber; count: number }>();
  for (const value of values) {
    const key = numbers.toDecimal(value).toString();
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { value, count: 1 });
  }
  const most = Math.max(0, ...[...counts.values()].map((c) => c.count));
  return orderedNumbers([...counts.values()].filter((c) => c.count === most).map((c) => c.value));
};

function quantifier(decisive: boolean): Fold {
  return (list) => {
    let result: boolean | null = !decisive;
    for (const value of list) {
      if (value === decisive) return decisive;
      if (typeof value !== "boolean") result = null;
    }
    return result;
  };
}

export const statisticFunctions = [
  overList("min", extreme(-1)),
  overList("max", extreme(1)),
  overList("sum", sum),
  overList("product", (list) => fold(list, (a, b) => keeping("multiply", a, b))),
  overList("mean", mean),
  overList("median", median),
  overList("stddev", stddev),
  overList("mode", mode),
  overList("all", quantifier(false)),
  overList("and", quantifier(false)),
  overList("any", quantifier(true)),
  overList("or", quantifier(true)),
];
