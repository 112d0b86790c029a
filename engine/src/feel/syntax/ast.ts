/** The tree that the compiler reads. Every node knows where it stands in the text (`at`, UTF-16 offset). */
import type { FeelValue, TypeRef } from "../values.ts";

export type ArithmeticOp = "+" | "-" | "*" | "/" | "**";
export type CompareOp = "=" | "!=" | "<" | "<=" | ">" | ">=";

export interface Iterator {
  name: string;
  from: Ast;
  /** Set for `for x in from..to`. */
  to: Ast | null;
}

export interface Parameter {
  name: string;
  type: TypeRef | null;
}

export type Arguments =
  { by: "position"; values: Ast[] } | { by: "name"; values: { name: string; value: Ast }[] };

export type Ast = { at: number } & (
  | { kind: "literal"; value: FeelValue }
  | { kind: "name"; name: string }
  | { kind: "input" }
  | { kind: "path"; of: Ast; name: string }
  | { kind: "filter"; of: Ast; filter: Ast }
  | { kind: "call"; target: Ast; args: Arguments }
  | { kind: "arithmetic"; op: ArithmeticOp; left: Ast; right: Ast }
  | { kind: "negate"; value: Ast }
  | { kind: "compare"; op: CompareOp; left: Ast; right: Ast }
  | { kind: "between"; value: Ast; low: Ast; high: Ast }
  | { kind: "in"; value: Ast; tests: Ast[] }
  | { kind: "and" | "or"; left: Ast; right: Ast }
  | { kind: "if"; condition: Ast; yes: Ast; no: Ast }
  | { kind: "for"; iterators: Iterator[]; body: Ast }
  | { kind: "some" | "every"; iterators: Iterator[]; body: Ast }
  | { kind: "list"; items: Ast[] }
  | { kind: "context"; entries: { key: string; value: Ast }[] }
  | { kind: "range"; start: Ast; startIncluded: boolean; end: Ast; endIncluded: boolean }
  /** `< 5` as a test or, in parentheses, as a range value. */
  | { kind: "test"; op: CompareOp; value: Ast }
  | { kind: "function"; parameters: Parameter[]; body: Ast }
  | { kind: "instance"; value: Ast; type: TypeRef }
);

export interface UnaryTestsAst {
  /** `-` or empty: every value passes. */
  wildcard: boolean;
  negated: boolean;
  tests: Ast[];
}

/** A copy of a tree without the places, to compare what was written and not where. */
export function withoutPlaces(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutPlaces);
  const plain = typeof tree === "object" && tree !== null && Object.getPrototypeOf(tree) === Object.prototype;
  if (!plain) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== "at")
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}
