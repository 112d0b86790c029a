/** Numeric functions (DMN 1.5, table 74). */
import * as numbers from "../numbers.ts";
import { roundingModes } from "../numbers.ts";
import type { Decimal, FeelNumber, RoundingMode } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { isScaled, ofDouble, rescaled, scaledNegate, scaleOf } from "../scale.ts";
import { negateDuration } from "../temporal/scale.ts";
import { YearsDuration } from "../temporal/types.ts";
import type { FeelDuration, FeelValue } from "../values.ts";
import { define } from "./define.ts";

const num = (value: FeelValue | undefined): FeelNumber => value as FeelNumber;

/** A rounding function; in Zeebe the result is written with the digits of the scale. */
function rounding(mode: RoundingMode) {
  return ([n, scale]: FeelValue[], rt: Runtime): FeelValue => {
    const digits = scale === undefined ? 0 : numbers.truncate(num(scale));
    const rounded = numbers.round(num(n), digits, mode);
    return rt.dialect === "zeebe" ? rescaled(rounded, digits) : rounded;
  };
}

/** Zeebe has no rounding to whole numbers by leaving the scale away. */
function roundingByScale(mode: RoundingMode) {
  const run = rounding(mode);
  return (args: FeelValue[], rt: Runtime): FeelValue =>
    args[1] === undefined && rt.dialect === "zeebe" ? null : run(args, rt);
}

/** Java's names of the modes; UNNECESSARY fails where something would be rounded. */
function roundingByName([n, scale, mode]: FeelValue[], rt: Runtime): FeelValue {
  const name = (mode as string).toLowerCase().replaceAll("_", " ");
  const known = roundingModes.find((one) => one === name);
  if (rt.dialect === "dmn" || (!known && name !== "unnecessary")) {
    return rt.warn(
      "FUNCTION_INVOCATION_FAILURE",
      `decimal: there is no rounding mode '${mode as string}'.`,
      `decimal：没有舍入方式“${mode as string}”。`,
    );
  }
  const rounded = rounding(known ?? "down")([n ?? null, scale ?? null], rt);
  const exact = known !== undefined || (numbers.isNumber(rounded) && numbers.numbersEqual(rounded, num(n)));
  return exact ? rounded : null;
}

/** A function that Zeebe computes with doubles, where DMN asks for 34 digits. */
function ofDecimal(exact: (value: Decimal) => FeelValue, double: (value: number) => number) {
  return ([n]: FeelValue[], rt: Runtime): FeelValue =>
    rt.dialect === "zeebe" ? ofDouble(double(numbers.toDouble(num(n)))) : exact(numbers.toDecimal(num(n)));
}

export const numericFunctions = [
  define("decimal(n: number, scale: number)", rounding("half even")),
  define("decimal(n: number, scale: number, mode: string)", roundingByName),
  define("floor(n: number, scale?: number)", rounding("floor")),
  define("ceiling(n: number, scale?: number)", rounding("ceiling")),
  define("round up(n: number, scale?: number)", roundingByScale("up")),
  define("round down(n: number, scale?: number)", roundingByScale("down")),
  define("round half up(n: number, scale?: number)", roundingByScale("half up")),
  define("round half down(n: number, scale?: number)", roundingByScale("half down")),
  define("abs(n: number)", ([n]) => {
    if (numbers.compareNumbers(num(n), 0) >= 0) return num(n);
    return isScaled(num(n)) ? scaledNegate(num(n)) : numbers.negate(num(n));
  }),
  define("abs(n: duration)", ([n]) => {
    const duration = n as FeelDuration;
    const negative = duration instanceof YearsDuration ? duration.months < 0 : duration.nanos < 0n;
    return negative ? negateDuration(duration) : duration;
  }),
  define("modulo(dividend: number, divisor: number)", ([a, b]) => {
    const rest = numbers.modulo(num(a), num(b));
    if (!isScaled(num(a)) && !isScaled(num(b))) return rest;
    return rescaled(rest, Math.max(scaleOf(num(a)), scaleOf(num(b))));
  }),
  define(
    "sqrt(number: number)",
    ofDecimal((value) => numbers.normalise(value.sqrt()), Math.sqrt),
  ),
  define(
    "log(number: number)",
    ofDecimal(
      (value) => (value.isPositive() && !value.isZero() ? numbers.normalise(value.ln()) : null),
      Math.log,
    ),
  ),
  define(
    "exp(number: number)",
    ofDecimal((value) => {
      if (value.abs().greaterThan(1e4)) return value.isNegative() ? 0 : null;
      return numbers.normalise(value.exp());
    }, Math.exp),
  ),
  define("odd(number: number)", ([n]) => parity(num(n), 1)),
  define("even(number: number)", ([n]) => parity(num(n), 0)),
  define("random number()", (_, rt) => rt.options.random?.() ?? null),
];

function parity(n: FeelNumber, wanted: number): boolean {
  return numbers.toDecimal(n).abs().mod(2).equals(wanted);
}
