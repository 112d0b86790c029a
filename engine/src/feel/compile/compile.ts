/** Turns a tree into closures, once; running it later needs no tree and no text. */
import { fromHost } from "../values.ts";
import { FeelRange } from "../values.ts";
import { compareValues } from "../compare.ts";
import { cannotCompare } from "../warning-texts.ts";
import type { Ast } from "../syntax/ast.ts";
import type { Dialect } from "../syntax/names.ts";
import { compileContext, compileFilter, compilePath } from "./access.ts";
import { compileCall, compileInstance, compileLambda } from "./functions.ts";
import { compileFor, compileQuantified } from "./iteration.ts";
import { compileName } from "./names.ts";
import {
  compileArithmetic,
  compileBetween,
  compileCompare,
  compileLogic,
  compileNegate,
  truth,
} from "./operators.ts";
import type { Code, Compiler, Scope } from "./scope.ts";
import { compileIn, compileTestValue } from "./tests.ts";

export function createCompiler(dialect: Dialect, keepsDigits = false): Compiler {
  const c: Compiler = { dialect, keepsDigits, compile: (ast, scope) => compileNode(c, ast, scope) };
  return c;
}

function compileNode(c: Compiler, ast: Ast, scope: Scope | null): Code {
  switch (ast.kind) {
    case "literal": {
      const { value } = ast;
      return () => value;
    }
    case "name":
      return compileName(ast.name, scope, c.dialect);
    case "input":
      return (f) => f.input;
    case "path":
      return compilePath(c, ast.of, ast.name, scope);
    case "filter":
      return compileFilter(c, ast.of, ast.filter, scope);
    case "call":
      return compileCall(c, ast.target, ast.args, scope);
    case "arithmetic":
      return compileArithmetic(c, ast.op, ast.left, ast.right, scope);
    case "negate":
      return compileNegate(c, ast.value, scope);
    case "compare":
      return compileCompare(c, ast.op, ast.left, ast.right, scope);
    case "between":
      return compileBetween(c, ast.value, ast.low, ast.high, scope);
    case "in":
      return compileIn(c, ast.value, ast.tests, scope);
    case "and":
    case "or":
      return compileLogic(c, ast.kind, ast.left, ast.right, scope);
    case "if": {
      const [condition, yes, no] = [ast.condition, ast.yes, ast.no].map((part) => c.compile(part, scope)) as [
        Code,
        Code,
        Code,
      ];
      return (f) => (truth(condition(f), f.rt) === true ? yes(f) : no(f));
    }
    case "for":
      return compileFor(c, ast.iterators, ast.body, scope);
    case "some":
    case "every":
      return compileQuantified(c, ast.kind, ast.iterators, ast.body, scope);
    case "list": {
      const items = ast.items.map((item) => c.compile(item, scope));
      return (f) => items.map((item) => fromHost(item(f)));
    }
    case "context":
      return compileContext(c, ast.entries, scope);
    case "range":
      return compileRange(c, ast, scope);
    case "test":
      return compileTestValue(c, ast.op, ast.value, scope);
    case "function":
      return compileLambda(c, ast.parameters, ast.body, scope);
    case "instance":
      return compileInstance(c, ast.value, ast.type, scope);
  }
}

function compileRange(c: Compiler, ast: Extract<Ast, { kind: "range" }>, scope: Scope | null): Code {
  const start = c.compile(ast.start, scope);
  const end = c.compile(ast.end, scope);
  const { startIncluded, endIncluded } = ast;
  return (f) => {
    const [a, b] = [start(f), end(f)];
    if (a !== null && b !== null && compareValues(a, b) === null) {
      return cannotCompare(f.rt, a, b);
    }
    return new FeelRange(a, startIncluded, b, endIncluded);
  };
}
