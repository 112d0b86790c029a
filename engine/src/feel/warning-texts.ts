/** Texts of warnings, in the words of Zeebe: they stand in incidents, and the same content runs on both engines. */
import { formatQuoted } from "./format.ts";
import type { Runtime } from "./runtime.ts";
import type { ArithmeticOp } from "./syntax/ast.ts";
import { typeOf } from "./values.ts";
import type { FeelValue } from "./values.ts";

const LONGEST = 5000;

/** A value as warnings show it: quoted, and cut when it is long. */
export function shown(value: FeelValue): string {
  let text: string;
  try {
    text = formatQuoted(value);
  } catch {
    text = typeOf(value); // more than anybody would read
  }
  return `'${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}'`;
}

export function cannotCompare(rt: Runtime, a: FeelValue, ...others: readonly FeelValue[]): null {
  if (!rt.warns) return null;
  const [x, y] = [shown(a), others.map(shown)];
  return rt.warn(
    "NOT_COMPARABLE",
    `Can't compare ${x} with ${y.join(" and ")}`,
    `无法比较 ${x} 与 ${y.join("、")}`,
  );
}

const WORDS: Readonly<Record<ArithmeticOp, (x: string, y: string) => string>> = {
  "+": (x, y) => `add ${y} to ${x}`,
  "-": (x, y) => `subtract ${y} from ${x}`,
  "*": (x, y) => `multiply ${x} by ${y}`,
  "/": (x, y) => `divide ${x} by ${y}`,
  "**": (x, y) => `raise ${x} to ${y}`,
};

export function cannotCompute(rt: Runtime, op: ArithmeticOp, a: FeelValue, b: FeelValue): null {
  if (!rt.warns) return null;
  const [x, y] = [shown(a), shown(b)];
  return rt.warn("INVALID_TYPE", `Can't ${WORDS[op](x, y)}`, `无法计算 ${x} ${op} ${y}`);
}

const TYPES = { number: "数字", boolean: "布尔值", list: "列表" } as const;

export function expected(rt: Runtime, type: keyof typeof TYPES, found: FeelValue): null {
  if (!rt.warns) return null;
  const text = shown(found);
  return rt.warn("INVALID_TYPE", `Expected ${type} but found ${text}`, `应为${TYPES[type]}，而不是 ${text}`);
}
