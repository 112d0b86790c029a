/**
 * Numbers that remember how many digits after the point they are written with, as `java.math.BigDecimal` does:
 * `string(1.50)` is `1.50` in Zeebe, `string(12.5 * 2)` is `25.0`. Only the text of a number shows it. In Zeebe the
 * literals and operators of expressions that call `string` keep the digits; all others have no need to.
 */
import * as numbers from "./numbers.ts";
import type { Decimal, FeelNumber } from "./numbers.ts";

const DIGITS = 34;
const kept = new WeakMap<Decimal, number>();

/** Whether a number is written with other digits than its own. */
export function isScaled(value: FeelNumber): boolean {
  return typeof value !== "number" && kept.has(value);
}

/** Digits after the point; negative where zeros before it are not written out (`2.0E+2` has −1). */
export function scaleOf(value: FeelNumber): number {
  const own = typeof value === "number" ? undefined : kept.get(value);
  return own ?? (Number.isInteger(value) ? 0 : numbers.toDecimal(value).decimalPlaces());
}

/** The number with at least so many digits after the point, of 34 digits in all. */
function withScale(value: FeelNumber, wanted: number): FeelNumber {
  const decimal = numbers.toDecimal(value);
  const whole = decimal.isZero() ? 1 : Math.max(1, decimal.e + 1);
  const scale = Math.max(minimalScale(decimal), Math.min(wanted, DIGITS - whole));
  if (scale === 0 && decimal.isInteger() && !isScaled(value)) return value;
  const marked = new numbers.Decimal(decimal);
  kept.set(marked, scale);
  return marked;
}

/** The digits after the point when all zeros at the end are left away, those before the point too. */
function minimalScale(value: Decimal): number {
  if (value.isZero()) return 0;
  const places = value.decimalPlaces();
  if (places > 0) return places;
  return value.precision() - (value.e + 1);
}

/** A literal with the digits it is written with. */
export function scaledLiteral(value: FeelNumber, text: string): FeelNumber {
  const places = /\.(\d*)$/.exec(text)?.[1]?.length ?? 0;
  return places === 0 ? value : withScale(value, places);
}

type Operation = "add" | "subtract" | "multiply" | "divide";

const scales: Record<Operation, (a: number, b: number) => number> = {
  add: Math.max,
  subtract: Math.max,
  multiply: (a, b) => a + b,
  divide: (a, b) => a - b,
};

/** The operation's result with the digits that `java.math.BigDecimal` gives it. */
export function scaled(operation: Operation, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const result = numbers[operation](a, b);
  return result === null ? null : withScale(result, scales[operation](scaleOf(a), scaleOf(b)));
}

/** The operation; digits are kept where one of the numbers has kept some. */
export function keeping(operation: Operation, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return isScaled(a) || isScaled(b) ? scaled(operation, a, b) : numbers[operation](a, b);
}

/** A power: of a whole exponent with the digits of the factors, of others the double of Java's `Math.pow`. */
export function scaledPower(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const result = numbers.powerInZeebe(a, b);
  const exponent = numbers.toInteger(b);
  if (result === null) return null;
  return exponent === null || exponent < 0 ? result : withScale(result, scaleOf(a) * exponent);
}

export function scaledNegate(value: FeelNumber): FeelNumber {
  return withScale(numbers.negate(value), scaleOf(value));
}

/** The rounded number with exactly so many digits, as `setScale` gives it. */
export function rescaled(value: FeelNumber | null, scale: number): FeelNumber | null {
  return value === null ? null : withScale(value, scale);
}

/** The result of a function that Java computes with doubles, which always have a digit after the point. */
export function ofDouble(value: number): FeelNumber | null {
  return Number.isFinite(value) ? withScale(value === 0 ? 0 : value, 1) : null;
}

/** The text as `BigDecimal.toString` writes it: with an exponent for small and for shortened numbers. */
export function formatScaled(value: FeelNumber): string {
  const scale = scaleOf(value);
  if (typeof value === "number" && scale <= 6) return String(value);
  const decimal = numbers.toDecimal(value);
  const digits = decimal.abs().times(numbers.tenTo(scale)).toFixed(0);
  const adjusted = digits.length - 1 - scale;
  if (scale >= 0 && adjusted >= -6) return decimal.toFixed(scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${decimal.isNegative() ? "-" : ""}${digits.slice(0, 1)}${fraction}E${adjusted < 0 ? "" : "+"}${adjusted}`;
}
