/**
 * FEEL numbers: decimals of 34 significant digits (DMN 1.5, 10.3.2.3.1).
 *
 * Exponents are those of decimal128: what is greater than 10^6145 is no number (null), what is smaller than 10^−6176 zero.
 *
 * A number is a JS double or a `Decimal`. A double stands for the decimal that its shortest text shows, so 0.1 is
 * exactly one tenth. Doubles are used wherever the exact result is one (whole numbers below 2^53, decimals of up to
 * 15 digits); everything else is a `Decimal`. Two doubles are equal, or in order, exactly when their decimals are.
 */
import { Decimal as DecimalBase } from "decimal.js";

export const Decimal = DecimalBase.clone({
  precision: 34,
  rounding: DecimalBase.ROUND_HALF_EVEN,
  toExpNeg: -7,
  toExpPos: 35,
  maxE: 6144,
  minE: -6176,
});
export type Decimal = DecimalBase;
export type FeelNumber = number | Decimal;

export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === "number" || value instanceof Decimal;
}

const SCALE = 1e6;
const SCALE_LIMIT = 1e9;
const MUL_SCALE = 1e3;

/** The double that stands for the same decimal, or the decimal itself; null when not finite (FEEL has no NaN). */
export function normalise(value: Decimal): FeelNumber | null {
  if (!value.isFinite()) return null;
  if (value.precision(true) <= 15 && value.e < 300 && value.e > -300) {
    const n = value.toNumber();
    return n === 0 ? 0 : n;
  }
  return value;
}

export function toDecimal(value: FeelNumber): Decimal {
  return typeof value === "number" ? new Decimal(value) : value;
}

/** The nearest double, as JSON carries it. */
export function toDouble(value: FeelNumber): number {
  return typeof value === "number" ? value : value.toNumber();
}

/** Reads a decimal text such as `12`, `.5`, `1.5e3`; null when it is none. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const digits = text.replace(/[eE].*$/, "").replace(/\D/g, "");
  if (digits.length <= 15 && !/[eE]/.test(text)) {
    const n = Number(text);
    return n === 0 ? 0 : n;
  }
  const d = new Decimal(text);
  return normalise(d.precision(true) > 34 ? d.toSignificantDigits(34) : d);
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === "number" && typeof b === "number") {
    const r = a + b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(r)) return r;
    if (a < SCALE_LIMIT && a > -SCALE_LIMIT && b < SCALE_LIMIT && b > -SCALE_LIMIT) {
      const x = Math.round(a * SCALE);
      const y = Math.round(b * SCALE);
      if (x / SCALE === a && y / SCALE === b && Math.abs(x + y) <= 999_999_999_999_999)
        return (x + y) / SCALE;
    }
  }
  return normalise(toDecimal(a).plus(b));
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return add(a, negate(b));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === "number" && typeof b === "number") {
    const r = a * b;
    if (Number.isSafeInteger(r) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return r === 0 ? 0 : r;
    const x = Math.round(a * MUL_SCALE);
    const y = Math.round(b * MUL_SCALE);
    if (x / MUL_SCALE === a && y / MUL_SCALE === b) {
      const p = x * y;
      if (Math.abs(p) <= 999_999_999_999_999) return p === 0 ? 0 : p / (MUL_SCALE * MUL_SCALE);
    }
  }
  return normalise(toDecimal(a).times(b));
}

/** Null when the divisor is zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === "number" && typeof b === "number") {
    if (b === 0) return null;
    const q = a / b;
    if (Number.isSafeInteger(q) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return q === 0 ? 0 : q;
  }
  const divisor = toDecimal(b);
  if (divisor.isZero()) return null;
  return normalise(toDecimal(a).div(divisor));
}

export function negate(a: FeelNumber): FeelNumber {
  if (typeof a === "number") return a === 0 ? 0 : -a;
  return a.negated();
}

export function power(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (
    typeof a === "number" &&
    typeof b === "number" &&
    Number.isSafeInteger(a) &&
    Number.isInteger(b) &&
    b >= 0
  ) {
    const r = a ** b;
    if (Number.isSafeInteger(r)) return r;
  }
  const exponent = toDecimal(b);
  if (exponent.abs().greaterThan(1e6)) return null;
  return normalise(toDecimal(a).pow(exponent));
}

/** As Zeebe computes powers: exactly for whole exponents, with doubles for all others. */
export function powerInZeebe(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (toInteger(b) !== null) return power(a, b);
  const result = Math.pow(toDouble(a), toDouble(b));
  return Number.isFinite(result) ? result : null;
}

export function tenTo(exponent: number): Decimal {
  return new Decimal(10).pow(exponent);
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  return toDecimal(a).comparedTo(b);
}

export function numbersEqual(a: FeelNumber, b: FeelNumber): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b;
  return toDecimal(a).equals(b);
}

/** The whole number as a safe JS integer, or null when it has a fraction or is too large. */
export function toInteger(a: FeelNumber): number | null {
  const n = toDouble(a);
  return Number.isSafeInteger(n) && (typeof a === "number" || a.isInteger()) ? n : null;
}

/** Drops the fraction (towards zero). */
export function truncate(a: FeelNumber): number {
  return Math.trunc(toDouble(a));
}

/** Plain decimal text without exponent. */
export function formatNumber(a: FeelNumber): string {
  if (typeof a === "number" && Math.abs(a) < 1e21 && (Math.abs(a) >= 1e-6 || a === 0)) return String(a);
  return toDecimal(a).toFixed();
}

export const roundingModes = ["up", "down", "half up", "half down", "half even", "floor", "ceiling"] as const;
export type RoundingMode = (typeof roundingModes)[number];

const modes: Record<RoundingMode, DecimalBase.Rounding> = {
  up: DecimalBase.ROUND_UP,
  down: DecimalBase.ROUND_DOWN,
  "half up": DecimalBase.ROUND_HALF_UP,
  "half down": DecimalBase.ROUND_HALF_DOWN,
  "half even": DecimalBase.ROUND_HALF_EVEN,
  floor: DecimalBase.ROUND_FLOOR,
  ceiling: DecimalBase.ROUND_CEIL,
};

/** Rounds to `scale` digits after the point (negative: before it). Null when the scale is out of −6111…6176. */
export function round(a: FeelNumber, scale: number, mode: RoundingMode): FeelNumber | null {
  if (scale < -6111 || scale > 6176) return null;
  if (typeof a === "number" && Number.isSafeInteger(a) && scale >= 0) return a;
  const value = toDecimal(a);
  if (scale >= 0) return normalise(value.toDecimalPlaces(scale, modes[mode]));
  const unit = new Decimal(10).pow(-scale);
  return normalise(value.div(unit).toDecimalPlaces(0, modes[mode]).times(unit));
}

/** Floored modulo: dividend − divisor × floor(dividend ÷ divisor). Null when the divisor is zero. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const divisor = toDecimal(b);
  if (divisor.isZero()) return null;
  const dividend = toDecimal(a);
  return normalise(dividend.minus(divisor.times(dividend.div(divisor).floor())));
}
