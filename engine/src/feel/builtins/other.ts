/** Logic, presence, and other functions that belong to no type. */
import { equalValues } from "../compare.ts";
import { formatValue } from "../format.ts";
import { FeelDateTime, FeelTime } from "../temporal/types.ts";
import { isList, typeOf } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

/** The same value in the same kind: times must agree in their zones too. */
function identical(a: FeelValue, b: FeelValue): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  if (a instanceof FeelDateTime || a instanceof FeelTime) {
    const other = b as FeelDateTime | FeelTime;
    if (a.offset !== other.offset || a.zone !== other.zone) return false;
  }
  return equalValues(a, b) === true;
}

/** A repeating interval of ISO 8601, for timers; without a number it has no end. */
function cycle(repetitions: FeelValue, interval: FeelValue): string {
  const times = repetitions === null ? "" : formatValue(repetitions);
  return `R${times}/${formatValue(interval)}`;
}

export const otherFunctions = [
  define("not(negand: any)", ([negand], rt) => {
    const only = rt.dialect === "dmn" && isList(negand) && negand.length === 1 ? negand[0] : negand;
    return typeof only === "boolean" ? !only : null;
  }),
  define("is(value1: any, value2: any)", ([a, b]) => identical(a ?? null, b ?? null)),
  define("is defined(value: any)", ([value]) => value !== null && value !== undefined),
  define("get or else(value: any, default: any)", ([value, fallback]) => value ?? fallback ?? null),
  define("assert(value: any, condition: any, cause?: string)", ([value, condition, cause], rt) => {
    if (condition === true) return value ?? null;
    const given = typeof cause === "string" ? cause : null;
    rt.assertion ??= { en: given ?? "The condition is not fulfilled", zh: given ?? "条件不成立" };
    return rt.warn("ASSERT_FAILURE", rt.assertion.en, `断言失败：${rt.assertion.zh}`);
  }),
  define("cycle(interval: duration)", ([interval]) => cycle(null, interval ?? null)),
  define("cycle(repetitions: number|null, interval: duration)", ([times, interval]) =>
    cycle(times ?? null, interval ?? null),
  ),
  define(
    "fromAi(value: any, description?: string|null, type?: string|null, schema?: any, options?: any)",
    ([value]) => value ?? null,
  ),
  define("uuid()", (_, rt) => {
    const random = rt.options.random;
    if (!random)
      return rt.warn(
        "FUNCTION_INVOCATION_FAILURE",
        "This evaluation has no source of randomness.",
        "本次计算没有随机源。",
      );
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
    hex[12] = "4";
    hex[16] = (8 + Math.floor(random() * 4)).toString(16);
    const text = hex.join("");
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
      "-",
    );
  }),
];
