/** What a decision needs from outside: for checks of content. */
import type { ModelExpression } from "./compiler.ts";
import { importName } from "./graph.ts";
import type { DecisionNode, Graph, KnowledgeNode, ServiceNode } from "./graph.ts";

/** Paths read by a decision and all it requires, without what the graph itself supplies; as the main file names them. */
export function requiredVariables(decision: DecisionNode, graph: Graph): string[][] {
  const found = new Map<string, string[]>();
  const seen = new Set<string>();
  const visit = (node: DecisionNode | KnowledgeNode | ServiceNode, prefix: readonly string[]): void => {
    const key = [...prefix, node.key].join("\u0000");
    if (seen.has(key)) return;
    seen.add(key);
    const follow = (next: DecisionNode | KnowledgeNode | ServiceNode): void => {
      const name = importName(graph.imports, node.namespace, next);
      visit(next, name === "" ? prefix : [...prefix, name]);
    };
    if (node.kind === "service") return node.outputs.forEach(follow);
    const decisions = node.kind === "decision" ? node.requiredDecisions : [];
    const supplied = new Set(
      [...decisions, ...node.requiredKnowledge].flatMap((one) => {
        const name = importName(graph.imports, node.namespace, one);
        return name === "" ? one.names : [name];
      }),
    );
    for (const expression of ownExpressions(node, graph.compiler.expressions)) {
      for (const path of expression.compiled.variables) {
        const [head = ""] = path;
        if (supplied.has(head) || expression.bound.has(head)) continue;
        const whole = [...prefix, ...path];
        found.set(whole.join("\u0000"), whole);
      }
    }
    decisions.forEach(follow);
    node.requiredKnowledge.forEach(follow);
  };
  visit(decision, []);
  return [...found.values()];
}

function ownExpressions(
  node: { id: string; namespace: string },
  all: readonly ModelExpression[],
): ModelExpression[] {
  return all.filter((one) => one.owner === node.id && one.namespace === node.namespace);
}
