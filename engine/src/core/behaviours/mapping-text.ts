/** All mappings of an element as Zeebe sees them: one expression, which incidents name. */
import type { Mapping } from "../../bpmn/graph.ts";
import { feelText } from "./expressions.ts";

interface Node {
  text?: string;
  readonly inner: Map<string, Node>;
}

/** `merges`: a path into an existing variable keeps the rest of that variable. */
export function mappingText(mappings: readonly Mapping[], merges: boolean): string {
  const root: Node = { inner: new Map() };
  for (const { source, target } of mappings) {
    let at = root;
    for (const name of target) {
      const next = at.inner.get(name) ?? { inner: new Map<string, Node>() };
      at.inner.set(name, next);
      at = next;
    }
    at.text = source.static ? JSON.stringify(source.source) : feelText(source);
  }
  return contextText(root, [], merges);
}

function contextText(node: Node, path: readonly string[], merges: boolean): string {
  const entries = [...node.inner].map(([name, inner]) => {
    if (inner.inner.size === 0) return `${name}:${inner.text ?? "null"}`;
    const here = [...path, name];
    const text = contextText(inner, here, merges);
    const known = here.join(".");
    return merges
      ? `${name}:if (${known} != null) then context merge(${known},${text}) else ${text}`
      : `${name}:${text}`;
  });
  return `{${entries.join(",")}}`;
}
