/** Calls, lambdas, `instance of`. */
import { builtins } from "../builtins/registry.ts";
import type { Runtime } from "../runtime.ts";
import type { Arguments, Ast, Parameter } from "../syntax/ast.ts";
import { didYouMean } from "../suggest.ts";
import { isInstance, isInstanceInZeebe } from "../types.ts";
import { FeelFunction, isList } from "../values.ts";
import type { FeelValue, TypeRef } from "../values.ts";
import { compileCallee, namesInSight } from "./names.ts";
import { local } from "./scope.ts";
import type { Code, Compiler, Frame, Scope } from "./scope.ts";

function invokeNamed(
  fn: FeelFunction,
  names: readonly string[],
  args: readonly FeelValue[],
  rt: Runtime,
): FeelValue {
  if (fn.callNamed) return fn.callNamed(new Map(names.map((name, i) => [name, args[i] ?? null])), rt);
  if (names.some((name) => !fn.parameters.includes(name)) || names.length !== fn.parameters.length) {
    return rt.warn("FUNCTION_INVOCATION_FAILURE", "The named arguments do not fit.", "参数名不匹配。");
  }
  return fn.call(
    fn.parameters.map((name) => args[names.indexOf(name)] ?? null),
    rt,
  );
}

function nameOf(ast: Ast): string {
  if (ast.kind === "name") return ast.name;
  return ast.kind === "path" ? ast.name : "?";
}

function* callable(frame: Frame, scope: Scope | null): Generator<string> {
  yield* builtins.keys();
  yield* namesInSight(frame, scope);
}

export function compileCall(c: Compiler, target: Ast, args: Arguments, scope: Scope | null): Code {
  const name = nameOf(target);
  const code = target.kind === "name" ? compileCallee(target.name, scope) : c.compile(target, scope);
  const missing = (f: Frame): null => {
    if (!f.rt.warns) return null;
    const hint = didYouMean(name, callable(f, scope));
    return f.rt.warn(
      "NO_FUNCTION_FOUND",
      `No function found with name '${name}' and ${args.values.length} parameters${hint.en}`,
      `没有名为“${name}”的函数。${hint.zh}`,
    );
  };
  if (args.by === "name") {
    const names = args.values.map((a) => a.name);
    const values = args.values.map((a) => c.compile(a.value, scope));
    return (f) => {
      const fn = code(f);
      if (!(fn instanceof FeelFunction)) return missing(f);
      f.rt.step();
      return invokeNamed(
        fn,
        names,
        values.map((v) => v(f)),
        f.rt,
      );
    };
  }
  const values = args.values.map((a) => c.compile(a, scope));
  return (f) => {
    const fn = code(f);
    if (!(fn instanceof FeelFunction)) return missing(f);
    f.rt.step();
    const actual: FeelValue[] = new Array<FeelValue>(values.length);
    for (let i = 0; i < values.length; i++) actual[i] = (values[i] as Code)(f);
    return fn.call(actual, f.rt);
  };
}

/** An argument for a typed parameter: itself, a list of one unwrapped (or made), or undefined when it does not fit. */
export function fitArgument(value: FeelValue, type: TypeRef | null): FeelValue | undefined {
  if (type === null || value === null || isInstance(value, type)) return value;
  if (isList(value) && value.length === 1 && isInstance(value[0] ?? null, type)) return value[0] ?? null;
  if (type.kind === "list" && isInstance(value, type.of)) return [value];
  return undefined;
}

export function compileLambda(c: Compiler, parameters: Parameter[], body: Ast, scope: Scope | null): Code {
  let inner = scope;
  for (const parameter of parameters) inner = local(inner, parameter.name);
  const code = c.compile(body, inner);
  const names = parameters.map((p) => p.name);
  const types = parameters.map((p) => p.type);
  return (defined) =>
    new FeelFunction({
      parameters: names,
      parameterTypes: types,
      call: (args, rt) => {
        if (args.length !== names.length) {
          return rt.warn(
            "FUNCTION_INVOCATION_FAILURE",
            `The function takes ${names.length} arguments, not ${args.length}.`,
            `该函数需要 ${names.length} 个参数，而不是 ${args.length} 个。`,
          );
        }
        let frame = defined;
        for (let i = 0; i < args.length; i++) {
          const value = fitArgument(args[i] ?? null, types[i] ?? null);
          if (value === undefined) {
            return rt.warn(
              "FUNCTION_INVOCATION_FAILURE",
              `Argument ${i + 1} has another type.`,
              `第 ${i + 1} 个参数类型不符。`,
            );
          }
          frame = frame.push(value);
        }
        rt.enter();
        const result = code(frame);
        rt.leave();
        return result;
      },
    });
}

export function compileInstance(c: Compiler, value: Ast, type: TypeRef, scope: Scope | null): Code {
  const code = c.compile(value, scope);
  return c.dialect === "zeebe" ? (f) => isInstanceInZeebe(code(f), type) : (f) => isInstance(code(f), type);
}
