/** What a cell tests, where it is so plain that tables can be indexed by it. */
import type { Ast, UnaryTestsAst } from "./ast.ts";

export interface NumberRange {
  low: number;
  lowIncluded: boolean;
  high: number;
  highIncluded: boolean;
}

/** The cell passes exactly these strings and the numbers in these ranges (of strings and numbers). */
export interface CellShape {
  strings: readonly string[];
  ranges: readonly NumberRange[];
}

/** The shape of a cell of literals, comparisons with numbers and ranges of numbers; null for all others. */
export function cellShape(tests: UnaryTestsAst): CellShape | null {
  if (tests.wildcard || tests.negated) return null;
  const strings: string[] = [];
  const ranges: NumberRange[] = [];
  for (const test of tests.tests) {
    if (test.kind === "literal" && typeof test.value === "string") {
      strings.push(test.value);
      continue;
    }
    const range = rangeOf(test);
    if (!range) return null;
    ranges.push(range);
  }
  return { strings, ranges };
}

function rangeOf(test: Ast): NumberRange | null {
  if (test.kind === "range") {
    const [low, high] = [numberOf(test.start), numberOf(test.end)];
    if (low === null || high === null) return null;
    return { low, lowIncluded: test.startIncluded, high, highIncluded: test.endIncluded };
  }
  if (test.kind !== "test") {
    const value = numberOf(test);
    return value === null ? null : { low: value, lowIncluded: true, high: value, highIncluded: true };
  }
  const value = numberOf(test.value);
  if (value === null) return null;
  switch (test.op) {
    case "<":
    case "<=":
      return { low: -Infinity, lowIncluded: true, high: value, highIncluded: test.op === "<=" };
    case ">":
    case ">=":
      return { low: value, lowIncluded: test.op === ">=", high: Infinity, highIncluded: true };
    default:
      return null;
  }
}

function numberOf(ast: Ast): number | null {
  if (ast.kind === "literal") return typeof ast.value === "number" ? ast.value : null;
  if (ast.kind !== "negate") return null;
  const value = numberOf(ast.value);
  return value === null ? null : -value + 0;
}
