/** Walks a tree and finds what can give nothing but null. */
import { builtins } from "../builtins/registry.ts";
import { nearestName } from "../suggest.ts";
import type { Ast, CompareOp, Iterator } from "../syntax/ast.ts";
import type { Dialect } from "../syntax/names.ts";
import { parseDuration } from "../temporal/parse.ts";
import { mentionsInput } from "../variables.ts";
import type { TypeName } from "../values.ts";
import * as operators from "./operators.ts";
import { boolean } from "./operators.ts";
import { parametersOf, resultTypes, signaturesOf } from "./results.ts";
import { canBe, contextOf, either, inWords, listOf, ofRef, ofValue, one, present } from "./static-type.ts";
import type { StaticType } from "./static-type.ts";

export interface TypeFinding {
  /** `unknown`: a name, entry or function that does not exist; `clash`: types that do not go together. */
  kind: "unknown" | "clash";
  /** 1-based place in the FEEL text. */
  line: number;
  column: number;
  message: { zh: string; en: string };
}

/** What an expression sees. */
export interface CheckScope {
  /** The type of a path from outside: null where anything may be there, undefined where it does not exist. */
  typeOf(path: readonly string[]): StaticType | undefined;
  /** Names from outside, for suggestions. */
  names(): Iterable<string>;
}

/** Names bound inside of the text; `open` where the entries of an element are not known. */
interface Local {
  names: ReadonlyMap<string, StaticType>;
  open: boolean;
  parent: Local | null;
}

export class Checker {
  readonly findings: TypeFinding[] = [];
  private readonly source: string;
  private readonly dialect: Dialect;
  private readonly scope: CheckScope;
  private readonly input: StaticType;

  constructor(source: string, dialect: Dialect, scope: CheckScope, input: StaticType = null) {
    this.source = source;
    this.dialect = dialect;
    this.scope = scope;
    this.input = input;
  }

  /** The type of an expression. */
  type(ast: Ast, local: Local | null): StaticType {
    const of = (part: Ast): StaticType => this.type(part, local);
    switch (ast.kind) {
      case "literal":
        return ofValue(ast.value);
      case "input":
        return this.input;
      case "name":
      case "path":
        return this.path(ast, local);
      case "filter":
        return this.filter(ast.of, ast.filter, local);
      case "call":
        return this.call(ast, local);
      case "arithmetic": {
        const [a, b] = [present(of(ast.left)), present(of(ast.right))];
        const result = operators.arithmetic(ast.op, a, b, this.dialect);
        return result === undefined ? this.clash(ast, ast.op, a, b) : result;
      }
      case "negate": {
        const type = present(of(ast.value));
        const result = operators.negated(type, this.dialect);
        if (result !== undefined) return result;
        const words = inWords(type);
        return this.add("clash", ast.at, { zh: `无法对${words.zh}取负`, en: `Cannot negate ${words.en}` });
      }
      case "compare":
        this.compare(ast, ast.op, of(ast.left), of(ast.right));
        return boolean;
      case "between": {
        const value = of(ast.value);
        this.compare(ast, ">=", value, of(ast.low));
        this.compare(ast, "<=", value, of(ast.high));
        return boolean;
      }
      case "in":
        this.member(ast.value, ast.tests, local);
        return boolean;
      case "and":
      case "or":
        for (const part of [ast.left, ast.right]) {
          if (part.kind === "test") of(part.value);
          else this.condition(part, ast.kind, of(part));
        }
        return boolean;
      case "if":
        this.condition(ast.condition, "if", of(ast.condition));
        return either(of(ast.yes), of(ast.no));
      case "for": {
        const inner = this.iterators(ast.iterators, local);
        const body = this.type(ast.body, bind([["partial", one("list")]], inner));
        return listOf(body);
      }
      case "some":
      case "every":
        this.condition(ast.body, ast.kind, this.type(ast.body, this.iterators(ast.iterators, local)));
        return boolean;
      case "list":
        return listOf(ast.items.map(of).reduce<StaticType | undefined>(either, undefined) ?? null);
      case "context": {
        const entries = new Map<string, StaticType>();
        let inner = local;
        for (const { key, value } of ast.entries) {
          entries.set(key, this.type(value, inner));
          inner = bind([[key, entries.get(key) ?? null]], inner);
        }
        return contextOf(entries);
      }
      case "range": {
        const [start, end] = [of(ast.start), of(ast.end)];
        if (!canBe(start, "nil") && !canBe(end, "nil")) this.compare(ast, "<=", start, end);
        return { names: ["range"], of: either(start, end) };
      }
      case "test":
        return { names: ["range"], of: of(ast.value) };
      case "function":
        this.type(
          ast.body,
          bind(
            ast.parameters.map((p) => [p.name, p.type ? ofRef(p.type) : null]),
            local,
          ),
        );
        return one("function");
      case "instance":
        of(ast.value);
        return boolean;
    }
  }

  /** A test of a cell, against the type of its input. */
  test(ast: Ast): void {
    if (ast.kind === "test") return this.compare(ast, ast.op, this.input, this.type(ast.value, null));
    const type = this.type(ast, null);
    if (ast.kind === "range") return this.within(ast, this.input, type);
    if (mentionsInput(ast)) return this.condition(ast, "?", type);
    this.equalTo(ast, this.input, type);
  }

  private member(value: Ast, tests: readonly Ast[], local: Local | null): void {
    const type = this.type(value, local);
    for (const test of tests) {
      if (test.kind === "test") this.compare(test, test.op, type, this.type(test.value, local));
      else if (test.kind === "range") this.within(test, type, this.type(test, local));
      else if (mentionsInput(test)) this.type(test, local);
      else this.equalTo(test, type, this.type(test, local));
    }
  }

  private within(ast: Ast, value: StaticType, range: StaticType): void {
    const ends = present(range?.of ?? null);
    if (ends !== null && !canBe(value, "range")) this.compare(ast, ">=", value, ends);
  }

  /** A value is tested by a value, by a list that holds it, by a range around it, or by a verdict of its own. */
  private equalTo(ast: Ast, value: StaticType, wanted: StaticType): void {
    const computed = ast.kind !== "literal" && canBe(wanted, "boolean");
    if (wanted === null || computed || canBe(wanted, "range")) return;
    if (wanted.names.includes("list")) {
      const elements = wanted.of ?? null;
      if (elements !== null && canBe(elements, "range")) return;
      if (operators.comparable("=", value, elements, this.dialect)) return;
    }
    this.compare(ast, "=", value, wanted);
  }

  private compare(ast: Ast, op: CompareOp, a: StaticType, b: StaticType): void {
    const equality = op === "=" || op === "!=";
    const [left, right] = equality ? [a, b] : [present(a), present(b)];
    if (!operators.comparable(op, left, right, this.dialect)) this.clash(ast, op, left, right);
  }

  private condition(ast: Ast, of: string, type: StaticType): void {
    const sure = present(type);
    if (canBe(sure, "boolean", "nil")) return;
    if (this.dialect === "dmn" && canBe(sure, "list")) return;
    const words = inWords(sure);
    this.add("clash", ast.at, {
      zh: `“${of}”要求布尔值，这里是${words.zh}`,
      en: `"${of}" wants a boolean, this is ${words.en}`,
    });
  }

  private iterators(iterators: readonly Iterator[], local: Local | null): Local | null {
    let inner = local;
    for (const { name, from, to } of iterators) {
      const source = this.type(from, inner);
      const end = to ? this.type(to, inner) : undefined;
      inner = bind([[name, end === undefined ? elementOf(source) : either(source, end)]], inner);
    }
    return inner;
  }

  private path(ast: Ast, local: Local | null): StaticType {
    const path = namesOf(ast);
    if (path === null) {
      if (ast.kind !== "path") return null;
      return this.property(ast.of, this.type(ast.of, local), ast.name, ast.at);
    }
    const [head = "", ...rest] = path;
    const found = lookUp(head, local);
    if (found === "open") return null;
    if (found !== undefined) {
      return rest.reduce<StaticType>((type, name) => this.property(ast, type, name, ast.at), found);
    }
    const outer = this.scope.typeOf(path);
    if (outer !== undefined) return outer;
    const first = this.scope.typeOf([head]);
    if (first === undefined) {
      if (this.dialect === "dmn" && rest.length === 0 && builtins.has(head)) return one("function");
      return this.unknown("name", head, ast.at, [...localNames(local), ...this.scope.names()]);
    }
    return rest.reduce<StaticType>((type, name) => this.property(ast, type, name, ast.at), first);
  }

  private property(ast: Ast, type: StaticType, name: string, at: number): StaticType {
    if (type === null) return null;
    if (type.names.length === 1 && type.names[0] === "list")
      return listOf(this.property(ast, type.of ?? null, name, at));
    const sure = present(type);
    if (sure === null) return null;
    const found = operators.propertyOf(sure, name);
    if (found !== undefined) return found;
    if (canBe(sure, "list", "nil")) return null;
    return this.unknown("entry", name, at, operators.propertyNames(sure));
  }

  private filter(of: Ast, filter: Ast, local: Local | null): StaticType {
    const source = this.type(of, local);
    const element = elementOf(source);
    const entries = element?.names.length === 1 ? element.entries : undefined;
    const names = new Map<string, StaticType>([["item", element], ...(entries ?? [])]);
    const open = element === null || (element.names.includes("context") && !entries);
    const type = this.type(filter, { names, open, parent: local });
    if (!canBe(type, "number")) {
      const list = source?.names.length === 1 && source.names[0] === "list";
      return list ? source : listOf(canBe(source, "nil", "list") ? null : element);
    }
    const index = filter.kind === "negate" ? filter.value : filter;
    return index.kind === "literal" && typeof index.value === "number" ? element : null;
  }

  private call(ast: Extract<Ast, { kind: "call" }>, local: Local | null): StaticType {
    const { target, args } = ast;
    const values = args.by === "position" ? args.values : args.values.map((arg) => arg.value);
    const types = values.map((value) => this.type(value, local));
    if (target.kind !== "name") {
      this.type(target, local);
      return null;
    }
    const own = lookUp(target.name, local) ?? this.scope.typeOf([target.name]);
    if (own === "open") return null;
    if (own !== undefined && own !== null) {
      if (!canBe(own, "function", "nil")) this.noFunction(target.name, ast.at, own);
      return null;
    }
    if (!builtins.has(target.name)) {
      if (own === null) return null;
      return this.unknown("function", target.name, ast.at, [
        ...builtins.keys(),
        ...localNames(local),
        ...this.scope.names(),
      ]);
    }
    if (args.by === "position") this.fits(target.name, types, ast.at);
    return this.resultOf(target.name, ast);
  }

  private resultOf(name: string, ast: Extract<Ast, { kind: "call" }>): StaticType {
    const [first] = ast.args.by === "position" ? ast.args.values : [];
    if (name === "duration" && first?.kind === "literal" && typeof first.value === "string")
      return ofValue(parseDuration(first.value));
    return resultTypes.get(name) ?? null;
  }

  /** Arguments that no signature takes. */
  private fits(name: string, types: readonly StaticType[], at: number): void {
    const signatures = signaturesOf(name);
    const fitting = signatures.some((text) => {
      const parameters = parametersOf(text);
      const last = parameters.at(-1);
      if (types.length > parameters.length && !last?.rest) return false;
      return parameters.every((parameter, i) => {
        if (parameter.rest || i >= types.length) return parameter.rest || parameter.optional;
        return this.accepts(parameter.types, types[i] ?? null);
      });
    });
    if (fitting) return;
    const given = types.map((type) => inWords(type));
    const there = signatures.join(" / ");
    this.add("clash", at, {
      zh: `没有 ${name}(${given.map((w) => w.zh).join("、")})；可用：${there}`,
      en: `There is no ${name}(${given.map((w) => w.en).join(", ")}); there is ${there}`,
    });
  }

  private accepts(wanted: readonly string[], type: StaticType): boolean {
    if (type === null || wanted.includes("any")) return true;
    if (this.dialect === "dmn" && (wanted.includes("list") || type.names.includes("list"))) return true;
    return type.names.some((name: TypeName) => {
      if (name === "nil") return wanted.includes("null") || type.names.length > 1;
      return wanted.includes(name) || (name.endsWith("duration") && wanted.includes("duration"));
    });
  }

  private noFunction(name: string, at: number, type: StaticType): void {
    const words = inWords(type);
    this.add("clash", at, {
      zh: `“${name}”是${words.zh}，不是函数`,
      en: `"${name}" is ${words.en}, no function`,
    });
  }

  private clash(ast: Ast, op: string, a: StaticType, b: StaticType): StaticType {
    const [left, right] = [inWords(a), inWords(b)];
    return this.add("clash", ast.at, {
      zh: `${left.zh} ${op} ${right.zh} 的结果只能是空值`,
      en: `${left.en} ${op} ${right.en} can only give null`,
    });
  }

  private unknown(
    what: "name" | "entry" | "function",
    name: string,
    at: number,
    candidates: Iterable<string>,
  ): StaticType {
    const nearest = nearestName(name, candidates);
    const words = { name: ["名称", "name"], entry: ["条目", "entry"], function: ["函数", "function"] }[what];
    return this.add("unknown", at, {
      zh: `没有${words[0] ?? ""}“${name}”${nearest === null ? "" : `，是否指“${nearest}”？`}`,
      en: `There is no ${words[1] ?? ""} "${name}"${nearest === null ? "" : `; did you mean "${nearest}"?`}`,
    });
  }

  private add(kind: TypeFinding["kind"], at: number, message: { zh: string; en: string }): null {
    const before = this.source.slice(0, at);
    const line = before.split("\n").length;
    const column = at - before.lastIndexOf("\n");
    const same = this.findings.some(
      (f) => f.line === line && f.column === column && f.message.en === message.en,
    );
    if (!same) this.findings.push({ kind, line, column, message });
    return null;
  }
}

function bind(names: Iterable<readonly [string, StaticType]>, parent: Local | null): Local {
  return { names: new Map(names), open: false, parent };
}

function lookUp(name: string, local: Local | null): StaticType | "open" | undefined {
  for (let at = local; at; at = at.parent) {
    if (at.names.has(name)) return at.names.get(name) ?? null;
    if (at.open) return "open";
  }
  return undefined;
}

function localNames(local: Local | null): string[] {
  return local ? [...local.names.keys(), ...localNames(local.parent)] : [];
}

function namesOf(ast: Ast): string[] | null {
  if (ast.kind === "name") return [ast.name];
  if (ast.kind !== "path") return null;
  const head = namesOf(ast.of);
  return head && [...head, ast.name];
}

/** What a loop or a filter looks at, one after the other. */
function elementOf(source: StaticType): StaticType {
  if (source === null) return null;
  if (source.names.length > 1) return null;
  return source.names[0] === "list" || source.names[0] === "range" ? (source.of ?? null) : source;
}
