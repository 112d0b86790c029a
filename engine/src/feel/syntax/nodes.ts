/** Helpers over the nodes of the grammar's tree. */
import type { SyntaxNode } from "./names.ts";

/** What the grammar knows and Zeebe's parser refuses: ranges as operands, typed lists, `= 1` as a test. */
export function refusedByZeebe(node: SyntaxNode): boolean {
  const parts = children(node);
  switch (node.name) {
    case "ArithmeticExpression":
    case "Comparison":
    case "PathExpression":
    case "FilterExpression":
      return parts.some(
        (part) => part.name === "SimplePositiveUnaryTest" && part.firstChild?.name === "Interval",
      );
    case "IterationContext":
      return parts[0]?.name === "SimplePositiveUnaryTest";
    case "FunctionInvocation":
      return parts[0]?.name === "ParenthesizedExpression" || parts[0]?.name === "null";
    default:
      return false;
  }
}

/** The children of a node, without comments. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "LineComment" && child.name !== "BlockComment") list.push(child);
  }
  return list;
}

/** `and`, `or`. */
export function isLogic(node: SyntaxNode): boolean {
  return node.name === "Conjunction" || node.name === "Disjunction";
}
