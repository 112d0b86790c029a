/** Everything a template may not do, found before it ever runs (publish time), each with its place and remedy. */
import { fault, type Place, type TemplateFault } from "./fault.ts";
import { dataNames, forbiddenNames, helperSignatures } from "./helper-signatures.ts";
import { HtmlScanner } from "./html-scan.ts";
import { templateLimits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { parseTemplate, placeOf, type Node, type Program } from "./syntax.ts";

export interface KnownToTemplate {
  /** Names of the partials that exist. */
  partials: Iterable<string>;
}

/**
 * Faults of one template or partial; empty when it may be used. Unknown helpers and partials, raw values, decorators,
 * inline partials, paths into JavaScript, values in unsafe places, forbidden HTML, sizes.
 */
export function templateFaults(source: unknown, known: KnownToTemplate): TemplateFault[] {
  const parsed = parseTemplate(source);
  if ("fault" in parsed) return [parsed.fault];
  const checker = new Checker(new Set(known.partials));
  checker.program(parsed.program, 0);
  checker.html.finish();
  return [...checker.faults, ...checker.html.faults].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Partials that call themselves in the end: rendering them would never stop. Names the circle. */
export function partialCircles(
  partials: Readonly<Record<string, string>>,
): { names: string[]; fault: TemplateFault }[] {
  const calls = new Map<string, { name: string; place: Place }[]>();
  for (const [name, source] of Object.entries(partials)) {
    const parsed = parseTemplate(source);
    calls.set(name, "fault" in parsed ? [] : partialCalls(parsed.program));
  }
  const circles: { names: string[]; fault: TemplateFault }[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): void => {
    for (const call of calls.get(name) ?? []) {
      const at = trail.indexOf(call.name);
      if (at >= 0) {
        const names = [...trail.slice(at), call.name];
        const way = names.join(" → ");
        circles.push({
          names,
          fault: fault(
            "partial-circle",
            call.place,
            `片段互相调用成环：${way}`,
            `Partials call each other in a circle: ${way}`,
          ),
        });
      } else if (!done.has(call.name)) visit(call.name, [...trail, call.name]);
    }
    done.add(name);
  };
  for (const name of calls.keys()) if (!done.has(name)) visit(name, [name]);
  return circles;
}

/** Names of the partials that a template calls itself. */
export function partialCalls(program: Program): { name: string; place: Place }[] {
  const found: { name: string; place: Place }[] = [];
  const walk = (node: Program | undefined): void => {
    for (const statement of node?.body ?? []) {
      if (statement.type === "PartialStatement" || statement.type === "PartialBlockStatement") {
        const partial = statement as hbs.AST.PartialStatement & { program?: Program };
        const name = partialName(partial.name);
        if (name !== null && name !== "@partial-block") found.push({ name, place: placeOf(statement) });
        walk(partial.program);
      } else if (statement.type === "BlockStatement") {
        const block = statement as hbs.AST.BlockStatement;
        walk(block.program);
        walk(block.inverse);
      }
    }
  };
  walk(program);
  return found;
}

export function partialName(name: hbs.AST.PathExpression | hbs.AST.SubExpression): string | null {
  return name.type === "PathExpression"
    ? (name as hbs.AST.PathExpression).original
    : "original" in name
      ? String(name.original)
      : null;
}

class Checker {
  readonly faults: TemplateFault[] = [];
  readonly html = new HtmlScanner();
  private readonly partials: Set<string>;
  private nodes = 0;
  private tooBig = false;

  constructor(partials: Set<string>) {
    this.partials = partials;
  }

  program(program: Program | undefined, depth: number): void {
    for (const statement of program?.body ?? []) this.statement(statement, depth);
  }

  private say(code: string, node: Node, zh: string, en: string): void {
    if (this.faults.length < 100) this.faults.push(fault(code, placeOf(node), zh, en));
  }

  private statement(node: hbs.AST.Statement, depth: number): void {
    if (this.isTooBig(node)) return;
    switch (node.type) {
      case "ContentStatement":
        this.html.feed(String((node as hbs.AST.ContentStatement).original), placeOf(node));
        return;
      case "CommentStatement":
        return;
      case "MustacheStatement":
        return this.mustache(node as hbs.AST.MustacheStatement, depth);
      case "BlockStatement":
        return this.block(node as hbs.AST.BlockStatement, depth);
      case "PartialStatement":
      case "PartialBlockStatement":
        return this.partial(node as hbs.AST.PartialBlockStatement, depth);
      case "Decorator":
      case "DecoratorBlock":
        return this.say(
          "decorator",
          node,
          "不允许装饰器和内联片段 {{* }}",
          "Decorators and inline partials ({{* … }}) are not allowed: make a partial file",
        );
      default:
        return this.say("unknown", node, `不允许的写法 ${node.type}`, `${node.type} is not allowed`);
    }
  }

  private mustache(node: hbs.AST.MustacheStatement, depth: number): void {
    if (!node.escaped)
      this.say(
        "raw",
        node,
        "不允许 {{{ }}} 或 {{& }}：值必须转义",
        "Raw output ({{{ }}} or {{& }}) is not allowed: write {{ }}",
      );
    this.html.hole(placeOf(node));
    const path = node.path as hbs.AST.Expression;
    const called = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
    const name = simpleName(path);
    if (called || (name !== null && helperSignatures.has(name)))
      this.call(node, path, node.params, node.hash, false, depth);
    else this.expression(path, depth);
  }

  private block(node: hbs.AST.BlockStatement, depth: number): void {
    this.call(node, node.path, node.params, node.hash, true, depth);
    if (this.html.state !== "text") this.html.hole(placeOf(node));
    const before = this.html.mark();
    const same = (branch: Program | undefined): boolean => {
      this.html.reset(before);
      this.program(branch, depth + 1);
      return this.html.state === before.state;
    };
    const first = same(node.program);
    const second = node.inverse === undefined || same(node.inverse);
    if (!first || !second)
      this.say(
        "html-branch",
        node,
        "每个分支里的 HTML 标签要写完整",
        "Each branch must close the HTML tags that it opens",
      );
    this.html.reset(before);
  }

  private partial(node: hbs.AST.PartialBlockStatement, depth: number): void {
    const name = partialName(node.name as hbs.AST.PathExpression);
    if (name === null || node.name.type === "SubExpression")
      this.say(
        "partial-dynamic",
        node,
        "片段名必须写死，不能算出来",
        "The partial's name must be written out, not computed",
      );
    else if (name !== "@partial-block" && !this.partials.has(name))
      this.say(
        "partial-unknown",
        node,
        `没有片段“${name}”${nearest(name, this.partials, "zh")}`,
        `There is no partial “${name}”${nearest(name, this.partials, "en")}`,
      );
    if (this.html.state !== "text")
      this.say(
        "partial-place",
        node,
        "片段只能放在正文里",
        "A partial may be called in text only, not inside a tag",
      );
    node.params.forEach((param) => this.expression(param, depth));
    node.hash?.pairs.forEach((pair) => this.pair(pair, depth));
    if (node.program) this.program(node.program, depth + 1);
  }

  private call(
    node: Node,
    path: hbs.AST.Expression,
    params: hbs.AST.Expression[],
    hash: hbs.AST.Hash | undefined,
    block: boolean,
    depth: number,
  ): void {
    if (depth > templateLimits.depth)
      this.say(
        "depth",
        node,
        `嵌套超过 ${templateLimits.depth} 层`,
        `Nesting deeper than ${templateLimits.depth}`,
      );
    const name = simpleName(path);
    const signature = name === null ? undefined : helperSignatures.get(name);
    if (name === null || signature === undefined) {
      const written = "original" in path ? String(path.original) : path.type;
      this.say(
        "helper-unknown",
        node,
        `没有函数“${written}”${nearest(written, helperSignatures.keys(), "zh")}`,
        `There is no helper “${written}”${nearest(written, helperSignatures.keys(), "en")}`,
      );
      params.forEach((param) => this.expression(param, depth + 1));
      return;
    }
    if (signature.block !== block)
      this.say(
        "helper-kind",
        node,
        `${name} ${signature.block ? "要写成块" : "不能写成块"}：${signature.example}`,
        `${name} is ${signature.block ? "a block" : "not a block"}: ${signature.example}`,
      );
    if (params.length < signature.min || params.length > signature.max)
      this.say(
        "helper-arguments",
        node,
        `${name} 的参数个数不对：${signature.example}`,
        `Wrong number of arguments for ${name}: ${signature.example}`,
      );
    params.forEach((param) => this.expression(param, depth + 1));
    hash?.pairs.forEach((pair) => {
      if (!signature.hash.includes(pair.key))
        this.say("helper-option", pair, `${name} 没有选项 ${pair.key}`, `${name} has no option ${pair.key}`);
      this.pair(pair, depth + 1);
    });
  }

  private pair(pair: hbs.AST.HashPair, depth: number): void {
    if (forbiddenNames.has(pair.key) || pair.key.startsWith("__"))
      this.say("path-forbidden", pair, `不允许名称“${pair.key}”`, `The name “${pair.key}” is not allowed`);
    this.expression(pair.value, depth);
  }

  /** Counts the node; beyond the bound nothing more is looked at, and the template is refused. */
  private isTooBig(node: Node): boolean {
    this.nodes += 1;
    if (this.nodes < templateLimits.nodes) return false;
    if (!this.tooBig)
      this.say(
        "size",
        node,
        "模板太大，请拆成片段",
        "The template has too many parts: split it into partials",
      );
    this.tooBig = true;
    return true;
  }

  private expression(node: hbs.AST.Expression, depth: number): void {
    if (this.isTooBig(node)) return;
    if (depth > templateLimits.depth)
      return this.say(
        "depth",
        node,
        `嵌套超过 ${templateLimits.depth} 层`,
        `Nesting deeper than ${templateLimits.depth}`,
      );
    if (node.type === "SubExpression") {
      const sub = node as hbs.AST.SubExpression;
      return this.call(sub, sub.path, sub.params, sub.hash, false, depth + 1);
    }
    if (node.type !== "PathExpression") return;
    const path = node as hbs.AST.PathExpression;
    if (path.data && !dataNames.has(path.parts[0] ?? ""))
      this.say(
        "data-unknown",
        path,
        `没有 ${path.original}`,
        `${path.original} does not exist: @root, @index, @key, @first, @last do`,
      );
    const bad = path.parts.find((part) => forbiddenNames.has(part) || part.startsWith("__"));
    if (bad !== undefined)
      this.say("path-forbidden", path, `不允许名称“${bad}”`, `The name “${bad}” is not allowed in a path`);
  }
}

function simpleName(path: hbs.AST.Expression): string | null {
  if (path.type !== "PathExpression") return null;
  const { parts, data, depth, original } = path as hbs.AST.PathExpression;
  return parts.length === 1 && !data && depth === 0 && original === parts[0] ? parts[0] : null;
}
