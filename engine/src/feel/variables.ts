/** Which names a tree reads from outside, for checks of content and for mappings. */
import type { Ast } from "./syntax/ast.ts";

export interface FreeVariables {
  /** Paths that are surely read from the given context, e.g. `["applicant", "age"]`. */
  variables: string[][];
  /** Names inside filters: an entry of the element, or, where it has none, of the given context. */
  possible: string[][];
}

/**
 * The free variables of expressions. `isBuiltin` tells names of built-in functions: called, they are none; read as a
 * value, such a name is a variable that goes before the function.
 */
export function freeVariables(trees: Ast[], isBuiltin: (name: string) => boolean): FreeVariables {
  const sure = new Map<string, string[]>();
  const possible = new Map<string, string[]>();
  const visit = (ast: Ast, bound: ReadonlySet<string>, filtered: boolean): void => {
    const path = pathOf(ast);
    if (path) {
      const [head = ""] = path;
      if (bound.has(head) || (filtered && head === "item")) return;
      (filtered ? possible : sure).set(path.join("\u0000"), path);
      return;
    }
    if (ast.kind === "call" && ast.target.kind === "name" && isBuiltin(ast.target.name)) {
      return eachArgument(ast.args, (child) => visit(child, bound, filtered));
    }
    eachChild(ast, bound, filtered, visit);
  };
  for (const tree of trees) visit(tree, new Set(), false);
  return { variables: [...sure.values()], possible: [...possible.values()] };
}

type Visit = (ast: Ast, bound: ReadonlySet<string>, filtered: boolean) => void;

function pathOf(ast: Ast): string[] | null {
  if (ast.kind === "name") return [ast.name];
  if (ast.kind !== "path") return null;
  const head = pathOf(ast.of);
  return head && [...head, ast.name];
}

function eachChild(ast: Ast, bound: ReadonlySet<string>, filtered: boolean, visit: Visit): void {
  const go = (child: Ast): void => visit(child, bound, filtered);
  switch (ast.kind) {
    case "path":
    case "negate":
    case "instance":
    case "test":
      return go(ast.kind === "path" ? ast.of : ast.value);
    case "filter":
      go(ast.of);
      return visit(ast.filter, bound, true);
    case "call":
      go(ast.target);
      return eachArgument(ast.args, go);
    case "arithmetic":
    case "compare":
    case "and":
    case "or":
      go(ast.left);
      return go(ast.right);
    case "between":
      go(ast.value);
      go(ast.low);
      return go(ast.high);
    case "in":
      go(ast.value);
      return ast.tests.forEach(go);
    case "if":
      go(ast.condition);
      go(ast.yes);
      return go(ast.no);
    case "for":
    case "some":
    case "every": {
      const names = new Set(bound);
      for (const it of ast.iterators) {
        visit(it.from, names, filtered);
        if (it.to) visit(it.to, names, filtered);
        names.add(it.name);
      }
      if (ast.kind === "for") names.add("partial");
      return visit(ast.body, names, filtered);
    }
    case "list":
      return ast.items.forEach(go);
    case "context": {
      const names = new Set(bound);
      for (const entry of ast.entries) {
        visit(entry.value, names, filtered);
        names.add(entry.key);
      }
      return;
    }
    case "range":
      go(ast.start);
      return go(ast.end);
    case "function":
      return visit(ast.body, new Set([...bound, ...ast.parameters.map((p) => p.name)]), filtered);
    case "literal":
    case "name":
    case "input":
      return;
  }
}

function eachArgument(args: Extract<Ast, { kind: "call" }>["args"], go: (child: Ast) => void): void {
  if (args.by === "position") args.values.forEach(go);
  else args.values.forEach((arg) => go(arg.value));
}

/** True when `?` stands anywhere in the tree. */
export function mentionsInput(ast: Ast): boolean {
  return some(ast, (node) => node.kind === "input");
}

/** True when the name is read anywhere in the tree (shadowing is not looked at). */
export function mentionsName(ast: Ast, name: string): boolean {
  return some(ast, (node) => node.kind === "name" && node.name === name);
}

function some(ast: Ast, wanted: (node: Ast) => boolean): boolean {
  if (wanted(ast)) return true;
  let found = false;
  eachChild(ast, new Set(), false, (child) => {
    found ||= some(child, wanted);
  });
  return found;
}
