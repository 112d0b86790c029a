/** Arithmetic, comparison, logic. */
import { compareValues, equalValues } from "../compare.ts";
import * as numbers from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { scaled, scaledNegate, scaledPower } from "../scale.ts";
import type { ArithmeticOp, Ast, CompareOp } from "../syntax/ast.ts";
import { addDuration, addDurations, difference } from "../temporal/arithmetic.ts";
import { divideDuration, negateDuration, scaleDuration } from "../temporal/scale.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "../temporal/types.ts";
import { isList } from "../values.ts";
import type { FeelDuration, FeelTemporal, FeelValue } from "../values.ts";
import { cannotCompare, cannotCompute, expected } from "../warning-texts.ts";
import type { Code, Compiler, Scope } from "./scope.ts";

function isTemporal(value: FeelValue): value is FeelTemporal {
  return value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime;
}

function isDuration(value: FeelValue): value is FeelDuration {
  return value instanceof DaysDuration || value instanceof YearsDuration;
}

/** A list of one element stands for the element (DMN 1.5, 10.3.2.9.4; not in Zeebe). */
export function unwrap(value: FeelValue, rt: Runtime): FeelValue {
  return rt.dialect === "dmn" && isList(value) && value.length === 1 ? (value[0] ?? null) : value;
}

type Binary = (a: FeelValue, b: FeelValue, rt: Runtime) => FeelValue;

const add: Binary = (a, b, rt) => {
  if (numbers.isNumber(a)) return numbers.isNumber(b) ? numbers.add(a, b) : cannotCompute(rt, "+", a, b);
  if (typeof a === "string" && typeof b === "string") {
    rt.stringSize(a.length + b.length);
    return a + b;
  }
  if (isDuration(a)) {
    if (isDuration(b)) return addDurations(a, b, 1) ?? cannotCompute(rt, "+", a, b);
    if (isTemporal(b)) return addDuration(b, a, 1) ?? cannotCompute(rt, "+", a, b);
  }
  if (isTemporal(a) && isDuration(b)) return addDuration(a, b, 1) ?? cannotCompute(rt, "+", a, b);
  return cannotCompute(rt, "+", a, b);
};

const subtract: Binary = (a, b, rt) => {
  if (numbers.isNumber(a)) return numbers.isNumber(b) ? numbers.subtract(a, b) : cannotCompute(rt, "-", a, b);
  if (isDuration(b)) {
    if (isDuration(a)) return addDurations(a, b, -1) ?? cannotCompute(rt, "-", a, b);
    if (isTemporal(a)) return addDuration(a, b, -1) ?? cannotCompute(rt, "-", a, b);
  }
  if (isTemporal(a) && isTemporal(b)) {
    const mixed = rt.dialect === "zeebe" && a.constructor !== b.constructor;
    return (mixed ? null : difference(a, b)) ?? cannotCompute(rt, "-", a, b);
  }
  return cannotCompute(rt, "-", a, b);
};

/** Zeebe cuts the factor of a duration to a whole number. */
function factor(n: numbers.FeelNumber, rt: Runtime): numbers.FeelNumber {
  return rt.dialect === "zeebe" ? numbers.truncate(n) : n;
}

const multiply: Binary = (a, b, rt) => {
  if (numbers.isNumber(a)) {
    if (numbers.isNumber(b)) return numbers.multiply(a, b);
    if (isDuration(b)) return scaleDuration(b, factor(a, rt));
  }
  if (isDuration(a) && numbers.isNumber(b)) return scaleDuration(a, factor(b, rt));
  return cannotCompute(rt, "*", a, b);
};

const divide: Binary = (a, b, rt) => {
  if (numbers.isNumber(b)) {
    if (numbers.isNumber(a)) {
      return numbers.divide(a, b) ?? cannotCompute(rt, "/", a, b);
    }
    if (isDuration(a)) return divideDuration(a, b);
  }
  if (isDuration(a) && isDuration(b)) {
    const quotient = divideDuration(a, b) ?? cannotCompute(rt, "/", a, b);
    return numbers.isNumber(quotient) ? factor(quotient, rt) : quotient;
  }
  return cannotCompute(rt, "/", a, b);
};

const power: Binary = (a, b, rt) => {
  if (!numbers.isNumber(a) || !numbers.isNumber(b))
    return expected(rt, "number", numbers.isNumber(a) ? b : a);
  return rt.dialect === "zeebe" ? numbers.powerInZeebe(a, b) : numbers.power(a, b);
};

const binaries: Record<ArithmeticOp, Binary> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "**": power,
};

const operations = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide" } as const;

/** The same on numbers, but their digits after the point are kept. */
function keepingDigits(op: ArithmeticOp): Binary {
  const run = binaries[op];
  return (a, b, rt) => {
    if (!numbers.isNumber(a) || !numbers.isNumber(b)) return run(a, b, rt);
    if (op === "**") return scaledPower(a, b);
    return scaled(operations[op], a, b) ?? run(a, b, rt);
  };
}

export function compileArithmetic(
  c: Compiler,
  op: ArithmeticOp,
  left: Ast,
  right: Ast,
  scope: Scope | null,
): Code {
  const l = c.compile(left, scope);
  const r = c.compile(right, scope);
  const run = c.keepsDigits ? keepingDigits(op) : binaries[op];
  return (f) => run(l(f), r(f), f.rt);
}

export function compileNegate(c: Compiler, value: Ast, scope: Scope | null): Code {
  const code = c.compile(value, scope);
  return (f) => {
    const v = code(f);
    if (numbers.isNumber(v)) return c.keepsDigits ? scaledNegate(v) : numbers.negate(v);
    if (isDuration(v) && f.rt.dialect === "dmn") return negateDuration(v);
    return expected(f.rt, "number", v);
  };
}

/** One comparison of two values; null (with a warning) when they cannot be compared. */
export function compareBy(op: CompareOp, a: FeelValue, b: FeelValue, rt: Runtime): boolean | null {
  if (op === "=" || op === "!=") {
    const same = equalValues(a, b, rt.dialect);
    if (same === null) return cannotCompare(rt, a, b);
    return op === "=" ? same : !same;
  }
  const order = compareValues(a, b);
  if (order === null) return cannotCompare(rt, a, b);
  switch (op) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

export function compileCompare(c: Compiler, op: CompareOp, left: Ast, right: Ast, scope: Scope | null): Code {
  const l = c.compile(left, scope);
  const r = c.compile(right, scope);
  const fast = right.kind === "literal" ? compareWithLiteral(op, l, right.value) : null;
  if (fast) return fast;
  if (c.dialect === "dmn") {
    return (f) => {
      const [a, b] = [l(f), r(f)];
      return isList(a) !== isList(b)
        ? compareBy(op, unwrap(a, f.rt), unwrap(b, f.rt), f.rt)
        : compareBy(op, a, b, f.rt);
    };
  }
  return (f) => compareBy(op, l(f), r(f), f.rt);
}

/** `x > 5`, `y = "a"`: the common conditions, without the general way when the types fit. */
function compareWithLiteral(op: CompareOp, l: Code, b: FeelValue): Code | null {
  const slow = (a: FeelValue, f: Parameters<Code>[0]): boolean | null =>
    compareBy(op, isList(b) ? a : unwrap(a, f.rt), b, f.rt);
  if (typeof b === "string" && (op === "=" || op === "!=")) {
    const want = op === "=";
    return (f) => {
      const a = l(f);
      return typeof a === "string" ? (a === b) === want : slow(a, f);
    };
  }
  if (typeof b !== "number") return null;
  switch (op) {
    case "=":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a === b : slow(a, f);
      };
    case "!=":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a !== b : slow(a, f);
      };
    case "<":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a < b : slow(a, f);
      };
    case "<=":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a <= b : slow(a, f);
      };
    case ">":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a > b : slow(a, f);
      };
    case ">=":
      return (f) => {
        const a = l(f);
        return typeof a === "number" ? a >= b : slow(a, f);
      };
  }
}

export function compileBetween(c: Compiler, value: Ast, low: Ast, high: Ast, scope: Scope | null): Code {
  const [v, l, h] = [c.compile(value, scope), c.compile(low, scope), c.compile(high, scope)];
  return (f) => {
    const x = v(f);
    const above = compareBy(">=", x, l(f), f.rt);
    if (above === null) expected(f.rt, "boolean", null);
    const below = compareBy("<=", x, h(f), f.rt);
    if (below === null) expected(f.rt, "boolean", null);
    return conjunction(above, below);
  };
}

/** Three-valued AND: false wins over null. */
export function conjunction(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}

/** What counts as true or false; anything else is null, with a warning. */
export function truth(value: FeelValue, rt: Runtime): boolean | null {
  return typeof value === "boolean" ? value : expected(rt, "boolean", value);
}

/** In Zeebe `> 3` as an operand compares the tested value; elsewhere it is a range. */
function compileOperand(c: Compiler, ast: Ast, scope: Scope | null): Code {
  if (ast.kind !== "test" || c.dialect === "dmn") return c.compile(ast, scope);
  const end = c.compile(ast.value, scope);
  return (f) => compareBy(ast.op, f.input, end(f), f.rt);
}

export function compileLogic(
  c: Compiler,
  kind: "and" | "or",
  left: Ast,
  right: Ast,
  scope: Scope | null,
): Code {
  const l = compileOperand(c, left, scope);
  const r = compileOperand(c, right, scope);
  const decisive = kind === "or";
  return (f) => {
    const a = truth(unwrap(l(f), f.rt), f.rt);
    if (a === decisive) return decisive;
    const b = truth(unwrap(r(f), f.rt), f.rt);
    if (b === decisive) return decisive;
    return a === null || b === null ? null : !decisive;
  };
}
