/** What a decision needs from outside: for checks of content. */
import type { ModelExpression } from "./compiler.ts";
import type { DecisionNode, KnowledgeNode, ServiceNode } from "./graph.ts";

/** Paths read by a decision and all it requires, without what the graph itself supplies. */
export function requiredVariables(
  decision: DecisionNode,
  expressions: readonly ModelExpression[],
): string[][] {
  const found = new Map<string, string[]>();
  const seen = new Set<string>();
  const visit = (node: DecisionNode | KnowledgeNode | ServiceNode): void => {
    if (seen.has(node.key)) return;
    seen.add(node.key);
    if (node.kind === "service") return node.outputs.forEach(visit);
    const decisions = node.kind === "decision" ? node.requiredDecisions : [];
    const supplied = new Set(
      [...decisions, ...node.requiredKnowledge].flatMap((n) => (n.prefix ? [n.prefix] : n.names)),
    );
    for (const { owner, compiled, bound } of expressions) {
      if (owner !== node.id) continue;
      for (const path of compiled.variables) {
        const [head = ""] = path;
        if (!supplied.has(head) && !bound.has(head)) found.set(path.join("\u0000"), path);
      }
    }
    decisions.forEach(visit);
    node.requiredKnowledge.forEach(visit);
  };
  visit(decision);
  return [...found.values()];
}
