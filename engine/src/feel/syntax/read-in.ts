/**
 * `value in test`. The grammar lets the test run on through `and` and `or`; where the part before them is a test of its
 * own, that part alone belongs to `in`. In Zeebe a list or value there is none: it takes the whole rest as its test.
 */
import type { Ast, CompareOp } from "./ast.ts";
import type { Dialect, SyntaxNode } from "./names.ts";
import { MAX_DEPTH } from "./node-reader.ts";
import { children, isLogic } from "./nodes.ts";

/** What this part needs of the reader. */
interface TreeReader {
  readonly options: { dialect: Dialect };
  node(node: SyntaxNode): Ast;
  text(node: SyntaxNode): string;
  at(parts: SyntaxNode[], index: number, parent: SyntaxNode): SyntaxNode;
  tooDeep(at: number): Error;
}

/** Reads what stands behind `in` without a list of tests in parentheses. */
export function readMembership(r: TreeReader, value: Ast, node: SyntaxNode, at: number): Ast {
  const first = unwrapTest(node);
  const zeebe = r.options.dialect === "zeebe";
  const member = (test: Ast): Ast => ({ kind: "in", value, tests: [test], at });
  if (isLogic(first) && (!zeebe || endsByItself(leftmost(first)))) {
    return withLeftmost(r, first, (leaf) => readMembership(r, value, leaf, at));
  }
  const [op, end] = children(first);
  if (op?.name === "CompareOp" && end && isLogic(end)) {
    const sign = r.text(op) as CompareOp;
    return withLeftmost(r, end, (leaf) =>
      member({ kind: "test", op: sign, value: r.node(leaf), at: op.from }),
    );
  }
  const test = r.node(node);
  return member(zeebe && first.name === "BooleanLiteral" ? { kind: "test", op: "=", value: test, at } : test);
}

/** `and`, `or` of two trees, by the kind of the node. */
export function logic(node: SyntaxNode, left: Ast, right: Ast): Ast {
  return { kind: node.name === "Conjunction" ? "and" : "or", left, right, at: node.from };
}

/** A chain of `and` and `or` whose first operand is read in its own way. */
function withLeftmost(r: TreeReader, node: SyntaxNode, read: (leaf: SyntaxNode) => Ast): Ast {
  const chain: SyntaxNode[] = [];
  let leaf = node;
  for (; isLogic(leaf); leaf = r.at(children(leaf), 0, leaf)) chain.push(leaf);
  if (chain.length > MAX_DEPTH) throw r.tooDeep(node.from);
  return chain.reduceRight(
    (left, link) => logic(link, left, r.node(r.at(children(link), 2, link))),
    read(leaf),
  );
}

/** The first operand of a chain of `and` and `or`. */
export function leftmost(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (isLogic(at) && at.firstChild) at = at.firstChild;
  return at;
}

/** `> 3 and true` in parentheses: the tested value is compared with the first operand only. */
export function comparedInput(r: TreeReader, op: CompareOp, end: SyntaxNode, at: number): Ast {
  return withLeftmost(r, end, (leaf) => ({ kind: "test", op, value: r.node(leaf), at }));
}

/** Whether a test stands in parentheses of its own: `(> 3 and true)`, `not(> 3 and true)`. */
export function standsInParentheses(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent && at.parent.from === at.from && at.parent.to === at.to) at = at.parent;
  const holder = at.parent;
  if (!holder) return false;
  if (holder.name === "ParenthesizedExpression" || holder.name === "Comparison") return true;
  return holder.firstChild?.name === "not" || holder.parent?.name === "Comparison";
}

/** The node of a test without the wrappers that hold nothing else. */
export function unwrapTest(node: SyntaxNode): SyntaxNode {
  const [first, second] = children(node);
  return node.name === "PositiveUnaryTest" && first && !second ? unwrapTest(first) : node;
}

/** Tests that Zeebe's parser ends before `and` and `or`: in parentheses, ranges, comparisons. */
function endsByItself(node: SyntaxNode): boolean {
  return node.name === "ParenthesizedExpression" || node.name === "SimplePositiveUnaryTest";
}
