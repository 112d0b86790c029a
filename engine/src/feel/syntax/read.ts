/** Reads a FEEL text into the tree of `ast.ts`, by the grammar of `@bpmn-io/lezer-feel`. */
import { parseNumber } from "../numbers.ts";
import { scaledLiteral } from "../scale.ts";
import { parseAtLiteral } from "../temporal/literal.ts";
import type { Arguments, ArithmeticOp, Ast, CompareOp, Iterator, Parameter, UnaryTestsAst } from "./ast.ts";
import type { Dialect, SyntaxNode } from "./names.ts";
import { MAX_DEPTH, NodeReader } from "./node-reader.ts";
import type { ReadOptions } from "./node-reader.ts";
import {
  comparedInput,
  leftmost,
  logic,
  readMembership,
  standsInParentheses,
  unwrapTest,
} from "./read-in.ts";
import { children, instanceAtEnd, isLogic, refusedByZeebe } from "./nodes.ts";
import { readType } from "./read-type.ts";
import { readString } from "./strings.ts";

/** Reads an expression. @throws FeelSyntaxError */
export function readExpression(source: string, options: ReadOptions): Ast {
  return new Reader(source, options).expression();
}

/** Whether the text of numbers can show in a result: then literals keep the digits they are written with (Zeebe only). */
export function keepsDigits(source: string, dialect: Dialect): boolean {
  return dialect === "zeebe" && /\bstring\s*\(/.test(source);
}

/** Reads the tests of a decision table cell. @throws FeelSyntaxError */
export function readUnaryTests(source: string, options: ReadOptions): UnaryTestsAst {
  if (source.trim() === "") return { wildcard: true, negated: false, tests: [] };
  return new Reader(source, options).unaryTests();
}

class Reader extends NodeReader {
  depth = 0;
  /** The `instance of` at the end of an operation that is read as the operation's own. */
  private hoisted: SyntaxNode | null = null;
  private readonly digits: boolean;

  constructor(source: string, options: ReadOptions) {
    super(source, options);
    this.digits = keepsDigits(source, options.dialect);
  }

  expression(): Ast {
    return this.node(this.single(this.tree("Expression")));
  }

  unaryTests(): UnaryTestsAst {
    const root = this.tree("UnaryTests");
    const parts = children(root);
    const first = parts[0];
    if (first?.name === "Wildcard") return { wildcard: true, negated: false, tests: [] };
    const list = parts.find((n) => n.name === "PositiveUnaryTests");
    if (!list) throw this.fault(root);
    return {
      wildcard: false,
      negated: first?.name === "not",
      tests: children(list).map((n) => this.cell(n)),
    };
  }

  /** In Zeebe `(true)` is a verdict that was computed, where `true` asks for a boolean. */
  private cell(node: SyntaxNode): Ast {
    const first = leftmost(unwrapTest(node));
    const zeebe = this.options.dialect === "zeebe";
    if (zeebe && isLogic(unwrapTest(node)) && first.name === "SimplePositiveUnaryTest")
      throw this.fault(first);
    const ast = this.node(node);
    const computed =
      zeebe &&
      unwrapTest(node).name === "ParenthesizedExpression" &&
      ast.kind === "literal" &&
      typeof ast.value === "boolean";
    if (!computed) return ast;
    const yes: Ast = { kind: "literal", value: true, at: ast.at };
    return { kind: "compare", op: "=", left: ast, right: yes, at: ast.at };
  }

  node(node: SyntaxNode): Ast {
    if (this.options.dialect === "zeebe" && refusedByZeebe(node)) throw this.fault(node);
    if (++this.depth > MAX_DEPTH) throw this.tooDeep(node.from);
    const ast = this.dispatch(node);
    this.depth--;
    return ast;
  }

  private dispatch(node: SyntaxNode): Ast {
    if (node.name === "InstanceOfExpression" && node.from === this.hoisted?.from) {
      this.hoisted = null;
      return this.node(this.at(children(node), 0, node));
    }
    const at = node.from;
    const parts = children(node);
    switch (node.name) {
      case "null":
        return { kind: "literal", value: null, at };
      case "BooleanLiteral":
        return { kind: "literal", value: this.text(node) === "true", at };
      case "NumericLiteral":
        return this.number(node);
      case "StringLiteral":
        return { kind: "literal", value: readString(this.text(node), this.options.dialect), at };
      case "VariableName":
        return { kind: "name", name: this.variable(node), at };
      case "?":
        return { kind: "input", at };
      case "ParenthesizedExpression":
        return this.node(this.at(parts, 1, node));
      case "PathExpression":
        return {
          kind: "path",
          of: this.node(this.at(parts, 0, node)),
          name: this.nameText(this.at(parts, parts.length - 1, node)),
          at,
        };
      case "FilterExpression":
        return {
          kind: "filter",
          of: this.node(this.at(parts, 0, node)),
          filter: this.node(this.at(parts, 2, node)),
          at,
        };
      case "FunctionInvocation":
        return this.call(node, parts);
      case "DateTimeLiteral":
        return this.dateTime(node, parts);
      case "ArithmeticExpression":
        return this.arithmetic(node, parts);
      case "Comparison":
        return this.comparison(node, parts);
      case "Conjunction":
      case "Disjunction":
        return this.logic(node);
      case "IfExpression":
        return {
          kind: "if",
          condition: this.node(this.at(parts, 1, node)),
          yes: this.node(this.at(parts, 3, node)),
          no: this.node(this.at(parts, 5, node)),
          at,
        };
      case "ForExpression":
        return {
          kind: "for",
          iterators: this.iterators(parts),
          body: this.node(this.at(parts, parts.length - 1, node)),
          at,
        };
      case "QuantifiedExpression":
        return {
          kind: parts[0]?.name === "every" ? "every" : "some",
          iterators: this.iterators(parts),
          body: this.node(this.at(parts, parts.length - 1, node)),
          at,
        };
      case "List":
        return { kind: "list", items: parts.slice(1, -1).map((n) => this.node(n)), at };
      case "Context":
        return { kind: "context", entries: parts.slice(1, -1).map((n) => this.entry(n)), at };
      case "PositiveUnaryTest":
        return this.node(this.at(parts, 0, node));
      case "SimplePositiveUnaryTest":
        return this.simpleTest(node, parts);
      case "Interval":
        return this.interval(node, parts);
      case "FunctionDefinition":
        return this.lambda(node, parts);
      case "InstanceOfExpression":
        return this.instance(node, this.node(this.at(parts, 0, node)));
      default:
        throw this.fault(node);
    }
  }

  private number(node: SyntaxNode): Ast {
    const text = this.text(node);
    const value = parseNumber(text.replace(/\s/g, ""));
    if (value === null || (this.options.dialect === "zeebe" && /e/i.test(text))) throw this.fault(node);
    const literal = this.digits ? scaledLiteral(value, text) : value;
    return { kind: "literal", value: literal, at: node.from };
  }

  private variable(node: SyntaxNode): string {
    const name = this.nameText(node);
    const calls = node.parent?.name === "FunctionInvocation" && node.parent.firstChild?.from === node.from;
    if (
      this.options.dialect === "zeebe" &&
      !calls &&
      children(node).length > 1 &&
      this.table.spelling(name) === null
    ) {
      throw this.faultAt(node.from, "UNKNOWN_NAME_FORM", {
        zh: `“${name}”不是一个名称；含空格的名称请写成 \`${name}\`。`,
        en: `"${name}" is no single name; write a name with blanks as \`${name}\`.`,
      });
    }
    return name;
  }

  private call(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    const target = this.at(parts, 0, node);
    const callee: Ast =
      target.name === "SpecialFunctionName"
        ? { kind: "name", name: this.text(target).replace(/\s+/g, " "), at: target.from }
        : this.node(target);
    return { kind: "call", target: callee, args: this.args(parts), at: node.from };
  }

  private args(parts: SyntaxNode[]): Arguments {
    const named = parts.find((n) => n.name === "NamedParameters");
    if (named) {
      const values = children(named).map((n) => {
        const inner = children(n);
        return {
          name: this.nameText(this.at(inner, 0, n)),
          value: this.node(this.at(inner, inner.length - 1, n)),
        };
      });
      return { by: "name", values };
    }
    const positional = parts.find((n) => n.name === "PositionalParameters");
    return { by: "position", values: positional ? children(positional).map((n) => this.node(n)) : [] };
  }

  private dateTime(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    const first = this.at(parts, 0, node);
    if (first.name === "AtLiteral") {
      return {
        kind: "literal",
        value: parseAtLiteral(
          readString(this.text(this.single(first)), this.options.dialect),
          this.options.dialect,
        ),
        at: node.from,
      };
    }
    const name = this.text(first).replace(/\s+/g, " ");
    return {
      kind: "call",
      target: { kind: "name", name, at: first.from },
      args: this.args(parts),
      at: node.from,
    };
  }

  private instance(node: SyntaxNode, value: Ast): Ast {
    const parts = children(node);
    return {
      kind: "instance",
      value,
      type: readType(this.at(parts, parts.length - 1, node), this),
      at: node.from,
    };
  }

  /** In Zeebe `1 + 2 instance of number` asks for the sum, where the grammar asks for its last operand. */
  private arithmetic(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    if (this.options.dialect === "zeebe" && this.hoisted === null) {
      const last = instanceAtEnd(node);
      if (last) {
        this.hoisted = last;
        const value = this.arithmetic(node, parts);
        this.hoisted = null;
        return this.instance(last, value);
      }
    }
    return this.operation(node, parts);
  }

  private operation(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    if (parts.length === 2)
      return { kind: "negate", value: this.node(this.at(parts, 1, node)), at: node.from };
    const op = this.text(this.at(parts, 1, node));
    return {
      kind: "arithmetic",
      op: (op === "^" ? "**" : op) as ArithmeticOp,
      left: this.node(this.at(parts, 0, node)),
      right: this.node(this.at(parts, 2, node)),
      at: node.from,
    };
  }

  private comparison(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    const at = node.from;
    const first = this.at(parts, 0, node);
    const value = this.node(first);
    const op = this.at(parts, 1, node);
    if (first.name === "?" && this.isInserted(first)) {
      return { kind: "test", op: this.text(op) as CompareOp, value: this.node(this.at(parts, 2, node)), at };
    }
    if (op.name === "between") {
      return {
        kind: "between",
        value,
        low: this.node(this.at(parts, 2, node)),
        high: this.node(this.at(parts, 4, node)),
        at,
      };
    }
    if (op.name === "in") {
      const list = parts.find((n) => n.name === "PositiveUnaryTests");
      if (list) return { kind: "in", value, tests: children(list).map((n) => this.node(n)), at };
      return readMembership(this, value, this.at(parts, 2, node), at);
    }
    const right = this.at(parts, 2, node);
    if (right.name === "SimplePositiveUnaryTest" && right.firstChild?.name === "CompareOp")
      throw this.fault(right);
    return { kind: "compare", op: this.text(op) as CompareOp, left: value, right: this.node(right), at };
  }

  private logic(node: SyntaxNode): Ast {
    const parts = children(node);
    return logic(node, this.node(this.at(parts, 0, node)), this.node(this.at(parts, 2, node)));
  }

  private iterators(parts: SyntaxNode[]): Iterator[] {
    const list = parts.find((n) => n.name === "InExpressions");
    if (!list) return [];
    return children(list).map((n) => {
      const inner = children(n);
      const iteration = this.at(inner, inner.length - 1, n);
      if (this.options.dialect === "zeebe" && refusedByZeebe(iteration)) throw this.fault(iteration);
      const context = children(iteration);
      const to = context[2];
      return {
        name: this.nameText(this.at(inner, 0, n)),
        from: this.node(this.at(context, 0, n)),
        to: to ? this.node(to) : null,
      };
    });
  }

  private entry(node: SyntaxNode): { key: string; value: Ast } {
    const parts = children(node);
    return {
      key: this.nameText(this.single(this.at(parts, 0, node))),
      value: this.node(this.at(parts, parts.length - 1, node)),
    };
  }

  private simpleTest(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    const first = this.at(parts, 0, node);
    if (first.name !== "CompareOp") return this.node(first);
    const op = this.text(first);
    const end = this.at(parts, 1, node);
    if (this.options.dialect === "zeebe" && (op === "=" || op === "!=")) throw this.fault(first);
    if (this.options.dialect === "zeebe" && isLogic(end)) {
      if (!standsInParentheses(node)) throw this.fault(first);
      return comparedInput(this, op as CompareOp, end, node.from);
    }
    return {
      kind: "test",
      op: op as CompareOp,
      value: this.node(end),
      at: node.from,
    };
  }

  private interval(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    return {
      kind: "range",
      start: this.node(this.at(parts, 1, node)),
      startIncluded: parts[0]?.name === "[",
      end: this.node(this.at(parts, 3, node)),
      endIncluded: parts[4]?.name === "]",
      at: node.from,
    };
  }

  private lambda(node: SyntaxNode, parts: SyntaxNode[]): Ast {
    if (parts.some((n) => n.name === "external")) {
      throw this.faultAt(node.from, "EXTERNAL_FUNCTION", {
        zh: "不支持外部函数；请用 FEEL 写函数体。",
        en: "external functions are refused; write the body in FEEL.",
      });
    }
    const list = parts.find((n) => n.name === "FormalParameters");
    const parameters: Parameter[] = (list ? children(list) : []).map((n) => {
      const inner = children(n);
      const type = inner[1];
      return { name: this.nameText(this.at(inner, 0, n)), type: type ? readType(type, this) : null };
    });
    const body = this.at(parts, parts.length - 1, node);
    return { kind: "function", parameters, body: this.node(this.single(body)), at: node.from };
  }
}
