/** Helpers over the nodes of the grammar's tree. */
import type { SyntaxNode } from "./names.ts";

/** What the grammar knows and Zeebe's parser refuses: ranges as operands, `= 1` as a test, sums of `instance of`. */
export function refusedByZeebe(node: SyntaxNode): boolean {
  const parts = children(node);
  switch (node.name) {
    case "ArithmeticExpression":
      return parts.some(isInterval) || (parts.length > 2 && parts[0]?.name === "InstanceOfExpression");
    case "Comparison":
      return parts.some((part) => isInterval(part) || part.name === "InstanceOfExpression");
    case "PathExpression":
    case "FilterExpression":
      return parts.some(isInterval);
    case "InstanceOfExpression":
      return parts.some(isInterval) || parts[0]?.name === "InstanceOfExpression";
    case "IterationContext":
      return parts[0]?.name === "SimplePositiveUnaryTest";
    case "FunctionInvocation":
      return parts[0]?.name === "ParenthesizedExpression" || parts[0]?.name === "null";
    default:
      return false;
  }
}

/** The `instance of` that ends an operation without parentheses. */
export function instanceAtEnd(node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at?.name === "ArithmeticExpression") at = children(at).at(-1) ?? null;
  return at?.name === "InstanceOfExpression" ? at : null;
}

function isInterval(node: SyntaxNode): boolean {
  return node.name === "SimplePositiveUnaryTest" && node.firstChild?.name === "Interval";
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
