import { isTypeName } from "../types.ts";
import type { TypeRef } from "../values.ts";
import type { SyntaxNode } from "./names.ts";
import type { NodeReader } from "./node-reader.ts";
import { children } from "./nodes.ts";

/** Reads a type as `instance of` and parameters write it. */
export function readType(node: SyntaxNode, r: NodeReader): TypeRef {
  const inner = r.at(children(node), 0, node);
  const parts = children(inner);
  if (r.options.dialect === "zeebe" && parts.some((part) => part.name === "<")) throw r.fault(inner);
  switch (inner.name) {
    case "ListType":
      return {
        kind: r.text(inner).startsWith("range") ? "range" : "list",
        of: readType(typeChild(parts, inner, r), r),
      };
    case "ContextType": {
      const entries = parts.find((n) => n.name === "ContextEntryTypes");
      return {
        kind: "context",
        entries: (entries ? children(entries) : []).map((n) => {
          const both = children(n);
          return {
            name: r.nameText(r.at(both, 0, n)),
            type: readType(r.at(both, both.length - 1, n), r),
          };
        }),
      };
    }
    case "FunctionType": {
      const list = parts.find((n) => n.name === "ArgumentTypes");
      return {
        kind: "function",
        parameters: (list ? children(list) : []).map((n) => readType(r.single(n), r)),
        result: readType(typeChild(parts, inner, r), r),
      };
    }
    default: {
      const name = r.text(inner).replace(/\s+/g, " ");
      if (r.options.dialect === "zeebe" && name.includes(" ") && !isTypeName(name)) throw r.fault(inner);
      return { kind: "name", name };
    }
  }
}

function typeChild(parts: SyntaxNode[], parent: SyntaxNode, r: NodeReader): SyntaxNode {
  return r.at(
    parts.filter((n) => n.name === "Type"),
    0,
    parent,
  );
}
