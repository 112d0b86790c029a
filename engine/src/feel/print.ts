/** Writes a tree back as FEEL, in one normal form: reading what was written gives the same tree. */
import { formatNumber, isNumber } from "./numbers.ts";
import { formatTemporal } from "./format.ts";
import type { Ast, Iterator, UnaryTestsAst } from "./syntax/ast.ts";
import type { Dialect } from "./syntax/names.ts";
import type { FeelValue, TypeRef } from "./values.ts";

/** How tight an expression binds; an operand that binds less than its place asks for stands in parentheses. */
const tightness: Partial<Record<Ast["kind"], number>> = {
  if: 0,
  for: 0,
  some: 0,
  every: 0,
  function: 0,
  or: 1,
  and: 2,
  between: 3,
  compare: 3,
  range: 3,
  // `date and time` is a type too: what follows must not become part of it
  instance: 0,
  negate: 7,
};

/** `x in true`, the equality that Zeebe makes of it: not the same as `x in (true)`. */
function isEquality(test: Ast | undefined): test is Extract<Ast, { kind: "test" }> {
  return test?.kind === "test" && test.op === "=" && test.value.kind === "literal";
}

function bindingOf(ast: Ast): number {
  if (ast.kind === "arithmetic") return ast.op === "**" ? 6 : ast.op === "*" || ast.op === "/" ? 5 : 4;
  if (ast.kind === "in") return isEquality(ast.tests[0]) ? 0 : 3;
  if (ast.kind === "literal" && isNumber(ast.value)) return formatNumber(ast.value).startsWith("-") ? 7 : 8;
  return tightness[ast.kind] ?? 9;
}

/** The text of a tree that was read in the same dialect (with the same names). Comments are not part of trees. */
export function printTree(ast: Ast, dialect: Dialect): string {
  return new Printer(dialect).print(ast, 0);
}

/** The text of the tests of a cell. */
export function printTests(ast: UnaryTestsAst, dialect: Dialect): string {
  if (ast.wildcard) return "-";
  const tests = new Printer(dialect).tests(ast.tests);
  return ast.negated ? `not(${tests})` : tests;
}

class Printer {
  private readonly dialect: Dialect;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  print(ast: Ast, place: number): string {
    const text = this.bare(ast);
    return bindingOf(ast) < place ? `(${text})` : text;
  }

  tests(tests: Ast[]): string {
    return tests
      .map((test) =>
        test.kind === "test"
          ? `${test.op} ${this.print(test.value, 4)}`
          : this.print(test, test.kind === "range" ? 3 : 4),
      )
      .join(", ");
  }

  private bare(ast: Ast): string {
    switch (ast.kind) {
      case "literal":
        return this.literal(ast.value);
      case "name":
        return this.name(ast.name);
      case "input":
        return "?";
      case "path":
        return `${this.print(ast.of, 9)}.${this.name(ast.name)}`;
      case "filter":
        return `${this.print(ast.of, 9)}[${this.print(ast.filter, 0)}]`;
      case "call":
        return `${this.callee(ast.target)}(${this.args(ast)})`;
      case "arithmetic": {
        const binding = bindingOf(ast);
        return `${this.print(ast.left, binding)} ${ast.op} ${this.print(ast.right, binding + 1)}`;
      }
      case "negate":
        return `-${this.print(ast.value, 9)}`;
      case "compare":
        return `${this.print(ast.left, 4)} ${ast.op} ${this.print(ast.right, 4)}`;
      case "between":
        return `${this.print(ast.value, 4)} between ${this.print(ast.low, 4)} and ${this.print(ast.high, 4)}`;
      case "in":
        return isEquality(ast.tests[0])
          ? `${this.print(ast.value, 4)} in ${this.print(ast.tests[0].value, 9)}`
          : `${this.print(ast.value, 4)} in (${this.tests(ast.tests)})`;
      case "and":
      case "or": {
        const binding = bindingOf(ast);
        return `${this.print(ast.left, binding)} ${ast.kind} ${this.print(ast.right, binding + 1)}`;
      }
      case "if":
        return `if ${this.print(ast.condition, 1)} then ${this.print(ast.yes, 1)} else ${this.print(ast.no, 0)}`;
      case "for":
        return `for ${this.iterators(ast.iterators)} return ${this.print(ast.body, 0)}`;
      case "some":
      case "every":
        return `${ast.kind} ${this.iterators(ast.iterators)} satisfies ${this.print(ast.body, 0)}`;
      case "list":
        return `[${ast.items.map((item) => this.print(item, 0)).join(", ")}]`;
      case "context":
        return `{${ast.entries.map(({ key, value }) => `${this.key(key)}: ${this.print(value, 0)}`).join(", ")}}`;
      case "range": {
        const [open, close] = [ast.startIncluded ? "[" : "(", ast.endIncluded ? "]" : ")"];
        return `${open}${this.print(ast.start, 8)}..${this.print(ast.end, 8)}${close}`;
      }
      case "test":
        return `(${ast.op} ${this.print(ast.value, 4)})`;
      case "function": {
        const parameters = ast.parameters.map((p) => (p.type ? `${p.name}: ${printType(p.type)}` : p.name));
        const body = this.print(ast.body, 0);
        // behind a closing parenthesis `and(` would go on with what stands before it
        const apart = /^(?:and|or)\(/.test(body) ? `(${body})` : body;
        return `function(${parameters.join(", ")}) ${apart}`;
      }
      case "instance":
        return `${this.print(ast.value, 9)} instance of ${printType(ast.type)}`;
    }
  }

  private literal(value: FeelValue): string {
    if (value === null) return "null";
    if (typeof value === "string") return quote(value);
    if (typeof value === "boolean") return String(value);
    if (isNumber(value)) return formatNumber(value);
    return `@${quote(formatTemporal(value, "dmn") ?? "")}`;
  }

  /** Names with blanks or signs: between back-quotes in Zeebe, bare in DMN, where they are known or are words. */
  private name(name: string): string {
    return this.dialect === "dmn" || isPlain(name) ? name : `\`${name}\``;
  }

  private key(key: string): string {
    return isPlain(key) || (this.dialect === "dmn" && isWords(key)) ? key : quote(key);
  }

  /** Built-ins keep their blanks without quotes. */
  private callee(target: Ast): string {
    return target.kind === "name" ? target.name : this.print(target, 9);
  }

  private args(call: Extract<Ast, { kind: "call" }>): string {
    const { args } = call;
    if (args.by === "position") return args.values.map((value) => this.print(value, 0)).join(", ");
    return args.values.map(({ name, value }) => `${name}: ${this.print(value, 0)}`).join(", ");
  }

  private iterators(iterators: Iterator[]): string {
    return iterators
      .map(({ name, from, to }) => {
        const end = to ? `..${this.print(to, 8)}` : "";
        return `${name} in ${this.print(from, to ? 8 : 4)}${end}`;
      })
      .join(", ");
  }
}

const words = new Set(
  "and between else every external false for function if in instance not null of or return satisfies some then true".split(
    " ",
  ),
);

function isPlain(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !words.has(name);
}

function isWords(name: string): boolean {
  return name.split(" ").every(isPlain);
}

function quote(text: string): string {
  const escapes: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/[\\"\n\r\t]/g, (ch) => escapes[ch] ?? `\\${ch}`)}"`;
}

/** A type as `instance of` and parameters write it. */
export function printType(type: TypeRef): string {
  switch (type.kind) {
    case "name":
      return type.name;
    case "list":
    case "range":
      return `${type.kind}<${printType(type.of)}>`;
    case "context":
      return `context<${type.entries.map((entry) => `${entry.name}: ${printType(entry.type)}`).join(", ")}>`;
    case "function":
      return `function<${type.parameters.map(printType).join(", ")}> -> ${printType(type.result)}`;
  }
}
