/** Which values a template reads: for the content checker (does the field exist?) and for linking preview and fields. */
import { helperSignatures } from "./helper-signatures.ts";
import { parseTemplate, placeOf, type Program } from "./syntax.ts";

export interface TemplatePath {
  /** Dotted, from the root of the data; `[]` marks "each member": `items[].name`. */
  path: string;
  line: number;
  column: number;
  /** Read only to decide (`if`, `unless`, `eq` …): may be missing. */
  guard: boolean;
}

export interface Scope {
  /** Where `this` is. Null: not known (inside a partial called with values of its own). */
  base: string | null;
  /** Block parameters and named arguments of a partial: where they stand in the data. Null: nowhere. */
  names: Map<string, string | null>;
}
export const rootScope = (): Scope[] => [{ base: "", names: new Map() }];

/** The paths a template reads, in order of reading. Empty when it does not parse. Partials are looked at by themselves. */
export function templatePaths(source: string): TemplatePath[] {
  const parsed = parseTemplate(source);
  if ("fault" in parsed) return [];
  const found: TemplatePath[] = [];
  walkProgram(parsed.program, rootScope(), (path, node, guard) => {
    found.push({ path, ...placeOf(node), guard });
  });
  return found;
}

export type Visit = (path: string, node: hbs.AST.Node, guard: boolean) => void;
const deciding = new Set(["eq", "ne", "and", "or", "not", "if", "unless", "each", "with"]);

function walkProgram(program: Program | undefined, scopes: Scope[], visit: Visit): void {
  for (const statement of program?.body ?? []) {
    if (statement.type === "MustacheStatement") {
      const mustache = statement as hbs.AST.MustacheStatement;
      walkCall(mustache.path as hbs.AST.Expression, mustache.params, mustache.hash, scopes, visit, false);
    } else if (statement.type === "BlockStatement")
      walkBlock(statement as hbs.AST.BlockStatement, scopes, visit);
    else if (statement.type === "PartialStatement" || statement.type === "PartialBlockStatement") {
      const partial = statement as hbs.AST.PartialBlockStatement;
      for (const param of partial.params) walkExpression(param, scopes, visit, true);
      for (const pair of partial.hash?.pairs ?? []) walkExpression(pair.value, scopes, visit, true);
      walkProgram(partial.program, scopes, visit);
    }
  }
}

function walkBlock(block: hbs.AST.BlockStatement, scopes: Scope[], visit: Visit): void {
  for (const param of block.params) walkExpression(param, scopes, visit, true);
  walkProgram(block.program, scopesInside(block, scopes), visit);
  walkProgram(block.inverse, scopes, visit);
}

/** The scopes inside a block: `each` and `with` open one. */
export function scopesInside(block: hbs.AST.BlockStatement, scopes: Scope[]): Scope[] {
  const name = block.path.original;
  const param = block.params[0];
  if ((name === "each" || name === "with") && param !== undefined) {
    const at = param.type === "PathExpression" ? resolve(param as hbs.AST.PathExpression, scopes) : null;
    const base = at === null ? null : name === "each" ? `${at}[]` : at;
    const alias = block.program.blockParams?.[0];
    return [...scopes, { base, names: new Map(alias === undefined ? [] : [[alias, base]]) }];
  }
  return scopes;
}

/** The scopes inside a partial as called here. */
export function scopesOfPartial(call: hbs.AST.PartialStatement, scopes: Scope[]): Scope[] {
  const place = (node: hbs.AST.Expression): string | null =>
    node.type === "PathExpression" ? resolve(node as hbs.AST.PathExpression, scopes) : null;
  const param = call.params[0];
  const base = param === undefined ? (scopes.at(-1)?.base ?? null) : place(param);
  const names = new Map((call.hash?.pairs ?? []).map((pair) => [pair.key, place(pair.value)]));
  return [{ base, names }];
}

/** Reports the values that a helper call or a plain value reads. */
export function walkCall(
  path: hbs.AST.Expression,
  params: hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  scopes: Scope[],
  visit: Visit,
  guard: boolean,
): void {
  const name = path.type === "PathExpression" ? (path as hbs.AST.PathExpression).original : "";
  if (params.length === 0 && (hash?.pairs.length ?? 0) === 0) {
    if (!helperSignatures.has(name)) walkExpression(path, scopes, visit, guard);
    return;
  }
  const decides = guard || deciding.has(name);
  for (const param of params) walkExpression(param, scopes, visit, decides);
  for (const pair of hash?.pairs ?? []) walkExpression(pair.value, scopes, visit, decides);
}

function walkExpression(node: hbs.AST.Expression, scopes: Scope[], visit: Visit, guard: boolean): void {
  if (node.type === "SubExpression") {
    const sub = node as hbs.AST.SubExpression;
    walkCall(sub.path, sub.params, sub.hash, scopes, visit, guard);
  } else if (node.type === "PathExpression") {
    const at = resolve(node as hbs.AST.PathExpression, scopes);
    if (at !== null && at !== "") visit(at, node, guard);
  }
}

/** Absolute path, or null for `@index` and the like and where `this` is not known. */
function resolve(path: hbs.AST.PathExpression, scopes: Scope[]): string | null {
  if (path.data) return path.parts[0] === "root" ? path.parts.slice(1).join(".") : null;
  const [first, ...rest] = path.parts;
  if (path.depth === 0 && first !== undefined && !/^(?:this\b|\.\/)/.test(path.original))
    for (const scope of [...scopes].reverse()) {
      const known = scope.names.get(first);
      if (known === null) return null;
      if (known !== undefined) return [known, ...rest].join(".");
    }
  const base = scopes.at(-1 - path.depth)?.base ?? null;
  if (base === null) return null;
  return [base, ...path.parts].filter((part) => part !== "").join(".");
}
