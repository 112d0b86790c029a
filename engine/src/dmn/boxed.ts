/** Boxed expressions (DMN 1.5, 10.2), compiled to closures over a scope of named values. */
import { elementsOfRange, FeelFunction, FeelRange, isContext, isList, newContext } from "../feel/index.ts";
import type { FeelValue, Runtime } from "../feel/index.ts";
import { compileLiteral, expressionIn, extend, isExpression, withNames } from "./literal.ts";
import type { Boxed, Env } from "./literal.ts";
import type { Place } from "./place.ts";
import { compileTable } from "./table.ts";
import { child, childrenOf, typeRefOf } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/** Compiles any boxed expression. @throws DmnError */
export function compileBoxed(element: XmlElement, env: Env, place: Place): Boxed {
  const boxed = dispatch(element, env, place);
  const type = env.compiler.type(typeRefOf(element), env.namespace);
  if (!type) return boxed;
  return (scope, rt, trace) => env.compiler.fit(boxed(scope, rt, trace), type, rt);
}

function dispatch(element: XmlElement, env: Env, place: Place): Boxed {
  switch (element.name) {
    case "literalExpression":
      return compileLiteral(element, env, place, "literal");
    case "decisionTable":
      return compileTable(element, env, place);
    case "context":
      return compileContext(element, env, place);
    case "invocation":
      return compileInvocation(element, env, place);
    case "list": {
      const items = element.children.filter((c) => isExpression(c)).map((c) => compileBoxed(c, env, place));
      return (scope, rt) => items.map((item) => item(scope, rt, null));
    }
    case "relation":
      return compileRelation(element, env, place);
    case "functionDefinition":
      return compileFunction(element, env, place);
    case "conditional": {
      const [condition, yes, no] = ["if", "then", "else"].map((name) => part(element, name, env, place)) as [
        Boxed,
        Boxed,
        Boxed,
      ];
      return (scope, rt) =>
        condition(scope, rt, null) === true ? yes(scope, rt, null) : no(scope, rt, null);
    }
    case "filter":
      return compileFilter(element, env, place);
    case "for":
    case "some":
    case "every":
      return compileIteration(element, env, place);
    default:
      throw place.error("UNSUPPORTED", {
        zh: `不支持 <${element.name}>。`,
        en: `<${element.name}> is not supported.`,
      });
  }
}

function part(element: XmlElement, name: string, env: Env, place: Place): Boxed {
  const holder = child(element, name);
  const inner = holder && expressionIn(holder);
  if (!holder || !inner) {
    throw place.error("MISSING", {
      zh: `缺少 <${name}> 的表达式。`,
      en: `<${name}> with an expression is missing.`,
    });
  }
  return compileBoxed(inner, env, place.in(name, holder));
}

function compileContext(element: XmlElement, env: Env, place: Place): Boxed {
  let inner = env;
  const parts: { name: string | null; code: Boxed }[] = [];
  childrenOf(element, "contextEntry").forEach((entry, i) => {
    const variable = child(entry, "variable");
    const name = variable?.attributes["name"] ?? null;
    const at = place.in(name === null ? `entry ${i + 1}` : `entry "${name}"`, entry);
    const expression = expressionIn(entry);
    const code: Boxed = expression ? compileBoxed(expression, inner, at) : () => null;
    const type = env.compiler.type(typeRefOf(variable), env.namespace);
    parts.push({
      name,
      code: type ? (scope, rt) => env.compiler.fit(code(scope, rt, null), type, rt) : code,
    });
    if (name !== null) inner = withNames(inner, [[name, env.compiler.names(type), typeRefOf(variable)]]);
  });
  return (scope, rt) => {
    const result = newContext();
    const visible = Object.assign(newContext(), scope);
    for (const { name, code } of parts) {
      const value = code(visible, rt, null);
      if (name === null) return value;
      result[name] = value;
      visible[name] = value;
    }
    return result;
  };
}

function compileInvocation(element: XmlElement, env: Env, place: Place): Boxed {
  const called = element.children.find((c) => isExpression(c));
  if (!called)
    throw place.error("MISSING", { zh: "缺少被调用的函数。", en: "the called function is missing." });
  const target = compileBoxed(called, env, place.in("called function", called));
  const bindings = childrenOf(element, "binding").map((binding) => {
    const name = child(binding, "parameter")?.attributes["name"] ?? "";
    const expression = expressionIn(binding);
    const at = place.in(`binding "${name}"`, binding);
    return { name, code: expression ? compileBoxed(expression, env, at) : ((() => null) as Boxed) };
  });
  return (scope, rt) => {
    const fn = target(scope, rt, null);
    const args = new Map(bindings.map(({ name, code }) => [name, code(scope, rt, null)]));
    if (!(fn instanceof FeelFunction)) {
      return rt.warn(
        "NO_FUNCTION_FOUND",
        `${place.path}: nothing to call.`,
        `${place.pathZh}：没有可调用的函数。`,
      );
    }
    if (fn.callNamed) return fn.callNamed(args, rt);
    if ([...args.keys()].some((name) => !fn.parameters.includes(name))) {
      return rt.warn(
        "FUNCTION_INVOCATION_FAILURE",
        `${place.path}: a binding names no parameter.`,
        `${place.pathZh}：绑定的参数不存在。`,
      );
    }
    return fn.call(
      fn.parameters.map((name) => args.get(name) ?? null),
      rt,
    );
  };
}

function compileRelation(element: XmlElement, env: Env, place: Place): Boxed {
  const columns = childrenOf(element, "column").map((c) => c.attributes["name"] ?? "");
  const rows = childrenOf(element, "row").map((row, i) => {
    const at = place.in(`row ${i + 1}`, row);
    const cells = row.children.filter((c) => isExpression(c));
    if (cells.length !== columns.length) {
      throw at.error("TABLE", {
        zh: `应有 ${columns.length} 个单元格，实有 ${cells.length} 个。`,
        en: `${columns.length} cells are needed, ${cells.length} found.`,
      });
    }
    return cells.map((cell) => compileBoxed(cell, env, at));
  });
  return (scope, rt) =>
    rows.map((cells) => {
      const row = newContext();
      cells.forEach((cell, i) => (row[columns[i] ?? ""] = cell(scope, rt, null)));
      return row;
    });
}

/** A function definition (also the logic of business knowledge); the value is a function over the scope. */
export function compileFunction(element: XmlElement, env: Env, place: Place): Boxed {
  const kind = element.attributes["kind"] ?? "FEEL";
  if (kind !== "FEEL") {
    return (_, rt) =>
      rt.warn(
        "NO_FUNCTION_FOUND",
        `${place.path}: ${kind} functions are refused.`,
        `${place.pathZh}：不支持 ${kind} 函数。`,
      );
  }
  const parameters = childrenOf(element, "formalParameter").map((p) => ({
    name: p.attributes["name"] ?? "",
    reference: typeRefOf(p),
    type: env.compiler.type(typeRefOf(p), env.namespace),
  }));
  const inner = withNames(
    env,
    parameters.map((p) => [p.name, env.compiler.names(p.type), p.reference]),
  );
  const expression = expressionIn(element);
  const body: Boxed = expression ? compileBoxed(expression, inner, place) : () => null;
  const result = env.compiler.type(typeRefOf(element), env.namespace);
  const names = parameters.map((p) => p.name);
  return (scope) =>
    new FeelFunction({
      parameters: names,
      call: (args, rt) => {
        if (args.length !== names.length) {
          return rt.warn(
            "FUNCTION_INVOCATION_FAILURE",
            `${place.path}: ${names.length} arguments are needed, not ${args.length}.`,
            `${place.pathZh}：需要 ${names.length} 个参数，而不是 ${args.length} 个。`,
          );
        }
        const visible = Object.assign(newContext(), scope);
        for (let i = 0; i < names.length; i++) {
          const value = env.compiler.tryFit(args[i] ?? null, parameters[i]?.type ?? null, rt);
          if (value === undefined) {
            return rt.warn(
              "FUNCTION_INVOCATION_FAILURE",
              `${place.path}: argument ${i + 1} has another type.`,
              `${place.pathZh}：第 ${i + 1} 个参数类型不符。`,
            );
          }
          visible[names[i] ?? ""] = value;
        }
        rt.enter();
        const value = env.compiler.fit(body(visible, rt, null), result, rt);
        rt.leave();
        return value;
      },
    });
}

function compileFilter(element: XmlElement, env: Env, place: Place): Boxed {
  const source = part(element, "in", env, place);
  const match = part(element, "match", withNames(env, [["item", null]]), place);
  return (scope, rt) => {
    const value = source(scope, rt, null);
    const list = isList(value) ? value : value === null ? [] : [value];
    rt.step(list.length);
    const kept: FeelValue[] = [];
    for (const element of list) {
      const visible = Object.assign(newContext(), scope, isContext(element) ? element : {});
      visible["item"] = element ?? null;
      const verdict = match(visible, rt, null);
      if (verdict === true) kept.push(element ?? null);
      else if (typeof verdict === "number") {
        const index = verdict > 0 ? verdict - 1 : list.length + verdict;
        return list[index] ?? null;
      } else if (verdict !== false && verdict !== null) return notBoolean(rt, place);
    }
    return kept;
  };
}

function compileIteration(element: XmlElement, env: Env, place: Place): Boxed {
  const name = element.attributes["iteratorVariable"] ?? "item";
  const source = part(element, "in", env, place);
  const loop = element.name === "for";
  const inner = withNames(
    env,
    loop
      ? [
          [name, null],
          ["partial", null],
        ]
      : [[name, null]],
  );
  const body = part(element, loop ? "return" : "satisfies", inner, place);
  return (scope, rt) => {
    const value = source(scope, rt, null);
    if (value === null) return null;
    const list = elementsOf(value, rt);
    if (list === null) return null;
    const results: FeelValue[] = [];
    for (const item of list) {
      rt.step();
      const visible = extend(scope, name, item ?? null);
      results.push(body(loop ? extend(visible, "partial", results.slice()) : visible, rt, null));
    }
    if (loop) return results;
    if (results.some((r) => r !== null && typeof r !== "boolean")) return notBoolean(rt, place);
    const decisive = element.name === "some";
    if (results.includes(decisive)) return decisive;
    return results.every((r) => r === !decisive) ? !decisive : null;
  };
}

/** What a boxed iterator runs over: the elements of a list, the values of a range, or the one value. */
function elementsOf(value: FeelValue, rt: Runtime): readonly FeelValue[] | null {
  if (isList(value)) return value;
  return value instanceof FeelRange ? elementsOfRange(value, rt) : [value];
}

function notBoolean(rt: Runtime, place: Place): null {
  return rt.warn(
    "INVALID_TYPE",
    `${place.path}: the condition is no boolean.`,
    `${place.pathZh}：条件不是布尔值。`,
  );
}
