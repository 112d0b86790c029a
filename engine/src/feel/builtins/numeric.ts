/** Numeric functions (DMN 1.5, table 74). */
import * as numbers from "../numbers.ts";
import type { FeelNumber, RoundingMode } from "../numbers.ts";
import { negateDuration } from "../temporal/scale.ts";
import { YearsDuration } from "../temporal/types.ts";
import type { FeelDuration, FeelValue } from "../values.ts";
import { define } from "./define.ts";

const num = (value: FeelValue | undefined): FeelNumber => value as FeelNumber;

function rounding(mode: RoundingMode) {
  return ([n, scale]: FeelValue[]): FeelValue => {
    const digits = scale === undefined ? 0 : numbers.truncate(num(scale));
    return numbers.round(num(n), digits, mode);
  };
}

export const numericFunctions = [
  define("decimal(n: number, scale: number)", rounding("half even")),
  define("floor(n: number, scale?: number)", rounding("floor")),
  define("ceiling(n: number, scale?: number)", rounding("ceiling")),
  define("round up(n: number, scale?: number)", rounding("up")),
  define("round down(n: number, scale?: number)", rounding("down")),
  define("round half up(n: number, scale?: number)", rounding("half up")),
  define("round half down(n: number, scale?: number)", rounding("half down")),
  define("abs(n: number)", ([n]) =>
    numbers.compareNumbers(num(n), 0) < 0 ? numbers.negate(num(n)) : num(n),
  ),
  define("abs(n: duration)", ([n]) => {
    const duration = n as FeelDuration;
    const negative = duration instanceof YearsDuration ? duration.months < 0 : duration.nanos < 0n;
    return negative ? negateDuration(duration) : duration;
  }),
  define("modulo(dividend: number, divisor: number)", ([a, b]) => numbers.modulo(num(a), num(b))),
  define("sqrt(number: number)", ([n]) => numbers.normalise(numbers.toDecimal(num(n)).sqrt())),
  define("log(number: number)", ([n]) => {
    const value = numbers.toDecimal(num(n));
    return value.isPositive() && !value.isZero() ? numbers.normalise(value.ln()) : null;
  }),
  define("exp(number: number)", ([n]) => {
    const value = numbers.toDecimal(num(n));
    return value.abs().greaterThan(1e4) ? (value.isNegative() ? 0 : null) : numbers.normalise(value.exp());
  }),
  define("odd(number: number)", ([n]) => parity(num(n), 1)),
  define("even(number: number)", ([n]) => parity(num(n), 0)),
  define("random number()", (_, rt) => rt.options.random?.() ?? null),
];

function parity(n: FeelNumber, wanted: number): boolean {
  return numbers.toDecimal(n).abs().mod(2).equals(wanted);
}
