/** The constants that a cell compares its input with: what its verdict depends on. */
import { compileExpression, isList, typeOf } from "../../feel/index.ts";
import type { Dialect, FeelValue } from "../../feel/index.ts";
import type { Ast } from "../../feel/syntax/ast.ts";
import { readUnaryTests } from "../../feel/syntax/read.ts";

const makers = new Set(["date", "time", "date and time", "duration"]);
const comparable = new Set([
  "nil",
  "boolean",
  "string",
  "number",
  "date",
  "time",
  "date and time",
  "days and time duration",
  "years and months duration",
]);

/**
 * The constants of a cell that is made of literals, comparisons, ranges and lists of them (`"a", "b"`, `[1..5)`,
 * `not(null)`, `? > 3 and ? < 5`, `date("2026-01-01")`); null for a cell that does more.
 */
export function cellConstants(source: string, dialect: Dialect): FeelValue[] | null {
  const found: FeelValue[] = [];
  try {
    const { tests } = readUnaryTests(source, { dialect, names: undefined });
    return tests.every((test) => collect(test, found, dialect)) ? found : null;
  } catch {
    return null;
  }
}

function collect(ast: Ast, found: FeelValue[], dialect: Dialect): boolean {
  const value = (one: Ast): boolean => constant(one, found, dialect, true);
  const ordered = (one: Ast): boolean => constant(one, found, dialect, false);
  switch (ast.kind) {
    case "test":
      return ast.op === "=" || ast.op === "!=" ? value(ast.value) : ordered(ast.value);
    case "range":
      return ordered(ast.start) && ordered(ast.end);
    case "compare": {
      const [input, other] = ast.left.kind === "input" ? [ast.left, ast.right] : [ast.right, ast.left];
      if (input.kind !== "input") return false;
      return ast.op === "=" || ast.op === "!=" ? value(other) : ordered(other);
    }
    case "between":
      return ast.value.kind === "input" && ordered(ast.low) && ordered(ast.high);
    case "in":
      return ast.value.kind === "input" && ast.tests.every((test) => collect(test, found, dialect));
    case "and":
    case "or":
      return collect(ast.left, found, dialect) && collect(ast.right, found, dialect);
    case "list":
      return ast.items.every((item) => collect(item, found, dialect));
    default:
      return value(ast);
  }
}

/** Adds a constant. Text has an order too, but no values between two texts that could stand for all: only for equality. */
function constant(ast: Ast, found: FeelValue[], dialect: Dialect, text: boolean): boolean {
  const value = valueOf(ast, dialect);
  if (value === undefined) return false;
  const values: readonly FeelValue[] = isList(value) ? value : [value];
  for (const one of values) {
    const type = typeOf(one);
    if (!comparable.has(type) || (type === "string" && !text)) return false;
    if (type === "number" && typeof one !== "number") return false;
    found.push(one);
  }
  return true;
}

/** The value of a literal, of `-1`, or of `date("…")` and its like; undefined for all else. */
function valueOf(ast: Ast, dialect: Dialect): FeelValue | undefined {
  if (ast.kind === "literal") return ast.value;
  if (ast.kind === "negate") {
    const value = valueOf(ast.value, dialect);
    return typeof value === "number" ? -value + 0 : undefined;
  }
  if (ast.kind !== "call" || ast.target.kind !== "name" || !makers.has(ast.target.name)) return undefined;
  const [only] = ast.args.by === "position" && ast.args.values.length === 1 ? ast.args.values : [];
  if (only?.kind !== "literal" || typeof only.value !== "string") return undefined;
  const made = compileExpression(`${ast.target.name}(text)`, { dialect }).evaluate({ text: only.value });
  return made === null ? undefined : made;
}
