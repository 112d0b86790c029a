/**
 * Makes every value in a template report itself: `{{a.b}}` becomes a call of the inner helper `__out` (running text) or
 * `__att` (inside attributes and drawings) with the value's path, so that a preview can link text and fields and an
 * empty value is noticed. Partials are made once per way of being called, so that paths inside them are true.
 */
import { HtmlScanner } from "./html-scan.ts";
import { rootScope, scopesInside, scopesOfPartial, walkCall, type Scope } from "./paths.ts";
import { parseTemplate, type Program } from "./syntax.ts";
import { partialName } from "./check.ts";
import { helperSignatures } from "./helper-signatures.ts";

export interface Instrumented {
  program: Program;
  /** Partials by the name that the instrumented templates call. */
  partials: Map<string, Program>;
}

export function instrument(source: string, partials: Readonly<Record<string, string>>): Instrumented {
  const made = new Map<string, Program>();
  const byCall = new Map<string, string>();
  const build = (text: string, scopes: Scope[]): Program => {
    const parsed = parseTemplate(text);
    if ("fault" in parsed) throw new Error(`${parsed.fault.message.en} (line ${parsed.fault.line})`);
    const scanner = new HtmlScanner();
    program(parsed.program, scopes, scanner);
    return parsed.program;
  };
  const variant = (name: string, scopes: Scope[]): string => {
    const call = JSON.stringify([name, scopes[0]?.base, [...(scopes[0]?.names ?? [])]]);
    const known = byCall.get(call);
    if (known !== undefined) return known;
    const key = `p${byCall.size}`;
    byCall.set(call, key);
    made.set(key, build(partials[name] ?? "", scopes));
    return key;
  };
  const program = (node: Program | undefined, scopes: Scope[], scanner: HtmlScanner): void => {
    for (const statement of node?.body ?? []) {
      if (statement.type === "ContentStatement") {
        const content = statement as hbs.AST.ContentStatement;
        scanner.feed(String(content.original), { line: 1, column: 1 });
      } else if (statement.type === "MustacheStatement")
        value(statement as hbs.AST.MustacheStatement, scopes, scanner);
      else if (statement.type === "BlockStatement") {
        const block = statement as hbs.AST.BlockStatement;
        const before = scanner.mark();
        program(block.program, scopesInside(block, scopes), scanner);
        scanner.reset(before);
        program(block.inverse, scopes, scanner);
        scanner.reset(before);
      } else if (statement.type === "PartialStatement" || statement.type === "PartialBlockStatement") {
        const partial = statement as hbs.AST.PartialBlockStatement;
        program(partial.program, scopes, scanner);
        const name = partialName(partial.name as hbs.AST.PathExpression);
        if (name === null || name === "@partial-block") continue;
        const key = variant(name, scopesOfPartial(partial as unknown as hbs.AST.PartialStatement, scopes));
        Object.assign(partial.name, { original: key, parts: [key] });
      }
    }
  };
  return { program: build(source, rootScope()), partials: made };
}

function value(node: hbs.AST.MustacheStatement, scopes: Scope[], scanner: HtmlScanner): void {
  const place = scanner.hole({ line: 1, column: 1 });
  const paths: string[] = [];
  const path = node.path as hbs.AST.Expression;
  walkCall(path, node.params, node.hash, scopes, (found, _, guard) => !guard && paths.push(found), false);
  const name = path.type === "PathExpression" ? (path as hbs.AST.PathExpression).original : "";
  const isCall = node.params.length > 0 || helperSignatures.has(name);
  const inner = isCall ? { ...node, type: "SubExpression" } : path;
  const text = (original: string): hbs.AST.StringLiteral => ({
    type: "StringLiteral",
    value: original,
    original,
    loc: node.loc,
  });
  const helper = place === "text" ? "__out" : "__att";
  Object.assign(node, {
    path: { type: "PathExpression", data: false, depth: 0, parts: [helper], original: helper, loc: node.loc },
    params: [text(paths[0] ?? ""), inner],
    hash: undefined,
  });
}
