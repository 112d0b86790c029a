/** Tests of a value: `in`, the cells of decision tables. */
import { equalValues, foundInZeebe, inRange } from "../compare.ts";
import type { Ast, CompareOp, UnaryTestsAst } from "../syntax/ast.ts";
import { FeelRange, isList } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { mentionsInput } from "../variables.ts";
import { cannotCompare } from "../warning-texts.ts";
import { compareBy } from "./operators.ts";
import { Frame } from "./scope.ts";
import type { Code, Compiler, Scope } from "./scope.ts";

/** Compiled test: true, false, or null when the value cannot be tested so. */
export type Test = (frame: Frame, input: FeelValue) => boolean | null;

/** A range that is open at one side, as `< 5` makes it. */
export function comparisonRange(op: CompareOp, end: FeelValue): FeelRange | null {
  switch (op) {
    case "<":
    case "<=":
      return new FeelRange(null, false, end, op === "<=", "comparison");
    case ">":
    case ">=":
      return new FeelRange(end, op === ">=", null, false, "comparison");
    case "=":
      return new FeelRange(end, true, end, true, "comparison");
    case "!=":
      return null;
  }
}

/** Code for `(< 5)` as a value: a range. `(!= 5)` is none and gives null. */
export function compileTestValue(c: Compiler, op: CompareOp, value: Ast, scope: Scope | null): Code {
  const code = c.compile(value, scope);
  return (f) => comparisonRange(op, code(f));
}

function compileTest(c: Compiler, ast: Ast, scope: Scope | null, cell: boolean, negated = false): Test {
  if (ast.kind === "test") {
    const code = c.compile(ast.value, scope);
    const { op } = ast;
    return (f, input) => compareBy(op, input, code(withInput(f, input)), f.rt);
  }
  const code = c.compile(ast, scope);
  if (ast.kind === "literal" && !cell && (c.dialect === "dmn" || typeof ast.value !== "boolean")) {
    const { value } = ast;
    const different = c.dialect === "zeebe" ? null : false;
    return (f, input) =>
      equalValues(input, value, f.rt.dialect) ?? different ?? cannotCompare(f.rt, input, value);
  }
  if (ast.kind === "literal") {
    const { value } = ast;
    if (c.dialect === "zeebe" && negated && value === true) return () => true;
    if (typeof value === "string")
      return (_, input) => (negated ? equalValues(input, value, c.dialect) : input === value);
    return (f, input) => matchValue(input, value, f, false, !cell);
  }
  if (mentionsInput(ast)) {
    const other = c.dialect === "zeebe" && (ast.kind === "list" || ast.kind === "context") ? false : null;
    return (f, input) => {
      const verdict = code(withInput(f, input));
      return typeof verdict === "boolean" ? verdict : other;
    };
  }
  return (f, input) => matchValue(input, code(withInput(f, input)), f, cell);
}

/**
 * A test's value against the input: equal, in the list, in the range; an own verdict `true` passes too: in cells, and
 * in Zeebe wherever it was computed, where `false` fails even what cannot be compared with it.
 */
function matchValue(
  input: FeelValue,
  value: FeelValue,
  f: Frame,
  cell: boolean,
  computed = true,
): boolean | null {
  if (value instanceof FeelRange && !(input instanceof FeelRange)) {
    const open = value.start === null || value.end === null;
    const never = open && value.form === "interval" && f.rt.dialect === "zeebe";
    const inside = never ? null : inRange(input, value);
    return inside ?? cannotCompare(f.rt, input, value.start, value.end);
  }
  const { dialect } = f.rt;
  if (dialect === "zeebe" && typeof value === "boolean" && computed) {
    return value || (typeof input === "boolean" ? !input : false);
  }
  const same = equalValues(input, value, dialect);
  if (same === true) return true;
  if (isList(value)) {
    f.rt.step(value.length);
    if (dialect === "zeebe") return value.some((element) => foundInZeebe(input, element ?? null));
    return value.some((element) =>
      element instanceof FeelRange
        ? inRange(input, element) === true
        : equalValues(input, element ?? null) === true,
    );
  }
  if (cell && value === true && typeof input !== "boolean") return true;
  if (dialect === "dmn" && isList(input) && input.length === 1) return equalValues(input[0] ?? null, value);
  if (cell && dialect === "dmn") return false;
  return same ?? cannotCompare(f.rt, input, value);
}

function withInput(f: Frame, input: FeelValue): Frame {
  return f.input === input ? f : new Frame(f.rt, f.context, input, f.parent, f.value);
}

export function compileIn(c: Compiler, value: Ast, tests: Ast[], scope: Scope | null): Code {
  const code = c.compile(value, scope);
  const compiled = tests.map((test) => compileTest(c, test, scope, false));
  return (f) => anyOf(compiled, f, code(f));
}

function anyOf(tests: Test[], f: Frame, input: FeelValue): boolean | null {
  let result: boolean | null = false;
  for (const test of tests) {
    const verdict = test(f, input);
    if (verdict === true) return true;
    if (verdict === null) result = null;
  }
  return result;
}

/** The tests of a cell. */
export function compileUnary(c: Compiler, ast: UnaryTestsAst): Test {
  if (ast.wildcard) return () => true;
  const tests = ast.tests.map((test) => compileTest(c, test, null, true, ast.negated));
  const [only] = tests;
  const any: Test = only && tests.length === 1 ? only : (f, input) => anyOf(tests, f, input);
  if (!ast.negated) return any;
  return (f, input) => {
    const verdict = any(f, input);
    return verdict === null ? null : !verdict;
  };
}
